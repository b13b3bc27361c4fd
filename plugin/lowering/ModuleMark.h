//===-- plugin/lowering/ModuleMark.h - Says that a module was compiled with the plugin ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_MODULEMARK_H
#define STET_PLUGIN_LOWERING_MODULEMARK_H

#include "llvm/IR/PassManager.h"

namespace stet {

/// Leaves in each module, once, what <stet/mark.h> tells. The functions' entries are
/// metadata that the code generator turns into a section: they keep no function alive
/// and take no address, so that nothing is optimised less, and they follow a function
/// through link-time optimisation. Runs last, when all functions are there.
class ModuleMark : public llvm::PassInfoMixin<ModuleMark> {
public:
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &AM);
  static bool isRequired() { return true; }
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_MODULEMARK_H
