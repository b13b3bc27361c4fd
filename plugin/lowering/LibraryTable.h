//===-- plugin/lowering/LibraryTable.h - Functions of the C library that write ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one table of functions that are compiled without the plugin and write through
// their arguments.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_LIBRARYTABLE_H
#define STET_PLUGIN_LOWERING_LIBRARYTABLE_H

#include "llvm/ADT/StringRef.h"

namespace stet {

/// How the bytes that a function writes follow from its arguments.
enum class Extent {
  Bytes,            ///< as many as the argument `Count` says
  EvenBytes,        ///< the same, rounded down to an even number
  Fixed,            ///< `Count` elements
  String,           ///< a copy of the string `Source`
  BoundedString,    ///< the same, cut so that it fits in `Count`; nothing when that is 0
  Appended,         ///< the string `Source` after the string that is there
  AppendedAtMost,   ///< the same, but at most `Count` characters of it
  BoundedAppended,  ///< the same, cut so that the whole fits in `Count`
  Product,          ///< the product of the arguments `Count` and `Count` + 1
  Formatted,        ///< the text that the format `Source` makes of the arguments after it
  BoundedFormatted, ///< the same, cut so that it fits in `Count`
  FormattedList,    ///< as Formatted, with a va_list after the format
  BoundedFormattedList,
  UntilByte ///< bytes of `Source` up to the byte given before `Count`, at most that many
};

/// A function of the C library, by its symbol. A buffer that is handed to the library
/// belongs to the call: it counts as stored as far as the call may fill it.
struct LibraryFunction {
  llvm::StringLiteral Name;
  unsigned ArgumentCount; ///< without variable arguments
  unsigned Destination;
  Extent How;
  unsigned Source; ///< number of an argument
  unsigned Count;  ///< number of an argument
  unsigned ElementSize = 1;
};

inline constexpr unsigned WideSize = 4; // wchar_t

inline constexpr LibraryFunction LibraryTable[] = {
    {"memcpy", 3, 0, Extent::Bytes, 1, 2},
    {"memmove", 3, 0, Extent::Bytes, 1, 2},
    {"memset", 3, 0, Extent::Bytes, 0, 2},
    {"mempcpy", 3, 0, Extent::Bytes, 1, 2},
    {"memccpy", 4, 0, Extent::UntilByte, 1, 3},
    {"memset_explicit", 3, 0, Extent::Bytes, 0, 2},
    {"bzero", 2, 0, Extent::Bytes, 0, 1},
    {"explicit_bzero", 2, 0, Extent::Bytes, 0, 1},
    {"bcopy", 3, 1, Extent::Bytes, 0, 2},
    {"swab", 3, 1, Extent::EvenBytes, 0, 2},
    {"strcpy", 2, 0, Extent::String, 1, 0},
    {"stpcpy", 2, 0, Extent::String, 1, 0},
    {"strncpy", 3, 0, Extent::Bytes, 1, 2},
    {"stpncpy", 3, 0, Extent::Bytes, 1, 2},
    {"strcat", 2, 0, Extent::Appended, 1, 0},
    {"strncat", 3, 0, Extent::AppendedAtMost, 1, 2},
    {"strlcpy", 3, 0, Extent::BoundedString, 1, 2},
    {"strlcat", 3, 0, Extent::BoundedAppended, 1, 2},
    {"wmemcpy", 3, 0, Extent::Bytes, 1, 2, WideSize},
    {"wmemmove", 3, 0, Extent::Bytes, 1, 2, WideSize},
    {"wmempcpy", 3, 0, Extent::Bytes, 1, 2, WideSize},
    {"wmemset", 3, 0, Extent::Bytes, 0, 2, WideSize},
    {"wcscpy", 2, 0, Extent::String, 1, 0, WideSize},
    {"wcpcpy", 2, 0, Extent::String, 1, 0, WideSize},
    {"wcsncpy", 3, 0, Extent::Bytes, 1, 2, WideSize},
    {"wcpncpy", 3, 0, Extent::Bytes, 1, 2, WideSize},
    {"wcscat", 2, 0, Extent::Appended, 1, 0, WideSize},
    {"wcsncat", 3, 0, Extent::AppendedAtMost, 1, 2, WideSize},
    // Checked forms (_FORTIFY_SOURCE) take the destination's size last.
    {"__memcpy_chk", 4, 0, Extent::Bytes, 1, 2},
    {"__memmove_chk", 4, 0, Extent::Bytes, 1, 2},
    {"__memset_chk", 4, 0, Extent::Bytes, 0, 2},
    {"__mempcpy_chk", 4, 0, Extent::Bytes, 1, 2},
    {"__explicit_bzero_chk", 3, 0, Extent::Bytes, 0, 1},
    {"__strcpy_chk", 3, 0, Extent::String, 1, 0},
    {"__stpcpy_chk", 3, 0, Extent::String, 1, 0},
    {"__strncpy_chk", 4, 0, Extent::Bytes, 1, 2},
    {"__stpncpy_chk", 4, 0, Extent::Bytes, 1, 2},
    {"__strcat_chk", 3, 0, Extent::Appended, 1, 0},
    {"__strncat_chk", 4, 0, Extent::AppendedAtMost, 1, 2},
    {"__strlcpy_chk", 4, 0, Extent::BoundedString, 1, 2},
    {"__strlcat_chk", 4, 0, Extent::BoundedAppended, 1, 2},
    {"__wmemcpy_chk", 4, 0, Extent::Bytes, 1, 2, WideSize},
    {"__wmemmove_chk", 4, 0, Extent::Bytes, 1, 2, WideSize},
    {"__wmemset_chk", 4, 0, Extent::Bytes, 0, 2, WideSize},
    {"__wcscpy_chk", 3, 0, Extent::String, 1, 0, WideSize},
    {"__wcsncpy_chk", 4, 0, Extent::Bytes, 1, 2, WideSize},
    {"__wcscat_chk", 3, 0, Extent::Appended, 1, 0, WideSize},
    {"__wcsncat_chk", 4, 0, Extent::AppendedAtMost, 1, 2, WideSize},
    // Atomics of libatomic: what lies in the other arguments is the caller's own.
    {"__atomic_store", 4, 1, Extent::Bytes, 0, 0},
    {"__atomic_load", 4, 2, Extent::Bytes, 0, 0},
    {"__atomic_exchange", 5, 1, Extent::Bytes, 0, 0},
    {"__atomic_compare_exchange", 6, 1, Extent::Bytes, 0, 0},
    // Formatted text.
    {"sprintf", 2, 0, Extent::Formatted, 1, 0},
    {"snprintf", 3, 0, Extent::BoundedFormatted, 2, 1},
    {"vsprintf", 3, 0, Extent::FormattedList, 1, 0},
    {"vsnprintf", 4, 0, Extent::BoundedFormattedList, 2, 1},
    {"__sprintf_chk", 4, 0, Extent::Formatted, 3, 0},
    {"__snprintf_chk", 5, 0, Extent::BoundedFormatted, 4, 1},
    {"__vsprintf_chk", 5, 0, Extent::FormattedList, 3, 0},
    {"__vsnprintf_chk", 6, 0, Extent::BoundedFormattedList, 4, 1},
    {"strftime", 4, 0, Extent::Bytes, 0, 1},
    {"strxfrm", 3, 0, Extent::Bytes, 0, 2},
    // Input.
    {"read", 3, 1, Extent::Bytes, 0, 2},
    {"pread", 4, 1, Extent::Bytes, 0, 2},
    {"pread64", 4, 1, Extent::Bytes, 0, 2},
    {"recv", 4, 1, Extent::Bytes, 0, 2},
    {"recvfrom", 6, 1, Extent::Bytes, 0, 2},
    {"readlink", 3, 1, Extent::Bytes, 0, 2},
    {"getrandom", 3, 0, Extent::Bytes, 0, 1},
    {"getentropy", 2, 0, Extent::Bytes, 0, 1},
    {"getcwd", 2, 0, Extent::Bytes, 0, 1},
    {"gethostname", 2, 0, Extent::Bytes, 0, 1},
    {"strerror_r", 3, 1, Extent::Bytes, 0, 2},
    {"__xpg_strerror_r", 3, 1, Extent::Bytes, 0, 2},
    {"fgets", 3, 0, Extent::Bytes, 0, 1},
    {"fgets_unlocked", 3, 0, Extent::Bytes, 0, 1},
    {"fread", 4, 0, Extent::Product, 0, 1},
    {"fread_unlocked", 4, 0, Extent::Product, 0, 1},
    {"__read_chk", 4, 1, Extent::Bytes, 0, 2},
    {"__pread_chk", 5, 1, Extent::Bytes, 0, 2},
    {"__recv_chk", 5, 1, Extent::Bytes, 0, 2},
    {"__fgets_chk", 4, 0, Extent::Bytes, 0, 2},
    {"__fread_chk", 5, 0, Extent::Product, 0, 2},
    {"__getcwd_chk", 3, 0, Extent::Bytes, 0, 1},
    // Order.
    {"qsort", 4, 0, Extent::Product, 0, 1},
    {"qsort_r", 5, 0, Extent::Product, 0, 1},
    // Results by reference. Those that may be null are outside every window.
    {"frexp", 2, 1, Extent::Fixed, 0, 1, 4},
    {"frexpf", 2, 1, Extent::Fixed, 0, 1, 4},
    {"frexpl", 2, 1, Extent::Fixed, 0, 1, 4},
    {"modf", 2, 1, Extent::Fixed, 0, 1, 8},
    {"modff", 2, 1, Extent::Fixed, 0, 1, 4},
    {"remquo", 3, 2, Extent::Fixed, 0, 1, 4},
    {"remquof", 3, 2, Extent::Fixed, 0, 1, 4},
    {"strtol", 3, 1, Extent::Fixed, 0, 1, 8},
    {"strtoul", 3, 1, Extent::Fixed, 0, 1, 8},
    {"strtoll", 3, 1, Extent::Fixed, 0, 1, 8},
    {"strtoull", 3, 1, Extent::Fixed, 0, 1, 8},
    {"__isoc23_strtol", 3, 1, Extent::Fixed, 0, 1, 8},
    {"__isoc23_strtoul", 3, 1, Extent::Fixed, 0, 1, 8},
    {"__isoc23_strtoll", 3, 1, Extent::Fixed, 0, 1, 8},
    {"__isoc23_strtoull", 3, 1, Extent::Fixed, 0, 1, 8},
    {"strtod", 2, 1, Extent::Fixed, 0, 1, 8},
    {"strtof", 2, 1, Extent::Fixed, 0, 1, 8},
    {"strtold", 2, 1, Extent::Fixed, 0, 1, 8},
    {"time", 1, 0, Extent::Fixed, 0, 1, 8},
    {"clock_gettime", 2, 1, Extent::Fixed, 0, 2, 8},
    {"gettimeofday", 2, 0, Extent::Fixed, 0, 2, 8},
    {"gmtime_r", 2, 1, Extent::Fixed, 0, 7, 8},
    {"localtime_r", 2, 1, Extent::Fixed, 0, 7, 8},
    {"ctime_r", 2, 1, Extent::Fixed, 0, 26},
    {"asctime_r", 2, 1, Extent::Fixed, 0, 26},
    {"pipe", 1, 0, Extent::Fixed, 0, 2, 4},
    {"stat", 2, 1, Extent::Fixed, 0, 18, 8},
    {"lstat", 2, 1, Extent::Fixed, 0, 18, 8},
    {"fstat", 2, 1, Extent::Fixed, 0, 18, 8},
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_LIBRARYTABLE_H
