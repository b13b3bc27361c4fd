//===-- plugin/sema/effects/Place.cpp - The object that an expression denotes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/Place.h"

#include "sema/PoolAllocation.h"
#include "sema/StorageClass.h"
#include "sema/diagnostics/Suppressions.h"
#include "sema/effects/Handles.h"
#include "sema/effects/ReturnedValues.h"
#include "sema/effects/UnseenWrites.h"
#include "clang/AST/ASTLambda.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace stet {

/// Longer chains of references than this are not followed.
static constexpr unsigned MaximumDepth = 64;

namespace {
struct Nesting {
  explicit Nesting(unsigned &Depth) : Depth(Depth) { ++Depth; }
  ~Nesting() { --Depth; }
  unsigned &Depth;
};
} // namespace

static Place byPointeeType(QualType Pointer) {
  QualType Pointee = Pointer->getPointeeType();
  return {!Pointee.isNull() && isPersistentType(Pointee) ? Place::Persistent : Place::Unknown};
}

/// A choice between two objects is known where both are the same. Of two volatile ones the
/// first, or that which is no local variable, stands for both.
static Place either(Place A, Place B) {
  auto IsVolatile = [](Place P) { return P.What == Place::Variable || P.What == Place::Pointee; };
  if (A == B)
    return A;
  if (!IsVolatile(A) || !IsVolatile(B))
    return {};
  return !A.Root->hasGlobalStorage() && B.Root->hasGlobalStorage() ? B : A;
}

const FunctionDecl *calleeOf(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (!Method || !Method->isVirtual())
    return Callee;
  const auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
  if (!Member)
    return nullptr;
  if (Member->hasQualifier())
    return Callee;
  return Method->getDevirtualizedMethod(Member->getBase(), /*IsAppleKext=*/false);
}

const Reassignments &PlaceFinder::reassignmentsOf(const FunctionDecl *In) {
  auto [Entry, IsNew] = Reassigned.try_emplace(In);
  if (IsNew)
    if (const FunctionDecl *Definition; In->hasBody(Definition))
      Entry->second = reassignmentsIn(Definition);
  return Entry->second;
}

/// Of a variable of its own a function sees all assignments.
bool PlaceFinder::isReassigned(const FunctionDecl *In, const VarDecl *Variable) {
  return !Variable->getType().isConstQualified() &&
         (Variable->getDeclContext() != In || !Variable->hasLocalStorage() ||
          reassignmentsOf(In).Changed.contains(Variable));
}

const Expr *PlaceFinder::onlyValueOf(const FunctionDecl *In, const VarDecl *Variable) {
  if (isa<ParmVarDecl>(Variable) || isReassigned(In, Variable))
    return nullptr;
  if (Variable->getInit())
    return Variable->getInit();
  return In ? reassignmentsOf(In).SetOnce.lookup(Variable) : nullptr;
}

Place PlaceFinder::atCaller(Place OfCallee, ArrayRef<Place> Arguments) {
  if (OfCallee.What != Place::Parameter)
    return OfCallee;
  Place Found = OfCallee.Index < Arguments.size() ? Arguments[OfCallee.Index] : Place{};
  Found.IsExempt |= OfCallee.IsExempt;
  return Found;
}

Place PlaceFinder::placeOfDeclared(const FunctionDecl *In, const ValueDecl *D, bool IsCaptured) {
  if (const auto *Binding = dyn_cast<BindingDecl>(D))
    return Binding->getBinding() ? placeOf(In, Binding->getBinding()) : Place{};
  if (const auto *Function = dyn_cast<FunctionDecl>(D))
    return {Place::Code, nullptr, 0, Function};
  const auto *Variable = dyn_cast<VarDecl>(D);
  if (!Variable)
    return {};
  if (isPersistentVariable(Variable))
    return {Place::Persistent};
  if (isRestored(Variable))
    return {Place::Restored};
  // What a lambda captured by copy is a part of the lambda.
  if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(In);
      IsCaptured && Method && isLambdaCallOperator(Method))
    for (const LambdaCapture &Capture : Method->getParent()->captures())
      if (Capture.capturesVariable() && Capture.getCapturedVar() == Variable &&
          Capture.getCaptureKind() == LCK_ByCopy)
        return {Place::Parameter, nullptr, 0};
  if (!Variable->getType()->isReferenceType())
    return {Place::Variable, Variable};
  if (const auto *Parameter = dyn_cast<ParmVarDecl>(Variable)) {
    if (Parameter->getDeclContext() == In)
      return {Place::Parameter, nullptr, Parameter->getFunctionScopeIndex() + 1};
    return {};
  }
  return Variable->getInit() ? placeOf(In, Variable->getInit()) : Place{};
}

Place PlaceFinder::placeOf(const FunctionDecl *In, const Expr *E) {
  Nesting Level(Depth);
  if (Depth > MaximumDepth)
    return {};
  E = E->IgnoreParens();
  if (const auto *Reference = dyn_cast<DeclRefExpr>(E))
    return placeOfDeclared(In, Reference->getDecl(),
                           Reference->refersToEnclosingVariableOrCapture());
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Field)
      return placeOfDeclared(In, Member->getMemberDecl(), false);
    if (isRestored(Field))
      return {Place::Restored};
    if (Field->getType()->isReferenceType())
      return {};
    Place Base =
        Member->isArrow() ? pointeeOf(In, Member->getBase()) : placeOf(In, Member->getBase());
    if (Base.What == Place::Unknown && isPersistentClass(Field->getParent()))
      return {Place::Persistent};
    Base.IsExempt |= isSuppressedOn(Field, Diagnostic::VolatileWrite);
    return Base;
  }
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
    return Subscript->getBase()->getType()->isVectorType() ? placeOf(In, Subscript->getBase())
                                                           : pointeeOf(In, Subscript->getBase());
  if (const auto *Component = dyn_cast<ExtVectorElementExpr>(E))
    return Component->isArrow() ? pointeeOf(In, Component->getBase())
                                : placeOf(In, Component->getBase());
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() == UO_Deref)
      return pointeeOf(In, Unary->getSubExpr());
    return placeOf(In, Unary->getSubExpr());
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isAssignmentOp())
      return placeOf(In, Binary->getLHS());
    if (Binary->getOpcode() == BO_PtrMemD)
      return placeOf(In, Binary->getLHS());
    if (Binary->getOpcode() == BO_PtrMemI)
      return pointeeOf(In, Binary->getLHS());
    return Binary->getOpcode() == BO_Comma ? placeOf(In, Binary->getRHS()) : Place{};
  }
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E))
    return either(placeOf(In, Choice->getTrueExpr()), placeOf(In, Choice->getFalseExpr()));
  if (const auto *Opaque = dyn_cast<OpaqueValueExpr>(E))
    return Opaque->getSourceExpr() ? placeOf(In, Opaque->getSourceExpr()) : Place{};
  if (const auto *Cleanups = dyn_cast<FullExpr>(E))
    return placeOf(In, Cleanups->getSubExpr());
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E)) {
    if (Temporary->getStorageDuration() == SD_FullExpression ||
        Temporary->getStorageDuration() == SD_Automatic)
      return {Place::Temporary};
    return {};
  }
  if (isa<CompoundLiteralExpr>(E) || E->isPRValue())
    return {Place::Temporary};
  if (const auto *Cast = dyn_cast<CastExpr>(E))
    return placeOf(In, Cast->getSubExpr());
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    Place Result = resultOf(In, Call);
    return Result.What == Place::Unknown && isPersistentType(Call->getType())
               ? Place{Place::Persistent}
               : Result;
  }
  return {};
}

/// What the pointer variable, member or element that the lvalue denotes points to.
Place PlaceFinder::pointeeOfObject(const FunctionDecl *In, const Expr *Pointer) {
  Place ByType = byPointeeType(Pointer->getType());
  // An iterator's base() returns a reference to a pointer.
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Pointer->IgnoreParens());
      Call && handleOf(Call->getObjectType()) != Handle::None)
    return libraryResultOf(In, Call);
  const auto *Reference = dyn_cast<DeclRefExpr>(Pointer->IgnoreParens());
  const auto *Variable = Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
  if (!Variable || isPersistentVariable(Variable) ||
      (Variable->getType()->isReferenceType() && !isPassedAsHandle(Variable->getType())))
    return ByType;
  if (const auto *Parameter = dyn_cast<ParmVarDecl>(Variable)) {
    if (Parameter->getDeclContext() == In && !isReassigned(In, Variable))
      return {Place::Parameter, nullptr, Parameter->getFunctionScopeIndex() + 1};
    return ByType;
  }
  const Expr *Value = onlyValueOf(In, Variable);
  if (!Value)
    return ByType;
  // Variables may lead to each other, and back.
  auto [Entry, IsNew] = Pointees.try_emplace({In, Variable});
  Place Found = IsNew || !Entry->second.IsReady ? Place{} : Entry->second.What;
  if (IsNew) {
    Found = pointeeOf(In, Value);
    Pointees[{In, Variable}] = {Found, true};
  }
  // Made by `new` in the initialiser: it lives on, and the variable leads to it.
  if (Found.What == Place::Temporary)
    return {Place::Pointee, Variable};
  return Found.What == Place::Unknown ? ByType : Found;
}

StringRef volatileAllocator(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  StringRef Name = Callee ? cLibraryName(Callee) : "";
  return llvm::is_contained(
             {"aligned_alloc", "calloc", "malloc", "realloc", "reallocarray", "strdup", "strndup"},
             Name)
             ? Name
             : "";
}

Place PlaceFinder::pointeeOf(const FunctionDecl *In, const Expr *E) {
  Nesting Level(Depth);
  if (Depth > MaximumDepth)
    return {};
  E = E->IgnoreParens();
  if (E->getType()->isRecordType())
    return pointeeOfHandle(In, E);
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    switch (Cast->getCastKind()) {
    case CK_ArrayToPointerDecay:
    case CK_FunctionToPointerDecay:
      return placeOf(In, Cast->getSubExpr());
    case CK_LValueToRValue:
      return pointeeOfObject(In, Cast->getSubExpr());
    case CK_UserDefinedConversion:
    case CK_BitCast:
    case CK_NoOp:
    case CK_DerivedToBase:
    case CK_UncheckedDerivedToBase:
    case CK_BaseToDerived:
    case CK_AddressSpaceConversion: {
      Place Found = pointeeOf(In, Cast->getSubExpr());
      return Found.What == Place::Unknown ? byPointeeType(E->getType()) : Found;
    }
    default:
      return byPointeeType(E->getType());
    }
  }
  if (isa<CXXThisExpr>(E))
    return pointeeOfThis(In, E);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() == UO_AddrOf)
      return placeOf(In, Unary->getSubExpr());
    if (Unary->isIncrementDecrementOp())
      return pointeeOfObject(In, Unary->getSubExpr());
    if (Unary->getOpcode() == UO_Plus)
      return pointeeOf(In, Unary->getSubExpr());
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isAdditiveOp())
      return pointeeOf(In, Binary->getLHS()->getType()->isPointerType() ? Binary->getLHS()
                                                                        : Binary->getRHS());
    if (Binary->getOpcode() == BO_Comma || Binary->getOpcode() == BO_Assign)
      return pointeeOf(In, Binary->getRHS());
    if (Binary->isCompoundAssignmentOp())
      return pointeeOfObject(In, Binary->getLHS());
  }
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E))
    return either(pointeeOf(In, Choice->getTrueExpr()), pointeeOf(In, Choice->getFalseExpr()));
  if (const auto *Cleanups = dyn_cast<FullExpr>(E))
    return pointeeOf(In, Cleanups->getSubExpr());
  if (const auto *Statements = dyn_cast<StmtExpr>(E)) {
    const CompoundStmt *Body = Statements->getSubStmt();
    const auto *Last = Body->body_empty() ? nullptr : dyn_cast<Expr>(Body->body_back());
    return Last ? pointeeOf(In, Last) : Place{};
  }
  if (const auto *New = dyn_cast<CXXNewExpr>(E)) {
    if (const Expr *Address = placementOf(New))
      return pointeeOf(In, Address);
    // `::new` takes ordinary memory for any class.
    if (isPersistentType(New->getAllocatedType()) &&
        isa_and_nonnull<CXXMethodDecl>(New->getOperatorNew()))
      return {Place::Persistent};
    return {New->getNumPlacementArgs() ? Place::Unknown : Place::Temporary};
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    if (!volatileAllocator(Call).empty())
      return {Place::Temporary};
    Place Found = resultOf(In, Call);
    return Found.What == Place::Unknown ? byPointeeType(E->getType()) : Found;
  }
  return byPointeeType(E->getType());
}

SmallVector<Place, 4> PlaceFinder::argumentsOf(const FunctionDecl *In, const FunctionDecl *Callee,
                                               const Expr *Call) {
  SmallVector<Place, 4> Places{Place{}};
  ArrayRef<const Expr *> Arguments;
  if (const auto *Construction = dyn_cast<CXXConstructExpr>(Call)) {
    Places[0] = {Place::Temporary};
    Arguments = {Construction->getArgs(), Construction->getNumArgs()};
  } else if (const auto *Plain = dyn_cast<CallExpr>(Call)) {
    Arguments = {Plain->getArgs(), Plain->getNumArgs()};
    if (const auto *MemberCall = dyn_cast<CXXMemberCallExpr>(Call)) {
      const Expr *Object = MemberCall->getImplicitObjectArgument();
      if (Object)
        Places[0] =
            Object->getType()->isPointerType() ? pointeeOf(In, Object) : placeOf(In, Object);
    } else if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
               isa<CXXOperatorCallExpr>(Call) && Method &&
               Method->isImplicitObjectMemberFunction()) {
      Places[0] = placeOf(In, Arguments.front());
      Arguments = Arguments.drop_front();
    } else if (isa<CXXOperatorCallExpr>(Call) && Method && Method->isStatic()) {
      Arguments = Arguments.drop_front(); // static operator()
    }
  }
  for (const ParmVarDecl *Parameter : Callee->parameters()) {
    unsigned Index = Parameter->getFunctionScopeIndex();
    const Expr *Argument = Index < Arguments.size() ? Arguments[Index] : nullptr;
    if (const auto *Default = dyn_cast_or_null<CXXDefaultArgExpr>(Argument))
      Argument = Default->getExpr();
    Place P;
    if (Argument && (Argument->getType()->isPointerType() ? !Parameter->getType()->isReferenceType()
                                                          : isPassedAsHandle(Parameter->getType())))
      P = pointeeOf(In, Argument);
    else if (Argument && Parameter->getType()->isReferenceType())
      P = placeOf(In, Argument);
    Places.push_back(P);
  }
  return Places;
}

Place PlaceFinder::returnedBy(const FunctionDecl *Function) {
  Function = Function->getCanonicalDecl();
  auto [Entry, IsNew] = Results.try_emplace(Function);
  if (!IsNew)
    return Entry->second.IsReady ? Entry->second.What : Place{};
  Place Found;
  if (const FunctionDecl *Definition; Function->hasBody(Definition)) {
    SmallVector<const Expr *, 4> Values = valuesReturnedBy(Definition);
    bool IsPointer = !Definition->getReturnType()->isReferenceType();
    for (size_t I = 0; I < Values.size(); ++I) {
      Place P = IsPointer ? pointeeOf(Definition, Values[I]) : placeOf(Definition, Values[I]);
      Found = I == 0 ? P : either(Found, P);
    }
    // The callee's own objects mean nothing outside.
    if (Found.What == Place::Variable && !Found.Root->hasGlobalStorage())
      Found = {};
    if (Found.What == Place::Pointee || Found.What == Place::Enclosing)
      Found = {};
  }
  Results[Function] = {Found, true};
  return Found;
}

Place PlaceFinder::resultOf(const FunctionDecl *In, const CallExpr *Call) {
  const FunctionDecl *Callee = calleeOf(Call);
  if (!Callee)
    return {};
  QualType Type = Callee->getReturnType();
  if (!Type->isReferenceType() && handleOf(Type) == Handle::None)
    return {};
  Place Found = libraryResultOf(In, Call);
  if (Found.What != Place::Unknown)
    return Found;
  Found = returnedBy(Callee);
  if (Found.What != Place::Parameter)
    return Found;
  return atCaller(Found, argumentsOf(In, Callee, Call));
}

} // namespace stet
