//===-- runtime/pool/OpenError.cpp - Why a pool can't be opened ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OpenError.h"
#include "../diagnostics/Error.h"
#include "Flavour.h"
#include "OpenPools.h"
#include "Placement.h"
#include "Pool.h"

#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace stet {
namespace {

/// The process that holds a flock on the file, 0 when /proc/locks doesn't say.
long lockHolder(dev_t Device, ino_t Inode) {
  FILE *Locks = fopen("/proc/locks", "re");
  if (!Locks)
    return 0;
  char Line[256];
  long Holder = 0;
  while (!Holder && fgets(Line, sizeof(Line), Locks)) {
    long Process;
    unsigned Major, Minor;
    unsigned long Number;
    // "->" marks those that wait.
    if (sscanf(Line, "%*d: FLOCK %*s %*s %ld %x:%x:%lu", &Process, &Major, &Minor, &Number) == 4 &&
        Major == major(Device) && Minor == minor(Device) && Number == Inode && Process > 0)
      Holder = Process;
  }
  fclose(Locks);
  return Holder;
}

std::string processName(long Process) {
  char Path[64], Name[64] = "";
  snprintf(Path, sizeof(Path), "/proc/%ld/comm", Process);
  if (FILE *File = fopen(Path, "re")) {
    if (fgets(Name, sizeof(Name), File))
      Name[strcspn(Name, "\n")] = 0;
    fclose(File);
  }
  return Name;
}

} // namespace

bool reportCannotOpen(const char *Path, int Error) {
  switch (Error) {
  case ENOENT:
    return setError(ENOENT, "there is no pool '%s': create it, or correct the path", Path);
  case EACCES:
  case EPERM:
  case EROFS:
    return setError(EACCES,
                    "no permission to read and write the pool '%s' (%s): change the file's or its "
                    "directory's permissions",
                    Path, strerror(Error));
  case EISDIR:
    return reportNotAFile(Path);
  default:
    return setError(Error, "can't open the pool '%s': %s", Path, strerror(Error));
  }
}

bool reportInUse(const char *Path, dev_t Device, ino_t Inode) {
  long Holder = lockHolder(Device, Inode);
  if (Holder == getpid())
    return setError(EBUSY, "the pool '%s' is in use by this process already", Path);
  if (!Holder)
    return setError(EBUSY, "the pool '%s' is in use by another process: end that one first", Path);
  std::string Name = processName(Holder);
  return setError(EBUSY, "the pool '%s' is in use by process %ld%s%s%s: end that one first", Path,
                  Holder, Name.empty() ? "" : " (", Name.c_str(), Name.empty() ? "" : ")");
}

bool reportNotAFile(const char *Path) {
  return setError(EINVAL, "'%s' is not a regular file, so it can't be a pool: correct the path",
                  Path);
}

bool reportNotAPool(const PoolFile &File, PoolFile::Kind Kind) {
  const char *Path = File.path().c_str();
  if (Kind == PoolFile::Kind::Unfinished)
    return setError(EINVAL,
                    "the pool '%s' is unfinished, because its creation was interrupted; it holds "
                    "nothing: create it again",
                    Path);
  if (Kind == PoolFile::Kind::Foreign)
    return setError(EINVAL,
                    "'%s' is a pool of libpmemobj, but it was not made by Stet: correct the path",
                    Path);
  return setError(EINVAL, "'%s' is not a pool: correct the path, or remove the file", Path);
}

bool reportExists(const PoolFile &File, PoolFile::Kind Kind) {
  return setError(EEXIST, "can't create the pool '%s': %s with that name exists already; %s",
                  File.path().c_str(), Kind == PoolFile::Kind::Finished ? "a pool" : "a file",
                  Kind == PoolFile::Kind::Finished ? "open it, or remove it first"
                                                   : "choose another path");
}

bool reportVersion(const PoolFile &File, uint32_t Version) {
  return setError(EINVAL,
                  "the pool '%s' has format %u, but this libstet knows format %u: use the version "
                  "of Stet that made it",
                  File.path().c_str(), Version, LayoutName::CurrentVersion);
}

bool reportFlavour(const PoolFile &File, uint32_t Flavour) {
  if (!flavourName(Flavour))
    return setError(EINVAL,
                    "the pool '%s' is of a kind that this libstet does not know: use a "
                    "newer one",
                    File.path().c_str());
  bool Plain = Flavour == STET_FLAVOUR_PLAIN;
  return setError(
      EINVAL,
      "the pool '%s' belongs to a program built %s thread or memory sanitizer, and this "
      "one is built %s: these keep pools at different addresses; use another pool",
      File.path().c_str(), Plain ? "without" : "with", Plain ? "with" : "without");
}

bool reportTruncated(const PoolFile &File, uint64_t NeededSize) {
  return setError(EBADMSG,
                  "the pool '%s' has been truncated: it has %zu bytes and needs %" PRIu64
                  "; restore it from a copy",
                  File.path().c_str(), File.size(), NeededSize);
}

bool reportDamaged(const std::string &Path, const char *What) {
  return setError(EBADMSG, "the pool '%s' is damaged (%s); restore it from a copy", Path.c_str(),
                  What);
}

bool reportAddressTaken(const PoolFile &File, uint64_t Address, size_t Size) {
  std::string By;
  forEachOpenPool([&](Pool &P) {
    uint64_t Base = reinterpret_cast<uintptr_t>(P.base());
    if (Base < Address + Size && Address < Base + P.size())
      By = "the pool '" + P.path() + "', which is open; close that one first";
  });
  if (By.empty())
    By = describeMappingAt(Address, Size);
  return setError(
      EEXIST, "the pool '%s' can't be opened: its address, 0x%" PRIx64 ", is taken by %s",
      File.path().c_str(), Address, By.empty() ? "something else in this process" : By.c_str());
}

} // namespace stet
