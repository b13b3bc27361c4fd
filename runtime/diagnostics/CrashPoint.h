//===-- runtime/diagnostics/CrashPoint.h - Where tests let the process die ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Crash points exist in libstet-test.so only (STET_CRASH_POINTS); elsewhere every
// function here is empty. The environment steers them:
//
//   STET_CRASH_AT=<n>       die by SIGKILL at the n-th crash point (from 1)
//   STET_CRASH_COUNT=<file> write the number of crash points passed, at exit
//   STET_CRASH_MODE=power   a crash also loses what was not flushed and drained:
//                           each pool's file is replaced by its durable image,
//                           plus a random subset of the other changed lines
//   STET_CRASH_SEED=<n>     which subset
//
// The medium and the interposed pmem_* functions tell the simulation what is
// flushed and drained, and where pools are mapped.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_DIAGNOSTICS_CRASHPOINT_H
#define STET_RUNTIME_DIAGNOSTICS_CRASHPOINT_H

#include <cstddef>

namespace stet {

#ifdef STET_CRASH_POINTS
/// The process may die here. `Where` names the place for whoever debugs a crash.
void crashPoint(const char *Where);
/// Call after the pool file at `Path` has been mapped and before its first change.
void crashObserveMap(const void *Address, size_t Size, const char *Path);
/// Call before the pool at `Address` is unmapped.
void crashObserveUnmap(const void *Address);
/// Call when these bytes start their way to durability, and after the thread has
/// waited for all that it flushed.
void crashObserveFlush(const void *Address, size_t Size);
void crashObserveDrain();
#else
inline void crashPoint(const char *) {}
inline void crashObserveMap(const void *, size_t, const char *) {}
inline void crashObserveUnmap(const void *) {}
inline void crashObserveFlush(const void *, size_t) {}
inline void crashObserveDrain() {}
#endif

} // namespace stet

#endif // STET_RUNTIME_DIAGNOSTICS_CRASHPOINT_H
