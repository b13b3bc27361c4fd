//===-- plugin/sema/StorageClass.cpp - Which storage class a declaration has ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/StorageClass.h"

#include "Markers.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"

using namespace clang;

namespace stet {

/// The declaration among all of `D` that has the annotation, or nullptr.
static const Decl *annotated(const Decl *D, StringRef Text) {
  for (const Decl *Redeclaration : D->redecls())
    for (const auto *Annotation : Redeclaration->specific_attrs<AnnotateAttr>())
      if (Annotation->getAnnotation() == Text)
        return Redeclaration;
  return nullptr;
}

static const Decl *annotatedFunction(const FunctionDecl *Function, StringRef Text) {
  if (const Decl *Found = annotated(Function, Text))
    return Found;
  const FunctionDecl *Pattern = Function->getTemplateInstantiationPattern();
  return Pattern ? annotated(Pattern, Text) : nullptr;
}

bool isPersistentClass(const RecordDecl *Class) { return annotated(Class, PersistentAnnotation); }

bool isPersistentType(QualType Type) {
  const RecordDecl *Class = Type->getAsRecordDecl();
  return Class && isPersistentClass(Class);
}

bool isPersistentVariable(const VarDecl *Variable) {
  const auto *Section = Variable->getAttr<SectionAttr>();
  return Section && isPersistentSection(Section->getName());
}

bool isRestored(const ValueDecl *D) { return annotated(D, RestoredAnnotation); }

bool isTransient(const FieldDecl *Field) { return annotated(Field, TransientAnnotation); }

bool isTransactionPure(const FunctionDecl *Function) {
  return annotatedFunction(Function, PureAnnotation);
}

bool isTransactionUnsafe(const FunctionDecl *Function) { return unsafeDeclaration(Function); }

const Decl *unsafeDeclaration(const FunctionDecl *Function) {
  return annotatedFunction(Function, UnsafeAnnotation);
}

} // namespace stet
