//===-- runtime/variables/ZeroedMemory.cpp - Zeroing the memory of a variable ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ZeroedMemory.h"
#include "../diagnostics/CrashPoint.h"
#include "../medium/Medium.h"

#include <cstdint>
#include <cstring>
#include <sys/mman.h>

namespace stet {
namespace {

constexpr size_t PageSize = 4096;
constexpr size_t WorthAHole = size_t(1) << 20;

/// Returns false when the file system can't: then the bytes are what they were, or
/// zeroes.
bool punchHole(Medium &Storage, char *Start, size_t Size) {
  if (madvise(Start, Size, MADV_REMOVE) != 0)
    return false;
  // A cache flush doesn't cover what the file system must remember.
  if (Storage.flushes() && msync(Start, Size, MS_SYNC) != 0)
    return false;
  crashObserveFlush(Start, Size);
  return true;
}

} // namespace

void fillWithZeroes(Medium &Storage, void *Start, size_t Size) {
  char *First = static_cast<char *>(Start), *Last = First + Size;
  if (Size >= WorthAHole && !Storage.isWorkingCopy()) {
    char *Hole = First + (-reinterpret_cast<uintptr_t>(First) & (PageSize - 1));
    char *HoleEnd = Last - (reinterpret_cast<uintptr_t>(Last) & (PageSize - 1));
    if (punchHole(Storage, Hole, HoleEnd - Hole)) {
      fillWithZeroes(Storage, First, Hole - First);
      fillWithZeroes(Storage, HoleEnd, Last - HoleEnd);
      return;
    }
  }
  Storage.fillWithZeroes(First, Size);
}

} // namespace stet
