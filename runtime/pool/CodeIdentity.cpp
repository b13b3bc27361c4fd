//===-- runtime/pool/CodeIdentity.cpp - Which build of which module, and where it lies ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CodeIdentity.h"
#include "../diagnostics/Error.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>
#include <elf.h>
#include <link.h>
#include <unistd.h>

namespace stet {
namespace {

struct Search {
  uintptr_t Address = 0;
  bool Found = false;
  std::string Path;
  CodeIdentity Identity{};
};

size_t aligned(size_t Size, size_t Alignment) {
  Alignment = Alignment < 4 ? 4 : Alignment;
  return (Size + Alignment - 1) / Alignment * Alignment;
}

/// Finds NT_GNU_BUILD_ID in a PT_NOTE segment.
void readBuildId(const char *Notes, size_t Size, size_t Alignment, CodeIdentity &Identity) {
  for (size_t At = 0; At + sizeof(ElfW(Nhdr)) <= Size;) {
    ElfW(Nhdr) Note;
    memcpy(&Note, Notes + At, sizeof(Note));
    size_t Name = At + sizeof(Note);
    size_t Description = aligned(Name + Note.n_namesz, Alignment);
    size_t Next = aligned(Description + Note.n_descsz, Alignment);
    if (Description + Note.n_descsz > Size || Next <= At)
      return;
    if (Note.n_type == NT_GNU_BUILD_ID && Note.n_namesz == 4 && !memcmp(Notes + Name, "GNU", 4)) {
      Identity.BuildIdSize = std::min<size_t>(Note.n_descsz, sizeof(Identity.BuildId));
      memcpy(Identity.BuildId, Notes + Description, Identity.BuildIdSize);
      return;
    }
    At = Next;
  }
}

/// The program itself has no name in the list of modules.
std::string ownExecutable() {
  char Path[PATH_MAX];
  ssize_t Length = readlink("/proc/self/exe", Path, sizeof Path);
  return Length > 0 ? std::string(Path, Length) : "/proc/self/exe";
}

int visit(dl_phdr_info *Module, size_t, void *Data) {
  Search &S = *static_cast<Search *>(Data);
  bool Contains = false;
  for (unsigned I = 0; I < Module->dlpi_phnum; ++I) {
    const ElfW(Phdr) &Header = Module->dlpi_phdr[I];
    Contains |= Header.p_type == PT_LOAD &&
                S.Address - (Module->dlpi_addr + Header.p_vaddr) < Header.p_memsz;
  }
  if (!Contains)
    return 0;
  S.Found = true;
  S.Path = *Module->dlpi_name ? Module->dlpi_name : ownExecutable();
  S.Identity.LoadAddress = Module->dlpi_addr;
  for (unsigned I = 0; I < Module->dlpi_phnum && !S.Identity.BuildIdSize; ++I) {
    const ElfW(Phdr) &Header = Module->dlpi_phdr[I];
    if (Header.p_type == PT_NOTE)
      readBuildId(reinterpret_cast<const char *>(Module->dlpi_addr + Header.p_vaddr),
                  Header.p_memsz, Header.p_align, S.Identity);
  }
  return 1;
}

/// Four lanes of a multiplicative hash over the file's content, so that two builds
/// differ. Not meant to withstand forgery.
bool hashFile(const std::string &Path, CodeIdentity &Identity) {
  FILE *File = fopen(Path.c_str(), "re");
  if (!File)
    return setError(errno, "can't read '%s' to identify the code in it: %s", Path.c_str(),
                    strerror(errno));
  uint64_t Lanes[4] = {0x9e3779b97f4a7c15, 0xc2b2ae3d27d4eb4f, 0x165667b19e3779f9,
                       0x27d4eb2f165667c5};
  uint64_t Words[512], Count = 0;
  size_t Size;
  while ((Size = fread(Words, 1, sizeof(Words), File)) != 0) {
    memset(reinterpret_cast<char *>(Words) + Size, 0, sizeof(Words) - Size);
    for (size_t I = 0; I < (Size + 7) / 8; ++I) {
      uint64_t &Lane = Lanes[Count++ % 4];
      Lane = (Lane ^ Words[I]) * 0x9fb21c651e98df25;
      Lane ^= Lane >> 29;
    }
  }
  fclose(File);
  Lanes[0] ^= Count;
  memcpy(Identity.BuildId, Lanes, sizeof(Identity.BuildId));
  Identity.BuildIdSize = sizeof(Identity.BuildId);
  return true;
}

} // namespace

bool identifyModule(const void *Address, CodeIdentity &Identity, std::string &ModulePath) {
  Search S;
  S.Address = reinterpret_cast<uintptr_t>(Address);
  dl_iterate_phdr(visit, &S);
  if (!S.Found)
    return setError(EINVAL, "no loaded module contains address %p", Address);
  ModulePath = S.Path;
  if (!S.Identity.BuildIdSize && !hashFile(S.Path, S.Identity))
    return false;
  Identity = S.Identity;
  return true;
}

bool sameBuild(const CodeIdentity &A, const CodeIdentity &B) {
  return A.BuildIdSize == B.BuildIdSize && A.BuildIdSize <= sizeof(A.BuildId) &&
         !memcmp(A.BuildId, B.BuildId, A.BuildIdSize);
}

} // namespace stet
