//===-- runtime/diagnostics/FileCut.cpp - Files after a loss of power ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifdef STET_CRASH_POINTS

#include "FileCut.h"

#include "Error.h"
#include "PlantedBug.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace stet;

/// Of a redo log's file, before its batches (runtime/redo/Format.h).
static constexpr uint64_t LogHeaderBytes = 8192;

FileCut *FileCut::ifSimulated() {
  static const pid_t Process = getpid();
  static FileCut *TheCut = powerCutsAreSimulated() ? new FileCut : nullptr;
  return TheCut && getpid() == Process ? TheCut : nullptr;
}

FileCut::File::~File() {
  if (Descriptor >= 0)
    close(Descriptor);
}

static std::string absolute(const char *Directory) {
  char *Text = realpath(Directory, nullptr);
  if (!Text)
    fatal("power cut: the directory '%s' can't be found: %s", Directory, strerror(errno));
  std::string Result = Text;
  free(Text);
  return Result;
}

/// The name's history begins with what the path names now.
FileCut::Name &FileCut::nameOf(const char *Path) {
  const char *Slash = strrchr(Path, '/');
  std::string Directory = absolute(Slash ? std::string(Path, Slash + 1).c_str() : ".");
  std::string Absolute = Directory + "/" + (Slash ? Slash + 1 : Path);
  auto [At, IsNew] = Names.try_emplace(Absolute, Name{Directory, {}});
  if (IsNew)
    At->second.History.push_back(access(Path, F_OK) == 0 ? std::make_shared<File>() : nullptr);
  return At->second;
}

/// Opens the file that the path names now, at the latest when it is first written to.
FileCut::File &FileCut::fileOf(Name &N, const char *Path) {
  File *F = N.History.back().get();
  if (!F)
    fatal("power cut: '%s' was made without notice", Path);
  if (F->Descriptor >= 0)
    return *F;
  F->Descriptor = open(Path, O_RDONLY | O_CLOEXEC);
  struct stat Status;
  if (F->Descriptor < 0 || fstat(F->Descriptor, &Status) != 0)
    fatal("power cut: '%s' can't be followed: %s", Path, strerror(errno));
  // A file that is new in its directory has nothing yet that would be durable.
  F->DurableSize = N.History.size() == 1 ? uint64_t(Status.st_size) : 0;
  return *F;
}

void FileCut::write(const char *Path, uint64_t Offset, const void *Data, size_t Size) {
  std::lock_guard<std::mutex> Guard(Mutex);
  File &F = fileOf(nameOf(Path), Path);
  ++Writes;
  auto *From = static_cast<const char *>(Data);
  for (uint64_t At = Offset, End = Offset + Size; At < End;) {
    uint64_t Number = At / SectorBytes;
    uint64_t Stop = std::min(End, (Number + 1) * SectorBytes);
    std::vector<Version> &Versions = F.Unsynced[Number];
    if (Versions.empty()) {
      Sector Before = {};
      if (pread(F.Descriptor, Before.data(), SectorBytes, off_t(Number * SectorBytes)) < 0)
        fatal("power cut: '%s' can't be read: %s", Path, strerror(errno));
      Versions.push_back({0, Before});
    }
    Sector Now = Versions.back().Content;
    memcpy(Now.data() + At % SectorBytes, From, Stop - At);
    Versions.push_back({Writes, Now});
    From += Stop - At;
    At = Stop;
  }
}

uint64_t FileCut::lastWrite() {
  std::lock_guard<std::mutex> Guard(Mutex);
  return Writes;
}

void FileCut::sync(const char *Path, uint64_t UpTo) {
  std::lock_guard<std::mutex> Guard(Mutex);
  File &F = fileOf(nameOf(Path), Path);
  struct stat Status;
  if (fstat(F.Descriptor, &Status) == 0)
    F.DurableSize = uint64_t(Status.st_size);
  auto First = F.Unsynced.begin();
  // As if the header were written through a descriptor that nobody syncs.
  if (isPlanted(PlantedBug::HeaderNotSynced) && std::string_view(Path).ends_with("-log"))
    First = F.Unsynced.lower_bound(LogHeaderBytes / SectorBytes);
  for (auto At = First; At != F.Unsynced.end();) {
    std::vector<Version> &Versions = At->second;
    auto Later = std::find_if(Versions.begin(), Versions.end(),
                              [UpTo](const Version &V) { return V.Number > UpTo; });
    Versions.erase(Versions.begin(), Later - 1);
    At = Versions.size() == 1 ? F.Unsynced.erase(At) : std::next(At);
  }
}

void FileCut::create(const char *Path) {
  std::lock_guard<std::mutex> Guard(Mutex);
  Name &N = nameOf(Path);
  if (!N.History.back())
    N.History.push_back(std::make_shared<File>());
}

void FileCut::unlink(const char *Path) {
  std::lock_guard<std::mutex> Guard(Mutex);
  Name &N = nameOf(Path);
  if (!N.History.back())
    return;
  fileOf(N, Path); // while it has a name
  N.History.push_back(nullptr);
}

void FileCut::syncDirectory(const char *Directory) {
  std::lock_guard<std::mutex> Guard(Mutex);
  std::string Absolute = absolute(Directory);
  for (auto &[Path, N] : Names)
    if (N.Directory == Absolute)
      N.History.erase(N.History.begin(), N.History.end() - 1);
}

void FileCut::cut() {
  // Never unlocked: nothing becomes durable any more.
  Mutex.lock();
  for (auto &[Path, N] : Names) {
    Random.drawChance();
    size_t Newest = N.History.size() - 1;
    size_t Left = Random.survives() ? Newest : Random.next() % N.History.size();
    const File *F = N.History[Left].get();
    if (!F)
      ::unlink(Path.c_str());
    else if (F->Descriptor >= 0)
      replace(Path, *F);
    // Else the system may have made the file by now, or not; nothing is in it.
  }
}

/// Copies what the descriptor's file holds, without its holes.
static bool copyData(int From, int To, off_t Size) {
  std::vector<char> Buffer(1 << 20);
  for (off_t At = 0; (At = lseek(From, At, SEEK_DATA)) >= 0 && At < Size;) {
    off_t End = std::min(lseek(From, At, SEEK_HOLE), Size);
    while (At < End) {
      ssize_t Count = pread(From, Buffer.data(), std::min(Buffer.size(), size_t(End - At)), At);
      if (Count <= 0 || pwrite(To, Buffer.data(), size_t(Count), At) != Count)
        return false;
      At += Count;
    }
  }
  return true;
}

void FileCut::replace(const std::string &Path, const File &F) {
  struct stat Status;
  std::string Copy = Path + ".powercut";
  int To = open(Copy.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (To < 0 || fstat(F.Descriptor, &Status) != 0)
    fatal("power cut: '%s' can't be written: %s", Copy.c_str(), strerror(errno));
  // A size that was not synced may be the old one.
  off_t Size = Status.st_size;
  if (F.DurableSize < uint64_t(Size) && !Random.survives())
    Size = off_t(F.DurableSize);
  bool Written = copyData(F.Descriptor, To, Size);
  for (auto &[Number, Versions] : F.Unsynced) {
    size_t Left = 0;
    for (size_t I = 1; I < Versions.size(); ++I)
      if (Random.survives())
        Left = I;
    uint64_t At = Number * SectorBytes;
    if (At < uint64_t(Size)) {
      size_t Bytes = size_t(std::min<uint64_t>(SectorBytes, uint64_t(Size) - At));
      const char *Content = Versions[Left].Content.data();
      Written &= pwrite(To, Content, Bytes, off_t(At)) == ssize_t(Bytes);
    }
  }
  if (!Written || ftruncate(To, Size) != 0)
    fatal("power cut: '%s' can't be written: %s", Copy.c_str(), strerror(errno));
  close(To);
  if (rename(Copy.c_str(), Path.c_str()) != 0)
    fatal("power cut: '%s' can't be replaced: %s", Path.c_str(), strerror(errno));
}

#endif // STET_CRASH_POINTS
