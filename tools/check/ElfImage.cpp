//===-- tools/check/ElfImage.cpp - An ELF file's tables ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "check/ElfImage.h"
#include "check/WrongFile.h"

using namespace llvm;
using namespace llvm::object;

namespace stet {

Expected<ElfImage> ElfImage::open(StringRef Bytes) {
  auto [Class, Order] = getElfArchType(Bytes);
  if (Bytes.size() < sizeof(File::Elf_Ehdr) || Class != ELF::ELFCLASS64 ||
      Order != ELF::ELFDATA2LSB)
    return wrongFile("not a whole ELF file of 64 bits, little-endian");
  auto Image = File::create(Bytes);
  if (!Image)
    return Image.takeError();
  if (Image->getHeader().e_machine != ELF::EM_X86_64)
    return wrongFile("for another machine than x86-64");
  ElfImage Result(std::move(*Image));
  if (Error E = Result.readSections())
    return std::move(E);
  if (Error E = Result.readSymbols(ELF::SHT_SYMTAB, Result.Symbols))
    return std::move(E);
  if (Error E = Result.readSymbols(ELF::SHT_DYNSYM, Result.DynamicSymbols))
    return std::move(E);
  return Result;
}

Error ElfImage::readSections() {
  auto Read = Image.sections();
  if (!Read)
    return Read.takeError();
  Sections = *Read;
  for (const File::Elf_Shdr &Section : Sections) {
    auto Name = Image.getSectionName(Section);
    if (!Name)
      return Name.takeError();
    Names.push_back(*Name);
  }
  return Error::success();
}

Error ElfImage::readSymbols(uint32_t TableType, std::vector<ElfSymbol> &Result) {
  for (const File::Elf_Shdr &Section : Sections) {
    if (Section.sh_type != TableType)
      continue;
    auto Table = Image.symbols(&Section);
    if (!Table)
      return Table.takeError();
    auto Strings = Image.getStringTableForSymtab(Section, Sections);
    if (!Strings)
      return Strings.takeError();
    DataRegion<File::Elf_Word> Extended{ArrayRef<File::Elf_Word>()};
    for (const File::Elf_Shdr &Other : Sections)
      if (Other.sh_type == ELF::SHT_SYMTAB_SHNDX && Other.sh_link == number(Section)) {
        auto Numbers = Image.getSHNDXTable(Other, Sections);
        if (!Numbers)
          return Numbers.takeError();
        Extended = DataRegion(*Numbers);
      }
    for (const File::Elf_Sym &Symbol : *Table) {
      auto Known = readSymbol(Symbol, *Table, *Strings, Extended);
      if (!Known)
        return Known.takeError();
      Result.push_back(*Known);
    }
  }
  return Error::success();
}

Expected<ElfSymbol> ElfImage::readSymbol(const File::Elf_Sym &Symbol, File::Elf_Sym_Range All,
                                         StringRef Strings,
                                         DataRegion<File::Elf_Word> Extended) const {
  auto Name = Symbol.getName(Strings);
  if (!Name)
    return Name.takeError();
  auto Section = Image.getSectionIndex(Symbol, All, Extended);
  if (!Section)
    return Section.takeError();
  ElfSymbol Result{.Name = *Name,
                   .Where = {.Section = isLinked() ? 0 : *Section, .Offset = Symbol.st_value},
                   .Size = Symbol.st_size,
                   .Type = Symbol.getType(),
                   .Binding = Symbol.getBinding(),
                   .Visibility = Symbol.getVisibility()};
  Result.IsDefined = Symbol.st_shndx != ELF::SHN_UNDEF;
  if (*Section >= Sections.size())
    return wrongFile("a symbol of a section that is not there");
  Result.IsInCode = *Section && isCode(Sections[*Section]);
  return Result;
}

} // namespace stet
