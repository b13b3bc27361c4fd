//===-- tools/check/ElfReferences.h - Who refers to which function ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TOOLS_CHECK_ELFREFERENCES_H
#define STET_TOOLS_CHECK_ELFREFERENCES_H

#include "check/ElfImage.h"
#include "check/Program.h"

namespace stet {

/// Adds to `U`, whose functions are known, what the relocations of a relocatable file
/// tell, and what its code tells of functions in the same section, for which there are
/// none. Bytes of code that happen to look like a branch add one too many.
llvm::Error readReferences(const ElfImage &Image, Unit &U);

} // namespace stet

#endif // STET_TOOLS_CHECK_ELFREFERENCES_H
