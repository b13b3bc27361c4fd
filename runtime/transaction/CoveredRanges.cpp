//===-- runtime/transaction/CoveredRanges.cpp - Large ranges that need no snapshot ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CoveredRanges.h"

#include <algorithm>

using namespace stet;

std::vector<CoveredRanges::Range>::iterator CoveredRanges::firstEndingFrom(uint64_t Offset) {
  return std::lower_bound(List.begin() + LevelBase, List.end(), Offset,
                          [](const Range &R, uint64_t O) { return R.End < O; });
}

bool CoveredRanges::search(uint64_t Begin, uint64_t End) const {
  auto At = std::upper_bound(List.begin() + LevelBase, List.end(), Begin,
                             [](uint64_t O, const Range &R) { return O < R.Begin; });
  return At != List.begin() + LevelBase && End <= (At - 1)->End;
}

uint64_t CoveredRanges::maskFrom(uint64_t Begin) {
  uint64_t Mask = 0, End = Begin + 64;
  for (auto At = firstEndingFrom(Begin + 1); At != List.end() && At->Begin < End; ++At) {
    uint64_t From = std::max(At->Begin, Begin), To = std::min(At->End, End);
    Mask |= (~uint64_t(0) >> (64 - (To - From))) << (From - Begin);
  }
  return Mask;
}

void CoveredRanges::add(uint64_t Begin, uint64_t End) {
  // Everything that touches the new range melts into it.
  auto From = firstEndingFrom(Begin);
  auto To = From;
  for (; To != List.end() && To->Begin <= End; ++To) {
    Begin = std::min(Begin, To->Begin);
    End = std::max(End, To->End);
  }
  if (From == To) {
    List.insert(From, {Begin, End});
    return;
  }
  *From = {Begin, End};
  List.erase(From + 1, To);
}

void CoveredRanges::remove(uint64_t Begin, uint64_t End) {
  for (auto At = firstEndingFrom(Begin); At != List.end() && At->Begin < End;) {
    Range Left = {At->Begin, std::min(At->End, Begin)};
    Range Right = {std::max(At->Begin, End), At->End};
    At = List.erase(At);
    if (Right.Begin < Right.End)
      At = List.insert(At, Right);
    if (Left.Begin < Left.End)
      At = List.insert(At, Left) + 1;
    if (Right.Begin < Right.End)
      return;
  }
}

void CoveredRanges::beginLevel() {
  Bases.push_back(LevelBase);
  LevelBase = List.size();
}

void CoveredRanges::commitLevel() {
  std::vector<Range> Inner(List.begin() + LevelBase, List.end());
  abortLevel();
  for (const Range &R : Inner)
    add(R.Begin, R.End);
}

void CoveredRanges::abortLevel() {
  List.resize(LevelBase);
  LevelBase = Bases.back();
  Bases.pop_back();
}

void CoveredRanges::clear() {
  List.clear();
  Bases.clear();
  LevelBase = 0;
}
