//===-- plugin/sema/WholeObjects.cpp - Copies of objects with volatile members ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/WholeObjects.h"

#include "Markers.h"
#include "sema/AnnotationArguments.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecordLayout.h"

using namespace clang;

namespace stet {
namespace {

/// A member at a constant place in an object.
struct Part {
  StringRef Annotation;
  uint64_t Offset, Size; ///< in bytes
};
using Parts = SmallVector<Part, 4>;

void addParts(ASTContext &C, QualType Type, uint64_t Offset, Parts &Result) {
  if (const auto *Array = C.getAsConstantArrayType(Type)) {
    Parts OfOne;
    addParts(C, Array->getElementType(), 0, OfOne);
    uint64_t Stride = uint64_t(C.getTypeSizeInChars(Array->getElementType()).getQuantity());
    for (uint64_t I = 0; !OfOne.empty() && I < Array->getSize().getZExtValue(); ++I)
      for (const Part &P : OfOne)
        Result.push_back({P.Annotation, Offset + I * Stride + P.Offset, P.Size});
    return;
  }
  const auto *Tag = Type->getAsTagDecl();
  const auto *Record = Tag ? dyn_cast_or_null<RecordDecl>(Tag->getDefinition()) : nullptr;
  if (!Record || Record->isInvalidDecl() || Record->isDependentContext())
    return;
  const ASTRecordLayout &Layout = C.getASTRecordLayout(Record);
  if (const auto *Class = dyn_cast<CXXRecordDecl>(Record))
    for (const CXXBaseSpecifier &Base : Class->bases())
      if (!Base.isVirtual())
        addParts(C, Base.getType(),
                 Offset + uint64_t(Layout.getBaseClassOffset(Base.getType()->getAsCXXRecordDecl())
                                       .getQuantity()),
                 Result);
  for (const FieldDecl *Field : Record->fields()) {
    if (Field->isBitField() || Field->getType()->isReferenceType())
      continue;
    uint64_t At = Offset + Layout.getFieldOffset(Field->getFieldIndex()) / 8;
    bool IsMarked = false;
    for (StringRef Annotation : {RestoredAnnotation, TransientAnnotation})
      // Others are copied by their own assignment operators, which see members.
      if (const AnnotateAttr *Mark = findAnnotation(Field, Annotation);
          Mark && Mark->args_size() == 1) {
        IsMarked = true;
        Result.push_back(
            {Annotation, At, uint64_t(C.getTypeSizeInChars(Field->getType()).getQuantity())});
      }
    if (!IsMarked)
      addParts(C, Field->getType(), At, Result);
  }
}

FunctionDecl *findFunction(ASTContext &C, StringRef Name) {
  for (NamedDecl *Found : C.getTranslationUnitDecl()->lookup(&C.Idents.get(Name)))
    if (auto *Function = dyn_cast<FunctionDecl>(Found))
      return Function;
  return nullptr;
}

constexpr llvm::StringLiteral TransientPart = "stet_transient_part", SavePart = "stet_save_part";

/// Whether this is the code that Wrapper has made.
bool isWrapped(const Expr *E) {
  const auto *Deref = dyn_cast<UnaryOperator>(E->IgnoreParens());
  const auto *Call = Deref && Deref->getOpcode() == UO_Deref
                         ? dyn_cast<CallExpr>(Deref->getSubExpr()->IgnoreParenCasts())
                         : nullptr;
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Callee->getIdentifier() &&
         (Callee->getName() == TransientPart || Callee->getName() == SavePart);
}

/// object → *(T *)f(&object, offset, size), for one or more f.
class Wrapper {
public:
  Wrapper(ASTContext &C, Expr *Object) : C(C), Object(Object), At(Object->getBeginLoc()) {
    QualType Pointer = C.getPointerType(Object->getType());
    Address = UnaryOperator::Create(C, Object, UO_AddrOf, Pointer, VK_PRValue, OK_Ordinary, At,
                                    false, FPOptionsOverride());
    Address = cast(C.VoidPtrTy, CK_BitCast, Address);
  }

  void call(FunctionDecl *Function, const Part &P) {
    Expr *Callee = DeclRefExpr::Create(C, NestedNameSpecifierLoc(), SourceLocation(), Function,
                                       false, At, Function->getType(), VK_LValue);
    Callee = cast(C.getPointerType(Function->getType()), CK_FunctionToPointerDecay, Callee);
    Address = CallExpr::Create(C, Callee, {Address, number(P.Offset), number(P.Size)}, C.VoidPtrTy,
                               VK_PRValue, At, FPOptionsOverride());
  }

  Expr *result() {
    Expr *Typed = cast(C.getPointerType(Object->getType()), CK_BitCast, Address);
    return UnaryOperator::Create(C, Typed, UO_Deref, Object->getType(), Object->getValueKind(),
                                 OK_Ordinary, At, false, FPOptionsOverride());
  }

private:
  Expr *cast(QualType Type, CastKind Kind, Expr *E) {
    return ImplicitCastExpr::Create(C, Type, Kind, E, nullptr, VK_PRValue, FPOptionsOverride());
  }
  Expr *number(uint64_t Value) {
    QualType Type = C.getSizeType();
    return IntegerLiteral::Create(C, llvm::APInt(unsigned(C.getTypeSize(Type)), Value), Type, At);
  }

  ASTContext &C;
  Expr *Object;
  SourceLocation At;
  Expr *Address;
};

/// The expression to put in the place of `Object`, a glvalue; nullptr: none.
Expr *wrap(ASTContext &C, Expr *Object, bool IsTarget) {
  QualType Type = Object->getType();
  if (!Object->isGLValue() || Object->isTypeDependent() || Type.isVolatileQualified() ||
      isWrapped(Object) || isa<MaterializeTemporaryExpr>(Object))
    return nullptr;
  Parts All;
  addParts(C, Type, 0, All);
  FunctionDecl *Touch = findFunction(C, TransientPart), *Save = findFunction(C, SavePart);
  if (All.empty() || !Touch || !Save)
    return nullptr;
  Wrapper Wrapped(C, Object);
  bool IsNeeded = false;
  for (const Part &P : All) {
    bool IsTransient = P.Annotation == TransientAnnotation;
    if (!IsTransient && !IsTarget)
      continue;
    Wrapped.call(IsTransient ? Touch : Save, P);
    IsNeeded = true;
  }
  return IsNeeded ? Wrapped.result() : nullptr;
}

} // namespace

void watchWholeObjects(ASTContext &C, Expr *E) {
  if (auto *Cast = dyn_cast<ImplicitCastExpr>(E)) { // C reads it
    if (Cast->getCastKind() == CK_LValueToRValue && Cast->getType()->isRecordType())
      if (Expr *New = wrap(C, Cast->getSubExpr(), /*IsTarget=*/false))
        Cast->setSubExpr(New);
  } else if (auto *Assign = dyn_cast<BinaryOperator>(E)) {
    if (Assign->getOpcode() == BO_Assign && Assign->getType()->isRecordType())
      if (Expr *New = wrap(C, Assign->getLHS(), /*IsTarget=*/true))
        Assign->setLHS(New);
  } else if (auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    const CXXConstructorDecl *Constructor = Construct->getConstructor();
    if (Constructor->isCopyOrMoveConstructor() && Constructor->isDefaulted() &&
        Construct->getNumArgs())
      if (Expr *New = wrap(C, Construct->getArg(0), /*IsTarget=*/false))
        Construct->setArg(0, New);
  } else if (auto *Call = dyn_cast<CXXOperatorCallExpr>(E)) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    if (!Method || !Method->isDefaulted() ||
        !(Method->isCopyAssignmentOperator() || Method->isMoveAssignmentOperator()))
      return;
    for (unsigned Number : {0u, 1u})
      if (Expr *New = wrap(C, Call->getArg(Number), /*IsTarget=*/Number == 0))
        Call->setArg(Number, New);
  }
}

} // namespace stet
