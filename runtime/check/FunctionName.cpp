//===-- runtime/check/FunctionName.cpp - Which function an instruction belongs to ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FunctionName.h"

#include "../variables/VariableName.h"

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stet::check {
namespace {

/// A module's file as it lies on the disk.
class ElfFile {
public:
  explicit ElfFile(const char *Path) {
    int File = open(Path, O_RDONLY | O_CLOEXEC);
    struct stat S;
    if (File >= 0 && fstat(File, &S) == 0 && size_t(S.st_size) >= sizeof(ElfW(Ehdr))) {
      void *Mapped = mmap(nullptr, size_t(S.st_size), PROT_READ, MAP_PRIVATE, File, 0);
      if (Mapped != MAP_FAILED) {
        Start = static_cast<const char *>(Mapped);
        Size = size_t(S.st_size);
      }
    }
    if (File >= 0)
      close(File);
    if (Start && memcmp(Start, ELFMAG, SELFMAG) != 0)
      unmap();
  }
  ~ElfFile() { unmap(); }
  ElfFile(const ElfFile &) = delete;
  ElfFile &operator=(const ElfFile &) = delete;

  /// The function whose code has the address, as the file counts; its start in `Begin`.
  /// nullptr when there is no symbol table or none in it.
  const char *functionAt(uint64_t Address, uint64_t &Begin) const {
    if (!Start)
      return nullptr;
    const auto *Header = at<ElfW(Ehdr)>(0, 1);
    const auto *Sections = at<ElfW(Shdr)>(Header->e_shoff, Header->e_shnum);
    for (unsigned I = 0; Sections && I < Header->e_shnum; ++I) {
      const ElfW(Shdr) &Table = Sections[I];
      if (Table.sh_type != SHT_SYMTAB || Table.sh_link >= Header->e_shnum)
        continue;
      const ElfW(Shdr) &Names = Sections[Table.sh_link];
      size_t Count = Table.sh_size / sizeof(ElfW(Sym));
      const auto *Symbols = at<ElfW(Sym)>(Table.sh_offset, Count);
      const char *Text = at<char>(Names.sh_offset, Names.sh_size);
      for (size_t S = 0; Symbols && Text && S < Count; ++S)
        if (ELF64_ST_TYPE(Symbols[S].st_info) == STT_FUNC &&
            Address - Symbols[S].st_value < Symbols[S].st_size &&
            Symbols[S].st_name < Names.sh_size) {
          Begin = Symbols[S].st_value;
          return Text + Symbols[S].st_name;
        }
    }
    return nullptr;
  }

private:
  template <class T> const T *at(uint64_t Offset, uint64_t Count) const {
    if (Offset > Size || Count > (Size - Offset) / sizeof(T))
      return nullptr;
    return reinterpret_cast<const T *>(Start + Offset);
  }
  void unmap() {
    if (Start)
      munmap(const_cast<char *>(Start), Size);
    Start = nullptr;
  }

  const char *Start = nullptr;
  size_t Size = 0;
};

std::string hexadecimal(uint64_t Number) {
  char Text[24];
  snprintf(Text, sizeof(Text), "0x%llx", static_cast<unsigned long long>(Number));
  return Text;
}

/// An instruction's module, and the function in it, if known.
struct Place {
  std::string Module; ///< empty: not known
  bool IsInProgram = false;
  uint64_t InModule = 0; ///< as its file counts
  std::string Symbol;    ///< empty: not known
  uint64_t Distance = 0; ///< from the function's start
};

Place findPlace(const void *Address) {
  Place P;
  Dl_info Module{};
  link_map *Map = nullptr;
  if (!dladdr1(Address, &Module, reinterpret_cast<void **>(&Map), RTLD_DL_LINKMAP) ||
      !Module.dli_fname)
    return P;
  P.Module = Module.dli_fname;
  P.IsInProgram = !Map || !Map->l_name || !*Map->l_name;
  P.InModule = reinterpret_cast<uintptr_t>(Address) - (Map ? Map->l_addr : 0);
  ElfFile File(P.IsInProgram ? "/proc/self/exe" : Module.dli_fname);
  uint64_t Begin = 0;
  if (const char *Symbol = File.functionAt(P.InModule, Begin)) {
    P.Symbol = Symbol;
    P.Distance = P.InModule - Begin;
  } else if (Module.dli_sname) {
    P.Symbol = Module.dli_sname;
    P.Distance =
        reinterpret_cast<uintptr_t>(Address) - reinterpret_cast<uintptr_t>(Module.dli_saddr);
  }
  return P;
}

std::string describe(const Place &P, const void *Address) {
  if (P.Module.empty())
    return hexadecimal(reinterpret_cast<uintptr_t>(Address));
  if (P.Symbol.empty())
    return hexadecimal(P.InModule) + " in " + P.Module;
  return readableName(P.Symbol) + " + " + hexadecimal(P.Distance) + " (" + P.Module + ")";
}

bool isOfLibrary(const Place &P) {
  if (!P.IsInProgram)
    return true;
  for (const char *Prefix : {"__interceptor_", "___interceptor_", "__asan", "__tsan", "__msan"})
    if (P.Symbol.starts_with(Prefix))
      return true;
  return false;
}

} // namespace

std::string describeInstruction(const void *Address) {
  return describe(findPlace(Address), Address);
}

DescribedInstruction findInstruction(const void *Address) {
  Place P = findPlace(Address);
  return {describe(P, Address), isOfLibrary(P)};
}

} // namespace stet::check
