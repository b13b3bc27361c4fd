//===-- plugin/sema/MarkedSymbols.h - Symbols that tell the storage class ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_MARKEDSYMBOLS_H
#define STET_PLUGIN_SEMA_MARKEDSYMBOLS_H

namespace clang {
class ASTContext;
class CXXRecordDecl;
class VarDecl;
} // namespace clang

namespace stet {

/// Clang tells the section of a persistent or restored variable that another translation unit
/// defines only where it is declared `extern`. A variable that others know by another kind of
/// declaration, as a static member, by `extern "C"` without braces, or by importing a module, is
/// marked in its symbol instead. Call before code is generated for any use of it; other variables
/// are left alone.
void markSymbol(clang::ASTContext &C, clang::VarDecl *Variable);

/// The same for the static members of a complete class.
void markMembers(clang::ASTContext &C, clang::CXXRecordDecl *Class);

} // namespace stet

#endif // STET_PLUGIN_SEMA_MARKEDSYMBOLS_H
