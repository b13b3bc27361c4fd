//===-- plugin/sema/TransientFields.cpp - What [[stet::transient]] stands on ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/TransientFields.h"

#include "Markers.h"
#include "sema/AnnotationArguments.h"
#include "sema/StorageClass.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace stet {

/// Why a member can't be transient; nullptr when it can. %0 is its type.
static const char *objectionTo(ASTContext &C, const FieldDecl *Field) {
  QualType Type = Field->getType();
  if (!isPersistentClass(Field->getParent()))
    return "only a member of a persistent class can be 'transient'; other objects are volatile "
           "anyway";
  if (Type->isReferenceType())
    return "a reference can't be 'transient': it can't be zeroed; use a pointer";
  if (Field->isBitField())
    return "a bit-field can't be 'transient'; use a member that is not one";
  if (C.getBaseElementType(Type).isConstQualified())
    return "a const member can't be 'transient': it would stay zero";
  if (Type->isIncompleteType())
    return "a member without a size can't be 'transient'";
  const CXXRecordDecl *Class = C.getBaseElementType(Type)->getAsCXXRecordDecl();
  if (Class && (!Class->hasTrivialDestructor() || Class->isDynamicClass()))
    return "a member of type %0 can't be 'transient': it is zeroed in each run and never "
           "destroyed, so its class must have no destructor and no virtual functions; use a "
           "pointer to an object of it";
  return nullptr;
}

void describeTransient(Sema &S, FieldDecl *Field) {
  const AnnotateAttr *Mark = findAnnotation(Field, TransientAnnotation);
  if (!Mark || Mark->args_size() || Field->isInvalidDecl() || Field->getType()->isDependentType() ||
      Field->getParent()->isDependentContext())
    return;
  ASTContext &C = S.getASTContext();
  if (const char *Objection = objectionTo(C, Field)) {
    // The text is one of this file's.
    DiagnosticIDs &IDs = *S.getDiagnostics().getDiagnosticIDs();
    S.Diag(Mark->getLocation(), IDs.getCustomDiagID(DiagnosticIDs::Error, Objection))
        << Field->getType() << Mark->getRange();
    return; // The mark stays: as a persistent member it would be wrong, too.
  }
  SourceRange Range = Mark->getRange();
  Expr *Size = sizeArgument(C, Field->getType(), Range.getBegin());
  replaceAnnotation(C, Field, TransientAnnotation, Size, Range);
}

} // namespace stet
