//===-- plugin/lowering/LibraryExtent.h - Computes what a library call writes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_LIBRARYEXTENT_H
#define STET_PLUGIN_LOWERING_LIBRARYEXTENT_H

#include "lowering/LibraryTable.h"
#include "lowering/SnapshotBuilder.h"
#include "llvm/IR/InstrTypes.h"

namespace stet {

/// Emits the computation of what `Call` writes by one row of the table, and its snapshot.
/// `Class` is that of the row's argument.
void emitLibrarySnapshot(SnapshotBuilder &Builder, const LibraryWrite &Row,
                         const llvm::CallBase &Call, PointerClass Class);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_LIBRARYEXTENT_H
