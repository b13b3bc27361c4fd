//===-- runtime/check/ObjectMap.cpp - Which objects a pool has ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ObjectMap.h"

namespace stet::check {

Object &ObjectMap::add(uint64_t Begin, const Object &New) {
  auto At = Objects.upper_bound(Begin);
  if (At != Objects.begin() && std::prev(At)->second.End > Begin)
    --At;
  while (At != Objects.end() && At->first < New.End)
    At = Objects.erase(At);
  return Objects.emplace_hint(At, Begin, New)->second;
}

ObjectMap::Entry *ObjectMap::firstEndingBehind(uint64_t Offset) {
  auto At = Objects.upper_bound(Offset);
  if (At != Objects.begin() && std::prev(At)->second.End > Offset)
    --At;
  return At == Objects.end() ? nullptr : &*At;
}

} // namespace stet::check
