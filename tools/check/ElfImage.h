//===-- tools/check/ElfImage.h - An ELF file's tables ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TOOLS_CHECK_ELFIMAGE_H
#define STET_TOOLS_CHECK_ELFIMAGE_H

#include "llvm/Object/ELF.h"

namespace stet {

/// A place in a file: in a relocatable one a section and an offset in it, in a linked
/// one section 0 and an address.
struct Place {
  uint32_t Section = 0;
  uint64_t Offset = 0;
  auto operator<=>(const Place &) const = default;
};

/// A symbol with what belongs to it.
struct ElfSymbol {
  llvm::StringRef Name;
  Place Where;
  uint64_t Size = 0;
  uint8_t Type = 0, Binding = 0, Visibility = 0;
  bool IsDefined = false;
  bool IsInCode = false; ///< of an executable section
};

/// The tables of one file for x86-64. Nothing in the file is trusted; what is wrong with
/// it is an error when the file is opened.
class ElfImage {
public:
  using File = llvm::object::ELF64LEFile;

  /// `Bytes` must stay. Errors do not name the file.
  static llvm::Expected<ElfImage> open(llvm::StringRef Bytes);

  bool isLinked() const { return Image.getHeader().e_type != llvm::ELF::ET_REL; }
  uint64_t entryPoint() const { return Image.getHeader().e_entry; }
  const File &file() const { return Image; }
  llvm::ArrayRef<File::Elf_Shdr> sections() const { return Sections; }
  llvm::StringRef name(const File::Elf_Shdr &Section) const { return Names[number(Section)]; }
  uint32_t number(const File::Elf_Shdr &Section) const { return &Section - Sections.begin(); }
  llvm::Expected<llvm::ArrayRef<uint8_t>> contents(const File::Elf_Shdr &Section) const {
    return Image.getSectionContents(Section);
  }
  static bool isCode(const File::Elf_Shdr &Section) {
    return (Section.sh_flags & llvm::ELF::SHF_EXECINSTR) && Section.sh_size;
  }
  bool hasCode() const { return llvm::any_of(Sections, isCode); }

  /// Those of the symbol table, in its order; relocations count them so.
  llvm::ArrayRef<ElfSymbol> symbols() const { return Symbols; }
  /// Those that other libraries see or that others have to define.
  llvm::ArrayRef<ElfSymbol> dynamicSymbols() const { return DynamicSymbols; }
  bool hasSymbolTable() const { return !Symbols.empty(); }

private:
  explicit ElfImage(File Image) : Image(std::move(Image)) {}
  llvm::Error readSections();
  llvm::Error readSymbols(uint32_t TableType, std::vector<ElfSymbol> &Result);
  llvm::Expected<ElfSymbol> readSymbol(const File::Elf_Sym &Symbol, File::Elf_Sym_Range All,
                                       llvm::StringRef Strings,
                                       llvm::object::DataRegion<File::Elf_Word> Extended) const;

  File Image;
  File::Elf_Shdr_Range Sections;
  std::vector<llvm::StringRef> Names;
  std::vector<ElfSymbol> Symbols, DynamicSymbols;
};

} // namespace stet

#endif // STET_TOOLS_CHECK_ELFIMAGE_H
