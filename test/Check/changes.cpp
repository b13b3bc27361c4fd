// Checked mode reports every change that no transaction has logged, on a working copy and
// in place; it ends the process, or goes on when it is told so.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_plain -O1 -c %S/Inputs/plain.c -o %t/plain.o
// RUN: %clangxx_stet -O1 %s %t/plain.o %link_stet -o %t/program
// RUN: %python %S/Inputs/expect.py %t/program %s
#include "Inputs/planted.h"

struct [[persistent]] node {
  long Value;
  node *Next;
  char Text[48];
};
[[persistent]] node *Head;
[[persistent]] long Counter;
[[persistent]] long Table[4096];

int main(int, char **Arguments) {
  auto is = [&](const char *Name) { return std::strcmp(Arguments[1], Name) == 0; };
  transaction<> {
    Counter++;
    Head = new node{1, nullptr, {}};
    Table[1000]++;
  }
  // EXPECT nothing
  // EXPECT cold: a store to persistent memory in a transaction that has not logged it
  // EXPECT cold: 1 byte, 24000 bytes into persistent variable 'Table'
  // EXPECT cold: before: 00
  // EXPECT cold: now:    4d
  // EXPECT cold: by:     store_hidden
  if (is("cold"))
    transaction<> { store_plainly(&Table[3000], 77); }
  // EXPECT hot: no transaction has logged it
  // EXPECT hot: 1 byte, 8008 bytes into persistent variable 'Table'
  if (is("hot"))
    transaction<> {
      Counter++;
      store_plainly(&Table[1001], 77);
    }
  // EXPECT outside: a store to persistent memory outside every transaction
  // EXPECT outside: by:     store_hidden
  if (is("outside"))
    store_plainly(&Table[3000], 7);
  // EXPECT later: outside every transaction, or not logged
  // EXPECT later: persistent variable 'Counter'
  if (is("later"))
    store_plainly(&Counter, 7);
  // EXPECT copied: 4096 bytes, 19200 bytes into persistent variable 'Table'
  if (is("copied"))
    transaction<> {
      char Bytes[9000];
      std::memset(Bytes, 3, sizeof Bytes);
      copy_plainly(&Table[2000], Bytes, 9000);
    }
  // EXPECT before: or by this one before it was logged
  if (is("before"))
    transaction<> {
      store_plainly(&Counter, 99);
      Counter = 5;
    }
  // EXPECT aborted: persistent variable 'Table'
  if (is("aborted"))
    try {
      transaction<> {
        Counter++;
        store_plainly(&Table[1001], 99);
        stet::abort();
      }
    } catch (stet::aborted &) {
    }
  // EXPECT nested: an abort has not undone it
  if (is("nested"))
    transaction<> {
      try {
        transaction<> {
          Counter++;
          Table[2]++;
          store_plainly(&Table[1], 99);
          stet::abort();
        }
      } catch (stet::aborted &) {
      }
    }
  // EXPECT object: bytes into the object at
  if (is("object"))
    transaction<> {
      Head->Value++;
      store_plainly(reinterpret_cast<long *>(&Head->Next), 1);
    }
  node *Old = Head;
  // EXPECT freed: used after it was freed: it was stored to
  if (is("freed")) {
    transaction<> {
      delete Head;
      Head = nullptr;
    }
    transaction<> { store_plainly(&Old->Value, 5); }
  }
  // EXPECT logged-after-free: used after it was freed: a transaction is about to store to it
  if (is("logged-after-free")) {
    transaction<> {
      delete Head;
      Head = nullptr;
    }
    transaction<> { Old->Value = 5; }
  }
  // EXPECT freed-here: used after it was freed
  if (is("freed-here"))
    transaction<> {
      delete Head;
      Old->Text[3] = 5;
      Head = nullptr;
    }
  std::puts("went on");
}
