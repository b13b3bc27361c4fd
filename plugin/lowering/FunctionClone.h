//===-- plugin/lowering/FunctionClone.h - F.tx, the instrumented body of F ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_FUNCTIONCLONE_H
#define STET_PLUGIN_LOWERING_FUNCTIONCLONE_H

#include "llvm/IR/Function.h"

namespace stet {

/// Whether `F` can have a second body: not when the address of one of its labels may
/// go from one activation of F to another, which may run in the other body; nor when
/// F can't hand its arguments on to the other body.
bool canClone(const llvm::Function &F);

/// Clones `F`, which canClone(), to `F.tx`, together with its tables of labels. Its
/// symbol is F's own business, so a copy of F from a file without the plugin cannot
/// take its place at link time.
llvm::Function *cloneForTransactions(llvm::Function &F);

/// The name of the function that `F` is the instrumented body of, else its own.
llvm::StringRef originalName(const llvm::Function &F);

/// The function that `Tx` is the instrumented body of; nullptr when it is none, or there
/// is no other body.
llvm::Function *originalOf(const llvm::Function &Tx);

/// Makes `Tx` what `F` was, when nobody calls `F` any more, and deletes `F`.
void replaceByClone(llvm::Function &F, llvm::Function &Tx);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_FUNCTIONCLONE_H
