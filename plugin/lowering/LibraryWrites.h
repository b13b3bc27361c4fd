//===-- plugin/lowering/LibraryWrites.h - What functions of the C library write ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_LIBRARYWRITES_H
#define STET_PLUGIN_LOWERING_LIBRARYWRITES_H

#include "lowering/MemoryWrites.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/IR/InstrTypes.h"

namespace stet {

struct LibraryWrite;

/// Adds what `Call` writes when it calls a function of the C library that the table
/// knows. The extents are exact, or the whole buffer that the caller hands over: a
/// snapshot of more would undo other threads' work.
void addLibraryWrites(MemoryAccesses &Accesses, llvm::CallBase &Call);

/// The rows of a function that is declared by this name; none when it is not in the table.
llvm::ArrayRef<const LibraryWrite *> findLibraryWrites(const llvm::Function &F);
llvm::ArrayRef<const LibraryWrite *> findLibraryWrites(llvm::StringRef Name);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_LIBRARYWRITES_H
