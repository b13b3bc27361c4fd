//===-- plugin/sema/PersistentOperators.h - operator new and delete of persistent classes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_PERSISTENTOPERATORS_H
#define STET_PLUGIN_SEMA_PERSISTENTOPERATORS_H

namespace clang {
class ASTContext;
class CXXRecordDecl;
} // namespace clang

namespace stet {

/// Gives a complete persistent class implicit static members operator new and
/// delete, for objects and arrays, that use the pool's heap, and placement forms
/// for a place and for a pool. A class that declares or inherits operators of its
/// own keeps them.
void addPersistentOperators(clang::ASTContext &C, clang::CXXRecordDecl *Class);

} // namespace stet

#endif // STET_PLUGIN_SEMA_PERSISTENTOPERATORS_H
