//===-- plugin/lowering/LibraryReferences.h - Library functions that are not called by name ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call by name of a function of the C library is followed by LibraryWrites. Two
// things can't be seen there, and are put into a form that can:
// - A function whose address is taken is called through a pointer. The address becomes
//   that of a function of the program, `stet.library.NAME`, which calls it by name and is
//   instrumented like any other.
// - strtok keeps the place where it goes on in the library. It becomes strtok_r with a
//   place that all of the program's instrumented files share.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_LIBRARYREFERENCES_H
#define STET_PLUGIN_LOWERING_LIBRARYREFERENCES_H

#include "llvm/IR/Module.h"

namespace stet {

/// Run before the functions of `M` are looked at.
void nameLibraryReferences(llvm::Module &M);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_LIBRARYREFERENCES_H
