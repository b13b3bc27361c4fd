// What C can write, an abort undoes and a commit keeps, to the last byte: structures returned and
// passed in memory, unions, bit-fields, _Complex, long double, flexible arrays, over-aligned
// types, atomics of every kind and width, volatile, statement expressions, computed goto, setjmp.
// RUN: rm -rf %t && mkdir %t
// RUN: %every_level %t %clang_stet -w -std=gnu17 -I%S/Inputs %s %link_stet -latomic
// RUN: %clang_stet -w -O2 -mcx16 -std=gnu17 -I%S/Inputs %s -o %t/cx16 %link_stet -latomic
// RUN: env STET_POOL=%t/pool %t/cx16
// RUN: rm %t/pool
#include "both-ways.h"

#include <setjmp.h>
#include <stdatomic.h>
#include <stddef.h>

struct big {
  long A[9];
};
struct bits {
  unsigned A : 3, B : 13, : 0, C : 1;
  signed long D : 40;
  _Bool E : 1;
  unsigned char F : 7;
};
union either {
  char Bytes[24];
  long L;
  double D;
  struct {
    short S;
    long double LD;
  } In;
};
struct odd { // 3 bytes: a libcall of _Atomic
  char A[3];
};
struct wide { // 24 bytes: likewise
  long A[3];
};
struct flexible {
  int Count;
  short Items[];
};
struct everything {
  struct big Big, Other;
  struct bits Bits;
  union either Union;
  _Complex double Z;
  _Complex float ZF;
  _Complex long double ZL;
  long double LD;
  __int128 W;
  _Alignas(64) int OverAligned[3];
  volatile int V;
  volatile struct big VS;
  _Bool B;
  _Atomic char AC;
  _Atomic short AS;
  _Atomic int AI;
  _Atomic long AL;
  _Atomic __int128 AW;
  _Atomic float AF;
  _Atomic double AD;
  _Atomic long double ALD;
  int *_Atomic AP;
  _Atomic struct odd AOdd;
  _Atomic struct wide AWide;
  atomic_flag Flag;
  long Words[16];
  __attribute__((stet_suppress("persistent-layout"))) jmp_buf Jump; // never read in another run
  char Room[sizeof(struct flexible) + 40];
};
__attribute__((persistent)) struct everything E;
static volatile int Zero = 0;
static _Thread_local struct everything *ThreadsOwn;

#define CHANGE(NAME, ...)                                                                          \
  static void NAME(void) { __VA_ARGS__; }

NOINLINE static struct big makeBig(long N) { return (struct big){{N, N + 1, N + 2}}; }
NOINLINE static struct big changeCopy(struct big B, struct big *P) {
  B.A[0] = 77;
  P->A[8] = B.A[0];
  return B;
}
CHANGE(sret, E.Big = makeBig(5 + Zero))
CHANGE(sretThroughPointer, struct big *P = &E.Big + Zero; *P = makeBig(6))
CHANGE(byval, E.Other = changeCopy(E.Big, &E.Big))
CHANGE(bitFields, E.Bits.A++; E.Bits.B = 77; E.Bits.C ^= 1; E.Bits.D -= 5; E.Bits.E = !E.Bits.E;
       E.Bits.F += 3)
CHANGE(unionInt, E.Union.L = 5)
CHANGE(unionInner, E.Union.In.LD = 2.5L; E.Union.In.S = 3)
CHANGE(unionCopy, union either U; memset(&U, 3, sizeof U); E.Union = U)
CHANGE(complexDouble, E.Z = 1 + 2.0i)
CHANGE(complexPart, __real__ E.Z = 9; __imag__ E.ZF = 8)
CHANGE(complexLongDouble, E.ZL *= 2.0iL)
CHANGE(longDouble, E.LD = 3.25L)
CHANGE(int128, E.W = (__int128)7 << 70)
CHANGE(overAligned, E.OverAligned[0] = 3; E.OverAligned[2] = 4)
CHANGE(flexibleArray, struct flexible *F = (struct flexible *)E.Room;
       F->Count = 12; for (int I = 0; I < F->Count; ++I) F->Items[I] = I)
CHANGE(volatileInt, E.V++)
CHANGE(volatileStruct, E.VS = makeBig(3))
CHANGE(throughTls, ThreadsOwn = &E; ThreadsOwn->Words[3] = 1)
CHANGE(statementExpression, E.Words[0] = ({
                              long *P = &E.Words[1];
                              *P = 5;
                              *P + 1;
                            }))
CHANGE(compoundLiteral, E.Big = (struct big){.A = {[3] = 5, [7] = 9}})
CHANGE(variableLengthArray, int N = 5 + Zero; long L[N]; for (int I = 0; I < N; ++I) L[I] = I;
       memcpy(E.Words, L, sizeof L))
CHANGE(atomicStores, E.AC = 1; E.AS = 2; E.AI = 3; E.AL = 4; E.AW = 5; E.AF = 6; E.AD = 7;
       E.ALD = 8; E.AP = (int *)9)
CHANGE(atomicAdds, E.AC += 1; E.AS -= 2; E.AI *= 3; E.AL ^= 4; E.AW += 5; E.AF += 6; E.AD -= 7;
       E.ALD += 8; atomic_fetch_add(&E.AP, 9))
CHANGE(atomicExchange, atomic_exchange(&E.AC, 9); atomic_exchange_explicit(&E.AL, 8, 0);
       atomic_exchange(&E.AW, 7))
CHANGE(atomicFetch, atomic_fetch_add(&E.AI, 3); atomic_fetch_or(&E.AS, 8); atomic_fetch_and(&E.AC, 1);
       atomic_fetch_xor(&E.AL, 7); atomic_fetch_sub(&E.AL, 2))
CHANGE(atomicCompare, char C = E.AC; atomic_compare_exchange_strong(&E.AC, &C, 33);
       short S = E.AS; atomic_compare_exchange_strong(&E.AS, &S, 33); int I = E.AI;
       while (!atomic_compare_exchange_weak(&E.AI, &I, 33)); long L = E.AL;
       atomic_compare_exchange_strong(&E.AL, &L, 33); __int128 W = E.AW;
       atomic_compare_exchange_strong(&E.AW, &W, 33))
CHANGE(atomicCompareFails, int I = E.AI + 1; atomic_compare_exchange_strong(&E.AI, &I, 33);
       E.Words[5] = I; long *P = &E.Words[6]; *P = E.AL ^ 1;
       atomic_compare_exchange_strong(&E.AL, P, 3))
CHANGE(atomicStructures, E.AOdd = (struct odd){{7, 8, 9}}; E.AWide = (struct wide){{7, 8, 9}};
       struct wide W = E.AWide;
       atomic_compare_exchange_strong(&E.AWide, &W, ((struct wide){{1, 2, 3}})))
CHANGE(atomicFlag, E.Words[4] = atomic_flag_test_and_set(&E.Flag) + 7)
CHANGE(atomicFlagClear, atomic_flag_clear(&E.Flag); E.Words[4] ^= 3)
CHANGE(syncBuiltins, __sync_fetch_and_add(&E.Words[0], 3);
       __sync_bool_compare_and_swap(&E.Words[1], E.Words[1], 9); __sync_lock_test_and_set(&E.V, 99);
       __atomic_fetch_nand(&E.Words[2], 5, 0))
CHANGE(memoryOperand, asm("incq %0" : "+m"(E.Words[2])); asm("movq $7, %0" : "=m"(E.Words[3])))
CHANGE(nonTemporal, __builtin_nontemporal_store(7L, &E.Words[5]))
CHANGE(overflow, __builtin_add_overflow(E.Words[0], 5, &E.Words[1]))
static void computedGoto(void) {
  static const void *const Labels[] = {&&a, &&b, &&c};
  int N = Zero;
  goto *Labels[N];
a:
  E.Words[N++] = 4;
  goto *Labels[N];
b:
  E.Words[N++] = 5;
  goto *Labels[N];
c:
  E.Words[N] = 6;
}
static void offsetGoto(void) {
  static const int Offsets[] = {&&a - &&a, &&b - &&a};
  goto *(&&a + Offsets[1 + Zero]);
a:
  E.Words[7] = 4;
b:
  E.Words[8] = 5;
}
static jmp_buf Place;
NOINLINE static void jump(int N) {
  E.Words[N] = N;
  longjmp(Place, N);
}
static void setjmpInside(void) {
  volatile int Round = 0;
  switch (setjmp(Place)) {
  case 0:
    Round = 1;
    E.Words[1] = 7;
    jump(3);
  case 3:
    E.Words[2] = Round;
    jump(4);
  case 4:
    E.Words[5] = 6;
  }
}
static void builtinSetjmp(void) {
  static void *Buffer[5];
  if (__builtin_setjmp(Buffer) == 0) {
    E.Words[1] = 8;
    __builtin_longjmp(Buffer, 1);
  }
  E.Words[2] = 9;
}
static void persistentJumpBuffer(void) {
  volatile int Round = 0;
  if (setjmp(E.Jump) == 0)
    E.Words[1] = 8, Round = 1, longjmp(E.Jump, 1);
  E.Words[2] = Round + 7;
}
static void vaList(void) {
  // The list itself is volatile, what it leads to is not.
  E.Words[0] = snprintf((char *)&E.Words[1], 40, "%s %d", "text", 5);
}

int main(void) {
  transaction <> {
    unsigned char *P = (unsigned char *)&E;
    for (size_t I = 0; I < sizeof E; ++I)
      P[I] = I * 7 + I / 256 * 3 + 1;
    E.LD = 1.5L, E.ZL = 2.5L, E.ALD = 3.5L, E.AF = 1, E.AD = 2, E.B = 0, E.Z = 4;
    atomic_flag_clear(&E.Flag);
    E.Union.In.LD = 1;
  }
#define CHECK_BOTH(NAME) bothWays(#NAME, NAME, &E, sizeof E);
  CHECK_BOTH(sret) CHECK_BOTH(sretThroughPointer) CHECK_BOTH(byval) CHECK_BOTH(bitFields)
  CHECK_BOTH(unionInt) CHECK_BOTH(unionInner) CHECK_BOTH(unionCopy) CHECK_BOTH(complexDouble)
  CHECK_BOTH(complexPart) CHECK_BOTH(complexLongDouble) CHECK_BOTH(longDouble) CHECK_BOTH(int128)
  CHECK_BOTH(overAligned) CHECK_BOTH(flexibleArray) CHECK_BOTH(volatileInt)
  CHECK_BOTH(volatileStruct) CHECK_BOTH(throughTls) CHECK_BOTH(statementExpression)
  CHECK_BOTH(compoundLiteral) CHECK_BOTH(variableLengthArray) CHECK_BOTH(atomicStores)
  CHECK_BOTH(atomicAdds) CHECK_BOTH(atomicExchange) CHECK_BOTH(atomicFetch)
  CHECK_BOTH(atomicCompare) CHECK_BOTH(atomicCompareFails) CHECK_BOTH(atomicStructures)
  CHECK_BOTH(atomicFlag) CHECK_BOTH(atomicFlagClear) CHECK_BOTH(syncBuiltins)
  CHECK_BOTH(memoryOperand) CHECK_BOTH(nonTemporal) CHECK_BOTH(overflow) CHECK_BOTH(computedGoto)
  CHECK_BOTH(offsetGoto) CHECK_BOTH(setjmpInside) CHECK_BOTH(builtinSetjmp) CHECK_BOTH(vaList)
  // The buffer itself holds registers, which differ from time to time.
  bothWays("persistentJumpBuffer", persistentJumpBuffer, E.Words, sizeof E.Words);
  return Failures != 0;
}
