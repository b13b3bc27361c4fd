//===-- plugin/lowering/InstrumentedBodies.h - Gives functions a body for transactions ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_INSTRUMENTEDBODIES_H
#define STET_PLUGIN_LOWERING_INSTRUMENTEDBODIES_H

#include "llvm/IR/PassManager.h"

namespace stet {

/// Clones each function F that may write persistent memory to F.tx, makes calls in
/// transactions go to F.tx, and has F test the thread's mode where a caller may be in
/// a transaction (DESIGN 4, "Callees"). SnapshotInsertion, which runs next,
/// instruments the clones. Guarantees: whoever calls F in a transaction, F.tx runs.
class InstrumentedBodies : public llvm::PassInfoMixin<InstrumentedBodies> {
public:
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &AM);
  static bool isRequired() { return true; }
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_INSTRUMENTEDBODIES_H
