//===-- runtime/medium/PrivatePages.cpp - Memory that a working copy takes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PrivatePages.h"
#include "../diagnostics/CrashPoint.h"
#include "../redo/Format.h"

#include <cstring>
#include <sys/mman.h>

namespace stet {

using redo::BlockBytes;

PrivatePages::PrivatePages(const redo::File &Pool, char *Base, uint64_t Size)
    : Pool(Pool), Base(Base), Touched(Size / BlockBytes) {}

uint64_t PrivatePages::residentBytes() const { return Touched.count() * BlockBytes; }

bool PrivatePages::giveBackSome() {
  constexpr unsigned AtOnce = 256;
  char FromFile[BlockBytes];
  for (unsigned Looked = 0; Looked < AtOnce; ++Looked) {
    uint64_t Number = Touched.firstFrom(NextPage);
    if (Number == redo::PageSet::None) {
      NextPage = 0;
      return false;
    }
    NextPage = Number + 1;
    char *Page = Base + Number * BlockBytes;
    // A page that differs holds what is not in the file: a commit that came since, or
    // volatile state that libpmemobj keeps in the mapping.
    if (!Pool.read(Number * BlockBytes, FromFile, BlockBytes) ||
        memcmp(FromFile, Page, BlockBytes) != 0)
      continue;
    if (madvise(Page, BlockBytes, MADV_DONTNEED) == 0)
      Touched.erase(Number);
  }
  crashPoint("memory given back");
  return true;
}

} // namespace stet
