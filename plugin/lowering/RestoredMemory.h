//===-- plugin/lowering/RestoredMemory.h - Saves volatile memory that is marked ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_RESTOREDMEMORY_H
#define STET_PLUGIN_LOWERING_RESTOREDMEMORY_H

#include "llvm/IR/PassManager.h"

namespace stet {

/// Inserts a call that saves the old value before each change of an object marked
/// [[stet::restored]], at the pipeline's start, behind TransactionRegions. Guarantees:
/// what is saved lives on when the block aborts, as far as this function knows; the
/// runtime knows of the stack. Outside of blocks a change costs a test of the thread's
/// mode. Direct stores save exactly their bytes; a call that gets the address, and a
/// pointer or reference that is made, save the whole object.
class RestoredMemory : public llvm::PassInfoMixin<RestoredMemory> {
public:
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &AM);
  static bool isRequired() { return true; }
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_RESTOREDMEMORY_H
