// The program around generated calls of the C library: see library-calls.txt.

struct call {
  const char *Name;
  void (*Prepare)(void);
  void (*Call)(void);
  unsigned Used, Changed; // regions, by bit
};
struct unknown {
  const char *Name;
  void (*Call)(void);
};
#define ALL(ARRAY) ARRAY, sizeof ARRAY / sizeof *ARRAY

__attribute__((persistent)) unsigned char Memory[REGIONS][REGION_BYTES];

static int check(const struct call *C) {
  static unsigned char Before[REGIONS][REGION_BYTES];
  transaction <> {
    for (unsigned I = 0; I < REGIONS; ++I)
      if (C->Used >> I & 1)
        memset(R[I], 0xA5, REGION_BYTES);
    C->Prepare();
  }
  memcpy(Before, R, sizeof Before);
  unsigned Changed = 0;
  transaction <> {
    C->Call();
    for (unsigned I = 0; I < REGIONS; ++I)
      Changed |= (unsigned)!!memcmp(Before[I], R[I], REGION_BYTES) << I;
    stet_abort(ECANCELED);
  }
  int Failures = 0;
  for (unsigned I = 0; I < REGIONS; ++I) {
    if (C->Changed >> I & 1 && !(Changed >> I & 1))
      fprintf(stderr, "%s: the call did not change region %u\n", C->Name, I), ++Failures;
    for (unsigned Byte = 0; Byte < REGION_BYTES; ++Byte)
      if (Before[I][Byte] != R[I][Byte]) {
        fprintf(stderr, "%s: byte %u of region %u is not as before\n", C->Name, Byte, I);
        ++Failures;
        break;
      }
  }
  return Failures;
}

// Calls all of Calls, or the one by the name of the first argument. With "unknown" and a
// number: that call of Unknown, which must not return.
static int runCalls(int C, char **V, const struct call *Calls, size_t Count,
                    const struct unknown *Unknown, size_t UnknownCount) {
  R = Memory;
  Path = getenv("STET_TEST_FILE");
  prepareLibraryCalls();
  if (C > 1 && !strcmp(V[1], "count"))
    return printf("%zu\n", UnknownCount), 0;
  if (C > 2 && !strcmp(V[1], "unknown")) {
    const struct unknown *U = &Unknown[atoi(V[2])];
    puts(U->Name), fflush(stdout);
    transaction <> { U->Call(); }
    return 0;
  }
  int Failures = 0;
  for (size_t I = 0; I < Count; ++I)
    if (C == 1 || !strcmp(V[1], Calls[I].Name))
      Failures += check(&Calls[I]);
  return Failures != 0;
}
