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
#include "llvm/IR/Instruction.h"
#include <functional>
#include <string>
#include <vector>

namespace stet {

class SnapshotBuilder;

/// Whether the snapshot of a store that executes in a loop is taken in front of the loop,
/// and else why not.
struct LoopFate {
  enum Kinds {
    NotInLoop,
    InFront,          ///< of the loop is the snapshot
    NotOptimised,     ///< the function is not
    NotAlways,        ///< the store is not certain to execute in each iteration
    SameBytes,        ///< are stored in each iteration
    Irregular,        ///< the address does not advance by constant steps
    OuterLoop,        ///< the loop contains another one
    UnknownCount,     ///< of iterations
    LeavesEarly,      ///< control may leave the loop in the middle
    Interrupted,      ///< by `By`, which may synchronise, throw or not return
    LeavesGaps,       ///< bytes between one iteration and the next are not stored
    CannotBeComputed, ///< the range, in front of the loop
  };
  Kinds Kind = NotInLoop;
  const llvm::Instruction *By = nullptr;
};

struct MemoryAccess {
  enum Kinds {
    Load,     ///< not collected yet: rollback persistent memory has no read barrier
    Store,    ///< `Size` bytes at `Address` + `Offset`
    Range,    ///< `RunTimeSize` bytes at `Address`
    Computed, ///< `EmitSnapshots` emits code that finds the bytes, or replaces the access
              ///< by one that saves them itself
    Opaque    ///< not understood
  };
  Kinds Kind;
  llvm::Instruction *Where;
  /// Whether it executes in a transaction; memoryWrites() can't tell.
  Mode When = Mode::Either;

  /// The address, or one that lies in the same object. Null where it is not known.
  llvm::Value *Address = nullptr;
  PointerClass Class = PointerClass::Unknown;

  int64_t Offset = 0;
  uint64_t Size = 0;
  llvm::Value *RunTimeSize = nullptr;
  std::function<void(SnapshotBuilder &)> EmitSnapshots = nullptr;
  /// What can't be known. A computed access ends the program then, if it is persistent.
  std::string Why = {};

  /// Of the access in the source, when it is not that of `Where`.
  llvm::DebugLoc Location = {};
  LoopFate Loop = {};

  llvm::DebugLoc location() const { return Location ? Location : Where->getDebugLoc(); }
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
                 std::function<void(SnapshotBuilder &)> EmitSnapshots, std::string Why = {});
void addOpaque(MemoryAccesses &Accesses, llvm::Instruction &I, const llvm::Twine &Why);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_MEMORYWRITES_H
