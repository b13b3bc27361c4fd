//===-- runtime/check/VolatileMemory.cpp - What an address outside the pools is ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "VolatileMemory.h"

#include <cstdint>
#include <link.h>
#include <sys/mman.h>

namespace stet::check {
namespace {

constexpr uintptr_t SystemPage = 4096;

bool isMapped(uintptr_t Address) {
  unsigned char Resident;
  return mincore(reinterpret_cast<void *>(Address & ~(SystemPage - 1)), 1, &Resident) == 0;
}

/// A loaded segment of a module.
struct Segment {
  uintptr_t Address; ///< looked for
  bool Found = false, IsFixed = false, IsWritable = false;
  std::string Module;
};

int inModule(dl_phdr_info *Info, size_t, void *Wanted) {
  auto &S = *static_cast<Segment *>(Wanted);
  for (unsigned I = 0; I < Info->dlpi_phnum; ++I) {
    const ElfW(Phdr) &Each = Info->dlpi_phdr[I];
    if (Each.p_type != PT_LOAD || S.Address - (Info->dlpi_addr + Each.p_vaddr) >= Each.p_memsz)
      continue;
    S.Found = true;
    S.IsFixed = Info->dlpi_addr == 0;
    S.IsWritable = Each.p_flags & PF_W;
    S.Module = *Info->dlpi_name ? Info->dlpi_name : "the program";
    return 1;
  }
  return 0;
}

} // namespace

std::string describeVolatileMemory(const void *Pointer) {
  auto Address = reinterpret_cast<uintptr_t>(Pointer);
  if (!isMapped(Address))
    return "";
  Segment S;
  S.Address = Address;
  dl_iterate_phdr(inModule, &S);
  if (!S.Found)
    return "on a stack or the ordinary heap";
  if (S.IsFixed && !S.IsWritable)
    return "";
  return (S.IsWritable ? "among the variables of " : "among the constants or code of ") + S.Module;
}

} // namespace stet::check
