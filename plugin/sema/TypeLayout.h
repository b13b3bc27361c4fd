//===-- plugin/sema/TypeLayout.h - The layout of a type as text ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_TYPELAYOUT_H
#define STET_PLUGIN_SEMA_TYPELAYOUT_H

#include "clang/AST/Type.h"
#include <string>

namespace clang {
class ASTContext;
} // namespace clang

namespace stet {

/// How a variable's type, and every class that can be reached from it by value or
/// by pointer, lies in memory. The pool keeps the text and compares it when a
/// program opens it; docs/layout.md describes it.
struct TypeLayout {
  std::string Text;
  /// Whether any of it points to code: pointers to functions, virtual functions.
  bool HoldsCodePointers = false;
};

TypeLayout describeLayout(clang::ASTContext &C, clang::QualType Type);

} // namespace stet

#endif // STET_PLUGIN_SEMA_TYPELAYOUT_H
