//===-- runtime/check/Report.h - What checked mode says ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_CHECK_REPORT_H
#define STET_RUNTIME_CHECK_REPORT_H

#include <cstddef>
#include <cstdint>
#include <string>

namespace stet::check {
class WatchedPool;
struct Writer;

enum class Change {
  Unlogged,     ///< a store in a transaction that has not logged the bytes
  Outside,      ///< a store while the thread is in no transaction
  Unknown,      ///< bytes that differ; when they were stored is not known
  BeforeLogged, ///< bytes that differed already when they were logged
  AfterAbort,   ///< bytes that a rollback has left changed
  AtClose,      ///< bytes that differ when the pool is closed
  LogAfterFree, ///< a transaction logs bytes of an object that it or another has freed
};

/// Bytes of one pool, in one object or in none.
struct ChangedBytes {
  Change What;
  uint64_t Begin, End;        ///< offsets in the pool
  const char *Old = nullptr;  ///< End - Begin bytes; null: not known
  const Writer *By = nullptr; ///< null: not known
};

/// Writes a report to standard error. With TheWatchLock.
void report(WatchedPool &P, const ChangedBytes &C);
/// The same for a pointer to volatile memory that a transaction has stored at the offset.
void reportPointer(WatchedPool &P, uint64_t Offset, const void *Target, const std::string &What);
/// The same for what is no change of bytes.
void report(const std::string &Message);

/// After reports: ends the process unless it is to go on.
void endIfToStop();

/// "24 bytes into persistent variable 'head' ('head.next')".
std::string describe(WatchedPool &P, uint64_t Offset);

} // namespace stet::check

#endif // STET_RUNTIME_CHECK_REPORT_H
