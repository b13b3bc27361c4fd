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

bool isPersistentClass(const RecordDecl *Class) {
  for (const Decl *D : Class->redecls())
    for (const auto *Annotation : D->specific_attrs<AnnotateAttr>())
      if (Annotation->getAnnotation() == PersistentAnnotation)
        return true;
  return false;
}

bool isPersistentVariable(const VarDecl *Variable) {
  const auto *Section = Variable->getAttr<SectionAttr>();
  return Section && isPersistentSection(Section->getName());
}

} // namespace stet
