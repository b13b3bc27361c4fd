// Stores to volatile memory are told as needing no snapshot, with what memory it is.
// RUN: %clang_stet -O0 -Rpass-analysis=stet -Xclang -verify -c %s -o %t.o
// RUN: %clang_stet -O2 -Rpass-analysis=stet -Xclang -verify -c %s -o %t.o
#include <stdlib.h>
#include <stet.h>
static int count;
_Thread_local int mine;
int *kept;
void use(void *);
[[stet::suppress("volatile-write", "irrevocable-call", "uninstrumented-call")]] void set(int v) {
  transaction <> {
    int local;
    use(&local);
    local = v; // expected-remark {{store of 4 bytes to a local variable needs no snapshot: its memory is proven volatile}}
    use(&local);
    ++count; // expected-remark {{store of 4 bytes to global variable 'count' needs no snapshot: its memory is proven volatile}}
    mine = v; // expected-remark {{store of 4 bytes to thread-local variable 'mine' needs no snapshot: its memory is proven volatile}}
    int *heap = malloc(64); // expected-remark 0-1 {{store of 8 bytes to a local variable}}
    use(heap);
    *(int *)malloc(16) = v; // expected-remark 0-1 {{store of 4 bytes to memory from 'malloc' needs no snapshot: its memory is proven volatile}}
  }
}
int get(void) { return count; }
