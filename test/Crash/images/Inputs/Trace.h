//===-- Trace.h - Reading what a working copy captured ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TEST_CRASH_IMAGES_TRACE_H
#define STET_TEST_CRASH_IMAGES_TRACE_H

#include "diagnostics/CaptureTrace.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

[[noreturn]] inline void complain(const char *What, const char *Path) {
  fprintf(stderr, "%s '%s'\n", What, Path);
  exit(2);
}

/// A whole file, mapped.
class MappedFile {
public:
  explicit MappedFile(const char *Path) {
    int File = open(Path, O_RDONLY | O_CLOEXEC);
    struct stat Status;
    if (File < 0 || fstat(File, &Status) != 0)
      complain("can't read", Path);
    Size = size_t(Status.st_size);
    void *Mapping = Size ? mmap(nullptr, Size, PROT_READ, MAP_PRIVATE, File, 0) : nullptr;
    if (Mapping == MAP_FAILED)
      complain("can't map", Path);
    close(File);
    Bytes = static_cast<const char *>(Mapping);
  }
  const char *Bytes;
  size_t Size;
};

/// The events of a trace, in order.
class Trace {
public:
  using Event = stet::TraceEvent;

  explicit Trace(const char *Path) : File(Path) {}

  /// Calls Do(event, its bytes) for each.
  template <class Function> void forEach(Function Do) const {
    for (size_t At = 0; At + sizeof(Event) <= File.Size;) {
      Event E;
      memcpy(&E, File.Bytes + At, sizeof(E));
      At += sizeof(E);
      if (E.Size > File.Size - At)
        complain("the trace is cut off", "");
      Do(E, File.Bytes + At);
      At += E.Size;
    }
  }

private:
  MappedFile File;
};

#endif // STET_TEST_CRASH_IMAGES_TRACE_H
