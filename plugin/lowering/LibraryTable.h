//===-- plugin/lowering/LibraryTable.h - Functions of the C library that write ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions that are compiled without the plugin and write through their arguments. A
// row of the table names a function, one of its arguments, and how many bytes the
// function writes there. This header needs nothing of LLVM: test/Execution walks the
// table.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_LIBRARYTABLE_H
#define STET_PLUGIN_LOWERING_LIBRARYTABLE_H

#include <cstddef>

namespace stet {

/// How the bytes that a function writes follow from its arguments. `A` and `B` are
/// numbers of arguments where nothing else is said; elements have `ElementSize` bytes.
enum class Extent {
  Bytes,            ///< A elements and `B` (a number) bytes
  EvenBytes,        ///< A bytes, rounded down to an even number
  Fixed,            ///< `A` (a number) bytes
  String,           ///< a copy of the string A
  BoundedString,    ///< the same, cut so that it fits in B; nothing when that is 0
  Appended,         ///< the string A after the string that is there
  AppendedAtMost,   ///< the same, but at most B characters of it
  BoundedAppended,  ///< the same, cut so that the whole fits in B
  Product,          ///< A times B bytes
  Formatted,        ///< the text that the format A makes of the arguments after it
  BoundedFormatted, ///< the same, cut so that it fits in B
  FormattedList,    ///< as Formatted, with a va_list after the format
  BoundedFormattedList,
  UntilByte,          ///< bytes of A up to the byte that argument B - 1 names, at most B
  CountBehind,        ///< elements; A points to their number, which has `B` (a number) bytes
  PointeeCountBehind, ///< the same, but the argument points to the pointer to the elements
  NextElement,        ///< what follows an array of *A elements of B bytes: one more
  DescriptorBits,     ///< one bit for each of A descriptors, in words of 64
  Pages,              ///< one byte for each page of A bytes
  MultibyteCharacter, ///< as many as the longest character of the locale has
  InternetAddress,    ///< of the family A
  Helper,             ///< the function `Helper` of <stet/library.h> saves them; it gets the
                      ///< arguments from A on
  Unknown             ///< can't be known, or are written after the call
};

/// A function of the C library, by its symbol, and one of the arguments that it writes
/// through, as generated code counts them. A buffer that is handed to the library belongs to the
/// call: it counts as stored as far as the call may fill it.
struct LibraryWrite {
  const char *Function;
  unsigned ArgumentCount; ///< without variable arguments
  unsigned Argument;      ///< for Helper and Unknown: the first one
  Extent How;
  unsigned A = 0, B = 0;
  unsigned ElementSize = 1;
  const char *Helper = nullptr;
};

struct LibraryTable {
  const LibraryWrite *First, *Last;
  const LibraryWrite *begin() const { return First; }
  const LibraryWrite *end() const { return Last; }
};

LibraryTable libraryTable();

} // namespace stet

#endif // STET_PLUGIN_LOWERING_LIBRARYTABLE_H
