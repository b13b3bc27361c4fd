//===-- plugin/lowering/VectorWrites.h - What masked and scattered stores write ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_VECTORWRITES_H
#define STET_PLUGIN_LOWERING_VECTORWRITES_H

#include "lowering/MemoryWrites.h"
#include "llvm/IR/IntrinsicInst.h"

namespace stet {

/// Adds what a masked, compressing or scattering store writes: only the lanes that
/// its mask enables (DESIGN 4, rule 2). False when `I` is none of these.
bool addVectorWrites(MemoryAccesses &Accesses, llvm::IntrinsicInst &I);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_VECTORWRITES_H
