//===-- runtime/check/Writer.h - Which instruction of the program has stored ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_CHECK_WRITER_H
#define STET_RUNTIME_CHECK_WRITER_H

#include <string>

namespace stet::check {

/// A store that a signal has interrupted the program at.
struct Writer {
  const void *Store = nullptr; ///< the instruction
  const void *Next = nullptr;  ///< where the program goes on after the signal

  /// The function that has stored. When that is a library's, say the C library's memcpy, the
  /// functions that have called it follow, up to one of the program. To be called in the
  /// signal's handler: the stack is walked.
  std::string describe() const;
};

} // namespace stet::check

#endif // STET_RUNTIME_CHECK_WRITER_H
