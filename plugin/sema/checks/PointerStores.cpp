//===-- plugin/sema/checks/PointerStores.cpp - Pointers that are stored in the pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/PointerStores.h"

#include "sema/PoolAllocation.h"
#include "sema/StorageClass.h"
#include "sema/checks/MortalTypes.h"
#include "sema/effects/Handles.h"
#include "sema/effects/StdNames.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace stet {

namespace {
/// The object that a pointer lies in.
struct Target {
  bool IsPersistent;
  int Object = -1; ///< as in Kept
};
} // namespace

static bool isInTransient(const Expr *E) {
  while (const auto *Member = dyn_cast<MemberExpr>(E->IgnoreParenImpCasts())) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (Field && isTransient(Field))
      return true;
    E = Member->getBase();
  }
  return false;
}

/// Whether one of the objects that contain the lvalue is of a persistent class.
static bool isInPersistentClass(const Expr *E) {
  for (;;) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
      if (Field && isPersistentClass(Field->getParent()))
        return true;
      QualType Base = Member->getBase()->getType();
      if (isPersistentType(Member->isArrow() ? Base->getPointeeType() : Base))
        return true;
      E = Member->getBase();
    } else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E)) {
      E = Subscript->getBase();
    } else {
      return false;
    }
  }
}

static Target targetOf(PlaceFinder &Places, const FunctionDecl *In, const Expr *Lvalue) {
  if (isInTransient(Lvalue))
    return {false};
  Place P = Places.placeOf(In, Lvalue);
  if (P.What == Place::Persistent)
    return {true};
  if (P.What == Place::Parameter && isInPersistentClass(Lvalue))
    return {true, static_cast<int>(P.Index)};
  return {false};
}

/// Walks through the text of a function, its own calls included.
class PointerStores::Visitor : public RecursiveASTVisitor<Visitor> {
public:
  Visitor(PointerStores &Stores, const FunctionDecl *In) : Stores(Stores), In(In) {}

  struct Found {
    PointerStore Store;
    int Object;
  };
  std::vector<Found> All;

  bool shouldVisitImplicitCode() const { return true; }
  bool shouldVisitLambdaBody() const { return false; }
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *,
                                        DataRecursionQueue * = nullptr) {
    return true;
  }
  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }
  bool TraverseLambdaExpr(LambdaExpr *, DataRecursionQueue * = nullptr) { return true; }

  bool VisitBinaryOperator(BinaryOperator *Operator) {
    if (Operator->getOpcode() != BO_Assign)
      return true;
    QualType Type = Operator->getType();
    if (!Type->isPointerType() && !Type->isRecordType())
      return true;
    Target To = targetOf(Stores.Places, In, Operator->getLHS());
    if (To.IsPersistent)
      initialise(To.Object, Type, Operator->getRHS(), Operator->getOperatorLoc());
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *Call) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    if (!Method || !(Method->isCopyAssignmentOperator() || Method->isMoveAssignmentOperator()) ||
        !Method->isDefaulted())
      return true;
    Target To = targetOf(Stores.Places, In, Call->getArg(0));
    if (To.IsPersistent)
      initialise(To.Object, Call->getArg(0)->getType(), Call->getArg(1), Call->getOperatorLoc());
    return true;
  }
  bool VisitCXXNewExpr(CXXNewExpr *New) {
    if (allocatesInPool(New->getOperatorNew()) && New->getInitializer())
      initialise(-1, New->getAllocatedType(), New->getInitializer(), New->getBeginLoc());
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) {
    if (const FunctionDecl *Callee = calleeOf(Call))
      pass(Callee, Call, {Call->getArgs(), Call->getNumArgs()},
           Stores.Places.argumentsOf(In, Callee, Call), Call->getBeginLoc());
    if (const auto *MemberCall = dyn_cast<CXXMemberCallExpr>(Call))
      fillContainer(MemberCall);
    return true;
  }

  void visitFunction() {
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(In))
      for (const CXXCtorInitializer *Initialiser : Constructor->inits())
        visitMember(Constructor, Initialiser);
    TraverseStmt(In->getBody());
  }

  /// What the persistent object of the type is initialised with.
  void initialise(int Object, QualType Type, const Expr *Value, SourceLocation At) {
    if (Type->isPointerType()) {
      if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Value))
        Value = Default->getExpr();
      All.push_back({{Value, {At}}, Object});
      return;
    }
    Value = withoutCopies(Value);
    if (const auto *List = dyn_cast<InitListExpr>(Value))
      initialiseParts(Object, Type, List->inits(), At);
    else if (const auto *Parens = dyn_cast<CXXParenListInitExpr>(Value))
      initialiseParts(Object, Type, Parens->getInitExprs(), At);
    else if (const auto *Construction = dyn_cast<CXXConstructExpr>(Value)) {
      SmallVector<Place, 4> Arguments =
          Stores.Places.argumentsOf(In, Construction->getConstructor(), Construction);
      Arguments[0] = {Place::Persistent};
      pass(Construction->getConstructor(), Construction,
           {Construction->getArgs(), Construction->getNumArgs()}, Arguments, At);
    }
  }

private:
  /// The expression that makes the object, which moves or copies of it only hand on.
  static const Expr *withoutCopies(const Expr *Value) {
    for (;;) {
      Value = Value->IgnoreParenImpCasts();
      if (const auto *Cleanups = dyn_cast<FullExpr>(Value))
        Value = Cleanups->getSubExpr();
      else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Value))
        Value = Temporary->getSubExpr();
      else if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(Value))
        Value = Bound->getSubExpr();
      else if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Value))
        Value = Default->getExpr();
      else if (const auto *Cast = dyn_cast<ExplicitCastExpr>(Value))
        Value = Cast->getSubExpr();
      else if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(Value))
        Value = Literal->getInitializer();
      else if (const auto *Construction = dyn_cast<CXXConstructExpr>(Value);
               Construction && Construction->getNumArgs() == 1 &&
               Construction->getConstructor()->isCopyOrMoveConstructor() &&
               Construction->getConstructor()->isDefaulted())
        Value = Construction->getArg(0);
      else
        return Value;
    }
  }

  void initialiseParts(int Object, QualType Type, ArrayRef<const Expr *> Values,
                       SourceLocation At) {
    if (const ArrayType *Array = Type->getAsArrayTypeUnsafe()) {
      for (const Expr *Value : Values)
        initialise(Object, Array->getElementType(), Value, At);
      return;
    }
    const RecordDecl *Class = Type->getAsRecordDecl();
    if (!Class || !Class->getDefinition() || Class->isUnion())
      return;
    Class = Class->getDefinition();
    const Expr *const *Next = Values.begin();
    if (const auto *Cxx = dyn_cast<CXXRecordDecl>(Class))
      for (const CXXBaseSpecifier &Base : Cxx->bases())
        if (Next != Values.end())
          initialise(Object, Base.getType(), *Next++, At);
    for (const FieldDecl *Field : Class->fields()) {
      if (Field->isUnnamedBitField())
        continue;
      if (Next == Values.end())
        return;
      const Expr *Value = *Next++;
      if (!isTransient(Field))
        initialise(Object, Field->getType(), Value, At);
    }
  }

  void visitMember(const CXXConstructorDecl *Constructor, const CXXCtorInitializer *Initialiser) {
    const FieldDecl *Field = Initialiser->getAnyMember();
    if (Field && isPersistentClass(Constructor->getParent()) && !isTransient(Field))
      initialise(0, Field->getType(), Initialiser->getInit(),
                 Initialiser->isWritten() ? Initialiser->getSourceLocation()
                                          : Field->getLocation());
    TraverseStmt(Initialiser->getInit());
  }

  /// `pointers.push_back(&x)`: the container's element gets the pointer, or a class that has one.
  void fillContainer(const CXXMemberCallExpr *Call) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    const Expr *Container = Call->getImplicitObjectArgument();
    if (!Method || !Container || Container->getType()->isPointerType() ||
        !changesContainer(Method) || elementsOf(Container->getType()) != Elements::Pool)
      return;
    Target To = targetOf(Stores.Places, In, Container);
    std::optional<LibraryParts> Parts = libraryPartsOf(Container->getType()->getAsRecordDecl());
    if (!To.IsPersistent || !Parts)
      return;
    for (const Expr *Argument : Call->arguments())
      fillElement(To.Object, Parts->Types, Argument, Call->getExprLoc());
  }

  void fillElement(int Object, ArrayRef<QualType> Parts, const Expr *Argument, SourceLocation At) {
    Argument = withoutCopies(Argument);
    QualType Type = Argument->getType();
    bool IsArray = Type->isArrayType();
    if (IsArray || Type->isPointerType()) {
      const clang::Type *Pointee =
          IsArray ? Type->getArrayElementTypeNoTypeQual() : Type->getPointeeType().getTypePtr();
      if (llvm::any_of(Parts, [&](QualType Part) {
            return Part->isVoidPointerType() ||
                   (Part->isPointerType() &&
                    Part->getPointeeType()->getCanonicalTypeUnqualified() ==
                        Pointee->getCanonicalTypeUnqualified());
          }))
        All.push_back({{Argument, {At}, IsArray}, Object});
      return;
    }
    if (!Type->isRecordType())
      return;
    if (!isStdClass(Type, {"pair"}))
      return initialise(Object, Type, Argument, At);
    ArrayRef<const Expr *> Halves;
    if (const auto *Construction = dyn_cast<CXXConstructExpr>(Argument))
      Halves = {Construction->getArgs(), Construction->getNumArgs()};
    else if (const auto *Call = dyn_cast<CallExpr>(Argument))
      Halves = {Call->getArgs(), Call->getNumArgs()};
    for (const Expr *Half : Halves)
      fillElement(Object, Parts, Half, At);
  }

  /// Arguments that the callee stores.
  void pass(const FunctionDecl *Callee, const Expr *Call, ArrayRef<const Expr *> Arguments,
            ArrayRef<Place> Objects, SourceLocation At) {
    for (const Kept &K : Stores.keptBy(Callee)) {
      if (K.Object >= 0 && static_cast<size_t>(K.Object) < Objects.size()) {
        // The caller may know that the object lies on the stack.
        Place::Kind What = Objects[K.Object].What;
        if (What != Place::Persistent && What != Place::Unknown && What != Place::Parameter)
          continue;
      }
      bool IsOurs = K.Object >= 0 && static_cast<size_t>(K.Object) < Objects.size() &&
                    Objects[K.Object].What == Place::Parameter;
      int Object = IsOurs ? static_cast<int>(Objects[K.Object].Index) : -1;
      auto Keep = [&](PointerStore Store) {
        Store.Steps.append(K.Steps.begin(), K.Steps.end());
        All.push_back({std::move(Store), Object});
      };
      if (K.Parameter == Kept::This) {
        const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
        if (const Expr *Self = Member ? Member->getImplicitObjectArgument() : nullptr)
          Keep({Self, {At}, !Self->getType()->isPointerType()});
        continue;
      }
      unsigned Index = K.Parameter;
      const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
      if (isa<CXXOperatorCallExpr>(Call) && Method && Method->isImplicitObjectMemberFunction())
        ++Index;
      if (Index >= Arguments.size())
        continue;
      Keep({Arguments[Index], {At}});
    }
  }

  PointerStores &Stores;
  const FunctionDecl *In;
};

std::vector<PointerStore> PointerStores::in(const FunctionDecl *Definition) {
  Visitor V(*this, Definition);
  V.visitFunction();
  std::vector<PointerStore> Stores;
  for (Visitor::Found &F : V.All)
    Stores.push_back(std::move(F.Store));
  return Stores;
}

std::vector<PointerStore> PointerStores::inInitialiser(const VarDecl *Variable) {
  Visitor V(*this, dyn_cast<FunctionDecl>(Variable->getDeclContext()));
  V.initialise(-1, Variable->getType(), Variable->getInit(), Variable->getLocation());
  std::vector<PointerStore> Stores;
  for (Visitor::Found &F : V.All)
    Stores.push_back(std::move(F.Store));
  return Stores;
}

const std::vector<PointerStores::Kept> &PointerStores::keptBy(const FunctionDecl *Function) {
  const FunctionDecl *Definition = nullptr;
  if (!Function->hasBody(Definition) || Definition->isDependentContext())
    Definition = nullptr;
  // A function that calls itself keeps nothing in the inner call that it doesn't in the outer.
  auto [Entry, IsNew] = Known.try_emplace(Definition);
  if (!IsNew)
    return *Entry->second;
  Entry->second = std::make_unique<std::vector<Kept>>();
  if (!Definition)
    return *Known[Definition];
  Visitor V(*this, Definition);
  V.visitFunction();
  std::vector<Kept> Found;
  for (const Visitor::Found &F : V.All) {
    if (isa<CXXThisExpr>(F.Store.Value->IgnoreParenCasts())) {
      Found.push_back({Kept::This, F.Object, F.Store.Steps});
      continue;
    }
    const auto *Reference = dyn_cast<DeclRefExpr>(F.Store.Value->IgnoreParenCasts());
    const auto *Parameter = Reference ? dyn_cast<ParmVarDecl>(Reference->getDecl()) : nullptr;
    if (Parameter && Parameter->getDeclContext() == Definition &&
        Parameter->getType()->isPointerType())
      Found.push_back({Parameter->getFunctionScopeIndex(), F.Object, F.Store.Steps});
  }
  return *(Known[Definition] = std::make_unique<std::vector<Kept>>(std::move(Found)));
}

} // namespace stet
