//===-- plugin/lowering/CheckedSnapshot.h - The window test out of line ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Inline tests make half of the size of instrumented bodies. Files that do not know
// of persistence at all, and so will seldom meet it, test out of line.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_CHECKEDSNAPSHOT_H
#define STET_PLUGIN_LOWERING_CHECKEDSNAPSHOT_H

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"

namespace stet {

/// Whether the file uses blocks, persistent variables, the pool's heap, or includes
/// <stet.h> at all.
bool knowsPersistence(const llvm::Module &M);

/// Emits a call that saves `Size` bytes if `Address` is persistent. It costs no
/// general-purpose register of the caller.
llvm::CallInst *emitCheckedSnapshot(llvm::IRBuilderBase &Builder, llvm::Module &M,
                                    llvm::Value *Address, llvm::Value *Size);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_CHECKEDSNAPSHOT_H
