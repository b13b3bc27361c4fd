//===-- runtime/medium/Process.cpp - In place, with no flush ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../diagnostics/CrashPoint.h"
#include "Medium.h"

#include <atomic>
#include <sys/mman.h>

namespace stet {
namespace {

/// Durability `process`: what has been stored is in the page cache, or in the
/// memory itself, and outlives the process. A dying thread's stores reach it in
/// program order, so the compiler is all that must be kept from reordering.
class Process final : public Medium {
public:
  void flush(const void *, size_t) override {
    std::atomic_signal_fence(std::memory_order_seq_cst);
    crashPoint("flush");
  }
  void drain() override {
    std::atomic_signal_fence(std::memory_order_seq_cst);
    crashPoint("drain");
  }
  bool flushes() const override { return false; }
  // Synchronous page faults buy nothing here.
  int mapFlags(int Requested) const override { return Requested & ~MAP_SYNC; }
};

} // namespace

std::unique_ptr<Medium> createProcessMedium() { return std::make_unique<Process>(); }

} // namespace stet
