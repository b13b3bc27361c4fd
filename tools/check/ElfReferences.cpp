//===-- tools/check/ElfReferences.cpp - Who refers to which function ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "check/ElfReferences.h"
#include "check/WrongFile.h"
#include "llvm/Support/Endian.h"
#include <map>
#include <set>
#include <stet/mark.h>

using namespace llvm;

namespace stet {
namespace {

class ReferenceReader {
public:
  ReferenceReader(const ElfImage &Image, Unit &U) : Image(Image), U(U) {
    for (auto [Number, F] : enumerate(U.Functions))
      ByPlace.try_emplace({F.Section, F.Address}, Number);
  }

  Error run() {
    for (const Section &S : Image.sections()) {
      if (S.sh_type != ELF::SHT_RELA || S.sh_info >= Image.sections().size() ||
          !mayBeUsed(Image.sections()[S.sh_info]))
        continue;
      if (Error E = readRelocations(S, Image.sections()[S.sh_info]))
        return E;
    }
    for (const Section &S : Image.sections())
      if (ElfImage::isCode(S))
        if (Error E = readBranchesWithin(S))
          return E;
    return Error::success();
  }

private:
  using Section = ElfImage::File::Elf_Shdr;

  /// Whether what this section refers to can be called by the program. Start-up code
  /// runs before any transaction; the rest are tables of the compiler's.
  bool mayBeUsed(const Section &S) const {
    static constexpr StringLiteral Tables[] = {".eh_frame",
                                               ".gcc_except_table",
                                               ".ctors",
                                               ".dtors",
                                               ".note",
                                               ".init_array",
                                               ".fini_array",
                                               "__llvm_prf_data",
                                               "__patchable_function_entries",
                                               "asan_globals",
                                               STET_FUNCTIONS_SECTION,
                                               STET_FAR_FUNCTIONS_SECTION};
    return (S.sh_flags & ELF::SHF_ALLOC) &&
           none_of(Tables, [&](StringRef Table) { return Image.name(S).starts_with(Table); });
  }

  Error readRelocations(const Section &Relocations, const Section &Place) {
    auto Bytes = Image.contents(Place);
    if (!Bytes)
      return Bytes.takeError();
    auto All = Image.file().relas(Relocations);
    if (!All)
      return All.takeError();
    uint64_t TableStart = 0, TableEnd = 0;
    for (const auto &Relocation : *All) {
      if (Relocation.getSymbol(false) >= Image.symbols().size() ||
          Relocation.r_offset >= Bytes->size())
        return wrongFile("the relocations of '" + Image.name(Place) + "' are damaged");
      if (Relocation.r_offset != TableEnd)
        TableStart = Relocation.r_offset;
      TableEnd = Relocation.r_offset + 4;
      Relocated.insert({Image.number(Place), Relocation.r_offset});
      if (ElfImage::isCode(Place))
        readInCode(Relocation, Image.number(Place), *Bytes);
      else
        readInData(Relocation, TableStart);
    }
    return Error::success();
  }

  template <class Rela>
  void readInCode(const Rela &Relocation, uint32_t SectionNumber, ArrayRef<uint8_t> Code) {
    uint64_t Offset = Relocation.r_offset;
    uint32_t Type = Relocation.getType(false);
    auto Byte = [&](unsigned Before) { return Offset >= Before ? Code[Offset - Before] : 0; };
    bool IsRelative = Type == ELF::R_X86_64_PLT32 || Type == ELF::R_X86_64_PC32;
    bool IsThroughTable = Type == ELF::R_X86_64_GOTPCREL || Type == ELF::R_X86_64_GOTPCRELX ||
                          Type == ELF::R_X86_64_REX_GOTPCRELX;
    bool IsBranch =
        Byte(1) == 0xe8 || Byte(1) == 0xe9 || (Byte(2) == 0x0f && (Byte(1) & 0xf0) == 0x80);
    bool IsBranchThroughTable = Byte(2) == 0xff && (Byte(1) == 0x15 || Byte(1) == 0x25);
    bool IsCall = (IsRelative && IsBranch) || (IsThroughTable && IsBranchThroughTable) ||
                  Type == ELF::R_X86_64_PLTOFF64;
    // Relative to the instruction's end.
    int64_t Addend = Relocation.r_addend + (IsRelative ? 4 : 0);
    add(IsCall ? Reference::Call : Reference::Address, Image.symbols()[Relocation.getSymbol(false)],
        Addend, functionAt({SectionNumber, Offset}));
  }

  /// Entries of a table may be relative to its start, which is not known: any entry
  /// before this one.
  template <class Rela> void readInData(const Rela &Relocation, uint64_t TableStart) {
    const ElfSymbol &Symbol = Image.symbols()[Relocation.getSymbol(false)];
    bool IsRelative = Relocation.getType(false) == ELF::R_X86_64_PC32;
    uint64_t MostDistant = IsRelative ? Relocation.r_offset - TableStart : 0;
    if (!isLocal(Symbol))
      MostDistant = 0; // it says itself which function it is
    for (uint64_t Distance = 0; Distance <= MostDistant; Distance += 4)
      add(Reference::Address, Symbol, Relocation.r_addend - Distance, std::nullopt);
  }

  /// An assembler resolves what stays in its section. Every byte is tried, as it is not
  /// known where an instruction starts.
  Error readBranchesWithin(const Section &Code) {
    auto Bytes = Image.contents(Code);
    if (!Bytes)
      return Bytes.takeError();
    uint32_t Number = Image.number(Code);
    for (uint64_t I = 0; I < Bytes->size(); ++I) {
      auto Byte = [&](unsigned After) {
        return I + After < Bytes->size() ? (*Bytes)[I + After] : 0;
      };
      if (Byte(0) == 0xe8 || Byte(0) == 0xe9) // call, jmp
        addWithin(Number, I, 1, 4, Reference::Call, *Bytes);
      else if (Byte(0) == 0x0f && (Byte(1) & 0xf0) == 0x80) // jcc
        addWithin(Number, I, 2, 4, Reference::Call, *Bytes);
      else if (Byte(0) == 0xeb || (Byte(0) & 0xf0) == 0x70) // short jmp, jcc
        addWithin(Number, I, 1, 1, Reference::Call, *Bytes);
      else if ((Byte(0) & 0xf8) == 0x48 && Byte(1) == 0x8d && (Byte(2) & 0xc7) == 0x05) // lea
        addWithin(Number, I, 3, 4, Reference::Address, *Bytes);
    }
    return Error::success();
  }

  /// The instruction at `Offset` ends with a distance of `Size` bytes.
  void addWithin(uint32_t Section, uint64_t Offset, unsigned Before, unsigned Size,
                 Reference::Kinds Kind, ArrayRef<uint8_t> Code) {
    if (Code.size() - Offset < Before + Size || Relocated.count({Section, Offset + Before}))
      return;
    const uint8_t *Distance = Code.data() + Offset + Before;
    int64_t Value = Size == 1 ? int8_t(*Distance) : int32_t(support::endian::read32le(Distance));
    auto Target = ByPlace.find({Section, Offset + Before + Size + Value});
    if (Target == ByPlace.end())
      return;
    Reference R;
    R.Kind = Kind;
    R.Target = Target->second;
    R.From = functionAt({Section, Offset});
    U.References.push_back(std::move(R));
  }

  static bool isLocal(const ElfSymbol &S) {
    return S.Type == ELF::STT_SECTION || S.Binding == ELF::STB_LOCAL;
  }

  void add(Reference::Kinds Kind, const ElfSymbol &Symbol, int64_t Addend,
           std::optional<unsigned> From) {
    Reference R;
    R.Kind = Kind;
    R.From = From;
    if (isLocal(Symbol)) {
      auto F = ByPlace.find({Symbol.Where.Section, Symbol.Where.Offset + Addend});
      if (F == ByPlace.end())
        return; // data, or the middle of a function
      R.Target = F->second;
    } else if (!Symbol.IsDefined || Symbol.IsInCode) {
      R.Name = Symbol.Name.str();
    } else {
      return;
    }
    U.References.push_back(std::move(R));
  }

  /// The function that the code here belongs to.
  std::optional<unsigned> functionAt(Place P) const {
    auto Next = ByPlace.upper_bound(P);
    if (Next == ByPlace.begin() || std::prev(Next)->first.Section != P.Section)
      return std::nullopt;
    return std::prev(Next)->second;
  }

  const ElfImage &Image;
  Unit &U;
  std::map<Place, unsigned> ByPlace;
  std::set<Place> Relocated;
};

} // namespace

Error readReferences(const ElfImage &Image, Unit &U) { return ReferenceReader(Image, U).run(); }

} // namespace stet
