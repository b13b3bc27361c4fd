//===-- plugin/sema/StorageClass.h - Which storage class a declaration has ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_STORAGECLASS_H
#define STET_PLUGIN_SEMA_STORAGECLASS_H

namespace clang {
class Decl;
class FieldDecl;
class FunctionDecl;
class QualType;
class RecordDecl;
class ValueDecl;
class VarDecl;
} // namespace clang

namespace stet {

/// Whether the class, in any of its declarations, is annotated [[persistent]].
bool isPersistentClass(const clang::RecordDecl *Class);

/// The same for the class of a type; false for other types.
bool isPersistentType(clang::QualType Type);

/// Whether the variable is annotated [[persistent]].
bool isPersistentVariable(const clang::VarDecl *Variable);

/// Whether the variable or field is annotated [[stet::restored]].
bool isRestored(const clang::ValueDecl *D);

/// Whether the field is annotated [[stet::transient]].
bool isTransient(const clang::FieldDecl *Field);

/// Whether the function, in any of its declarations or the template that it comes from,
/// is annotated [[stet::transaction_pure]], or [[stet::transaction_unsafe]].
bool isTransactionPure(const clang::FunctionDecl *Function);
bool isTransactionUnsafe(const clang::FunctionDecl *Function);

/// The annotation itself, for a note that points at it; nullptr when there is none.
const clang::Decl *unsafeDeclaration(const clang::FunctionDecl *Function);

} // namespace stet

#endif // STET_PLUGIN_SEMA_STORAGECLASS_H
