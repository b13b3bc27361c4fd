//===-- plugin/sema/RestoredObjects.cpp - What [[stet::restored]] stands on ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/RestoredObjects.h"

#include "Markers.h"
#include "sema/AnnotationArguments.h"
#include "sema/StorageClass.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Mangle.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace stet {

namespace {

/// Why a declaration can't be restored; nullptr when it can. %0 is its type.
const char *objectionTo(Sema &S, const ValueDecl *D) {
  QualType Type = D->getType();
  const auto *Variable = dyn_cast<VarDecl>(D);
  const auto *Field = dyn_cast<FieldDecl>(D);
  if (Variable && isPersistentVariable(Variable))
    return "a persistent variable can't be 'restored': an abort restores persistent memory "
           "anyway; remove the attribute";
  if (Field && isPersistentClass(Field->getParent()))
    return "a member of a persistent class can't be 'restored': an abort restores persistent "
           "memory anyway; remove the attribute";
  if (Type->isReferenceType())
    return "a reference can't be 'restored'; mark the variable that it refers to";
  if (Field && Field->isBitField())
    return "a bit-field can't be 'restored'; mark a member that is not one";
  if (S.getASTContext().getBaseElementType(Type).isConstQualified())
    return "what is const never changes and can't be 'restored'";
  return nullptr;
}

/// Whether copies can be made: the implicit or a public copy constructor, and a
/// destructor for them.
bool canBeCopied(Sema &S, CXXRecordDecl *Class) {
  const CXXConstructorDecl *Copy = S.LookupCopyingConstructor(Class, Qualifiers::Const);
  const CXXDestructorDecl *Destructor = S.LookupDestructor(Class);
  auto IsUsable = [](const CXXMethodDecl *Method) {
    return Method && !Method->isDeleted() && Method->getAccess() == AS_public;
  };
  return !Class->isAbstract() && IsUsable(Copy) && IsUsable(Destructor);
}

FunctionTemplateDecl *findRestoration(ASTContext &C) {
  DeclContext *Scope = C.getTranslationUnitDecl();
  for (StringRef Name : {"stet", "detail"}) {
    auto Found = Scope->lookup(&C.Idents.get(Name));
    Scope = Found.empty() ? nullptr : dyn_cast<NamespaceDecl>(Found.front());
    if (!Scope)
      return nullptr;
  }
  for (NamedDecl *Found : Scope->lookup(&C.Idents.get("restoration")))
    if (auto *Template = dyn_cast<FunctionTemplateDecl>(Found))
      return Template;
  return nullptr;
}

/// stet::detail::restoration<Type>, instantiated.
FunctionDecl *restorationOf(Sema &S, QualType Type, SourceLocation Location) {
  ASTContext &C = S.getASTContext();
  FunctionTemplateDecl *Template = findRestoration(C);
  if (!Template)
    return nullptr;
  TemplateArgument Argument(C.getCanonicalType(Type).getUnqualifiedType());
  auto *Arguments = TemplateArgumentList::CreateCopy(C, {Argument});
  FunctionDecl *Function = S.InstantiateFunctionDeclaration(Template, Arguments, Location);
  if (Function)
    S.MarkFunctionReferenced(Location, Function);
  return Function;
}

template <unsigned N>
void report(Sema &S, const AnnotateAttr &Mark, const char (&Message)[N], QualType Type) {
  S.Diag(Mark.getLocation(), S.getDiagnostics().getCustomDiagID(DiagnosticsEngine::Error, Message))
      << Type << Mark.getRange();
}

/// Another file, or another place of this one, defines the variable.
bool isDefinedElsewhere(const VarDecl *Variable) {
  return Variable->hasGlobalStorage() && Variable->isExternallyVisible() &&
         Variable->isThisDeclarationADefinition() == VarDecl::DeclarationOnly;
}

/// Clang keeps no annotations of a variable that another file defines, and its section tells
/// nothing but that its bytes are restored. So the function that saves it tells of it, which must
/// be there until lowering has seen it.
void tellBy(ASTContext &C, FunctionDecl *How, VarDecl *Variable, ArrayRef<Expr *> Arguments) {
  if (const auto *Section = Variable->getAttr<SectionAttr>();
      Section && Section->getName() == RestoredSection)
    Variable->dropAttr<SectionAttr>();
  std::string Text =
      (RestoredAnnotation + SymbolInAnnotation + ASTNameGenerator(C).getName(Variable)).str();
  SmallVector<Expr *, 2> Copy(Arguments);
  How->addAttr(AnnotateAttr::CreateImplicit(C, Text, Copy.data(), Copy.size()));
  if (!How->hasAttr<UsedAttr>())
    How->addAttr(UsedAttr::CreateImplicit(C));
}

/// Replaces the mark by one with arguments. No argument: it is wrong, and gone.
void complete(Sema &S, ValueDecl *D, const AnnotateAttr &Mark) {
  ASTContext &C = S.getASTContext();
  QualType Type = D->getType().getNonReferenceType();
  SourceRange Range = Mark.getRange();
  SmallVector<Expr *, 2> Arguments{sizeArgument(C, Type, Range.getBegin())};
  QualType Element = C.getBaseElementType(Type);
  CXXRecordDecl *Class = Element->getAsCXXRecordDecl();
  if (Class && !Element.isTriviallyCopyableType(C)) {
    if (!canBeCopied(S, Class))
      return report(S, Mark,
                    "an object of type %0 can't be 'restored': it can't be copied; restore a "
                    "copyable object, or what it is made from",
                    Element);
    FunctionDecl *How = restorationOf(S, Element, Range.getBegin());
    if (!How)
      return report(S, Mark,
                    "an object of type %0 can be 'restored' only where <stet.h> is included",
                    Element);
    Arguments.push_back(functionArgument(C, How, Range.getBegin()));
    if (auto *Variable = dyn_cast<VarDecl>(D); Variable && isDefinedElsewhere(Variable))
      tellBy(C, How, Variable, Arguments);
  }
  replaceAnnotation(C, D, RestoredAnnotation, Arguments, Range);
}

bool isDependent(const ValueDecl *D) {
  QualType Type = D->getType();
  const auto *Variable = dyn_cast<VarDecl>(D);
  return D->isInvalidDecl() || Type->isDependentType() || Type->isUndeducedType() ||
         D->getDeclContext()->isDependentContext() ||
         (Variable && Variable->getDescribedVarTemplate());
}

} // namespace

void describeRestored(Sema &S, ValueDecl *D) {
  const AnnotateAttr *Mark = findAnnotation(D, RestoredAnnotation);
  if (!Mark || Mark->args_size() || isDependent(D))
    return;
  if (const char *Objection = objectionTo(S, D)) {
    // The text is one of this file's.
    DiagnosticIDs &IDs = *S.getDiagnostics().getDiagnosticIDs();
    S.Diag(Mark->getLocation(), IDs.getCustomDiagID(DiagnosticIDs::Error, Objection))
        << Mark->getRange();
    return removeAnnotation(D, RestoredAnnotation);
  }
  // The class may be defined before the object is used, which is looked at again then.
  QualType Element = S.getASTContext().getBaseElementType(D->getType());
  if (Element->isRecordType() && !S.isCompleteType(D->getLocation(), Element))
    return;
  // The size of what is only declared, and of the last member of a structure in C.
  if (D->getType()->isIncompleteType() || D->getType()->isVariablyModifiedType())
    return;
  complete(S, D, *Mark);
}

void markRestoredCaptures(Sema &S, LambdaExpr *Lambda) {
  if (Lambda->getLambdaClass()->isDependentContext())
    return;
  auto Field = Lambda->getLambdaClass()->field_begin();
  for (const LambdaCapture &Capture : Lambda->captures()) {
    FieldDecl *Captured = *Field++;
    if (Capture.getCaptureKind() != LCK_ByRef || !Capture.capturesVariable())
      continue;
    const AnnotateAttr *Mark = findAnnotation(Capture.getCapturedVar(), RestoredAnnotation);
    if (!Mark || isRestored(Captured))
      continue;
    SmallVector<Expr *, 2> Arguments(Mark->args());
    if (!Arguments.empty())
      Captured->addAttr(AnnotateAttr::CreateImplicit(S.getASTContext(), RestoredAnnotation,
                                                     Arguments.data(), Arguments.size(),
                                                     Mark->getRange()));
  }
}

} // namespace stet
