//===-- plugin/sema/AnnotationArguments.cpp - Annotations that carry values to lowering ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/AnnotationArguments.h"

#include "clang/AST/APValue.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace stet {

const AnnotateAttr *findAnnotation(const Decl *D, StringRef Text) {
  const AnnotateAttr *Found = nullptr;
  for (const auto *Annotation : D->specific_attrs<AnnotateAttr>())
    if (Annotation->getAnnotation() == Text && (!Found || !Found->args_size()))
      Found = Annotation;
  return Found;
}

void removeAnnotation(Decl *D, StringRef Text) {
  if (D->hasAttrs())
    llvm::erase_if(D->getAttrs(), [Text](const Attr *A) {
      const auto *Annotation = dyn_cast<AnnotateAttr>(A);
      return Annotation && Annotation->getAnnotation() == Text;
    });
}

void replaceAnnotation(ASTContext &C, Decl *D, StringRef Text, MutableArrayRef<Expr *> Arguments,
                       SourceRange Range) {
  removeAnnotation(D, Text);
  D->addAttr(AnnotateAttr::CreateImplicit(C, Text, Arguments.data(), Arguments.size(), Range));
}

Expr *integerArgument(ASTContext &C, uint64_t Value, SourceLocation Location) {
  llvm::APInt Bits(64, Value);
  QualType Type = C.getIntTypeForBitwidth(64, /*Signed=*/false);
  auto *Literal = IntegerLiteral::Create(C, Bits, Type, Location);
  return ConstantExpr::Create(C, Literal, APValue(llvm::APSInt(Bits, /*isUnsigned=*/true)));
}

Expr *sizeArgument(ASTContext &C, QualType Type, SourceLocation Location) {
  return integerArgument(C, uint64_t(C.getTypeSizeInChars(Type).getQuantity()), Location);
}

Expr *functionArgument(ASTContext &C, FunctionDecl *Function, SourceLocation Location) {
  auto *Reference = DeclRefExpr::Create(C, NestedNameSpecifierLoc(), SourceLocation(), Function,
                                        /*RefersToEnclosingVariableOrCapture=*/false, Location,
                                        Function->getType(), VK_LValue);
  Expr *Pointer =
      ImplicitCastExpr::Create(C, C.getPointerType(Function->getType()), CK_FunctionToPointerDecay,
                               Reference, nullptr, VK_PRValue, FPOptionsOverride());
  APValue Address(APValue::LValueBase(Function), CharUnits::Zero(), APValue::NoLValuePath());
  return ConstantExpr::Create(C, Pointer, Address);
}

} // namespace stet
