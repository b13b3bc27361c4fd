//===-- plugin/sema/PersistentOperators.cpp - operator new and delete of persistent classes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/PersistentOperators.h"

#include "Compatibility.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/CXXInheritance.h"
#include "clang/AST/DeclCXX.h"
#include <string>

using namespace clang;

namespace stet {
namespace {

/// The alignment that every allocation of the pool's heap has, in bytes.
constexpr uint64_t HeapAlignment = 16;

class OperatorWriter {
public:
  OperatorWriter(ASTContext &C, CXXRecordDecl *Class) : C(C), Class(Class) {
    uint64_t Alignment = C.toCharUnitsFromBits(C.getTypeAlign(typeOf(C, Class))).getQuantity();
    if (Alignment > HeapAlignment)
      Aligned = "_aligned_" + std::to_string(Alignment);
  }

  void write() {
    QualType Void = C.VoidTy, Pointer = C.VoidPtrTy, Size = C.getSizeType();
    for (OverloadedOperatorKind New : {OO_New, OO_Array_New}) {
      add(New, Pointer, {Size}, "stet_new" + Aligned);
      add(New, Pointer, {Size, Pointer}, "stet_new_at", EST_BasicNoexcept);
    }
    const char *Delete = Aligned.empty() ? "stet_delete" : "stet_delete_aligned";
    for (OverloadedOperatorKind Operator : {OO_Delete, OO_Array_Delete}) {
      add(Operator, Void, {Pointer}, Delete);
      add(Operator, Void, {Pointer, Pointer}, "stet_delete_at", EST_BasicNoexcept);
    }
    if (CXXRecordDecl *Pool = findPool())
      writeForPool(C.getLValueReferenceType(typeOf(C, Pool)));
  }

private:
  void writeForPool(QualType PoolReference) {
    QualType Void = C.VoidTy, Pointer = C.VoidPtrTy, Size = C.getSizeType();
    const char *Delete = Aligned.empty() ? "stet_delete_in" : "stet_delete_in_aligned";
    for (OverloadedOperatorKind New : {OO_New, OO_Array_New}) {
      add(New, Pointer, {Size, PoolReference}, "stet_new_in" + Aligned);
      // Without this a `stet_pool *` would be taken for the place of placement new.
      if (RecordDecl *Handle = findHandle())
        add(New, Pointer, {Size, C.getPointerType(typeOf(C, Handle))}, "stet_new_at")
            ->setDeletedAsWritten();
    }
    for (OverloadedOperatorKind Operator : {OO_Delete, OO_Array_Delete})
      add(Operator, Void, {Pointer, PoolReference}, Delete);
  }

  CXXMethodDecl *add(OverloadedOperatorKind Operator, QualType Result,
                     ArrayRef<QualType> Parameters, const std::string &Symbol,
                     ExceptionSpecificationType Throws = EST_None) {
    FunctionProtoType::ExtProtoInfo Info;
    Info.ExceptionSpec.Type = Throws;
    QualType Type = C.getFunctionType(Result, Parameters, Info);
    SourceLocation Location = locationOf(Symbol);
    DeclarationNameInfo Name(C.DeclarationNames.getCXXOperatorName(Operator), Location);
    auto *Method = CXXMethodDecl::Create(
        C, Class, Location, Name, Type, C.getTrivialTypeSourceInfo(Type, Location), SC_Static,
        /*UsesFPIntrin=*/false, /*isInline=*/false, ConstexprSpecKind::Unspecified, Location);
    SmallVector<ParmVarDecl *, 2> Declared;
    for (QualType Parameter : Parameters)
      Declared.push_back(ParmVarDecl::Create(C, Method, Location, Location, nullptr, Parameter,
                                             C.getTrivialTypeSourceInfo(Parameter, Location),
                                             SC_None, nullptr));
    Method->setParams(Declared);
    Method->setAccess(AS_public);
    Method->setImplicit();
    Method->addAttr(AsmLabelAttr::CreateImplicit(C, Symbol));
    Class->addDecl(Method);
    return Method;
  }

  /// Where <stet/abi.h> declares the function. It is a system header, so Clang does not
  /// warn that the operators of a class in an anonymous namespace are used and undefined.
  SourceLocation locationOf(const std::string &Symbol) {
    auto *Function = find<FunctionDecl>(C.getTranslationUnitDecl(), Symbol, C);
    return Function ? Function->getLocation() : Class->getLocation();
  }

  template <class Wanted> static Wanted *find(DeclContext *Context, StringRef Name, ASTContext &C) {
    for (NamedDecl *Found : Context->lookup(&C.Idents.get(Name)))
      if (auto *D = dyn_cast<Wanted>(Found))
        return D;
    return nullptr;
  }
  CXXRecordDecl *findPool() {
    auto *Namespace = find<NamespaceDecl>(C.getTranslationUnitDecl(), "stet", C);
    return Namespace ? find<CXXRecordDecl>(Namespace, "pool", C) : nullptr;
  }
  RecordDecl *findHandle() { return find<RecordDecl>(C.getTranslationUnitDecl(), "stet_pool", C); }

  ASTContext &C;
  CXXRecordDecl *Class;
  std::string Aligned;
};

/// Whether the class declares, or inherits, an operator new that the user wrote.
/// Implicit ones of a base are written again: the class may be aligned differently.
bool hasOwnNew(ASTContext &C, const CXXRecordDecl *Class) {
  for (const NamedDecl *Found : Class->lookup(C.DeclarationNames.getCXXOperatorName(OO_New)))
    if (!Found->isImplicit())
      return true;
  for (const CXXBaseSpecifier &Base : Class->bases())
    if (const auto *BaseClass = Base.getType()->getAsCXXRecordDecl())
      if (BaseClass->hasDefinition() && hasOwnNew(C, BaseClass))
        return true;
  return false;
}

} // namespace

void addPersistentOperators(ASTContext &C, CXXRecordDecl *Class) {
  if (!hasOwnNew(C, Class))
    OperatorWriter(C, Class).write();
}

} // namespace stet
