// A program that uses the word as a name of its own compiles unchanged.
// RUN: %clangxx_stet_verify -Wall -Wextra -Werror -Wno-unused %s
// expected-no-diagnostics
#include <stet.h>

namespace as_class {
class transaction {
public:
  transaction() = default;
  explicit transaction(int V) : Value(V) {}
  transaction *next() { return this; }
  int Value = 0;
};
int use() {
  transaction T;
  transaction U{3};
  class transaction V(4);
  return T.Value + U.Value + V.next()->Value + transaction(5).Value;
}
} // namespace as_class

namespace as_template {
template <class T = int> struct transaction {
  T Value;
};
transaction<int> Global{3};
template <class T> T get(transaction<T> X) { return X.Value; }
int use() {
  transaction<long> A{4};
  auto B = transaction<int>{5};
  transaction<int>{6};
  transaction<>{7};
  if (get(transaction<int>{8}))
    return get<int>(transaction<int>{9});
  return A.Value + B.Value + get(::as_template::transaction<transaction<int>>{{1}}).Value;
}
} // namespace as_template

namespace as_variable {
struct order {
  int transaction;
};
int use(order O, order *P, int X) {
  int transaction = 3;
  if (transaction < 4 && O.transaction < X && P->transaction > X)
    transaction = X;
  bool Less = transaction<X;
  for (int I = 0; transaction < I; ++I) {
    transaction += I;
  }
  return transaction < X ? transaction : Less;
}
} // namespace as_variable

namespace as_function {
void transaction() {}
template <class T> T transaction(T X) { return X; }
int use() {
  transaction();
  transaction<int>(3);
  return transaction<int>(4);
}
} // namespace as_function

namespace as_label_enum_macro_argument {
enum kind { transaction, query };
#define SAME(X) X
int use() { return SAME(transaction) < SAME(query); }
} // namespace as_label_enum_macro_argument
