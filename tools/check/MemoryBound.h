//===-- tools/check/MemoryBound.h - Bounds what reading a file may take ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's reader of bitcode believes the numbers that a file gives: one changed bit can make
// it ask for more memory than the machine has.
//
//===----------------------------------------------------------------------===//
#ifndef STET_TOOLS_CHECK_MEMORYBOUND_H
#define STET_TOOLS_CHECK_MEMORYBOUND_H

#include <cstddef>
#include <sys/resource.h>

namespace stet {

/// While it lives, the process can get no more memory than reading a file of so many bytes
/// can want. What asks for more is aborted: to be caught by a CrashRecoveryContext.
class MemoryBound {
public:
  explicit MemoryBound(size_t FileSize);
  ~MemoryBound();
  MemoryBound(const MemoryBound &) = delete;
  MemoryBound &operator=(const MemoryBound &) = delete;

  /// Whether it was reached.
  bool isReached() const;

private:
  rlimit Before;
};

} // namespace stet

#endif // STET_TOOLS_CHECK_MEMORYBOUND_H
