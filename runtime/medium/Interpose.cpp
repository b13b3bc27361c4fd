//===-- runtime/medium/Interpose.cpp - libpmemobj's flushes, by address ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The static libpmemobj in this library is linked with --wrap for the symbols
// below. Each asks which medium an address belongs to; addresses outside every
// pool go to the original. libpmemobj is told that every pool is persistent
// memory (pmem_is_pmem), so that it flushes and drains rather than syncing each
// range by itself; what flush and drain mean is the medium's.
//
//===----------------------------------------------------------------------===//

#include "../diagnostics/CaptureTrace.h"
#include "../diagnostics/CrashPoint.h"
#include "../redo/LibPmem.h"
#include "AddressTable.h"
#include "Mapping.h"
#include "Synced.h"

#include <cerrno>
#include <cstring>
#include <libpmem.h>
#include <sys/file.h>
#include <sys/mman.h>

namespace stet {

namespace {
constinit AddressTable<Medium> Media;
/// How many of them want a store fence at pmem_drain, which has no address.
constinit std::atomic<unsigned> FencedMedia{0};
thread_local MappingScope *CurrentScope = nullptr;
} // namespace

MappingScope::MappingScope(const char *Path, void *Address, size_t Size, Medium &Storage)
    : Path(Path), Address(Address), Size(Size), Storage(Storage) {
  CurrentScope = this;
}
MappingScope::~MappingScope() { CurrentScope = nullptr; }

void unregisterMedium(Medium &Storage) {
  if (Media.remove(&Storage) && Storage.isPersistentMemory())
    --FencedMedia;
}

/// What the wrapped functions need of a MappingScope.
struct Interposed {
  /// The medium that an address belongs to. libpmemobj also maps a pool's header
  /// for a moment while it opens it, at an address of its own: that is the scope's
  /// only where nothing is flushed anyway.
  static Medium *mediumOf(const void *Address) {
    if (Medium *M = Media.find(Address))
      return M;
    if (CurrentScope && !CurrentScope->Storage.flushes())
      return &CurrentScope->Storage;
    return nullptr;
  }

  static bool isWholeFile(size_t Size, int File, off_t Offset) {
    return CurrentScope && File >= 0 && Offset == 0 && Size == CurrentScope->Size;
  }

  /// A mapping of a part of the file, which libpmemobj uses while it opens a pool.
  static bool isPart(int File) {
    return CurrentScope && File >= 0 && CurrentScope->Storage.isWorkingCopy();
  }
  static int mapFlags(int Requested) { return CurrentScope->Storage.mapFlags(Requested); }

  static void *mapPool(int Protection, int Requested, int File) {
    MappingScope &Scope = *CurrentScope;
    int Flags = Scope.Storage.mapFlags(Requested);
    if ((Requested & MAP_SYNC) && !(Flags & MAP_SYNC)) {
      errno = EOPNOTSUPP; // libpmemobj goes on without
      return MAP_FAILED;
    }
    void *Mapped =
        __real_mmap(Scope.Address, Scope.Size, Protection, Flags | MAP_FIXED_NOREPLACE, File, 0);
    if (Mapped == MAP_FAILED) {
      if (!(Requested & MAP_SYNC)) // that one is tried again without
        Scope.Error = errno;
      return MAP_FAILED;
    }
    // A kernel older than 4.17 takes the address for a hint.
    bool Placed = Mapped == Scope.Address;
    if (!Placed || !Media.insert(Mapped, Scope.Size, &Scope.Storage)) {
      munmap(Mapped, Scope.Size);
      errno = Scope.Error = Placed ? EMFILE : EEXIST;
      return MAP_FAILED;
    }
    Scope.Error = 0;
    if (Scope.Storage.isPersistentMemory())
      ++FencedMedia;
    // A child of fork() has the pool closed.
    madvise(Mapped, Scope.Size, MADV_DONTFORK);
    // What becomes of a working copy's file is the log's doing.
    if (!Scope.Storage.isWorkingCopy())
      crashObserveMap(Mapped, Scope.Size, Scope.Path);
    return Mapped;
  }

  static bool holdsTheLock() { return CurrentScope != nullptr; }
};

namespace {

/// Tells the simulation of power loss what libpmem itself has done.
void observeCopy(const void *To, size_t Size, unsigned Flags) {
  if (Flags & PMEM_F_MEM_NOFLUSH)
    return;
  crashObserveFlush(To, Size);
  if (!(Flags & PMEM_F_MEM_NODRAIN))
    crashObserveDrain();
  crashPoint("libpmem copy");
}

/// What follows a copy that libpmem was asked for, on a medium that is not written
/// with cache flushes.
void *finishCopy(Medium &M, void *To, size_t Size, unsigned Flags) {
  if (!(Flags & PMEM_F_MEM_NOFLUSH)) {
    M.flush(To, Size);
    if (!(Flags & PMEM_F_MEM_NODRAIN))
      M.drain();
  }
  return To;
}

} // namespace
} // namespace stet

using namespace stet;

extern "C" {

int __wrap_pmem_is_pmem(const void *Address, size_t Size) {
  return Interposed::mediumOf(Address) ? 1 : __real_pmem_is_pmem(Address, Size);
}

void __wrap_pmem_flush(const void *Address, size_t Size) {
  if (Medium *M = Interposed::mediumOf(Address))
    M->flush(Address, Size);
  else
    __real_pmem_flush(Address, Size);
}

void __wrap_pmem_deep_flush(const void *Address, size_t Size) {
  Medium *M = Interposed::mediumOf(Address);
  if (M && !M->isPersistentMemory()) {
    M->flush(Address, Size);
  } else {
    __real_pmem_deep_flush(Address, Size);
    crashObserveFlush(Address, Size);
  }
}

void __wrap_pmem_persist(const void *Address, size_t Size) {
  if (Medium *M = Interposed::mediumOf(Address)) {
    M->flush(Address, Size);
    M->drain();
  } else {
    __real_pmem_persist(Address, Size);
  }
}

int __wrap_pmem_msync(const void *Address, size_t Size) {
  Medium *M = Interposed::mediumOf(Address);
  if (!M || M->isPersistentMemory()) {
    int Result = __real_pmem_msync(Address, Size);
    crashObserveFlush(Address, Size);
    crashObserveDrain();
    return Result;
  }
  M->flush(Address, Size);
  M->drain();
  return 0;
}

void __wrap_pmem_drain(void) {
  drainSyncedMedia();
  if (FencedMedia.load(std::memory_order_relaxed))
    __real_pmem_drain();
  crashObserveDrain();
  traceDrain();
  crashPoint("libpmem drain");
}

void *__wrap_pmem_memcpy(void *To, const void *From, size_t Size, unsigned Flags) {
  Medium *M = Interposed::mediumOf(To);
  if (!M || M->isPersistentMemory()) {
    __real_pmem_memcpy(To, From, Size, Flags);
    observeCopy(To, Size, Flags);
    return To;
  }
  memcpy(To, From, Size);
  return finishCopy(*M, To, Size, Flags);
}

void *__wrap_pmem_memmove(void *To, const void *From, size_t Size, unsigned Flags) {
  Medium *M = Interposed::mediumOf(To);
  if (!M || M->isPersistentMemory()) {
    __real_pmem_memmove(To, From, Size, Flags);
    observeCopy(To, Size, Flags);
    return To;
  }
  memmove(To, From, Size);
  return finishCopy(*M, To, Size, Flags);
}

void *__wrap_pmem_memset(void *To, int Byte, size_t Size, unsigned Flags) {
  Medium *M = Interposed::mediumOf(To);
  if (!M || M->isPersistentMemory()) {
    __real_pmem_memset(To, Byte, Size, Flags);
    observeCopy(To, Size, Flags);
    return To;
  }
  if (Byte == 0 && !(Flags & PMEM_F_MEM_NOFLUSH)) {
    M->fillWithZeroes(static_cast<char *>(To), Size);
    if (!(Flags & PMEM_F_MEM_NODRAIN))
      M->drain();
    return To;
  }
  memset(To, Byte, Size);
  return finishCopy(*M, To, Size, Flags);
}

void *__wrap_mmap(void *Address, size_t Size, int Protection, int Flags, int File, off_t Offset) {
  if (Interposed::isWholeFile(Size, File, Offset))
    return Interposed::mapPool(Protection, Flags, File);
  if (Interposed::isPart(File)) {
    if (Flags & MAP_SYNC) {
      errno = EOPNOTSUPP; // libpmemobj goes on without
      return MAP_FAILED;
    }
    Flags = Interposed::mapFlags(Flags);
  }
  return __real_mmap(Address, Size, Protection, Flags, File, Offset);
}

int __wrap_flock(int File, int Operation) {
  return Interposed::holdsTheLock() ? 0 : __real_flock(File, Operation);
}

} // extern "C"
