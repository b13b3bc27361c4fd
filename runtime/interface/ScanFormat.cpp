//===-- runtime/interface/ScanFormat.cpp - What scanf and its family store ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks through the format like scanf, and saves for each conversion what it stores at
// most. A conversion that takes as much as there is (%s without a width) is measured:
// a copy of the format so far, storing nothing but the places where the word starts
// and ends, is run over the input.
//
//===----------------------------------------------------------------------===//
#include "../diagnostics/Error.h"
#include "FormatCursor.h"
#include "LibraryCalls.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cwchar>
#include <stet/library.h>

using namespace stet;

namespace {

int measure(const char *Input, const char *Format, int *Start, int *End) {
  return sscanf(Input, Format, Start, End);
}
int measure(const wchar_t *Input, const wchar_t *Format, int *Start, int *End) {
  return swscanf(Input, Format, Start, End);
}
size_t lengthOf(const char *Text) { return strlen(Text); }
size_t lengthOf(const wchar_t *Text) { return wcslen(Text); }

/// The format so far, with every conversion's result suppressed.
template <class Char> class SilentFormat {
public:
  /// The copy is never longer than twice the format and a few markers.
  explicit SilentFormat(const Char *Format)
      : Text(static_cast<Char *>(malloc((lengthOf(Format) * 2 + 16) * sizeof(Char)))) {
    if (!Text)
      fatal("out of memory while a scanf format is read");
  }
  ~SilentFormat() { free(Text); }
  SilentFormat(const SilentFormat &) = delete;
  SilentFormat &operator=(const SilentFormat &) = delete;

  void add(Char C) { Text[Length++] = C; }
  void add(const Char *First, const Char *Last) {
    while (First != Last)
      add(*First++);
  }

  /// How many characters of `Input` the conversion takes that `First` to `Last` spell
  /// (from its length modifier on); -1 when the scan ends before it.
  int measureNext(const Char *Input, const Char *First, const Char *Last) {
    size_t Here = Length;
    int Start = -1, End = -1;
    if (Last[-1] != ']')
      add(' ');
    addMark();
    add('%'), add('*'), add(First, Last);
    addMark();
    add(0);
    measure(Input, Text, &Start, &End);
    Length = Here;
    return End < 0 ? -1 : End - Start;
  }

private:
  void addMark() { add('%'), add('n'); }

  Char *Text;
  size_t Length = 0;
};

template <class Char> class ScanReader : FormatCursor<Char> {
public:
  ScanReader(const Char *Input, const Char *Format, va_list Arguments)
      : FormatCursor<Char>(Format), Input(Input), Silent(Format) {
    va_copy(First, Arguments);
    va_copy(Rest, Arguments);
  }
  ~ScanReader() {
    va_end(First);
    va_end(Rest);
  }
  ScanReader(const ScanReader &) = delete;
  ScanReader &operator=(const ScanReader &) = delete;

  void run() {
    while (*Next)
      if (*Next != '%')
        Silent.add(*Next++);
      else if (!readConversion())
        return;
  }

private:
  using FormatCursor<Char>::Next;
  using FormatCursor<Char>::readNumber;
  using FormatCursor<Char>::readPosition;

  /// False where scanf itself gives up.
  bool readConversion() {
    ++Next;
    if (*Next == '%') {
      Silent.add('%'), Silent.add('%');
      ++Next;
      return true;
    }
    bool Stores = true;
    size_t Position = readPosition();
    for (; *Next == '*' || *Next == '\'' || *Next == 'I'; ++Next)
      Stores &= *Next != '*';
    const Char *FromWidth = Next;
    Width = readNumber();
    bool Allocates = *Next == 'm';
    Next += Allocates;
    const Char *FromModifier = Next;
    readModifier();
    if (!*Next)
      return false;
    Char Conversion = *Next++;
    // Before C99 an 'a' before these stood for 'm'.
    if (Conversion == 'a' && (*Next == 's' || *Next == 'S' || *Next == '['))
      Allocates = true;
    if (Conversion == '[')
      skipSet();
    if (Stores) {
      void *Target = argument(Position);
      if (isToBeSaved(Target)) {
        size_t Size = Allocates ? sizeof(void *) : sizeOf(Conversion, FromModifier, Target);
        if (Size)
          stet_snapshot(Target, Size);
      }
    }
    if (Conversion != 'n') {
      Silent.add('%'), Silent.add('*');
      for (const Char *C = FromWidth; C != Next; ++C)
        if (!Allocates || C + 1 != FromModifier)
          Silent.add(*C);
    }
    return true;
  }

  void readModifier() {
    Modifier = 0;
    IsDoubled = false;
    for (; *Next && strchr("hlLqjzt", int(*Next)); ++Next) {
      IsDoubled |= Modifier == *Next;
      Modifier = *Next;
    }
  }

  /// From behind `[` to behind `]`.
  void skipSet() {
    Next += *Next == '^';
    Next += *Next == ']';
    while (*Next && *Next != ']')
      ++Next;
    Next += *Next == ']';
  }

  void *argument(size_t Position) {
    if (!Position)
      return va_arg(Rest, void *);
    va_list List;
    va_copy(List, First);
    void *Result = nullptr;
    while (Position--)
      Result = va_arg(List, void *);
    va_end(List);
    return Result;
  }

  size_t sizeOf(Char Conversion, const Char *FromModifier, void *Target) {
    switch (Conversion) {
    case 'p':
      return sizeof(void *);
    case 'a':
    case 'A':
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': // clang-format off
      return Modifier == 'L' || Modifier == 'q' || IsDoubled ? sizeof(long double)
             : Modifier == 'l'                               ? sizeof(double)
                                                             : sizeof(float); // clang-format on
    case 'c':
    case 'C':
      return (Width ? Width : 1) * sizeOfCharacter(Conversion == 'C');
    case 's':
    case 'S':
    case '[':
      return sizeOfString(Conversion, FromModifier, Target);
    default:
      return sizeOfInteger();
    }
  }

  size_t sizeOfInteger() const {
    switch (Modifier) {
    case 'h':
      return IsDoubled ? sizeof(char) : sizeof(short);
    case 0:
      return sizeof(int);
    default:
      return sizeof(long);
    }
  }

  /// What one character of the input becomes at most.
  size_t sizeOfCharacter(bool IsWide) const {
    if (IsWide || Modifier == 'l')
      return sizeof(wchar_t);
    return sizeof(Char) == 1 ? 1 : MB_CUR_MAX;
  }

  size_t sizeOfString(Char Conversion, const Char *FromModifier, void *Target) {
    bool IsWide = Conversion == 'S' || Modifier == 'l';
    size_t Terminator = IsWide ? sizeof(wchar_t) : 1;
    if (Width)
      return Width * sizeOfCharacter(IsWide) + Terminator;
    if (!Input)
      fatal("a conversion of scanf without a width ('%%%c') writes to the persistent address %p in "
            "a transaction; how much can't be known and so not be undone: give it a width",
            int(Conversion), Target);
    int Taken = Silent.measureNext(Input, FromModifier, Next);
    return Taken < 0 ? 0 : Taken * sizeOfCharacter(IsWide) + Terminator;
  }

  const Char *Input; ///< null: a stream
  va_list First, Rest;
  SilentFormat<Char> Silent;
  size_t Width = 0;
  Char Modifier = 0;
  bool IsDoubled = false;
};

template <class Char> void scan(const Char *Input, const Char *Format, va_list Arguments) {
  if (stet_thread_mode == STET_MODE_NONE)
    return;
  ScanReader<Char>(Input, Format, Arguments).run();
}

} // namespace

void stet_library_scan(const char *Input, const char *Format, ...) noexcept {
  va_list Arguments;
  va_start(Arguments, Format);
  scan(Input, Format, Arguments);
  va_end(Arguments);
}

void stet_library_scan_stream(const char *Format, ...) noexcept {
  va_list Arguments;
  va_start(Arguments, Format);
  scan<char>(nullptr, Format, Arguments);
  va_end(Arguments);
}

void stet_library_wide_scan(const wchar_t *Input, const wchar_t *Format, ...) noexcept {
  va_list Arguments;
  va_start(Arguments, Format);
  scan(Input, Format, Arguments);
  va_end(Arguments);
}

void stet_library_wide_scan_stream(const wchar_t *Format, ...) noexcept {
  va_list Arguments;
  va_start(Arguments, Format);
  scan<wchar_t>(nullptr, Format, Arguments);
  va_end(Arguments);
}

void stet_library_scan_list(const char *Input, const char *Format, va_list Arguments) noexcept {
  scan(Input, Format, Arguments);
}
void stet_library_scan_stream_list(const char *Format, va_list Arguments) noexcept {
  scan<char>(nullptr, Format, Arguments);
}
void stet_library_wide_scan_list(const wchar_t *Input, const wchar_t *Format,
                                 va_list Arguments) noexcept {
  scan(Input, Format, Arguments);
}
void stet_library_wide_scan_stream_list(const wchar_t *Format, va_list Arguments) noexcept {
  scan<wchar_t>(nullptr, Format, Arguments);
}
