//===-- PoolImage.h - One pool as it may be left, over and over ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TEST_CRASH_IMAGES_POOLIMAGE_H
#define STET_TEST_CRASH_IMAGES_POOLIMAGE_H

#include <cstddef>
#include <cstdint>
#include <libpmemobj.h>
#include <string>

/// A pool file in memory that grows by what is captured. It can be opened at any point
/// by the plain libpmemobj and worked on: libpmemobj's mapping is a private one, so
/// closing it takes back all that was done. No image is ever copied.
class PoolImage {
public:
  /// Starts as a copy of the file.
  explicit PoolImage(const char *BaseFile);

  void apply(uint64_t Offset, const void *Bytes, size_t Size);

  /// nullptr: see pmemobj_errormsg().
  PMEMobjpool *open();
  void close(PMEMobjpool *Pool);

  /// Whether `pmempool check` accepts it.
  bool passesPmempool() const;

  const char *bytes() const { return View; }
  size_t size() const { return Size; }

private:
  int File;
  char *View; ///< shared with the file
  size_t Size;
  std::string Path, Layout;
};

#endif // STET_TEST_CRASH_IMAGES_POOLIMAGE_H
