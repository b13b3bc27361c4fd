//===-- tools/check/FrameTable.cpp - Functions that an unwinder knows ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "check/FrameTable.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/Support/Endian.h"

using namespace llvm;
using support::endian::read32le;

namespace stet {

static bool isMadeByLinker(const ElfImage &Image, uint64_t Address) {
  for (const auto &Section : Image.sections())
    if (ElfImage::isCode(Section) && Address - Section.sh_addr < Section.sh_size)
      return Image.name(Section).starts_with(".plt") || Image.name(Section) == ".iplt";
  return true;
}

/// The one form of table that linkers for x86-64 write: a version, three encodings, a
/// pointer, a count, and pairs of offsets from the section's start.
Expected<std::vector<uint64_t>> functionsOfFrameTable(const ElfImage &Image) {
  constexpr unsigned HeaderSize = 12, EntrySize = 8;
  std::vector<uint64_t> Starts;
  for (const auto &Section : Image.sections()) {
    if (Image.name(Section) != ".eh_frame_hdr")
      continue;
    auto Bytes = Image.contents(Section);
    if (!Bytes)
      return Bytes.takeError();
    bool IsUsual = Bytes->size() >= HeaderSize && (*Bytes)[0] == 1 &&
                   (*Bytes)[2] == dwarf::DW_EH_PE_udata4 &&
                   (*Bytes)[3] == (dwarf::DW_EH_PE_datarel | dwarf::DW_EH_PE_sdata4);
    if (!IsUsual)
      continue;
    uint64_t Count = read32le(Bytes->data() + 8);
    for (uint64_t I = 0; I < Count && HeaderSize + (I + 1) * EntrySize <= Bytes->size(); ++I) {
      int32_t Distance = read32le(Bytes->data() + HeaderSize + I * EntrySize);
      uint64_t Start = Section.sh_addr + int64_t(Distance);
      if (!isMadeByLinker(Image, Start))
        Starts.push_back(Start);
    }
  }
  return Starts;
}

} // namespace stet
