// The other translation unit of rollback-callees.cpp.
#include "callee.h"
#include <cstdarg>

void writeElsewhere(long *P) { *P += 1; }
void fill(long *P, int N) {
  for (int I = 0; I < N; ++I)
    P[I] = N + I;
}
base::~base() {
  if (Target)
    ++*Target;
}
void base::write(long *P) { *P += 2; }
void derived::write(long *P) {
  base::write(P);
  *P += 4;
}
static void internal(long *P) { *P = 6; }
callback get() { return internal; }
void variadic(int N, ...) {
  va_list List;
  va_start(List, N);
  while (N--)
    *va_arg(List, long *) = 100 + N;
  va_end(List);
}
big byValue(big B, long *P) {
  B.A[3] = 8;
  *P = B.A[2];
  return B;
}
long variadicByValue(big B, int N, ...) {
  va_list List;
  va_start(List, N);
  while (N--)
    *va_arg(List, long *) = B.A[N];
  va_end(List);
  return B.A[7];
}
