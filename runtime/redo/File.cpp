//===-- runtime/redo/File.cpp - A file whose every write can fail ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "File.h"
#include "../diagnostics/CrashPoint.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace stet::redo {

File::~File() {
  if (Descriptor >= 0)
    close(Descriptor);
}

bool File::write(uint64_t Offset, const void *Data, size_t Size) {
  crashObserveWrite(Path.c_str(), Offset, Data, Size);
  crashPoint("file write");
  auto *From = static_cast<const char *>(Data);
  while (Size) {
    ssize_t Written = pwrite(Descriptor, From, Size, off_t(Offset));
    if (Written < 0 && errno == EINVAL && (fcntl(Descriptor, F_GETFL) & O_DIRECT)) {
      // This file system wants larger blocks than ours.
      fcntl(Descriptor, F_SETFL, fcntl(Descriptor, F_GETFL) & ~O_DIRECT);
      continue;
    }
    if (Written < 0 && errno == EINTR)
      continue;
    if (Written <= 0) {
      if (Written == 0)
        errno = EIO;
      return false;
    }
    From += Written;
    Offset += uint64_t(Written);
    Size -= size_t(Written);
    // The rest of a short write may start in the middle of a block.
    if (Size && (fcntl(Descriptor, F_GETFL) & O_DIRECT))
      fcntl(Descriptor, F_SETFL, fcntl(Descriptor, F_GETFL) & ~O_DIRECT);
  }
  crashPoint("file written");
  return true;
}

bool File::read(uint64_t Offset, void *Data, size_t Size) const {
  auto *To = static_cast<char *>(Data);
  while (Size) {
    ssize_t Got = pread(Descriptor, To, Size, off_t(Offset));
    if (Got < 0 && errno == EINTR)
      continue;
    if (Got < 0)
      return false;
    if (Got == 0) {
      memset(To, 0, Size);
      return true;
    }
    To += Got;
    Offset += uint64_t(Got);
    Size -= size_t(Got);
  }
  return true;
}

bool File::sync() {
  crashPoint("file sync");
  uint64_t Start = crashObserveSyncStart();
  while (fdatasync(Descriptor) != 0)
    if (errno != EINTR)
      return false;
  crashObserveSync(Path.c_str(), Start);
  crashPoint("file synced");
  return true;
}

bool File::writeBack(uint64_t Begin, uint64_t End) {
  constexpr unsigned Wait =
      SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER;
  return sync_file_range(Descriptor, off_t(Begin), off_t(End - Begin), Wait) == 0 ||
         errno == ENOSYS || errno == EINVAL || errno == ESPIPE || errno == EOPNOTSUPP;
}

bool File::bypassPageCache() {
  int Flags = fcntl(Descriptor, F_GETFL);
  return Flags >= 0 && fcntl(Descriptor, F_SETFL, Flags | O_DIRECT) == 0;
}

bool syncDirectoryOf(const std::string &Path) {
  size_t Slash = Path.rfind('/');
  std::string Directory = Slash == std::string::npos ? "." : Path.substr(0, Slash + 1);
  int Descriptor = open(Directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (Descriptor < 0)
    return false;
  bool Done = fsync(Descriptor) == 0 || errno == EINVAL; // some have no durable names
  int Error = errno;
  close(Descriptor);
  if (Done)
    crashObserveSyncDirectory(Directory.c_str());
  errno = Error;
  return Done;
}

} // namespace stet::redo
