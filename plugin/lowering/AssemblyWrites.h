//===-- plugin/lowering/AssemblyWrites.h - What inline assembly writes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_ASSEMBLYWRITES_H
#define STET_PLUGIN_LOWERING_ASSEMBLYWRITES_H

#include "lowering/MemoryWrites.h"
#include "llvm/IR/InstrTypes.h"

namespace stet {

/// Adds what a call of inline assembly writes: its outputs in memory, and what can't
/// be known as opaque.
void addInlineAssembly(MemoryAccesses &Accesses, llvm::CallBase &Call, const llvm::DataLayout &DL);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_ASSEMBLYWRITES_H
