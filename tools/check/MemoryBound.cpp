//===-- tools/check/MemoryBound.cpp - Bounds what reading a file may take ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "check/MemoryBound.h"
#include "llvm/Support/ErrorHandling.h"
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace stet {
namespace {

/// Generous: modules take some 30 times the size of their file.
constexpr size_t BytesForEachByte = 256, AtLeast = size_t(1) << 30;

bool IsReached;

[[noreturn]] void abortQuietly(void *, const char *, bool) {
  IsReached = true;
  abort();
}

/// Bytes of address space of this process; 0 if that can't be found out.
size_t addressSpace() {
  unsigned long Pages = 0;
  if (FILE *Sizes = fopen("/proc/self/statm", "r")) {
    if (fscanf(Sizes, "%lu", &Pages) != 1)
      Pages = 0;
    fclose(Sizes);
  }
  return Pages * size_t(sysconf(_SC_PAGESIZE));
}

} // namespace

MemoryBound::MemoryBound(size_t FileSize) {
  IsReached = false;
  llvm::install_bad_alloc_error_handler(abortQuietly, nullptr);
  getrlimit(RLIMIT_AS, &Before);
  rlimit Bound = Before;
  size_t Now = addressSpace();
  if (Now != 0)
    Bound.rlim_cur = std::min<rlim_t>(Before.rlim_cur, Now + AtLeast + BytesForEachByte * FileSize);
  setrlimit(RLIMIT_AS, &Bound);
}

MemoryBound::~MemoryBound() {
  setrlimit(RLIMIT_AS, &Before);
  llvm::remove_bad_alloc_error_handler();
}

bool MemoryBound::isReached() const { return IsReached; }

} // namespace stet
