//===-- tools/check/MarkReader.h - Reads what the plugin left in a file ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TOOLS_CHECK_MARKREADER_H
#define STET_TOOLS_CHECK_MARKREADER_H

#include "check/ElfImage.h"
#include "check/Program.h"
#include <map>

namespace stet {

/// Adds the notes in `Section`'s bytes, as <stet/mark.h> lays them out, to `U`. Notes of
/// other owners are passed over.
llvm::Error readNotes(llvm::ArrayRef<uint8_t> Bytes, Unit &U);

/// Which bytes of a file were compiled with the plugin.
class InstrumentedCode {
public:
  static llvm::Expected<InstrumentedCode> read(const ElfImage &Image);

  bool contains(Place P) const;

private:
  using Section = ElfImage::File::Elf_Shdr;
  llvm::Error readRelocated(const ElfImage &Image, const Section &Relocations);
  llvm::Error readLinked(const ElfImage &Image, const Section &Entries);
  void add(Place Start, uint32_t Size) { Sizes[Start] = std::max(Sizes[Start], Size); }

  std::map<Place, uint32_t> Sizes; ///< of functions, by where they start
};

} // namespace stet

#endif // STET_TOOLS_CHECK_MARKREADER_H
