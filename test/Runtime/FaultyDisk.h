//===-- test/Runtime/FaultyDisk.h - A disk that fails when it is told to ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TEST_RUNTIME_FAULTYDISK_H
#define STET_TEST_RUNTIME_FAULTYDISK_H

#include <cstdint>
#include <string>

/// While one lives, this program's system calls of one kind fail on files whose path
/// ends in `Suffix`. The test program defines pwrite, fdatasync and fallocate itself
/// (FaultyDisk.cpp), and the runtime's calls reach those.
class FaultyDisk {
public:
  enum Call { Write, Sync, Allocate };

  /// The first `Good` calls succeed, and those after `Bad` failures do again.
  FaultyDisk(Call Which, const char *Suffix, int Error, unsigned Good = 0,
             unsigned Bad = UINT32_MAX);
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk &) = delete;

  /// How often it has failed.
  static unsigned failures();

  /// Writes do half of what they are asked for, once each.
  class ShortWrites {
  public:
    explicit ShortWrites(const char *Suffix);
    ~ShortWrites();
  };
};

#endif // STET_TEST_RUNTIME_FAULTYDISK_H
