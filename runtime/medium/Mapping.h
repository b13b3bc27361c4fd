//===-- runtime/medium/Mapping.h - Placing a pool while libpmemobj maps it ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// libpmemobj maps pool files where it likes, decides by itself whether they are
// persistent memory, and locks them itself. Interpose.cpp takes these decisions
// from it for the thread that has a MappingScope.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_MEDIUM_MAPPING_H
#define STET_RUNTIME_MEDIUM_MAPPING_H

#include "Medium.h"

namespace stet {

/// While it lives, this thread's pmemobj_open or pmemobj_create of `Path`
///  - maps the whole file at `Address` or fails (EEXIST when that is taken), with
///    the flags that the medium wants, and not inherited by fork;
///  - takes the file for locked: the caller holds the lock;
///  - flushes through the medium, which stays registered for the address range
///    until unregisterMedium.
class MappingScope {
public:
  MappingScope(const char *Path, void *Address, size_t Size, Medium &Storage);
  ~MappingScope();
  MappingScope(const MappingScope &) = delete;
  MappingScope &operator=(const MappingScope &) = delete;

  /// errno of the whole-file mmap, 0 when it was not refused.
  int error() const { return Error; }

private:
  friend struct Interposed;
  const char *Path;
  void *Address;
  size_t Size;
  Medium &Storage;
  int Error = 0;
};

/// Ends the dispatch of libpmemobj's flushes to the medium: after pmemobj_close,
/// or a pmemobj_open that failed.
void unregisterMedium(Medium &Storage);

} // namespace stet

#endif // STET_RUNTIME_MEDIUM_MAPPING_H
