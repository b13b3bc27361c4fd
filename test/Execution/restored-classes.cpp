// Objects of classes that can't be copied byte by byte are restored from a copy.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_stet -O1 -c %S/Inputs/restored-elsewhere.c -o %t/elsewhere.o
// RUN: %every_level %t %clangxx_stet -I%S/Inputs %s %t/elsewhere.o %link_stet
// RUN: %clangxx_stet -O1 -g -fsanitize=address -I%S/Inputs %s %t/elsewhere.o \
// RUN:   %link_stet -o %t/sanitized
// RUN: env STET_POOL=%t/sanitized.pool %t/sanitized
#include "check.h"
#include "restored-elsewhere.h"
#include <cerrno>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <stet.h>
#include <string>
#include <vector>

static const std::string Long = "a string that does not fit into the object itself";

[[stet::restored]] std::string Global = Long;
[[stet::restored]] thread_local std::string InThread = Long;
[[stet::restored]] std::string Names[3] = {"a", "b", "c"};

/// Counts its objects and refuses to be assigned.
struct tracked {
  inline static int Alive = 0;
  const int Value;
  explicit tracked(int Value) : Value(Value) { ++Alive; }
  tracked(const tracked &Other) : Value(Other.Value) { ++Alive; }
  ~tracked() { --Alive; }
  void replace(int With) {
    this->~tracked();
    new (this) tracked(With);
  }
};

struct alignas(64) member {
  [[stet::restored]] std::string Name = "new";
  [[stet::restored]] int Number = 0;
  [[stet::restored]] std::optional<std::vector<int>> List;
  void change() {
    Name += "!";
    ++Number;
    List.emplace(3, Number);
  }
};
member Member;

static std::string make() { return Long; }
static std::string &functionLocal() {
  [[stet::restored]] static std::string Static = make();
  return Static;
}

template <class F> static void aborted(F Body) {
  try {
    transaction <> {
      Body();
      throw std::runtime_error("abort");
    }
  } catch (const std::runtime_error &) {
  }
}

NOINLINE static void locals() {
  [[stet::restored]] std::string Text = Long;
  [[stet::restored]] auto Numbers = std::vector{1, 2, 3};
  [[stet::restored]] std::map<int, std::string> Map{{1, Long}};
  [[stet::restored]] int Plain = 1;
  std::string *Pointer = &Text;
  auto Change = [&] {
    Text += "x";
    Plain = 2;
  };
  for (int I = 0; I < 3; ++I) {
    try {
      transaction <> {
        Change();
        Numbers.push_back(4);
        Numbers[0] = 9;
        Map[2] = "two";
        Map[1].clear();
        try {
          transaction <> {
            Pointer->clear();
            Numbers.clear();
            throw 1;
          }
        } catch (int) {
        }
        CHECK(Text == Long + "x" && Numbers.size() == 4);
        throw std::runtime_error("abort");
      }
    } catch (const std::runtime_error &) {
    }
    CHECK(Text == Long && (Numbers == std::vector{1, 2, 3}) && Plain == 1);
    CHECK(Map.size() == 1 && Map[1] == Long);
  }
  aborted([&] {
    Text = "in a lambda";
    Plain = 3;
  });
  CHECK(Text == Long && Plain == 1);
  transaction <> { Text = "kept"; }
  CHECK(Text == "kept");
}

NOINLINE static void globals() {
  for (int I = 0; I < 2; ++I) {
    aborted([] {
      Global.clear();
      InThread += "x";
      Names[1] = Long;
      functionLocal() = "changed"; // constructed here, the first time
    });
    CHECK(Global == Long && InThread == Long && Names[1] == "b" && functionLocal() == Long);
  }
}

NOINLINE static void callee() {
  member Local;
  Local.change();
  Local.change();
  Member.change();
}

NOINLINE static void members() {
  aborted([] {
    callee();
    Member.change();
    auto Born = std::make_unique<member>();
    Born->change();
    std::vector<member> Many(3);
    Many[1].change();
    Many.resize(100);
    changeElsewhere();
  });
  CHECK(Member.Name == "new" && Member.Number == 0 && !Member.List);
  CHECK(Counter.Restored == 0 && Elsewhere == 1 && ElsewhereInThread == 1);
}

/// An object that ends in the transaction is gone; its memory is not touched.
NOINLINE static void destroyed() {
  auto Object = std::make_unique<member>();
  aborted([&] {
    Object->change();
    Object = nullptr;
    Object = std::make_unique<member>();
    Object->Name = "second";
  });
  CHECK(Object->Name == "second" || Object->Name == "new");
}

template <class T> NOINLINE static void inTemplate(T Before, T After) {
  [[stet::restored]] T Value = Before;
  aborted([&] { Value = After; });
  CHECK(Value == Before);
}

NOINLINE static void withoutAssignment() {
  {
    [[stet::restored]] tracked Object(1);
    aborted([&] { Object.replace(2); });
    CHECK(Object.Value == 1 && tracked::Alive == 1);
    transaction <> { Object.replace(3); }
    CHECK(Object.Value == 3 && tracked::Alive == 1);
  }
  CHECK(tracked::Alive == 0);
}

/// A copy that can't be made dooms the transaction.
struct uncopyable {
  inline static bool Refuses = false;
  int Value = 0;
  uncopyable() = default;
  uncopyable(const uncopyable &Other) : Value(Other.Value) {
    if (Refuses)
      throw std::runtime_error("refused");
  }
  void set(int New) { Value = New; }
};
NOINLINE static void doomed() {
  [[stet::restored]] uncopyable Object;
  [[stet::restored]] int Number = 1;
  uncopyable::Refuses = true;
  int Error = 0;
  try {
    transaction <> {
      Number = 2;
      Object.set(2);
    }
  } catch (const stet::aborted &A) {
    Error = stet_last_abort();
  }
  CHECK(Error == ENOMEM && Number == 1);
}

int main() {
  locals();
  globals();
  members();
  destroyed();
  inTemplate(1, 2);
  inTemplate(Long, std::string("other"));
  withoutAssignment();
  doomed();
  return Failures != 0;
}
