//===-- runtime/diagnostics/PlantedBug.h - Bugs that the tests must find ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A test that finds nothing may be blind. libstet-test.so (STET_CRASH_POINTS) has
// these bugs built in; $STET_PLANT=<name> switches one on, and the test that should
// notice must fail. In the library that users get, none of them exists.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_DIAGNOSTICS_PLANTEDBUG_H
#define STET_RUNTIME_DIAGNOSTICS_PLANTEDBUG_H

namespace stet {

enum class PlantedBug {
  NoGate,          ///< no-gate: a batch is cut in the midst of commits
  CopyAtCut,       ///< copy-at-cut: a captured range is read when the batch is cut
  HeaderNotSynced, ///< header-not-synced: the log's header may be lost, whatever is synced
  ChecksumIgnored, ///< checksum-ignored: recovery applies torn batches
  SyncSkipped,     ///< sync-skipped: a batch counts as durable without fdatasync
};

#ifdef STET_CRASH_POINTS
bool isPlanted(PlantedBug Bug);
#else
constexpr bool isPlanted(PlantedBug) { return false; }
#endif

} // namespace stet

#endif // STET_RUNTIME_DIAGNOSTICS_PLANTEDBUG_H
