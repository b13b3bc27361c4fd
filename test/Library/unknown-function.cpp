// A function of the C++ library's shared part of which it is not known what it writes must
// not get persistent memory in a transaction: the program ends with a message that names
// it, or is not compiled where that is certain. It may get volatile memory, and read
// persistent memory. Strings are compiled by the program itself with libstdc++ in C++20.
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx_stet -std=c++17 -O0 %s %link_stet -o %t/gnu0
// RUN: %clangxx_stet -std=c++17 -O2 %s %link_stet -o %t/gnu2
// RUN: %clangxx_stet -O0 %libcxx %s %link_stet -o %t/llvm0
// RUN: %clangxx_stet -O2 %libcxx %s %link_stet -o %t/llvm2
// RUN: %python %S/Inputs/run_each.py %t fine
// RUN: %python %S/Inputs/run_each.py %t append | FileCheck %s
// CHECK-COUNT-4: 'std::{{.*}}append{{.*}}' got the persistent address 0x2
// RUN: not %clangxx_stet -DCERTAIN -c %s -o %t/o 2>&1 | FileCheck %s --check-prefix=CERTAIN
// CERTAIN: error: {{.*}}what 'std::{{.*}}getline{{.*}}' writes to persistent memory
#include <stet.h>

#include <iostream>
#include <sstream>
#include <string>
#include <string_view>

struct [[persistent]] Node {
  std::string *Text;
  char Letters[100];
  long Number;
};
[[persistent]] Node *N;

static std::string global;

/// Volatile strings and streams in a transaction, with persistent memory to read.
__attribute__((noinline)) static size_t fine(std::string &Text, std::ostream &Out, Node *From) {
  size_t Length = 0;
  transaction <> {
    Text.append(From->Letters).append(From->Letters, 3).insert(0, From->Letters);
    Text += std::string(std::string_view(From->Letters, 4));
    Text.reserve(500);
    Out << From->Letters << From->Number << std::string_view(From->Letters) << std::endl;
    Out.write(From->Letters, 10);
    std::istringstream In(Text + std::to_string(From->Number));
    std::getline(In, Text);
    Length = Text.size() + Text.find(From->Letters) + Text.compare(From->Letters);
  }
  return Length;
}

__attribute__((noinline)) static void append(std::string *To) {
  transaction <> { To->append("x"); }
}

#ifdef CERTAIN
[[stet::suppress("persistent-layout")]] [[persistent]] std::string Certain;
void certain(std::istream &In) {
  transaction <> { std::getline(In, Certain); }
}
#endif

int main(int, char **argv) {
  std::string How = argv[1];
  transaction <> {
    N = new Node;
    N->Letters[0] = 'a';
  }
  std::ostringstream Out;
  if (How == "fine")
    return fine(global, Out, N) ? 0 : 1;
  // Constructed outside, so that the constructor is not what is found.
  static void *Memory;
  transaction <> { N->Text = stet::allocator<std::string>().allocate(1); }
  Memory = N->Text;
  new (Memory) std::string;
  if (How == "append")
    append(N->Text);
  return 0;
}
