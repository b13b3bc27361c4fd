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
//                           plus a random subset of the other changed lines;
//                           files that are written by system calls by what was
//                           synced, plus a random subset of the other sectors
//   STET_CRASH_SEED=<n>     which subset
//
// The medium and the interposed pmem_* functions tell the simulation what is
// flushed and drained, and where pools are mapped; who writes a file by system calls
// tells that.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_DIAGNOSTICS_CRASHPOINT_H
#define STET_RUNTIME_DIAGNOSTICS_CRASHPOINT_H

#include <cstddef>
#include <cstdint>

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

/// For files that are written by system calls. A file is followed from the first call
/// on that names it; what it holds then has had time enough to become durable. Paths
/// are as the system takes them; one that is relative keeps its meaning.
///
/// Call before the system call that writes.
void crashObserveWrite(const char *Path, uint64_t Offset, const void *Data, size_t Size);
/// The number of the last observed write, for crashObserveSync.
uint64_t crashObserveSyncStart();
/// Call after a sync of the file has succeeded. `Start`: what crashObserveSyncStart
/// returned before it; later writes are not covered. Without it, all are.
void crashObserveSync(const char *Path, uint64_t Start = UINT64_MAX);
/// Call before the system call that makes the file, or removes its name. Neither is
/// durable before a sync of the directory.
void crashObserveCreate(const char *Path);
void crashObserveUnlink(const char *Path);
/// Call after a sync of the directory has succeeded.
void crashObserveSyncDirectory(const char *Directory);
#else
inline void crashPoint(const char *) {}
inline void crashObserveMap(const void *, size_t, const char *) {}
inline void crashObserveUnmap(const void *) {}
inline void crashObserveFlush(const void *, size_t) {}
inline void crashObserveDrain() {}
inline void crashObserveWrite(const char *, uint64_t, const void *, size_t) {}
inline uint64_t crashObserveSyncStart() { return 0; }
inline void crashObserveSync(const char *, uint64_t = 0) {}
inline void crashObserveCreate(const char *) {}
inline void crashObserveUnlink(const char *) {}
inline void crashObserveSyncDirectory(const char *) {}
#endif

} // namespace stet

#endif // STET_RUNTIME_DIAGNOSTICS_CRASHPOINT_H
