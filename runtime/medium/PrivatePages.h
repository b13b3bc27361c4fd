//===-- runtime/medium/PrivatePages.h - Memory that a working copy takes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STET_RUNTIME_MEDIUM_PRIVATEPAGES_H
#define STET_RUNTIME_MEDIUM_PRIVATEPAGES_H

#include "../redo/File.h"
#include "../redo/PageSet.h"

#include <atomic>

namespace stet {

/// The pages of a working copy that were changed and applied to the file: the kernel
/// keeps a private copy of each. A page that equals the file's again can be given back;
/// whatever reads it then gets the file's.
class PrivatePages {
public:
  PrivatePages(const redo::File &Pool, char *Base, uint64_t Size);

  /// Where checkpoints enter the pages that they have written.
  redo::PageSet &touched() { return Touched; }
  /// Call while nothing in the pool is changed. Looks at some hundred pages and gives
  /// back those that equal the file's. Returns whether there are more to look at.
  bool giveBackSome();
  uint64_t residentBytes() const;

private:
  const redo::File &Pool;
  char *const Base;
  redo::PageSet Touched;
  uint64_t NextPage = 0; ///< to look at
};

} // namespace stet

#endif // STET_RUNTIME_MEDIUM_PRIVATEPAGES_H
