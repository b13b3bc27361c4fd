// For linking.test: the other file of the program, a library, or what dlopen loads.
#include "linking.h"
visitor::~visitor() = default;
void visitor::visit(account *A) { A->Log[3] = 33; }
namespace {
struct local : visitor {
  void visit(account *A) override {
    visitor::visit(A);
    put(&A->Log[4], 44L);
  }
};
} // namespace
visitor *makeVisitor() {
  static local L;
  return &L;
}
extern "C" void changeElsewhere(account *A) {
  deposit(A, 5);
  note(A, 0, 7);
  put(&A->Log[1], 8L);
  makeVisitor()->visit(A);
}
