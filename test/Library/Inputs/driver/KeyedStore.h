//===-- test/Library/Inputs/driver/KeyedStore.h - Values by key, in C --------------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the stores made of C libraries have in common, and their twins.
//
//===----------------------------------------------------------------------===//
#ifndef STET_TEST_DRIVER_KEYEDSTORE_H
#define STET_TEST_DRIVER_KEYEDSTORE_H

#include "Random.h"

#include <map>

namespace driver {

struct KeyedTwin {
  std::map<int, int> Values;
};

inline int store_find(KeyedTwin *T, int Key) {
  auto Found = T->Values.find(Key);
  return Found == T->Values.end() ? -1 : Found->second;
}

enum { FirstOther = 8, Kinds = 10 };

/// One of store_put, store_remove and store_find with a key below `Keys`, or returns
/// FirstOther or more: the kind of an operation that only this store has.
template <class State> int operate(State &S, Random &R, unsigned Keys) {
  int Key = R.below(Keys), Kind = R.below(Kinds);
  if (Kind < 4) {
    store_put(&S, Key, R.below(1000));
  } else if (Kind < 7) {
    store_remove(&S, Key);
  } else if (Kind < FirstOther) {
    // What is found goes into the data, so that it is compared.
    int Value = store_find(&S, Key);
    if (Value >= 0)
      store_put(&S, Key, Value + 1);
  }
  return Kind;
}

} // namespace driver

#endif // STET_TEST_DRIVER_KEYEDSTORE_H
