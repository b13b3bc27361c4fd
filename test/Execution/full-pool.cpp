// A transaction that the pool has no room for aborts with a clear error; the data is as
// before, and the program goes on.
// RUN: rm -rf %t && mkdir %t
// RUN: %clangxx_stet -O1 -I%S/Inputs %s %link_stet -o %t/program
// RUN: env STET_POOL=%t/pool STET_POOL_SIZE=32M STET_DURABILITY=process %t/program
// RUN: env STET_POOL=%t/pool STET_DURABILITY=process %t/program
#include "check.h"
#include <cerrno>
#include <cstring>
#include <stet.h>

struct [[persistent]] block {
  block *Next;
  char Bytes[100000];
};
[[persistent]] block *First;

int main() {
  int Count = 0;
  try {
    for (;; ++Count)
      transaction <> {
        block *B = new block;
        memset(B->Bytes, 'a', sizeof B->Bytes);
        B->Next = First;
        First = B;
      }
  } catch (stet::error &E) {
    CHECK(E.code() == ENOMEM || E.code() == ENOSPC);
  }
  // More to undo than the pool has room for.
  try {
    transaction <> {
      for (block *B = First; B; B = B->Next)
        memset(B->Bytes, 'b', sizeof B->Bytes);
    }
    CHECK(false);
  } catch (stet::aborted &E) {
    CHECK(E.code() == ENOSPC);
  }
  int Blocks = 0;
  for (block *B = First; B; B = B->Next, ++Blocks)
    for (char C : B->Bytes)
      if (C != 'a') {
        CHECK(C == 'a');
        break;
      }
  CHECK(Blocks > 100 && Blocks >= Count);
  while (First && Blocks-- > 10)
    transaction <> {
      block *B = First;
      First = B->Next;
      delete B;
    }
  transaction <> { First = new block{First, {'a'}}; }
  transaction <> { memset(First->Bytes, 'a', sizeof First->Bytes); }
  return Failures != 0;
}
