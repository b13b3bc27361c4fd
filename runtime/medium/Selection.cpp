//===-- runtime/medium/Selection.cpp - Which medium for which file ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../diagnostics/Error.h"
#include "../redo/LibPmem.h"
#include "Medium.h"

#include <cerrno>
#include <cstring>
#include <sys/mman.h>

namespace stet {

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

void Medium::fillWithZeroes(char *Start, size_t Size) {
  memset(Start, 0, Size);
  flush(Start, Size);
}

std::unique_ptr<Medium> createMediumInPlace(int File, bool SurvivesPowerLoss) {
  if (!SurvivesPowerLoss)
    return createProcessMedium();
  return isOnPersistentMemory(File) ? createPersistentMemoryMedium() : createSyncedMedium();
}

bool isPossible(const char *Path, bool SurvivesPowerLoss, unsigned RelaxedMilliseconds,
                Placement Where) {
  if (!SurvivesPowerLoss && (Where == Placement::Copy || RelaxedMilliseconds))
    return setError(EINVAL,
                    "pool '%s' can't have durability 'process' and %s: choose 'power', or leave "
                    "that out",
                    Path,
                    Where == Placement::Copy ? "be worked on in a copy"
                                             : "commits that are durable later");
  if (Where < Placement::Default || Where > Placement::Copy)
    return setError(EINVAL, "placement %d, asked for pool '%s', is unknown", int(Where), Path);
  constexpr unsigned MostMilliseconds = 3600 * 1000;
  if (RelaxedMilliseconds > MostMilliseconds)
    return setError(EINVAL,
                    "commits of pool '%s' can't be durable %u milliseconds later: choose at most "
                    "an hour",
                    Path, RelaxedMilliseconds);
  if (RelaxedMilliseconds && Where == Placement::InPlace)
    return setError(EINVAL,
                    "pool '%s' can't have commits that are durable later and be worked on in "
                    "place: leave one of the two out",
                    Path);
  return true;
}

bool wantsWorkingCopy(int File, bool SurvivesPowerLoss, unsigned RelaxedMilliseconds,
                      Placement Where) {
  if (!SurvivesPowerLoss || Where == Placement::InPlace)
    return false;
  // Relaxed commits need a log that is synced later.
  return Where == Placement::Copy || RelaxedMilliseconds || !isOnPersistentMemory(File);
}

std::unique_ptr<Medium> createMedium(const MediumRequest &R) {
  if (!isPossible(R.Path.c_str(), R.SurvivesPowerLoss, R.RelaxedMilliseconds, R.Where))
    return nullptr;
  if (wantsWorkingCopy(R.File, R.SurvivesPowerLoss, R.RelaxedMilliseconds, R.Where))
    return createWorkingCopy(R, isOnPersistentMemory(R.File));
  return createMediumInPlace(R.File, R.SurvivesPowerLoss);
}

} // namespace stet
