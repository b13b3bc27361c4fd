//===-- runtime/pool/Pool.h - An open pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_POOL_POOL_H
#define STET_RUNTIME_POOL_POOL_H

#include "../medium/Medium.h"
#include "PoolHeader.h"
#include "TransientFields.h"

#include <atomic>
#include <cstddef>
#include <libpmemobj.h>
#include <memory>
#include <stet.h>
#include <string>
#include <sys/types.h>

namespace stet {
class LogDirectory;
class VariableDirectory;
class PoolFile;
struct LayoutName;

/// How a pool is to be opened or created; what is 0 is as usual.
struct PoolOptions {
  PoolOptions(stet_durability D = STET_DURABILITY_STORED) : Durability(D) {}

  stet_durability Durability;
  unsigned RelaxedMilliseconds = 0; ///< how late a commit may be durable
  Placement Where = Placement::Default;
  uint64_t LogBytes = 0; ///< of a working copy's log
};

/// A libpmemobj pool that is mapped at its own address with its medium. Pools are
/// made and destroyed by runtime/interface, which also runs recovery before
/// anybody else sees the pool.
class Pool {
public:
  /// Brings the pool file up to date with its redo log, maps it, lets libpmemobj
  /// recover, and repairs the footers of free blocks. Rolls nothing back: that is
  /// runtime/log's. nullptr after setError(), and then no data was
  /// changed, though libpmemobj may have finished what it was doing at a crash.
  static std::unique_ptr<Pool> open(const char *Path, const PoolOptions &Options);
  /// Makes the file. A crash in the middle leaves a file that open() refuses as
  /// unfinished and create() replaces.
  static std::unique_ptr<Pool> create(const char *Path, size_t Size, const PoolOptions &Options);
  /// Whether the file is what a crash in create() left behind: open() refuses it,
  /// create() replaces it. False for every other file, and for none.
  static bool isUnfinished(const char *Path);
  /// Unmaps, and unlocks when it is destroyed. 0, or an errno after setError() when
  /// commits that were acknowledged may not be durable.
  int close();
  ~Pool();
  Pool(const Pool &) = delete;
  Pool &operator=(const Pool &) = delete;

  PMEMobjpool *handle() const { return Handle; }
  Medium &medium() const { return *Storage; }
  PoolHeader &header() const { return *Header; }
  /// Absolute, with no symbolic links.
  const std::string &path() const { return Path; }
  char *base() const { return reinterpret_cast<char *>(Handle); }
  size_t size() const { return Size; }
  /// Whether every byte of the range lies in this pool.
  bool contains(const void *Address, size_t Bytes) const {
    uintptr_t Offset = reinterpret_cast<uintptr_t>(Address) - reinterpret_cast<uintptr_t>(Handle);
    return Offset < Size && Bytes <= Size - Offset;
  }
  uint64_t offsetOf(const void *Address) const {
    return reinterpret_cast<uintptr_t>(Address) - reinterpret_cast<uintptr_t>(Handle);
  }
  void *at(uint64_t Offset) const { return base() + Offset; }
  PMEMoid oidOf(const void *Address) const;

  /// flush and drain in one.
  void persist(const void *Address, size_t Bytes) const {
    Storage->flush(Address, Bytes);
    Storage->drain();
  }

  /// The pool's undo logs; set by runtime/log when it has recovered.
  LogDirectory *Logs = nullptr;
  /// The pool's persistent variables; set by runtime/interface, which owns them.
  VariableDirectory *Variables = nullptr;

  /// How often libpmemobj may have stored to free memory of the pool; counted before it
  /// does, for checked mode.
  std::atomic<uint64_t> HeapUses{0};

  /// Those of [[stet::transient]]; nullptr before the first one is accessed.
  TransientFields *transientFields() const { return Transient.load(std::memory_order_acquire); }
  /// nullptr when there is no room for their bits.
  TransientFields *makeTransientFields();

  /// It can't be used after all: what a working copy has not committed is dropped.
  void dropChanges() { KeepsChanges = false; }
  /// What was asked for, or what the pool was created with.
  const PoolOptions &options() const { return Options; }

  /// Whether its file is that one.
  bool isFile(dev_t Device, ino_t Inode) const;

  /// Removes the file's name: a new pool could not be used. Keeps errno.
  void removeFile();

  /// fork(): see ForkedChild.h.
  void rememberRuntimeState();
  void abandonInForkedChild();

private:
  Pool(std::unique_ptr<PoolFile> File, std::unique_ptr<Medium> Storage, const PoolOptions &Options);
  static std::unique_ptr<Pool> open(std::unique_ptr<PoolFile> File, PoolOptions Options);
  bool map(const LayoutName &Name, bool Creating);
  bool adoptHeader(const LayoutName &Name);
  bool writeHeader(const LayoutName &Name);
  std::unique_ptr<PoolFile> closeAndKeepFile();

  std::unique_ptr<PoolFile> File; ///< holds the lock
  std::unique_ptr<char[]> RuntimeState;
  PMEMobjpool *Handle = nullptr;
  PoolHeader *Header = nullptr;
  size_t Size = 0;
  std::string Path;
  PoolOptions Options;
  bool KeepsChanges = false;
  std::atomic<TransientFields *> Transient{nullptr};
  std::unique_ptr<Medium> Storage;
};

} // namespace stet

#endif // STET_RUNTIME_POOL_POOL_H
