//===-- runtime/medium/PersistentMemory.cpp - In place, with cache flushes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../diagnostics/CrashPoint.h"
#include "LibPmem.h"
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

/// Whether libpmem would write the file's mapping back with cache flushes alone.
bool isOnPersistentMemory(int File) {
  constexpr size_t Page = 4096;
  void *Probe = __real_mmap(nullptr, Page, PROT_READ, MAP_SHARED_VALIDATE | MAP_SYNC, File, 0);
  if (Probe != MAP_FAILED) { // only DAX file systems grant MAP_SYNC
    munmap(Probe, Page);
    return true;
  }
  // PMEM_IS_PMEM_FORCE=1 says so of battery-backed memory.
  Probe = __real_mmap(nullptr, Page, PROT_READ, MAP_SHARED, File, 0);
  if (Probe == MAP_FAILED)
    return false;
  bool Result = __real_pmem_is_pmem(Probe, Page) == 1;
  munmap(Probe, Page);
  return Result;
}

} // namespace

std::unique_ptr<Medium> createPersistentMemoryMedium() {
  return std::make_unique<PersistentMemory>();
}

std::unique_ptr<Medium> createMediumFor(int File, bool SurvivesPowerLoss) {
  if (!SurvivesPowerLoss)
    return createProcessMedium();
  return isOnPersistentMemory(File) ? createPersistentMemoryMedium() : createSyncedMedium();
}

} // namespace stet
