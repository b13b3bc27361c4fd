//===-- runtime/variables/VariableName.h - A variable's name as its programmer knows it ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_VARIABLES_VARIABLENAME_H
#define STET_RUNTIME_VARIABLES_VARIABLENAME_H

#include <string>
#include <string_view>

namespace stet {

/// "list::head", or "head (of bank.cpp)" for internal linkage, from the mangled name.
std::string readableName(std::string_view Mangled);

} // namespace stet

#endif // STET_RUNTIME_VARIABLES_VARIABLENAME_H
