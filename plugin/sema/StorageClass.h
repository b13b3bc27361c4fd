//===-- plugin/sema/StorageClass.h - Which storage class a declaration has ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_STORAGECLASS_H
#define STET_PLUGIN_SEMA_STORAGECLASS_H

namespace clang {
class RecordDecl;
class VarDecl;
} // namespace clang

namespace stet {

/// Whether the class, in any of its declarations, is annotated [[persistent]].
bool isPersistentClass(const clang::RecordDecl *Class);

/// Whether the variable is annotated [[persistent]].
bool isPersistentVariable(const clang::VarDecl *Variable);

} // namespace stet

#endif // STET_PLUGIN_SEMA_STORAGECLASS_H
