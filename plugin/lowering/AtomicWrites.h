//===-- plugin/lowering/AtomicWrites.h - What compare-and-exchange writes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_ATOMICWRITES_H
#define STET_PLUGIN_LOWERING_ATOMICWRITES_H

#include "lowering/MemoryWrites.h"
#include "llvm/IR/Instructions.h"

namespace stet {

/// Adds the write of `Exchange`, which it only makes when it finds the value expected.
/// Where another value is there already nothing is saved, and the instruction fails
/// without being executed: an abort must not bring back what another thread has
/// overwritten since (DESIGN 4, rule 2). When the instruction fails all the same, because
/// another thread was faster, its snapshot is taken back.
void addCompareExchange(MemoryAccesses &Accesses, llvm::AtomicCmpXchgInst &Exchange);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_ATOMICWRITES_H
