//===-- tools/check/WrongFile.h - Errors of files that can't be read ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TOOLS_CHECK_WRONGFILE_H
#define STET_TOOLS_CHECK_WRONGFILE_H

#include "llvm/Support/Error.h"

namespace stet {

/// What is wrong with a file, without its name.
inline llvm::Error wrongFile(const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Message);
}

} // namespace stet

#endif // STET_TOOLS_CHECK_WRONGFILE_H
