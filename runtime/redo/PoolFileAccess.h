//===-- runtime/redo/PoolFileAccess.h - The pool file, as its redo log sees it ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STET_RUNTIME_REDO_POOLFILEACCESS_H
#define STET_RUNTIME_REDO_POOLFILEACCESS_H

#include "File.h"
#include "Format.h"

#include <cstring>
#include <string>

namespace stet::redo {

/// The file that a log belongs to. The caller holds its lock.
struct PoolFileAccess {
  File &Pool;
  uint64_t Size;       ///< in whole pages
  uint64_t MarkOffset; ///< where the file has its Mark
  uint8_t Id[16];      ///< the pool's, kept by its copies

  std::string logPath() const { return Pool.path() + "-log"; }
  bool isIdOf(const Superblock &S) const { return !memcmp(S.PoolId, Id, sizeof(Id)); }
  /// They change one word of the mark, which is written whole, and are durable when
  /// they return true. False with errno.
  bool setLogId(uint64_t Id) const { return setWord(offsetof(Mark, LogId), Id); }
  bool setApplied(uint64_t Sequence) const { return setWord(offsetof(Mark, Applied), Sequence); }

  bool setWord(uint64_t At, uint64_t Value) const {
    return Pool.write(MarkOffset + At, &Value, sizeof(Value)) && Pool.sync();
  }
};

} // namespace stet::redo

#endif // STET_RUNTIME_REDO_POOLFILEACCESS_H
