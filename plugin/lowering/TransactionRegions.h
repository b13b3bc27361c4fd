//===-- plugin/lowering/TransactionRegions.h - Transaction blocks become calls ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs at the pipeline's start. Clang has turned the guard of a block into a cleanup
// that calls a marker (stet/abi.h) wherever control leaves the block. Which way it is
// left, normally or by unwinding, is known statically; the marker becomes
// stet_block_commit or stet_block_unwound accordingly, and the latter gains an edge
// to the code behind the block, for an abort that ends there.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_TRANSACTIONREGIONS_H
#define STET_PLUGIN_LOWERING_TRANSACTIONREGIONS_H

#include "llvm/IR/PassManager.h"

namespace stet {

class TransactionRegions : public llvm::PassInfoMixin<TransactionRegions> {
public:
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &AM);
  static bool isRequired() { return true; }
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_TRANSACTIONREGIONS_H
