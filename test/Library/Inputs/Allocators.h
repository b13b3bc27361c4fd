//===-- test/Library/Inputs/Allocators.h - Containers in the pool and their twins ----===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TEST_ALLOCATORS_H
#define STET_TEST_ALLOCATORS_H

#include "driver/Driver.h"

#include <functional>
#include <string>
#include <string_view>

/// Says which allocator a container has.
struct InPool {
  template <class T> using allocator = stet::allocator<T>;
};
struct Volatile {
  template <class T> using allocator = std::allocator<T>;
};

template <class Where>
using String =
    std::basic_string<char, std::char_traits<char>, typename Where::template allocator<char>>;

/// A string of up to 40 characters: some fit into the object itself.
template <class S> S randomString(driver::Random &R) {
  S Result;
  for (unsigned Length = R.below(41); Length; --Length)
    Result.push_back(char('a' + R.below(26)));
  return Result;
}

inline std::string_view view(std::string_view S) { return S; }
inline long view(long N) { return N; }
template <class A, class B> auto view(const std::pair<A, B> &P) {
  return std::pair(view(P.first), view(P.second));
}

struct HashOfView {
  template <class T> size_t operator()(const T &Value) const {
    return std::hash<decltype(view(Value))>()(view(Value));
  }
};

/// Whether the elements are the same, in the same order, from both sides where the
/// container has two.
template <class One, class Other> bool sameElements(const One &A, const Other &B) {
  if (A.size() != B.size())
    return false;
  auto InB = B.begin();
  for (const auto &Element : A)
    if (!(view(Element) == view(*InB++)))
      return false;
  if constexpr (requires { A.rbegin(); }) {
    auto FromEnd = B.rbegin();
    for (auto I = A.rbegin(); I != A.rend(); ++I)
      if (!(view(*I) == view(*FromEnd++)))
        return false;
  }
  return true;
}

#endif // STET_TEST_ALLOCATORS_H
