//===-- plugin/lowering/Remarks.h - What -Rpass=stet tells ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The texts of all remarks, their names and their kinds: docs/remarks.md. What is there
// to be told is found elsewhere.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_REMARKS_H
#define STET_PLUGIN_LOWERING_REMARKS_H

#include "lowering/SnapshotGroups.h"
#include "lowering/WriteDescription.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"

namespace stet {

/// Whether anybody wants remarks of Stet; when not, they should cost nothing.
bool areRemarksWanted(const llvm::Function &F);

/// How many stores, and what they cost.
struct TransactionCosts {
  unsigned Proven = 0, Tested = 0, WithoutSnapshot = 0;
  unsigned Snapshots = 0, Fences = 0;
};

/// Remarks about one function. Those about an instrumented body are given in the name of
/// the function that it belongs to. The same remark at the same place is given once.
class Remarks {
public:
  explicit Remarks(llvm::Function &F);

  // What the storage class of a write is, and so what precedes it.
  void provenVolatile(const llvm::Instruction &Write, const llvm::Value *Address);
  void provenPersistent(const MemoryAccess &Write);
  void testedAtRunTime(const MemoryAccess &Write);
  void endsProgramIfPersistent(const MemoryAccess &Write);
  void snapshotElided(const MemoryAccess &Write, const llvm::Instruction &Because);

  // Where its snapshot is.
  void snapshotMerged(const MemoryAccess &Write, const MemoryAccess &With, bool InOneSnapshot);
  void snapshotNotMerged(const MemoryAccess &Write, const MemoryAccess &With, RunStart Why);
  void snapshotHoisted(const MemoryAccess &Write);
  void snapshotNotHoisted(const MemoryAccess &Write);

  void abortUnwinds(const llvm::Instruction &Abort);
  void abortIsLocal(const llvm::Instruction &Abort);
  /// `Change` of a restored object; `WholeObject` when it may be any of its bytes. The
  /// size is 0 where it is not known.
  void restoredSaved(const llvm::Instruction &Change, uint64_t Size, bool WholeObject);

  void summary(const TransactionCosts &Costs);

private:
  struct Place {
    llvm::DiagnosticLocation Location;
    const llvm::BasicBlock *Block;
  };
  Place placeOf(const llvm::DebugLoc &Location, const llvm::BasicBlock &Block) const;
  Place placeOf(const llvm::Instruction &I) const {
    return placeOf(I.getDebugLoc(), *I.getParent());
  }
  Place placeOf(const MemoryAccess &Write) const {
    return placeOf(Write.location(), *Write.Where->getParent());
  }
  template <class Kind> void emit(llvm::StringRef Name, Place At, llvm::ArrayRef<Phrase> Phrases);

  llvm::Function &F;
  llvm::Function &Named; ///< F, or what it is the instrumented body of
  llvm::OptimizationRemarkEmitter Emitter;
  llvm::StringSet<> Given;
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_REMARKS_H
