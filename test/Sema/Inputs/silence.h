/* A plugin's attributes can't stand on statements in LLVM 19. Clang's own `suppress` means the
 * same there. */
#if __clang_major__ >= 20
#define SILENCE(Name) [[stet::suppress(Name)]]
#else
#define SILENCE(Name) [[clang::suppress("stet-" Name)]]
#endif
