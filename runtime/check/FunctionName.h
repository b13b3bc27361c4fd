//===-- runtime/check/FunctionName.h - Which function an instruction belongs to ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_CHECK_FUNCTIONNAME_H
#define STET_RUNTIME_CHECK_FUNCTIONNAME_H

#include <string>

namespace stet::check {

/// "push(long) + 0x12 (./list)": by the symbol table of the module, which knows static
/// functions too; without one "0x1234 in ./list", for addr2line.
std::string describeInstruction(const void *Address);

/// The same, and whether it lies in a shared library, or in a sanitizer's part of the program.
struct DescribedInstruction {
  std::string Text;
  bool IsOfLibrary;
};
DescribedInstruction findInstruction(const void *Address);

} // namespace stet::check

#endif // STET_RUNTIME_CHECK_FUNCTIONNAME_H
