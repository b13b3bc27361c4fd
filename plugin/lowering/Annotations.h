//===-- plugin/lowering/Annotations.h - What sema has written on globals ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_ANNOTATIONS_H
#define STET_PLUGIN_LOWERING_ANNOTATIONS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/PassManager.h"

namespace llvm {
class GlobalValue;
class Module;
} // namespace llvm

namespace stet {

/// Shows each entry of llvm.global.annotations and removes those for which `Take` returns
/// true, so that they don't keep alive what they stand on.
void takeAnnotations(llvm::Module &M,
                     llvm::function_ref<bool(llvm::GlobalValue &, llvm::StringRef)> Take);

/// Gives the variables whose symbols begin with `Prefix` their own symbol and, where they
/// have no section, that one (sema/MarkedSymbols.h).
void takeMarkedSymbols(llvm::Module &M, llvm::StringRef Prefix, llvm::StringRef Section);

/// Turns the annotation of `[[stet::transaction_pure]]` into the function attribute that
/// the instrumentation asks for, and drops those that only sema needs.
class FunctionMarks : public llvm::PassInfoMixin<FunctionMarks> {
public:
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &AM);
  static bool isRequired() { return true; }
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_ANNOTATIONS_H
