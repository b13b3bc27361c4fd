// What is marked [[stet::restored]] has the value that it had when the block began, or
// the nested one: locals, globals, statics, thread-locals, members, array elements, of
// this and of other translation units.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_stet -O1 -c %S/Inputs/restored-elsewhere.c -o %t/elsewhere.o
// RUN: %every_level %t %clang_stet -std=gnu17 -I%S/Inputs %s %t/elsewhere.o %link_stet
// RUN: %clang_stet -O1 -fsanitize=address -I%S/Inputs %s %t/elsewhere.o %link_stet -o %t/sanitized
// RUN: env STET_POOL=%t/sanitized.pool %t/sanitized
#include "check.h"
#include "restored-elsewhere.h"
#include <setjmp.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <stet.h>
#include <string.h>

#define RESTORED __attribute__((restored))

RESTORED int Global = 1;
RESTORED _Thread_local long InThread = 1;
RESTORED int Array[1000];
RESTORED _Atomic int Atomic = 1;
struct pair {
  int First, Second;
};
RESTORED struct pair Pair = {1, 2};
[[persistent]] long Persistent;

NOINLINE static void changeAll(int *Local) {
  RESTORED static int Static = 1;
  Static++;
  Global++;
  InThread++;
  Array[7]++;
  memset(Array + 10, 1, sizeof(int) * 20);
  Atomic++;
  Pair = (struct pair){3, 4};
  changeElsewhere();
  *Local = Static;
}

NOINLINE static void checkAll(void) {
  CHECK(Global == 1 && InThread == 1 && Array[7] == 0 && Array[10] == 0 && Array[29] == 0);
  CHECK(Atomic == 1 && Pair.First == 1 && Pair.Second == 2);
  CHECK(Elsewhere == 1 && ElsewhereInThread == 1 && Counter.Restored == 0);
}

static void ordinaryAbort(void) {
  RESTORED int Local = 5, Other = 6;
  int Plain = 5;
  for (int I = 0; I < 3; ++I) {
    transaction <> {
      changeAll(&Local);
      Other = 7;
      Plain = 7;
      Persistent++;
      stet_abort(1);
    }
    checkAll();
    CHECK(Local == 5 && Other == 6 && Plain == 7 && Persistent == 0 && Counter.Kept == I + 1);
  }
  transaction <> { Other = 8; }
  CHECK(Other == 8);
}

static void nested(void) {
  RESTORED int Local = 1, Late = 1;
  transaction <> {
    Local = 2;
    transaction <> {
      Local = 3;
      Late = 3;
      Global = 3;
      stet_abort(1);
    }
    CHECK(Local == 2 && Late == 1 && Global == 1);
    transaction <> {
      RESTORED int Inner = 1;
      Late = 4;
      Global = 4;
      transaction <> {
        Inner = 2;
        stet_abort(1);
      }
      CHECK(Inner == 1);
      transaction <> { Inner = 3; }
    }
    CHECK(Late == 4 && Global == 4);
    stet_abort(1);
  }
  CHECK(Local == 1 && Late == 1 && Global == 1);
}

/// A pointer that was made before the block, and one that goes down into nested blocks.
NOINLINE static void nestedBelow(int *Pointer) {
  transaction <> {
    *Pointer = 3;
    stet_abort(1);
  }
  CHECK(*Pointer == 2);
}
static void pointers(void) {
  RESTORED int Local = 1, Passed = 1;
  int *Pointer = &Local;
  transaction <> {
    *Pointer = 2;
    writeThrough(&Passed, 2);
    nestedBelow(Pointer);
    nestedBelow(&Passed);
    stet_abort(1);
  }
  CHECK(Local == 1 && Passed == 1);
}

static int recursive(int Depth) {
  RESTORED int Local = Depth;
  transaction <> {
    Local += 100;
    if (Depth)
      CHECK(recursive(Depth - 1) == Depth - 1);
    stet_abort(1);
  }
  return Local;
}

static void parameter(RESTORED int Parameter, int Size) {
  RESTORED int Variable[Size];
  memset(Variable, 0, sizeof(int) * (size_t)Size);
  transaction <> {
    Parameter = 2;
    Variable[Size - 1] = 1;
    stet_abort(1);
  }
  CHECK(Parameter == 1 && Variable[Size - 1] == 0);
}

static void freedMemory(void) {
  struct counter *Old = calloc(1, sizeof(*Old));
  transaction <> {
    increment(Old);
    Old->Restored = 5;
    free(Old);
    // Likely the same memory.
    char *New = malloc(sizeof(*Old));
    memset(New, 'n', sizeof(*Old));
    Old = (struct counter *)New;
    stet_abort(1);
  }
  CHECK(((char *)Old)[0] == 'n');
  free(Old);
}

static jmp_buf Back;
NOINLINE static void jumpOut(void) {
  RESTORED int Dies = 1;
  transaction <> {
    Dies = 2;
    Global = 2;
    Pair.First = 7;
    longjmp(Back, 1);
  }
}
static void longJump(void) {
  if (!setjmp(Back))
    jumpOut();
  checkAll();
}

/// Bytes that a store did not touch are not this transaction's.
static void exactBytes(void) {
  int *Behind = Array; // of a global: not followed
  transaction <> {
    Array[100] = 1;
    Behind[101] = 5;
    stet_abort(1);
  }
  CHECK(Array[100] == 0 && Array[101] == 5);
  Array[101] = 0;
}

int main(void) {
  ordinaryAbort();
  nested();
  pointers();
  CHECK(recursive(5) == 5);
  parameter(1, 9);
  freedMemory();
  longJump();
  exactBytes();
  checkAll();
  return Failures != 0;
}
