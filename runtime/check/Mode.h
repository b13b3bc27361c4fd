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

/// $STET_CHECK, read at the first call. False after setError(EINVAL) when it is not one
/// of those that docs/checked-mode.md lists.
bool modeFromEnvironment(Mode &Result);

/// The mode of a process that has opened a pool.
Mode mode();

} // namespace stet::check

#endif // STET_RUNTIME_CHECK_MODE_H
