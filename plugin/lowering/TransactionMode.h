//===-- plugin/lowering/TransactionMode.h - Where code runs: in a transaction or not ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds by forward dataflow whether an instruction executes inside a transaction
// (DESIGN 4, rule 6). The dataflow's value is an interval of how many blocks
// have been entered since the function's entry: the optimiser may merge the tails
// of code in and out of a block, where the answer is Either.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_TRANSACTIONMODE_H
#define STET_PLUGIN_LOWERING_TRANSACTIONMODE_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/IR/Function.h"

namespace stet {

enum class Mode { Outside, Inside, Either };

/// What a call does to the nesting of blocks.
enum class LevelChange { None, Begin, MaybeBegin, End };

/// MaybeBegin: stet_static_acquire, which begins a transaction only when it
/// returns non-zero.
LevelChange levelChange(const llvm::Instruction &I);

/// The function attribute that says in which mode a body is entered: "outside"
/// or "inside"; without it, either.
inline constexpr llvm::StringLiteral EntryModeAttribute = "stet-entry-mode";
Mode entryMode(const llvm::Function &F);
void setEntryMode(llvm::Function &F, Mode M);

/// The mode of each instruction of a function, as long as the function is not
/// changed.
class TransactionMode {
public:
  explicit TransactionMode(const llvm::Function &F);

  /// Whether a block, or the initialisation of a persistent static, begins or ends
  /// in the function.
  bool hasBlocks() const { return !Depths.empty(); }

  /// The mode just before `I` executes, in a body entered in mode `AtEntry`.
  Mode before(const llvm::Instruction &I, Mode AtEntry) const;

  /// The interval of blocks entered since the function's entry.
  struct Depth {
    unsigned Low = 0, High = 0;
    bool operator==(const Depth &Other) const = default;
  };
  Depth depthBefore(const llvm::Instruction &I) const { return Depths.lookup(&I); }

private:
  using DepthOfBlock = llvm::DenseMap<const llvm::BasicBlock *, Depth>;

  DepthOfBlock depthAtStarts(const llvm::Function &F) const;
  void recordInstructions(const DepthOfBlock &Starts);

  /// Empty when the function has no blocks. Unreachable code is absent.
  llvm::DenseMap<const llvm::Instruction *, Depth> Depths;
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_TRANSACTIONMODE_H
