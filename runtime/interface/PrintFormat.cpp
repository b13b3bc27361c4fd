//===-- runtime/interface/PrintFormat.cpp - What printf and its family store ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A format is read twice: once for the class of every argument, which says how to step
// over it, then for the counts (%n).
//
//===----------------------------------------------------------------------===//
#include "../diagnostics/Error.h"
#include "FormatCursor.h"
#include "LibraryCalls.h"

#include <cstring>
#include <stet/library.h>

using namespace stet;

namespace {

/// How an argument is passed.
enum class Passed : unsigned char { AsInteger, AsDouble, AsLongDouble };

template <class Char> class PrintReader : FormatCursor<Char> {
public:
  explicit PrintReader(const Char *Format) : FormatCursor<Char>(Format) {}

  void run(va_list Arguments) {
    while (*Next)
      if (*Next++ == '%')
        readConversion();
    if (Counts)
      save(Arguments);
  }

private:
  using FormatCursor<Char>::Next;
  using FormatCursor<Char>::isDigit;
  using FormatCursor<Char>::readNumber;
  using FormatCursor<Char>::readPosition;

  static constexpr size_t MostArguments = 256;
  bool isOneOf(const char *Characters) const {
    return *Next && *Next < 128 && strchr(Characters, int(*Next));
  }

  /// The argument's number, from 0.
  size_t argument(size_t Position, Passed How) {
    size_t Number = Position ? Position - 1 : InOrder++;
    if (Number >= MostArguments)
      fatal("a format of printf has more than %zu arguments", MostArguments);
    Arguments[Number] = How;
    Count = Number >= Count ? Number + 1 : Count;
    return Number;
  }

  /// A width or precision, which may be an argument.
  void readSize() {
    if (*Next != '*') {
      readNumber();
      return;
    }
    ++Next;
    argument(readPosition(), Passed::AsInteger);
  }

  void readConversion() {
    size_t Position = readPosition();
    while (isOneOf("-+ #0'I"))
      ++Next;
    readSize();
    if (*Next == '.') {
      ++Next;
      readSize();
    }
    const Char *Modifier = Next;
    while (isOneOf("hlLqjztw") || (*Modifier == 'w' && (*Next == 'f' || isDigit(*Next))))
      ++Next;
    if (isOneOf("%m")) {
      ++Next;
    } else if (isOneOf("aAeEfFgG")) {
      bool IsLong =
          *Modifier == 'L' || *Modifier == 'q' || (*Modifier == 'l' && Modifier[1] == 'l');
      argument(Position, IsLong ? Passed::AsLongDouble : Passed::AsDouble);
      ++Next;
    } else if (*Next) {
      size_t Number = argument(Position, Passed::AsInteger);
      if (*Next == 'n') {
        Sizes[Number] = sizeOfCount(Modifier);
        ++Counts;
      }
      ++Next;
    }
  }

  static unsigned char sizeOfCount(const Char *Modifier) {
    if (*Modifier == 'h')
      return Modifier[1] == 'h' ? sizeof(char) : sizeof(short);
    if (*Modifier == 'w') // w8 … w64, wf8 … wf64: at most a long
      return sizeof(long);
    return *Modifier == 'n' ? sizeof(int) : sizeof(long);
  }

  void save(va_list Given) const {
    va_list List;
    va_copy(List, Given);
    for (size_t Number = 0; Number != Count; ++Number)
      switch (Arguments[Number]) {
      case Passed::AsDouble:
        va_arg(List, double);
        break;
      case Passed::AsLongDouble:
        va_arg(List, long double);
        break;
      case Passed::AsInteger:
        if (void *Value = va_arg(List, void *); Sizes[Number] && isToBeSaved(Value))
          stet_snapshot(Value, Sizes[Number]);
      }
    va_end(List);
  }

  size_t InOrder = 0, Count = 0, Counts = 0;
  Passed Arguments[MostArguments] = {};
  unsigned char Sizes[MostArguments] = {}; ///< of the counts
};

template <class Char> void print(const Char *Format, va_list Arguments) {
  if (stet_thread_mode != STET_MODE_NONE && Format)
    PrintReader<Char>(Format).run(Arguments);
}

} // namespace

void stet_library_print(const char *Format, ...) noexcept {
  va_list Arguments;
  va_start(Arguments, Format);
  print(Format, Arguments);
  va_end(Arguments);
}

void stet_library_wide_print(const wchar_t *Format, ...) noexcept {
  va_list Arguments;
  va_start(Arguments, Format);
  print(Format, Arguments);
  va_end(Arguments);
}

void stet_library_print_list(const char *Format, va_list Arguments) noexcept {
  print(Format, Arguments);
}
void stet_library_wide_print_list(const wchar_t *Format, va_list Arguments) noexcept {
  print(Format, Arguments);
}
