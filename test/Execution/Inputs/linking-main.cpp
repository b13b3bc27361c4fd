// For linking.test: changes an account by functions of both files, aborts, and commits.
// LOAD: the other file is loaded by dlopen. PLAIN: a file without the plugin is there too.
#include "linking.h"
#include <cstdio>
#include <cstring>
#ifdef LOAD
#include <dlfcn.h>
#endif
void plain(account *);

[[persistent]] account A;
static void (*Elsewhere)(account *);

static void change() {
  deposit(&A, 3);
  note(&A, 5, 55);
  put(&A.Log[6], 66L);
  Elsewhere(&A);
#ifndef LOAD
  makeVisitor()->visit(&A);
#endif
}

int main() {
#ifdef LOAD
  void *Library = dlopen(LOAD, RTLD_NOW);
  if (!Library)
    return puts(dlerror()), 2;
  Elsewhere = reinterpret_cast<void (*)(account *)>(dlsym(Library, "changeElsewhere"));
#else
  Elsewhere = changeElsewhere;
#endif
#ifdef PLAIN
  account *Volatile = static_cast<account *>(::operator new(sizeof(account)));
  memset(Volatile, 0, sizeof *Volatile);
  plain(Volatile);
#endif
  long Before[9], Now[9];
  memcpy(Before, &A, sizeof A);
#ifdef __cpp_exceptions
  try {
    transaction <> {
      change();
      stet::abort();
    }
  } catch (stet::aborted &) {
  }
#else
  transaction <> {
    change();
    stet_abort(1);
  }
#endif
  memcpy(Now, &A, sizeof A);
  if (memcmp(Before, Now, sizeof A))
    return puts("not rolled back"), 1;
  transaction <> { change(); }
  if (A.Balance != Before[0] + 8 || A.Log[0] != 7 || A.Log[4] != 44 || A.Log[6] != 66)
    return puts("not kept"), 1;
  printf("run %ld\n", A.Balance / 8);
}
