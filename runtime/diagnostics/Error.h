//===-- runtime/diagnostics/Error.h - Error messages of the runtime ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The lowest layer: how a failure is described. A function that can fail
// returns false or nullptr after setError(); the message reaches the user
// through stet_error_message(), an exception, or fatal().
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_DIAGNOSTICS_ERROR_H
#define STET_RUNTIME_DIAGNOSTICS_ERROR_H

namespace stet {

/// Describes the thread's last failure: sets errno to `Code` and keeps the
/// formatted message. Returns false, so that `return setError(…)` reads well.
/// The message says what was wrong, where, and what to do; no newline.
[[gnu::format(printf, 2, 3)]] bool setError(int Code, const char *Format, ...);

/// The message of the last setError of this thread, "" when there was none.
const char *lastErrorMessage();

/// Writes "stet: <message>" to standard error and ends the process by abort().
[[noreturn, gnu::format(printf, 1, 2)]] void fatal(const char *Format, ...);

/// For failures that are the user's to mend (a pool that can't be opened): the
/// same, but the process ends by _exit(1), with no core file.
[[noreturn, gnu::format(printf, 1, 2)]] void fatalUserError(const char *Format, ...);

} // namespace stet

#endif // STET_RUNTIME_DIAGNOSTICS_ERROR_H
