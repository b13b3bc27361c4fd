//===-- runtime/diagnostics/CaptureTrace.h - What a working copy captured, in order ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In libstet-test.so only (STET_CRASH_POINTS); elsewhere every function is empty.
// $STET_CAPTURE_TRACE names a file to which the events go, in the order of the calls:
// test/Crash/images makes a pool of every prefix of it. Nothing happens when it is
// unset.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_DIAGNOSTICS_CAPTURETRACE_H
#define STET_RUNTIME_DIAGNOSTICS_CAPTURETRACE_H

#include <cstddef>
#include <cstdint>

namespace stet {

/// An event in the file, in the machine's byte order. Size bytes follow it.
struct TraceEvent {
  enum KindType : uint32_t { Capture = 1, Drain, Commit, Cut, Note };
  uint32_t Kind;
  uint32_t Thread;       ///< which one called: 1, 2, … in the order of their first calls
  uint64_t Arguments[2]; ///< Capture: offset in the pool; Cut: sequence; Note: both
  uint64_t Size;         ///< Capture: of the range, whose bytes follow; else 0
};

#ifdef STET_CRASH_POINTS
/// These bytes went into the batch. Call under the lock that orders captures, with
/// the very bytes that the log will hold.
void traceCapture(uint64_t Offset, const void *Bytes, size_t Size);
/// What this thread captured would be durable now on persistent memory.
void traceDrain();
/// A commit has captured all that is its own. Call before it leaves the gate, under
/// the lock that orders captures.
void traceCommit();
/// All captures before belong to batch Sequence or an earlier one. Call under the
/// exclusive gate and the lock that orders captures.
void traceCut(uint64_t Sequence);
/// Writes to the file what is still buffered. Happens at exit by itself.
void traceWriteOut();
#else
inline void traceCapture(uint64_t, const void *, size_t) {}
inline void traceDrain() {}
inline void traceCommit() {}
inline void traceCut(uint64_t) {}
inline void traceWriteOut() {}
#endif

} // namespace stet

#ifdef STET_CRASH_POINTS
/// Exported, for programs under test: notes two numbers of the program's own. The
/// workload calls it after a transaction, so it says what has been acknowledged.
extern "C" void stet_test_note(uint64_t First, uint64_t Second);
#endif

#endif // STET_RUNTIME_DIAGNOSTICS_CAPTURETRACE_H
