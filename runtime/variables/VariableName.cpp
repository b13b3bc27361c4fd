//===-- runtime/variables/VariableName.cpp - A variable's name as its programmer knows it ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "VariableName.h"

#include <cstdlib>
#include <cxxabi.h>

namespace stet {

std::string readableName(std::string_view Mangled) {
  size_t At = Mangled.find('@');
  std::string Name(Mangled.substr(0, At));
  if (Name.starts_with("_Z"))
    if (char *Demangled = abi::__cxa_demangle(Name.c_str(), nullptr, nullptr, nullptr)) {
      Name = Demangled;
      free(Demangled);
    }
  if (At != std::string_view::npos)
    Name += " (of " + std::string(Mangled.substr(At + 1)) + ")";
  return Name;
}

} // namespace stet
