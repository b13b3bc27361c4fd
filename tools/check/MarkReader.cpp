//===-- tools/check/MarkReader.cpp - Reads what the plugin left in a file ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "check/MarkReader.h"
#include "check/WrongFile.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include <stet/mark.h>

using namespace llvm;
using support::endian::read32le;
using support::endian::read64le;

namespace stet {

static Error damaged(StringRef Section) {
  return wrongFile("the section '" + Section + "' is damaged");
}

// -- Notes --------------------------------------------------------------------------

static Error readModuleNote(ArrayRef<uint8_t> Description, Unit &U) {
  if (Description.size() <= sizeof(stet_mark) || Description.back())
    return damaged(STET_MARK_SECTION);
  Mark M;
  M.AbiVersion = read32le(Description.data() + offsetof(stet_mark, abi_version));
  M.Flavour = read32le(Description.data() + offsetof(stet_mark, flavour));
  M.Version = reinterpret_cast<const char *>(Description.data()) + sizeof(stet_mark);
  auto Where = lower_bound(U.Marks, M);
  if (Where == U.Marks.end() || *Where != M)
    U.Marks.insert(Where, M);
  return Error::success();
}

static Error readPureNote(ArrayRef<uint8_t> Description, Unit &U) {
  if (Description.empty() || Description.back())
    return damaged(STET_MARK_SECTION);
  SmallVector<StringRef, 8> Names;
  toStringRef(Description.drop_back()).split(Names, '\0');
  for (StringRef Name : Names)
    U.PureFunctions.push_back(Name.str());
  return Error::success();
}

Error readNotes(ArrayRef<uint8_t> Bytes, Unit &U) {
  constexpr size_t HeaderSize = 3 * 4;
  const StringRef Owner(STET_MARK_OWNER, sizeof(STET_MARK_OWNER));
  while (!Bytes.empty()) {
    if (Bytes.size() < HeaderSize)
      return damaged(STET_MARK_SECTION);
    uint32_t OwnerSize = read32le(Bytes.data()), Size = read32le(Bytes.data() + 4);
    uint32_t Type = read32le(Bytes.data() + 8);
    uint64_t Start = HeaderSize + alignTo(uint64_t(OwnerSize), 4);
    if (Start + Size > Bytes.size())
      return damaged(STET_MARK_SECTION);
    ArrayRef<uint8_t> Description = Bytes.slice(Start, Size);
    bool IsOurs = toStringRef(Bytes.slice(HeaderSize, OwnerSize)) == Owner;
    if (IsOurs && Type == STET_MARK_MODULE)
      if (Error E = readModuleNote(Description, U))
        return E;
    if (IsOurs && Type == STET_MARK_PURE)
      if (Error E = readPureNote(Description, U))
        return E;
    Bytes = Bytes.drop_front(std::min<uint64_t>(Start + alignTo(uint64_t(Size), 4), Bytes.size()));
  }
  return Error::success();
}

// -- Entries of functions -----------------------------------------------------------

/// The bytes of a distance in this section, 0 when it is none of entries.
static unsigned distanceSize(StringRef Name) {
  return Name == STET_FUNCTIONS_SECTION ? 4 : Name == STET_FAR_FUNCTIONS_SECTION ? 8 : 0;
}

static constexpr unsigned SizeSize = 4; ///< of a function's size

Expected<InstrumentedCode> InstrumentedCode::read(const ElfImage &Image) {
  InstrumentedCode Result;
  for (const Section &S : Image.sections()) {
    Error E = Error::success();
    if (Image.isLinked() && distanceSize(Image.name(S)))
      E = Result.readLinked(Image, S);
    else if (!Image.isLinked() && S.sh_type == ELF::SHT_RELA && S.sh_info < Image.sections().size())
      E = Result.readRelocated(Image, S);
    if (E)
      return std::move(E);
  }
  return Result;
}

/// In a relocatable file the distance is what a relocation says it will be.
Error InstrumentedCode::readRelocated(const ElfImage &Image, const Section &Relocations) {
  const Section &Entries = Image.sections()[Relocations.sh_info];
  unsigned DistanceSize = distanceSize(Image.name(Entries));
  if (!DistanceSize)
    return Error::success();
  auto Bytes = Image.contents(Entries);
  if (!Bytes)
    return Bytes.takeError();
  auto All = Image.file().relas(Relocations);
  if (!All)
    return All.takeError();
  for (const auto &Relocation : *All) {
    uint32_t Symbol = Relocation.getSymbol(false);
    bool IsDistance = Relocation.getType(false) == ELF::R_X86_64_PC32 ||
                      Relocation.getType(false) == ELF::R_X86_64_PC64;
    if (!IsDistance || Symbol >= Image.symbols().size() || Relocation.r_offset > Bytes->size() ||
        Bytes->size() - Relocation.r_offset < DistanceSize + SizeSize)
      return damaged(Image.name(Entries));
    Place Start = Image.symbols()[Symbol].Where;
    Start.Offset += Relocation.r_addend;
    add(Start, read32le(Bytes->data() + Relocation.r_offset + DistanceSize));
  }
  return Error::success();
}

Error InstrumentedCode::readLinked(const ElfImage &Image, const Section &Entries) {
  unsigned DistanceSize = distanceSize(Image.name(Entries));
  auto Bytes = Image.contents(Entries);
  if (!Bytes)
    return Bytes.takeError();
  if (Bytes->size() % (DistanceSize + SizeSize))
    return damaged(Image.name(Entries));
  for (size_t I = 0; I < Bytes->size(); I += DistanceSize + SizeSize) {
    const uint8_t *Entry = Bytes->data() + I;
    int64_t Distance = DistanceSize == 4 ? int32_t(read32le(Entry)) : int64_t(read64le(Entry));
    add({.Offset = Entries.sh_addr + I + Distance}, read32le(Entry + DistanceSize));
  }
  return Error::success();
}

bool InstrumentedCode::contains(Place P) const {
  auto Next = Sizes.upper_bound(P);
  if (Next == Sizes.begin())
    return false;
  auto [Start, Size] = *std::prev(Next);
  return Start.Section == P.Section && P.Offset - Start.Offset < std::max(Size, 1u);
}

} // namespace stet
