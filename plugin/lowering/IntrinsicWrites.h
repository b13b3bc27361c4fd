//===-- plugin/lowering/IntrinsicWrites.h - What intrinsics write ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_INTRINSICWRITES_H
#define STET_PLUGIN_LOWERING_INTRINSICWRITES_H

#include "lowering/MemoryWrites.h"
#include "llvm/IR/IntrinsicInst.h"

namespace stet {

/// Adds what `I` writes. An intrinsic that may write through one of its pointers and
/// is not understood is added as Opaque.
void addIntrinsicWrites(MemoryAccesses &Accesses, llvm::IntrinsicInst &I);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_INTRINSICWRITES_H
