//===-- tools/check/BitcodeReader.h - Reads functions from bitcode ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TOOLS_CHECK_BITCODEREADER_H
#define STET_TOOLS_CHECK_BITCODEREADER_H

#include "check/Program.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"

namespace stet {

/// An object file of -flto: the module says what the ELF file that will be made of it is
/// going to say. Errors do not name the file.
llvm::Expected<Unit> readBitcode(llvm::MemoryBufferRef Bytes, std::string Name);

} // namespace stet

#endif // STET_TOOLS_CHECK_BITCODEREADER_H
