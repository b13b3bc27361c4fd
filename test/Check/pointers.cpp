// Checked mode reports a pointer to volatile memory that a transaction leaves in persistent
// memory, with the member that holds it: in variables, in objects that variables lead to, in
// arrays, bases, containers; not in bytes of no known type, and not null, pointers into a
// pool, marks that are no addresses, and transient members. Members have names in other
// reports, too.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_plain -O1 -c %S/Inputs/plain.c -o %t/plain.o
// RUN: %clangxx_stet -w -O1 %s %t/plain.o %link_stet -o %t/program
// RUN: %python %S/Inputs/expect.py %t/program %s
#include "Inputs/planted.h"
#include <vector>

struct link {
  link *Next;
};
struct pair {
  long Number;
  const char *Text[2];
};
struct [[persistent]] node : link {
  long Value;
  pair Inner;
  [[stet::transient]] const char *Cached;
};
struct [[persistent]] element {
  long Number;
  int *Place;
};
struct [[persistent]] kinds {
  unsigned Flag : 3;
  union {
    char *Either;
    long Or;
  };
  void (*Function)();
  long node::*Member;
  node *const *Several;
  char *Mark;
};
[[persistent]] node *Head;
[[persistent]] node Nodes[3];
[[persistent]] kinds Kinds;
[[persistent]] std::vector<element, stet::allocator<element>> Elements;
[[persistent]] std::vector<char *, stet::allocator<char *>> Places;

static int Global;
static node *const Nowhere = nullptr;
/// The optimiser and the compiler's warnings don't see through it.
template <class T> [[gnu::noinline]] static T *hide(T *Pointer) {
  asm volatile("" : "+r"(Pointer));
  return Pointer;
}

int main(int, char **Arguments) {
  auto is = [&](const char *Name) { return std::strcmp(Arguments[1], Name) == 0; };
  char OnStack[40] = "stack";
  // EXPECT nothing
  transaction<> {
    Head = new node{};
    Head->Next = new node{};
    Nodes[1].Next = &Nodes[2];
    Nodes[1].Inner.Text[0] = reinterpret_cast<const char *>(&Nodes[2].Value);
    Kinds.Flag = 5;
    Kinds.Or = reinterpret_cast<long>(OnStack);
    Kinds.Mark = reinterpret_cast<char *>(-1);
    Elements.resize(3);
    Head->Cached = hide(OnStack);
  }
  // EXPECT variable: a pointer to volatile memory was stored in persistent memory
  // EXPECT variable: into persistent variable 'Kinds' ('Kinds.Mark')
  // EXPECT variable: on a stack or the ordinary heap
  if (is("variable"))
    transaction<> { Kinds.Mark = hide(OnStack); }
  // EXPECT array: 8 bytes, 80 bytes into persistent variable 'Nodes' ('Nodes[1].Inner.Text[1]')
  if (is("array"))
    transaction<> { Nodes[1].Inner.Text[1] = hide(OnStack); }
  // EXPECT base: ('Nodes[2].Next')
  // EXPECT base: among the variables of
  if (is("base"))
    transaction<> { Nodes[2].Next = reinterpret_cast<node *>(hide(&Global)); }
  // EXPECT object: ('node::Inner.Text[0]')
  if (is("object"))
    transaction<> { Head->Inner.Text[0] = hide(new char[100]); }
  // EXPECT literal: among the constants or code of
  if (is("literal"))
    transaction<> { Head->Inner.Text[0] = hide("some text"); }
  // EXPECT fresh: ('node::Inner.Text[1]')
  if (is("fresh"))
    transaction<> {
      node *New = new node{};
      New->Inner.Text[1] = hide(OnStack);
      New->Next = Head;
      Head = New;
    }
  // EXPECT element: ('element[2]::Place')
  if (is("element"))
    transaction<> { Elements[2].Place = hide(&Global); }
  // EXPECT place: a pointer to volatile memory
  if (is("place"))
    transaction<> {
      Places.push_back(nullptr);
      Places.push_back(hide(OnStack));
    }
  // EXPECT several: ('Kinds.Several')
  if (is("several"))
    transaction<> { Kinds.Several = hide(&Nowhere); }
  // EXPECT unlogged: ('node::Value')
  if (is("unlogged"))
    transaction<> {
      Head->Inner.Number = 1;
      store_plainly(&Head->Value, 77);
    }
  // EXPECT undone
  if (is("undone"))
    try {
      transaction<> {
        Kinds.Mark = hide(OnStack);
        stet::abort();
      }
    } catch (stet::aborted &) {
    }
  // EXPECT taken-back
  if (is("taken-back"))
    transaction<> {
      Kinds.Mark = hide(OnStack);
      Kinds.Mark = nullptr;
    }
  std::puts("went on");
}
