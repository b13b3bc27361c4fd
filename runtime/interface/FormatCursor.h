//===-- runtime/interface/FormatCursor.h - Where the reading of a format is ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_INTERFACE_FORMATCURSOR_H
#define STET_RUNTIME_INTERFACE_FORMATCURSOR_H

#include <cstddef>

namespace stet {

/// What the formats of printf and scanf have in common.
template <class Char> class FormatCursor {
protected:
  explicit FormatCursor(const Char *Format) : Next(Format) {}

  static bool isDigit(Char C) { return C >= '0' && C <= '9'; }

  /// 0 when there are no digits.
  size_t readNumber() {
    size_t Number = 0;
    for (; isDigit(*Next); ++Next)
      Number = Number * 10 + (*Next - '0');
    return Number;
  }

  /// `3$`: 3; 0, and nothing is read, when there is none.
  size_t readPosition() {
    const Char *Start = Next;
    size_t Number = readNumber();
    if (Number && *Next == '$') {
      ++Next;
      return Number;
    }
    Next = Start;
    return 0;
  }

  const Char *Next;
};

} // namespace stet

#endif // STET_RUNTIME_INTERFACE_FORMATCURSOR_H
