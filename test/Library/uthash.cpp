// uthash, unchanged but for where it allocates: two hashes, the three kinds of lists, an
// array, a string and a ring buffer equal their volatile twins through random
// transactions, aborts and kills. Its structures have members for pointers to functions,
// so the program lies at one address.
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clang_stet -O0 -c %S/Inputs/uthash/Store.c -o %t/0.o
// RUN: %clangxx_stet -O0 %s %t/0.o %link_stet -no-pie -o %t/0
// RUN: %clang_stet -O2 -c %S/Inputs/uthash/Store.c -o %t/2.o
// RUN: %clangxx_stet -O2 %s %t/2.o %link_stet -no-pie -o %t/2
// RUN: env STET_DURABILITY=process %t/0 %t/0.pool 1 5000
// RUN: env STET_DURABILITY=process %t/0 %t/0.pool 1 2000
// RUN: env STET_DURABILITY=process %t/2 %t/2.pool 1 50000
// RUN: env STET_DURABILITY=process %t/2 %t/killed.pool 1 10000 50
// RUN: env STET_DURABILITY=process STET_CHECK=1 %t/2 %t/checked.pool 1 3000
// RUN: env STET_DURABILITY=process STET_CHECK=1 %t/2 %t/checked.pool 1 3000
#include "Inputs/driver/Driver.h"
#include "Inputs/uthash/Store.h"

#include <algorithm>
#include <deque>
#include <list>
#include <map>
#include <string>
#include <vector>

using driver::Random;

struct Twin {
  std::map<int, int> Values;
  std::list<int> Keys, Single, Both, Ring; // in their orders
  std::vector<int> All;
  std::string Log;
  std::deque<int> Last;
};

static void store_put(Twin *T, int Key, int Value) {
  if (T->Values.insert_or_assign(Key, Value).second) {
    T->Keys.push_back(Key);
    T->Single.push_front(Key);
    T->Both.push_back(Key);
    T->Ring.push_front(Key);
  }
  T->All.push_back(Value);
  T->Log += std::to_string(Key) + "=" + std::to_string(Value) + ";";
  T->Last.push_back(Value);
  if (T->Last.size() > LAST_VALUES)
    T->Last.pop_front();
}

static void store_remove(Twin *T, int Key) {
  T->Values.erase(Key);
  for (std::list<int> *List : {&T->Keys, &T->Single, &T->Both, &T->Ring})
    List->remove(Key);
}

static void store_sort(Twin *T) {
  for (std::list<int> *List : {&T->Keys, &T->Single, &T->Both, &T->Ring})
    List->sort();
  std::sort(T->All.begin(), T->All.end());
}

static void store_trim(Twin *T, int Length) {
  if (T->All.size() > unsigned(Length))
    T->All.erase(T->All.begin(), T->All.end() - Length);
  T->Log.clear();
}

struct Operate {
  template <class State> void operator()(State &S, Random &R) const {
    int Key = R.below(120);
    switch (R.below(10)) {
    default:
      return store_put(&S, Key, R.below(1000));
    case 5:
    case 6:
    case 7:
      return store_remove(&S, Key);
    case 8:
      return R.below(5) == 0 ? store_sort(&S) : void();
    case 9:
      return store_trim(&S, R.below(30));
    }
  }
};

struct IsSame {
  bool operator()(const store &S, const Twin &T) const {
    std::list<int> Keys, Names, Single, Both, Ring;
    bool Same = true;
    for (entry *E = S.keys; E; E = static_cast<entry *>(E->by_key.next)) {
      Keys.push_back(E->key);
      auto Value = T.Values.find(E->key);
      Same = Same && Value != T.Values.end() && Value->second == E->value;
    }
    for (entry *E = S.names; E; E = static_cast<entry *>(E->by_name.next))
      Names.push_back(E->key);
    for (entry *E = S.single; E; E = E->next)
      Single.push_back(E->key);
    for (entry *E = S.both; E; E = E->after)
      Both.push_back(E->key);
    for (entry *E = S.ring; E; E = E->right == S.ring ? nullptr : E->right)
      Ring.push_back(E->key);
    for (int Key : T.Keys) {
      entry *Found;
      HASH_FIND(by_key, S.keys, &Key, sizeof Key, Found);
      Same = Same && Found && Found->key == Key;
    }
    return Same && Keys == T.Keys && Names.size() == Keys.size() && Single == T.Single &&
           Both == T.Both && Ring == T.Ring && (!S.values || sameSequences(S, T));
  }

private:
  static bool sameSequences(const store &S, const Twin &T) {
    std::vector<int> All;
    for (unsigned I = 0; I < utarray_len(S.values); ++I)
      All.push_back(*reinterpret_cast<int *>(utarray_eltptr(S.values, I)));
    std::deque<int> Last;
    for (unsigned I = 0; I < utringbuffer_len(S.last); ++I)
      Last.push_back(*reinterpret_cast<int *>(utringbuffer_eltptr(S.last, I)));
    return All == T.All && Last == T.Last && T.Log == utstring_body(S.log);
  }
};

[[persistent]] driver::Driven<store> Subject;

int main(int argc, char **argv) {
  return driver::drive<Twin>([]() -> auto & { return Subject; }, Operate(), IsSame(), argc, argv);
}
