//===-- test/Random/Inputs/driver.c - Runs and dumps random programs ----------------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   PROGRAM [SHOWN]
//
// Runs the transactions of every program and prints, after each, a hash of all that has a
// value. Of the program number SHOWN it prints the values too. In the middle of its life
// one program in four is killed in a transaction; it goes on in a new process. At the end a
// new process dumps them all again. A line is
//
//   INDEX TRANSACTION hash HASH | INDEX TRANSACTION NAME OFFSET BYTES
//   INDEX TRANSACTION failed WHAT…
//
// Compiled without the plugin. With RANDOM_ORACLE one process does it all, and a killed
// transaction is rolled back. Else, besides, the raw bytes of every persistent object
// after an abort and after a kill are compared with those before the transaction.
//
//===----------------------------------------------------------------------===//
#define _GNU_SOURCE
#include "driver.h"

#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef RANDOM_ORACLE
#include "oracle.h"
enum { IsOracle = 1 };
static jmp_buf Killed;
#else
__attribute__((noreturn)) void stet_abort(int Error);
enum { IsOracle = 0 };
#endif

enum { MaxObjects = 64, ImageRoom = 1 << 18, SecondsForAChild = 60 };

struct object {
  const char *Name;
  int IsPersistent;
  unsigned char *Address;
  size_t Size;
};

/// What outlives a killed child.
static struct {
  int Program, Transaction;
  unsigned Count; // of the persistent objects before the transaction
  struct object Objects[MaxObjects];
  unsigned char Bytes[ImageRoom];
} *Image;

static int Shown = -1;
static const char *Owner;
static int OwnerIndex;
static uint64_t State, Hash, Trace;
static unsigned Points, AbortAt[2], KillAt;
static struct object Objects[MaxObjects];
static unsigned ObjectCount;

// -- What programs call -----------------------------------------------------------------

static uint64_t mix(uint64_t X) {
  X = (X ^ (X >> 30)) * 0xbf58476d1ce4e5b9u;
  X = (X ^ (X >> 27)) * 0x94d049bb133111ebu;
  return X ^ (X >> 31);
}

uint64_t draw(void) { return mix(State += 0x9e3779b97f4a7c15u); }

void trace(uint64_t Value) { Trace = mix(Trace * 31 + Value); }

static void die(void) {
#ifdef RANDOM_ORACLE
  oracle_roll_back_all();
  longjmp(Killed, 1);
#else
  fflush(stdout);
  kill(getpid(), SIGKILL);
#endif
}

int pointIsDue(void) {
  ++Points;
  if (Points == KillAt)
    die();
  return Points == AbortAt[0] || Points == AbortAt[1];
}

int lastPointIsDue(void) {
  if (Points < KillAt)
    die();
  return Points < AbortAt[0];
}

void point(void) {
  if (pointIsDue())
    stet_abort(7);
}

void storeUnseen(void *Place, const void *Value, size_t Size) { memcpy(Place, Value, Size); }

int knownFile(void) {
  static int File = -1;
  if (File < 0) {
    char Text[KnownSize];
    for (int I = 0; I < KnownSize; ++I)
      Text[I] = I % 7 == 6 ? ' ' : I % 31 == 30 ? '\n' : (char)('0' + I % 10);
    File = memfd_create("known", 0);
    if (write(File, Text, sizeof Text) != sizeof Text)
      abort();
  }
  lseek(File, 0, SEEK_SET);
  return File;
}

void *knownStream(void) {
  static FILE *Stream;
  if (!Stream)
    Stream = fdopen(dup(knownFile()), "r");
  rewind(Stream);
  return Stream;
}

// -- Dumps --------------------------------------------------------------------------------

static void report(const char *Name, int IsPersistent, void *Address, size_t Size) {
  if (ObjectCount == MaxObjects)
    abort();
  Objects[ObjectCount++] = (struct object){Name, IsPersistent, Address, Size};
}

static void findObjects(const struct program *P) {
  ObjectCount = 0;
  P->Objects(report);
}

void within(const char *Name, int Index) {
  Owner = Name;
  OwnerIndex = Index;
}

void put(const char *Name, const void *Bytes, size_t Size) {
  const unsigned char *B = Bytes;
  for (size_t I = 0; I < Size; ++I)
    Hash = (Hash ^ B[I]) * 0x100000001b3u;
  if (Shown != Image->Program)
    return;
  enum { BytesInALine = 16 };
  for (size_t I = 0; I < Size; I += BytesInALine) {
    printf("%d %d %s[%d].%s %zu ", Image->Program, Image->Transaction, Owner, OwnerIndex, Name, I);
    for (size_t J = I; J < Size && J < I + BytesInALine; ++J)
      printf("%02x", B[J]);
    printf("\n");
  }
}

void putValue(const char *Name, uint64_t Value) { put(Name, &Value, sizeof Value); }

void putPointer(const char *Name, const void *Pointer) {
  uint64_t Where[2] = {0, 0};
  if (Pointer) {
    Where[0] = ~0ull; // outside of every object
    for (unsigned I = 0; I < ObjectCount; ++I) {
      size_t Offset = (size_t)((const unsigned char *)Pointer - Objects[I].Address);
      if (Offset < Objects[I].Size && (const unsigned char *)Pointer >= Objects[I].Address) {
        Where[0] = I + 1;
        Where[1] = Offset;
        break;
      }
    }
  }
  put(Name, Where, sizeof Where);
}

static void dump(const struct program *P) {
  Hash = 0xcbf29ce484222325u;
  findObjects(P);
  P->Dump();
  within("driver", 0);
  putValue("trace", Trace);
  printf("%d %d hash %016llx\n", Image->Program, Image->Transaction, (unsigned long long)Hash);
  fflush(stdout);
}

// -- Images -------------------------------------------------------------------------------

static void takeImage(const struct program *P) {
  findObjects(P);
  Image->Count = 0;
  size_t Used = 0;
  for (unsigned I = 0; I < ObjectCount; ++I) {
    if (!Objects[I].IsPersistent)
      continue;
    if (ImageRoom - Used < Objects[I].Size)
      abort();
    memcpy(Image->Bytes + Used, Objects[I].Address, Objects[I].Size);
    Used += Objects[I].Size;
    Image->Objects[Image->Count++] = Objects[I];
  }
}

static void compareImage(const char *When) {
  const unsigned char *Expected = Image->Bytes;
  for (unsigned I = 0; I < Image->Count; ++I) {
    struct object O = Image->Objects[I];
    for (size_t J = 0; J < O.Size; ++J)
      if (O.Address[J] != Expected[J]) {
        printf("%d %d failed %s: %s, offset %zu: %02x instead of %02x\n", Image->Program,
               Image->Transaction, When, O.Name, J, O.Address[J], Expected[J]);
        break;
      }
    Expected += O.Size;
  }
}

// -- Runs ---------------------------------------------------------------------------------

static void prepare(const struct program *P, unsigned Number) {
  Image->Transaction = (int)Number;
  State = mix(P->Seed * 1000003 + Number);
  Points = KillAt = AbortAt[0] = AbortAt[1] = 0;
  uint64_t Fate = draw();
  if (Number && Fate % 2) { // the first one fills the state
    AbortAt[0] = 1 + (Fate >> 8) % 7;
    AbortAt[1] = Fate % 8 == 1 ? AbortAt[0] + 1 + (Fate >> 16) % 5 : 0;
  }
}

static void start(const struct program *P, int Index) {
  Image->Program = Index;
  Trace = 0;
  P->Reset();
#ifdef RANDOM_ORACLE
  findObjects(P);
  oracle_use(Objects[0].Address, Objects[0].Size);
#endif
}

static void runSome(const struct program *P, unsigned From, unsigned To) {
  for (unsigned Number = From; Number < To; ++Number) {
    prepare(P, Number);
    if (!IsOracle)
      takeImage(P);
    int HasCommitted = P->Transact(Number);
    if (!IsOracle && !HasCommitted)
      compareImage("after an abort");
    trace((uint64_t)HasCommitted);
    dump(P);
  }
}

/// Every so many programs one is killed; the others go on without.
static int isKilled(int Index) {
  enum { ProgramsForAKill = 4 };
  return Index % ProgramsForAKill == 0;
}

/// Up to the transaction in the middle, in which the process dies.
static void runFirstHalf(const struct program *P, int Index) {
  unsigned Middle = P->Transactions / 2;
  start(P, Index);
  runSome(P, 0, Middle);
  prepare(P, Middle);
  KillAt = 1 + draw() % 7;
  if (!IsOracle)
    takeImage(P);
#ifdef RANDOM_ORACLE
  if (setjmp(Killed))
    return;
#endif
  P->Transact(Middle);
  if (!IsOracle) {
    takeImage(P);
    die();
  }
}

/// In a new process.
static void runSecondHalf(const struct program *P, int Index) {
  unsigned Middle = P->Transactions / 2;
  start(P, Index);
  prepare(P, Middle);
  findObjects(P); // opens the pool
  if (!IsOracle)
    compareImage("after a kill");
  dump(P);
  runSome(P, Middle + 1, P->Transactions);
}

static void runUnkilled(const struct program *P, int Index) {
  start(P, Index);
  runSome(P, 0, P->Transactions);
}

/// What a last process finds.
static void dumpAll(void) {
  for (int Index = 0; Programs[Index]; ++Index) {
    start(Programs[Index], Index);
    Image->Transaction = (int)Programs[Index]->Transactions;
    dump(Programs[Index]);
  }
}

#ifdef RANDOM_ORACLE
static void runAll(void) {
  for (int Index = 0; Programs[Index]; ++Index)
    if (isKilled(Index)) {
      runFirstHalf(Programs[Index], Index);
      runSecondHalf(Programs[Index], Index);
    } else {
      runUnkilled(Programs[Index], Index);
    }
  dumpAll();
}
#else
static void finishChild(pid_t Child, int IsToBeKilled) {
  int Status = 0;
  waitpid(Child, &Status, 0);
  if (IsToBeKilled ? WIFSIGNALED(Status) && WTERMSIG(Status) == SIGKILL
                   : WIFEXITED(Status) && WEXITSTATUS(Status) == 0)
    return;
  printf("%d %d failed: ended with %s %d\n", Image->Program, Image->Transaction,
         WIFSIGNALED(Status) ? "signal" : "status",
         WIFSIGNALED(Status) ? WTERMSIG(Status) : WEXITSTATUS(Status));
  fflush(stdout);
}

/// Each child finishes the program that was killed in the one before it, runs those that
/// are not killed, and is killed in the next.
static void runAll(void) {
  int First = 0, Next;
  for (int Killed = -1;; Killed = Next, First = Next + 1) {
    for (Next = First; Programs[Next] && !isKilled(Next);)
      ++Next;
    pid_t Child = fork();
    if (Child == 0) {
      alarm(SecondsForAChild);
      if (Killed >= 0)
        runSecondHalf(Programs[Killed], Killed);
      for (int Index = First; Index < Next; ++Index)
        runUnkilled(Programs[Index], Index);
      if (!Programs[Next])
        exit(0);
      runFirstHalf(Programs[Next], Next);
      _exit(1);
    }
    finishChild(Child, Programs[Next] != NULL);
    if (!Programs[Next])
      break;
  }
  pid_t Child = fork();
  if (Child == 0) {
    dumpAll();
    exit(0);
  }
  finishChild(Child, 0);
}
#endif

int main(int Argc, char **Argv) {
  if (Argc > 1)
    Shown = atoi(Argv[1]);
  Image = mmap(NULL, sizeof *Image, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (Image == MAP_FAILED)
    return 2;
  runAll();
  return 0;
}
