//===-- plugin/sema/effects/StdNames.h - Functions and classes of namespace std ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_STDNAMES_H
#define STET_PLUGIN_SEMA_EFFECTS_STDNAMES_H

#include "clang/AST/Type.h"
#include "llvm/ADT/ArrayRef.h"

namespace clang {
class FunctionDecl;
} // namespace clang

namespace stet {

/// Whether it is a function in namespace std, no member, with one of the names. It may be nullptr.
bool isStdFunction(const clang::FunctionDecl *Function, llvm::ArrayRef<llvm::StringRef> Names);

/// Whether the type, or what it refers to, is a class in namespace std with one of the names.
bool isStdClass(clang::QualType Type, llvm::ArrayRef<llvm::StringRef> Names);

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_STDNAMES_H
