#ifndef STET_TEST_CALLEE_H
#define STET_TEST_CALLEE_H
struct big {
  long A[8];
};
struct base {
  virtual ~base();
  virtual void write(long *P);
  long *Target = nullptr;
};
struct derived : base {
  void write(long *P) override;
};
using callback = void (*)(long *);
void writeElsewhere(long *P);
void fill(long *P, int N);
callback get();
void variadic(int N, ...);
long variadicByValue(big B, int N, ...);
big byValue(big B, long *P);
#endif
