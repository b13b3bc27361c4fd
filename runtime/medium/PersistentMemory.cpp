//===-- runtime/medium/PersistentMemory.cpp - In place, with cache flushes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../diagnostics/CrashPoint.h"
#include "../redo/LibPmem.h"
#include "Medium.h"

#include <sys/mman.h>

namespace stet {
namespace {

class PersistentMemory final : public Medium {
public:
  void flush(const void *Address, size_t Size) override {
    __real_pmem_flush(Address, Size);
    crashObserveFlush(Address, Size);
    crashPoint("flush");
  }
  void drain() override {
    __real_pmem_drain();
    crashObserveDrain();
    crashPoint("drain");
  }
  bool flushes() const override { return true; }
  bool isPersistentMemory() const override { return true; }
};

} // namespace

std::unique_ptr<Medium> createPersistentMemoryMedium() {
  return std::make_unique<PersistentMemory>();
}

} // namespace stet
