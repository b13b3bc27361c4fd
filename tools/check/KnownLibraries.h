//===-- tools/check/KnownLibraries.h - What needs no mark ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The libraries of C and C++, of the compiler and of Stet are compiled without the
// plugin, and that is taken care of: plugin/lowering/README.md says how. All other code
// has to have a mark.
//
//===----------------------------------------------------------------------===//
#ifndef STET_TOOLS_CHECK_KNOWNLIBRARIES_H
#define STET_TOOLS_CHECK_KNOWNLIBRARIES_H

#include "check/Program.h"
#include "llvm/ADT/StringRef.h"

namespace stet {

/// By a file's name or SONAME: "libc.so.6", "/usr/lib/libstdc++.a", "crt1.o".
bool isKnownLibrary(llvm::StringRef FileName);

/// Whether the unit is of such a library.
bool isKnownUnit(const Unit &U);

/// Whether it is one of the C library's that the plugin knows (LibraryTable.h), or one
/// that a compiler adds to every program.
bool isKnownFunction(llvm::StringRef Name);

/// Whether it is one of the C++ library's. Instrumented code that calls one ends the
/// program should it be about to write persistent memory unseen.
bool isCxxLibraryName(llvm::StringRef Name);

} // namespace stet

#endif // STET_TOOLS_CHECK_KNOWNLIBRARIES_H
