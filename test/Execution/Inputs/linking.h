// For linking.test: what two files share.
#include <stet.h>
struct [[persistent]] account {
  long Balance;
  long Log[8];
};
inline void deposit(account *A, long Amount) { A->Balance += Amount; }
__attribute__((noinline)) inline void note(account *A, int At, long What) { A->Log[At] = What; }
struct visitor {
  virtual void visit(account *A);
  virtual ~visitor();
};
template <class T> __attribute__((noinline)) void put(T *P, T Value) { *P = Value; }
extern "C" void changeElsewhere(account *A);
visitor *makeVisitor();
