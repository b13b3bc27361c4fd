//===-- runtime/medium/UntouchedHoles.cpp - Memory that is zero without being written ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UntouchedHoles.h"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace stet {

static constexpr size_t PageBytes = 4096;

UntouchedHoles::UntouchedHoles(int File, const char *Base)
    : File(File), PageMap(open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC)), Base(Base) {}

UntouchedHoles::~UntouchedHoles() {
  if (PageMap >= 0)
    close(PageMap);
}

/// Whether the kernel has a copy of the page that is not the file's. Unknown counts as
/// yes.
bool UntouchedHoles::isPrivate(const char *Page) {
  constexpr size_t AtOnce = 4096;
  constexpr uint64_t Present = uint64_t(1) << 63, Swapped = uint64_t(1) << 62,
                     OfFile = uint64_t(1) << 61;
  uint64_t Number = reinterpret_cast<uintptr_t>(Page) / PageBytes;
  if (Number < FirstPage || Number >= FirstPage + Entries.size()) {
    Entries.resize(AtOnce);
    FirstPage = Number;
    ssize_t Got = PageMap < 0 ? -1
                              : pread(PageMap, Entries.data(), AtOnce * sizeof(uint64_t),
                                      off_t(Number * sizeof(uint64_t)));
    Entries.resize(size_t(std::max<ssize_t>(Got, 0)) / sizeof(uint64_t));
    if (Entries.empty())
      return true;
  }
  uint64_t Entry = Entries[Number - FirstPage];
  return (Entry & Swapped) || ((Entry & Present) && !(Entry & OfFile));
}

bool UntouchedHoles::isUntouchedHole(const char *Page) {
  int64_t Offset = Page - Base;
  if (Offset < HoleBegin || Offset + int64_t(PageBytes) > HoleEnd) {
    off_t Data = lseek(File, Offset, SEEK_DATA);
    off_t End = Data >= 0 ? Data : lseek(File, 0, SEEK_END);
    HoleBegin = Offset;
    HoleEnd = End;
  }
  return Offset + int64_t(PageBytes) <= HoleEnd && !isPrivate(Page);
}

void UntouchedHoles::forEachOther(char *Start, size_t Size,
                                  const std::function<void(char *, size_t)> &Do) {
  char *End = Start + Size, *Pending = Start;
  char *Page = Start + (-reinterpret_cast<uintptr_t>(Start) & (PageBytes - 1));
  for (; Page + PageBytes <= End; Page += PageBytes) {
    if (!isUntouchedHole(Page))
      continue;
    if (Pending != Page)
      Do(Pending, size_t(Page - Pending));
    Pending = Page + PageBytes;
  }
  if (Pending < End)
    Do(Pending, size_t(End - Pending));
}

} // namespace stet
