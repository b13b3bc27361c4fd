//===-- tools/check/ElfReader.h - Reads functions from ELF files ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TOOLS_CHECK_ELFREADER_H
#define STET_TOOLS_CHECK_ELFREADER_H

#include "check/Program.h"
#include "llvm/Support/Error.h"

namespace stet {

/// An object file, shared library or program of these bytes. Errors do not name the file.
llvm::Expected<Unit> readElf(llvm::StringRef Bytes, std::string Name);

} // namespace stet

#endif // STET_TOOLS_CHECK_ELFREADER_H
