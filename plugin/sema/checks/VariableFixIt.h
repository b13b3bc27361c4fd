//===-- plugin/sema/checks/VariableFixIt.h - Marks a variable with an attribute ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_CHECKS_VARIABLEFIXIT_H
#define STET_PLUGIN_SEMA_CHECKS_VARIABLEFIXIT_H

#include "clang/Basic/Diagnostic.h"
#include <optional>

namespace clang {
class VarDecl;
} // namespace clang

namespace stet {

/// Puts `[[ATTRIBUTE]]` before the variable's declaration, or behind its name when others are
/// declared together with it. Nothing where a macro declares it.
std::optional<clang::FixItHint> markVariable(const clang::VarDecl *Variable,
                                             llvm::StringRef Attribute);

} // namespace stet

#endif // STET_PLUGIN_SEMA_CHECKS_VARIABLEFIXIT_H
