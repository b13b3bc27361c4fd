//===-- runtime/diagnostics/PowerCut.cpp - What would be left after a loss of power ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifdef STET_CRASH_POINTS

#include "PowerCut.h"

#include "Error.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace stet;

static constexpr size_t PageBytes = 4096;

PowerCut *PowerCut::ifSimulated() {
  static PowerCut *TheCut = powerCutsAreSimulated() ? new PowerCut : nullptr;
  return TheCut;
}

PowerCut::Image *PowerCut::find(const void *Address) {
  auto *At = static_cast<const char *>(Address);
  for (Image &I : Images)
    if (At >= I.Base && At < I.Base + I.Size)
      return &I;
  return nullptr;
}

/// Calls Do(offset, bytes) for each page of the file that is not a hole.
template <class Function> static void forEachPage(int File, size_t Size, Function Do) {
  char Page[PageBytes];
  for (off_t At = 0; (At = lseek(File, At, SEEK_DATA)) >= 0 && size_t(At) < Size;) {
    off_t End = std::min(lseek(File, At, SEEK_HOLE), off_t(Size));
    for (; At < End; At += PageBytes)
      if (pread(File, Page, PageBytes, At) == ssize_t(PageBytes))
        Do(size_t(At), Page);
  }
}

void PowerCut::map(const void *Address, size_t Size, const char *Path) {
  std::lock_guard<std::mutex> Guard(Mutex);
  Image I;
  I.Base = static_cast<const char *>(Address);
  I.Size = Size;
  I.Path = Path;
  I.File = open(Path, O_RDONLY | O_CLOEXEC);
  void *Durable = mmap(nullptr, Size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (I.File < 0 || Durable == MAP_FAILED)
    fatal("power cut: pool '%s' can't be followed: %s", Path, strerror(errno));
  I.Durable = static_cast<char *>(Durable);
  // What the file holds when it is opened has had time enough.
  forEachPage(I.File, Size,
              [&](size_t At, const char *Page) { memcpy(I.Durable + At, Page, PageBytes); });
  Images.push_back(std::move(I));
}

void PowerCut::unmap(const void *Address) {
  std::lock_guard<std::mutex> Guard(Mutex);
  Image *Gone = find(Address);
  if (!Gone)
    return;
  munmap(Gone->Durable, Gone->Size);
  close(Gone->File);
  Images.remove_if([Gone](const Image &I) { return &I == Gone; });
}

void PowerCut::flush(const void *Address, size_t Size) {
  std::lock_guard<std::mutex> Guard(Mutex);
  if (!Size || !find(Address))
    return;
  std::vector<Flushed> &Mine = Pending[std::this_thread::get_id()];
  uintptr_t First = reinterpret_cast<uintptr_t>(Address) & ~uintptr_t(LineBytes - 1);
  uintptr_t End = reinterpret_cast<uintptr_t>(Address) + Size;
  uint64_t Stamp = NextStamp++;
  for (uintptr_t At = First; At < End; At += LineBytes) {
    Mine.push_back({reinterpret_cast<const char *>(At), Stamp, {}});
    memcpy(Mine.back().Content.Bytes, reinterpret_cast<const char *>(At), LineBytes);
  }
}

void PowerCut::drain() {
  std::lock_guard<std::mutex> Guard(Mutex);
  std::vector<Flushed> &Mine = Pending[std::this_thread::get_id()];
  for (const Flushed &F : Mine) {
    Image *I = find(F.Address);
    if (!I)
      continue;
    size_t Offset = size_t(F.Address - I->Base);
    uint64_t &Newest = I->Newest[Offset / LineBytes];
    if (F.Stamp < Newest)
      continue;
    Newest = F.Stamp;
    memcpy(I->Durable + Offset, F.Content.Bytes, LineBytes);
  }
  Mine.clear();
}

void PowerCut::cut() {
  // Never unlocked: nothing becomes durable any more.
  Mutex.lock();
  for (Image &I : Images) {
    Random.drawChance();
    for (auto &[Thread, Lines] : Pending)
      for (const Flushed &F : Lines) {
        size_t Offset = size_t(F.Address - I.Base);
        if (F.Address >= I.Base && Offset < I.Size && Random.survives() &&
            F.Stamp >= I.Newest[Offset / LineBytes])
          memcpy(I.Durable + Offset, F.Content.Bytes, LineBytes);
      }
    forEachPage(I.File, I.Size, [&](size_t At, const char *Page) {
      // libpmemobj writes and syncs the first page through a mapping of its own.
      if (At == 0)
        memcpy(I.Durable, Page, PageBytes);
      for (size_t Line = 0; Line < PageBytes; Line += LineBytes)
        if (memcmp(I.Durable + At + Line, Page + Line, LineBytes) != 0 && Random.survives())
          memcpy(I.Durable + At + Line, Page + Line, LineBytes);
    });
    write(I);
  }
}

void PowerCut::write(const Image &I) {
  std::string Path = I.Path + ".powercut";
  int File = open(Path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (File < 0 || ftruncate(File, off_t(I.Size)) != 0)
    fatal("power cut: '%s' can't be written: %s", Path.c_str(), strerror(errno));
  static const char Zeroes[PageBytes] = {};
  for (size_t At = 0; At < I.Size; At += PageBytes)
    if (memcmp(I.Durable + At, Zeroes, PageBytes) != 0 &&
        pwrite(File, I.Durable + At, PageBytes, off_t(At)) != ssize_t(PageBytes))
      fatal("power cut: '%s' can't be written: %s", Path.c_str(), strerror(errno));
  close(File);
  if (rename(Path.c_str(), I.Path.c_str()) != 0)
    fatal("power cut: '%s' can't be replaced: %s", I.Path.c_str(), strerror(errno));
}

#endif // STET_CRASH_POINTS
