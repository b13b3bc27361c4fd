//===-- runtime/redo/PageWriter.h - Many small writes to a file, page by page ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STET_RUNTIME_REDO_PAGEWRITER_H
#define STET_RUNTIME_REDO_PAGEWRITER_H

#include "AlignedBuffer.h"
#include "File.h"
#include "Format.h"
#include "PageSet.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace stet::redo {

/// Applies records to a pool file. Keeps the pages that they fall on in memory for a
/// while, so that each is written once for many records, in ascending order. Functions
/// that return false leave errno set; what was given before may then be written or not.
class PageWriter {
public:
  /// `Touched`, when not null, gets the pages that are written. `Gently`: the device gets
  /// few pages at once, so that a sync of another file does not wait for all of them.
  explicit PageWriter(File &Target, PageSet *Touched = nullptr, bool Gently = false)
      : Target(Target), Touched(Touched), Gently(Gently) {}

  /// Writes a batch's records to the file, which has `Size` bytes, whole pages. EBADMSG
  /// when they lie elsewhere.
  bool apply(const BatchHeader &Batch, uint64_t Size);
  /// Writes what is kept.
  bool flush();
  uint64_t bytesWritten() const { return Written; }

private:
  bool write(uint64_t Offset, const char *Bytes, size_t Length);
  char *pageAt(uint64_t Number, bool IsOverwritten);
  bool writeRun(const std::vector<uint64_t> &Numbers, size_t First, size_t End);

  File &Target;
  PageSet *Touched;
  bool Gently;
  uint64_t Written = 0;
  AlignedBuffer Pages;
  std::unordered_map<uint64_t, size_t> PositionOf; ///< in Pages, by page number
  AlignedBuffer Run;
};

} // namespace stet::redo

#endif // STET_RUNTIME_REDO_PAGEWRITER_H
