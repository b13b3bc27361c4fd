// stb_ds.h, unchanged but for where it allocates: a hash by number, one by text and an array, which
// grow and shrink by stet_realloc, equal their volatile twins through random transactions, aborts
// and kills. Its macros write to the structures also when they only look something up.
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clang_stet -O0 -w -c %S/Inputs/stb/Store.c -o %t/0.o
// RUN: %clangxx_stet -O0 %s %t/0.o %link_stet -o %t/0
// RUN: %clang_stet -O2 -w -c %S/Inputs/stb/Store.c -o %t/2.o
// RUN: %clangxx_stet -O2 %s %t/2.o %link_stet -o %t/2
// RUN: env STET_DURABILITY=process %t/0 %t/0.pool 1 5000
// RUN: env STET_DURABILITY=process %t/0 %t/0.pool 1 2000
// RUN: env STET_DURABILITY=process %t/2 %t/2.pool 1 50000
// RUN: env STET_DURABILITY=process %t/2 %t/killed.pool 1 10000 50
// RUN: env STET_DURABILITY=process STET_CHECK=1 %t/2 %t/checked.pool 1 3000
// RUN: env STET_DURABILITY=process STET_CHECK=1 %t/2 %t/checked.pool 1 3000
#include "Inputs/driver/Driver.h"
#include "Inputs/driver/KeyedStore.h"
#include "Inputs/stb/Store.h"

#include <map>
#include <string>
#include <vector>

using driver::Random;

struct Twin : driver::KeyedTwin {
  std::vector<int> All;
};

static void store_put(Twin *T, int Key, int Value) {
  T->Values[Key] = Value;
  T->All.push_back(Value);
}

static void store_remove(Twin *T, int Key) { T->Values.erase(Key); }

static void store_insert(Twin *T, int Place, int Value) {
  if (unsigned(Place) <= T->All.size())
    T->All.insert(T->All.begin() + Place, Value);
}

static void store_delete(Twin *T, int Place) {
  if (unsigned(Place) + 3 > T->All.size())
    return;
  T->All.erase(T->All.begin() + Place);
  T->All[Place] = T->All.back();
  T->All.pop_back();
}

static void store_clear(Twin *T) { *T = {}; }

struct Operate {
  template <class State> void operator()(State &S, Random &R) const {
    switch (driver::operate(S, R, 200)) {
    case 8:
      return store_insert(&S, R.below(100), R.below(1000));
    case 9:
      return R.below(80) == 0 ? store_clear(&S) : store_delete(&S, R.below(100));
    }
  }
};

struct IsSame {
  bool operator()(const store &S, const Twin &T) const {
    std::map<int, int> Numbers, Words;
    for (int I = 0; I < stbds_hmlen(S.numbers); ++I)
      Numbers[S.numbers[I].key] = S.numbers[I].value;
    for (int I = 0; I < stbds_shlen(S.words); ++I)
      Words[std::stoi(S.words[I].key + 1)] = S.words[I].value;
    std::vector<int> All(S.all, S.all + stbds_arrlen(S.all));
    bool Same = Numbers == T.Values && Words == T.Values && All == T.All;
    // Through the tables, by the functions that write nothing.
    for (auto [Key, Value] : T.Values) {
      int ByNumber = Key;
      std::string ByText = "n" + std::to_string(Key);
      ptrdiff_t Number = -1, Word = -1;
      stbds_hmget_key_ts(S.numbers, sizeof(number), &ByNumber, sizeof ByNumber, &Number,
                         STBDS_HM_BINARY);
      stbds_hmget_key_ts(S.words, sizeof(word), ByText.data(), sizeof(char *), &Word,
                         STBDS_HM_STRING);
      Same = Same && Number >= 0 && S.numbers[Number].value == Value && Word >= 0 &&
             S.words[Word].value == Value;
    }
    return Same;
  }
};

[[persistent]] driver::Driven<store> Subject;

int main(int argc, char **argv) {
  return driver::drive<Twin>([]() -> auto & { return Subject; }, Operate(), IsSame(), argc, argv);
}
