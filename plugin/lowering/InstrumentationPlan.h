//===-- plugin/lowering/InstrumentationPlan.h - Which functions get a second body ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function F that may write persistent memory where it does not itself know that it
// is in a transaction gets a second, instrumented body F.tx. Its callers in
// transactions call F.tx directly; F tests the thread's mode at its entry for the
// callers that nobody knows.
//
// A function whose callers are all known and call the right body needs no test. A
// function that only calls others with a test of their own needs no second body.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_INSTRUMENTATIONPLAN_H
#define STET_PLUGIN_LOWERING_INSTRUMENTATIONPLAN_H

#include "lowering/TransactionMode.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Module.h"

namespace stet {

/// The function attribute of `[[stet::transaction_pure]]`.
inline constexpr llvm::StringLiteral TransactionPureAttribute = "stet-transaction-pure";
bool isTransactionPure(const llvm::Function &F);

/// Whether `F` is a body that will be compiled and that passes can change.
bool mayBeInstrumented(const llvm::Function &F);

/// Whether the passes of the pipeline's end have been over `M` already.
bool isInstrumented(const llvm::Module &M);
void markInstrumented(llvm::Module &M);

class InstrumentationPlan {
public:
  explicit InstrumentationPlan(llvm::Module &M);

  /// A direct call of a function of this module, and where it executes when its
  /// function is entered outside.
  struct DirectCall {
    llvm::CallBase *Call;
    llvm::Function *Callee;
    Mode WhenOutside;
  };

  /// Functions to clone, in the module's order.
  std::vector<llvm::Function *> functionsToClone() const;
  /// Whether callers may enter `F` both in and out of transactions.
  bool needsEntryTest(const llvm::Function &F) const;
  /// The mode in which the original body of `F` is entered, behind its test.
  Mode entryModeOfOriginal(const llvm::Function &F) const;
  /// Calls in the original bodies that are always inside a transaction.
  std::vector<DirectCall> callsInside() const;

private:
  struct Summary {
    bool WritesOutsideBlocks = false;
    bool CanBeCloned = false;
    bool AllCallersKnown = false;
    bool NeedsBody = false;
    bool NeedsTest = false;
    bool IsDemanded = false; ///< somebody calls its instrumented body
    std::vector<DirectCall> Calls;
  };

  void summarise(llvm::Function &F);
  bool areAllCallersKnown(const llvm::Function &F) const;
  void findFunctionsThatNeedABody();
  void findFunctionsThatNeedATest();
  void findDemandedBodies();
  Mode modeOf(const DirectCall &Call, const llvm::Function &Caller) const;

  llvm::MapVector<const llvm::Function *, Summary> Summaries;
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_INSTRUMENTATIONPLAN_H
