// For flavours.test.
#include <cstdio>
#include <stet.h>

extern "C" void store(long *, long);
#ifndef STORE
void store(long *Where, long Value) { *Where = Value; }
#endif
#ifdef VARIABLE
extern "C" [[persistent]] int Variable;
#endif

int main(int, char **V) {
  stet_pool *P = stet_pool_open(V[1], STET_DURABILITY_STORED);
  if (!P)
    P = stet_pool_create(V[1], 16 << 20, STET_DURABILITY_PROCESS);
  if (!P)
    return puts(stet_error_message()), 1;
  auto *Root = static_cast<long *>(stet_pool_root(P, sizeof(long)));
  try {
    transaction <P> {
      store(Root, 100);
      stet::abort();
    }
  } catch (stet::aborted &) {
  }
  transaction <P> { store(Root, *Root + 1); }
#ifdef VARIABLE
  transaction <> { ++Variable; }
#endif
  printf("%ld\n", *Root);
  return stet_pool_close(P);
}
