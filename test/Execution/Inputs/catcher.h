// Error handling by setjmp in a library without the plugin.
#ifdef __cplusplus
extern "C" {
#endif
/// Calls Body(Argument): 0, or what it failed with.
int caught(void (*Body)(void *), void *Argument);
int caught_signal(void (*Body)(void *), void *Argument);
void fail(int Value);
void fail_simply(int Value);
/// A signal handler; ends caught_signal.
void fail_in_handler(int Signal);
#ifdef __cplusplus
}
#endif
