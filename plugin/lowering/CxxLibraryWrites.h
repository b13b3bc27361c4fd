//===-- plugin/lowering/CxxLibraryWrites.h - What functions of the C++ library write ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_CXXLIBRARYWRITES_H
#define STET_PLUGIN_LOWERING_CXXLIBRARYWRITES_H

#include "lowering/MemoryWrites.h"
#include "llvm/IR/InstrTypes.h"

namespace stet {

/// Adds what `Call` writes when it calls a function of the C++ library that this module
/// does not compile. Fails closed: where a function may write through an argument and
/// the table does not know what, the program ends with a message that names it if that
/// argument is persistent.
void addCxxLibraryWrites(MemoryAccesses &Accesses, llvm::CallBase &Call);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_CXXLIBRARYWRITES_H
