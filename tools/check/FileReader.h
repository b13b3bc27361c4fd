//===-- tools/check/FileReader.h - Opens what is to be checked ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TOOLS_CHECK_FILEREADER_H
#define STET_TOOLS_CHECK_FILEREADER_H

#include "check/Program.h"
#include "llvm/Support/Error.h"

namespace stet {

/// Adds the units of the file at `Path` to `Units`: of an archive, each member. An error
/// names the file, and the member, and says what is wrong; the other members are added.
llvm::Error readFile(llvm::StringRef Path, std::vector<Unit> &Units);

} // namespace stet

#endif // STET_TOOLS_CHECK_FILEREADER_H
