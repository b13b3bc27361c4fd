//===-- runtime/redo/PageWriter.cpp - Many small writes to a file, page by page ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PageWriter.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace stet::redo {

static constexpr size_t MostPages = 4096;
static constexpr size_t MostRunPages = 64;
static constexpr size_t GentlePages = 16;

char *PageWriter::pageAt(uint64_t Number, bool IsOverwritten) {
  auto [Found, IsNew] = PositionOf.try_emplace(Number, Pages.size());
  if (!IsNew)
    return Pages.data() + Found->second;
  if (Touched)
    Touched->insert(Number);
  char *Page = Pages.append(BlockBytes);
  if (!IsOverwritten && !Target.read(Number * BlockBytes, Page, BlockBytes)) {
    PositionOf.erase(Found);
    return nullptr;
  }
  return Page;
}

bool PageWriter::apply(const BatchHeader &Batch, uint64_t Size) {
  bool Done = true;
  bool Sound = forEachRecord(Batch, Size, [&](uint64_t Offset, const char *Bytes, size_t Length) {
    Done = Done && write(Offset, Bytes, Length);
  });
  if (Done && !Sound)
    errno = EBADMSG;
  return Done && Sound;
}

bool PageWriter::write(uint64_t Offset, const char *Bytes, size_t Length) {
  while (Length) {
    size_t At = Offset % BlockBytes, Part = std::min(Length, BlockBytes - At);
    if (PositionOf.size() >= MostPages && !flush())
      return false;
    char *Page = pageAt(Offset / BlockBytes, Part == BlockBytes);
    if (!Page)
      return false;
    memcpy(Page + At, Bytes, Part);
    Offset += Part;
    Bytes += Part;
    Length -= Part;
  }
  return true;
}

/// Neighbouring pages in one write.
bool PageWriter::writeRun(const std::vector<uint64_t> &Numbers, size_t First, size_t End) {
  Run.clear();
  for (size_t I = First; I < End; ++I)
    memcpy(Run.append(BlockBytes), Pages.data() + PositionOf[Numbers[I]], BlockBytes);
  Written += Run.size();
  return Target.write(Numbers[First] * BlockBytes, Run.data(), Run.size());
}

bool PageWriter::flush() {
  std::vector<uint64_t> Numbers;
  Numbers.reserve(PositionOf.size());
  for (const auto &[Number, Position] : PositionOf)
    Numbers.push_back(Number);
  std::sort(Numbers.begin(), Numbers.end());
  size_t Waited = 0; // pages before it have gone to the device
  for (size_t First = 0; First < Numbers.size();) {
    size_t End = First + 1;
    while (End < Numbers.size() && Numbers[End] == Numbers[End - 1] + 1 &&
           End - First < MostRunPages)
      ++End;
    if (!writeRun(Numbers, First, End))
      return false;
    First = End;
    bool IsLast = First == Numbers.size();
    if (Gently && (IsLast || First - Waited >= GentlePages)) {
      if (!Target.writeBack(Numbers[Waited] * BlockBytes, (Numbers[First - 1] + 1) * BlockBytes))
        return false;
      Waited = First;
    }
  }
  PositionOf.clear();
  Pages.clear();
  return true;
}

} // namespace stet::redo
