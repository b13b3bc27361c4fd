//===-- runtime/check/Mode.h - Whether the program runs in checked mode ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_CHECK_MODE_H
#define STET_RUNTIME_CHECK_MODE_H

namespace stet::check {

enum class Mode {
  Off,
  Warn, ///< reports and goes on
  Stop, ///< the first report ends the process
};

/// $STET_CHECK and $STET_CHECK_PAGES, read at each call. False after setError(EINVAL) when they are
/// none of those that docs/checked-mode.md lists.
bool modeFromEnvironment(Mode &Result);

/// The mode of a process that has opened a pool.
Mode mode();

/// Whether each commit compares all pages that are open, however long it takes.
bool comparesAllPages();

} // namespace stet::check

#endif // STET_RUNTIME_CHECK_MODE_H
