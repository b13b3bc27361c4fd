//===-- runtime/medium/UntouchedHoles.h - Memory that is zero without being written ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_MEDIUM_UNTOUCHEDHOLES_H
#define STET_RUNTIME_MEDIUM_UNTOUCHEDHOLES_H

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace stet {

/// Finds the pages of a private mapping of a sparse file that are holes in the file and
/// have no private copy. Of memory that nobody else uses meanwhile.
class UntouchedHoles {
public:
  /// The file is mapped at `Base`.
  UntouchedHoles(int File, const char *Base);
  ~UntouchedHoles();
  UntouchedHoles(const UntouchedHoles &) = delete;
  UntouchedHoles &operator=(const UntouchedHoles &) = delete;

  /// Calls Do(start, size) for the parts of the range that are not known to be such
  /// pages.
  void forEachOther(char *Start, size_t Size, const std::function<void(char *, size_t)> &Do);

private:
  bool isUntouchedHole(const char *Page);
  bool isPrivate(const char *Page);

  int File, PageMap;
  const char *Base;
  std::vector<uint64_t> Entries; ///< of the page map, from FirstPage on
  uint64_t FirstPage = 0;
  int64_t HoleBegin = 0, HoleEnd = 0; ///< the last hole that was found
};

} // namespace stet

#endif // STET_RUNTIME_MEDIUM_UNTOUCHEDHOLES_H
