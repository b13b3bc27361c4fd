//===-- plugin/lowering/MemoryWrites.h - The memory accesses of a function ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one work-list of accesses that may need a barrier (DESIGN 7.3). A barrier may
// precede an access or replace it. Accesses of memory that is proven volatile are
// not in it.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_MEMORYWRITES_H
#define STET_PLUGIN_LOWERING_MEMORYWRITES_H

#include "lowering/PointerClass.h"
#include "lowering/TransactionMode.h"
#include "llvm/IR/DebugLoc.h"
#include "llvm/IR/Function.h"
#include <functional>
#include <string>
#include <vector>

namespace stet {

class SnapshotBuilder;

struct MemoryAccess {
  enum Kinds {
    Load,     ///< not collected yet: rollback persistent memory has no read barrier
    Store,    ///< `Size` bytes at `Address` + `Offset`
    Range,    ///< `RunTimeSize` bytes at `Address`
    Computed, ///< `EmitSnapshots` emits code that finds the bytes, or replaces the access
              ///< by one that saves them itself
    Opaque    ///< not understood; `Why` says what it is
  };
  Kinds Kind;
  llvm::Instruction *Where;
  /// Whether it executes in a transaction; memoryWrites() can't tell.
  Mode When = Mode::Either;

  /// The address, or one that lies in the same object. Null when Opaque.
  llvm::Value *Address = nullptr;
  PointerClass Class = PointerClass::Unknown;

  int64_t Offset = 0;
  uint64_t Size = 0;
  llvm::Value *RunTimeSize = nullptr;
  std::function<void(SnapshotBuilder &)> EmitSnapshots = nullptr;
  std::string Why = {};

  /// Of the access in the source, when it is not that of `Where`.
  llvm::DebugLoc Location = {};
};

using MemoryAccesses = std::vector<MemoryAccess>;

/// All writes of `F`, in the order of its blocks and instructions. Does not look into
/// callees, except functions of the C library.
MemoryAccesses memoryWrites(llvm::Function &F);

/// Adds an access unless its memory is proven volatile. These are for the files
/// that know how certain instructions write.
void addStore(MemoryAccesses &Accesses, llvm::Instruction &I, llvm::Value *Address,
              llvm::TypeSize Size, int64_t Offset = 0);
void addRange(MemoryAccesses &Accesses, llvm::Instruction &I, llvm::Value *Address,
              llvm::Value *Size);
void addComputed(MemoryAccesses &Accesses, llvm::Instruction &I, llvm::Value *Address,
                 std::function<void(SnapshotBuilder &)> EmitSnapshots);
void addOpaque(MemoryAccesses &Accesses, llvm::Instruction &I, const llvm::Twine &Why);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_MEMORYWRITES_H
