//===-- plugin/sema/checks/VolatileAddress.cpp - Addresses of volatile memory ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/VolatileAddress.h"

#include "sema/PoolAllocation.h"
#include "sema/StorageClass.h"
#include "sema/checks/CallChain.h"
#include "sema/checks/VariableFixIt.h"
#include "sema/effects/ReturnedValues.h"
#include "sema/effects/UnseenWrites.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace stet {
namespace {

class AddressFinder {
public:
  AddressFinder(const ASTContext &C, PlaceFinder &Places, const FunctionDecl *In)
      : C(C), Places(Places), In(In) {}

  std::optional<VolatileAddress> find(const Expr *E) {
    if (++Depth > MaximumDepth)
      return std::nullopt;
    const Expr *Value = E->IgnoreParenCasts();
    if (const auto *Cleanups = dyn_cast<FullExpr>(Value))
      return find(Cleanups->getSubExpr());
    if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Value))
      return find(Default->getExpr());
    if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(Value))
      return find(Default->getExpr());
    if (const auto *List = dyn_cast<InitListExpr>(Value); List && List->getNumInits() == 1)
      return find(List->getInit(0));
    if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Value)) {
      if (!E->isLValue() && (isLiteral(Choice->getTrueExpr()) || isLiteral(Choice->getFalseExpr())))
        return VolatileAddress{"a string literal", {}};
      std::optional<VolatileAddress> Found = find(Choice->getTrueExpr());
      return Found ? Found : find(Choice->getFalseExpr());
    }
    if (const auto *Binary = dyn_cast<BinaryOperator>(Value);
        Binary && (Binary->getOpcode() == BO_Comma || Binary->getOpcode() == BO_Assign))
      return find(Binary->getRHS());
    if (const auto *Sum = dyn_cast<BinaryOperator>(Value);
        Sum && Sum->isAdditiveOp() && Sum->getType()->isPointerType())
      return find(Sum->getLHS()->getType()->isPointerType() ? Sum->getLHS() : Sum->getRHS());
    if (isLiteral(Value) && !E->isLValue())
      return VolatileAddress{"a string literal", {}};
    if (const auto *New = dyn_cast<CXXNewExpr>(Value))
      return ofNew(New);
    if (const auto *Call = dyn_cast<CallExpr>(Value)) {
      if (isAddressOf(Call))
        return findObject(Call->getArg(0));
      if (std::optional<VolatileAddress> Found = ofAllocation(Call))
        return Found;
      if (returnsItsFirstArgument(Call))
        return find(Call->getArg(0));
      if (std::optional<VolatileAddress> Found = ofResult(Call))
        return Found;
    }
    if (const auto *Reference = dyn_cast<DeclRefExpr>(Value))
      if (const auto *Function = dyn_cast<FunctionDecl>(Reference->getDecl()))
        return ofFunction(Function, E->getType());
    if (const auto *Address = dyn_cast<UnaryOperator>(Value);
        Address && Address->getOpcode() == UO_AddrOf)
      if (const auto *Reference = dyn_cast<DeclRefExpr>(Address->getSubExpr()->IgnoreParens()))
        if (const auto *Function = dyn_cast<FunctionDecl>(Reference->getDecl()))
          return ofFunction(Function, E->getType());
    if (const Expr *Only = onlyValueOf(Value))
      if (std::optional<VolatileAddress> Found = find(Only))
        return Found;
    return ofPlace(Places.pointeeOf(In, E));
  }

  std::optional<VolatileAddress> findObject(const Expr *Lvalue) {
    if (isLiteral(Lvalue))
      return VolatileAddress{"a string literal", {}};
    return ofPlace(Places.placeOf(In, Lvalue));
  }

private:
  static constexpr unsigned MaximumDepth = 64;

  std::optional<VolatileAddress> ofPlace(Place P) {
    if (!P.Root)
      return std::nullopt;
    // Set once: what its initialiser makes is what it points to.
    if (P.What == Place::Pointee)
      return ofOnlyValue(P.Root);
    if (P.What != Place::Variable || isPersistentVariable(P.Root))
      return std::nullopt;
    VolatileAddress Found{"volatile variable '" + P.Root->getNameAsString() + "'", {}};
    FindingNote Note{P.Root->getLocation(), "declared here", {}};
    if (P.Root->hasGlobalStorage() && P.Root->getTSCSpec() == TSCS_unspecified &&
        !isForeign(P.Root->getLocation()))
      if (std::optional<FixItHint> Mark = markVariable(P.Root, "persistent")) {
        Note.Text += "; mark it '[[persistent]]' to keep it in the pool";
        Note.FixIts.push_back(std::move(*Mark));
      }
    Found.Notes.push_back(std::move(Note));
    return Found;
  }

  std::optional<VolatileAddress> ofOnlyValue(const VarDecl *Variable) {
    const Expr *Value = Places.onlyValueOf(In, Variable);
    return Value ? find(Value) : std::nullopt;
  }

  static bool isLiteral(const Expr *E) { return isa<StringLiteral>(E->IgnoreParens()); }

  /// What a pointer variable that is set once was set to.
  const Expr *onlyValueOf(const Expr *Pointer) const {
    const auto *Reference = dyn_cast<DeclRefExpr>(Pointer);
    const auto *Variable = Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
    return Variable && Variable->getType()->isPointerType() ? Places.onlyValueOf(In, Variable)
                                                            : nullptr;
  }

  /// As functions of <string.h> do.
  static bool returnsItsFirstArgument(const CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    return Callee && Call->getNumArgs() != 0 &&
           llvm::is_contained(
               {"memcpy", "memmove", "memset", "strcat", "strcpy", "strncat", "strncpy"},
               cLibraryName(Callee));
  }

  /// Of a function whose body is visible, where all that it returns is volatile, or null.
  std::optional<VolatileAddress> ofResult(const CallExpr *Call) {
    const FunctionDecl *Callee = calleeOf(Call), *Definition;
    if (!Callee || !Callee->hasBody(Definition) || isForeign(Definition->getLocation()) ||
        !Visited.insert(Definition).second)
      return std::nullopt;
    llvm::SaveAndRestore<const FunctionDecl *> InCallee(In, Definition);
    std::optional<VolatileAddress> First;
    for (const Expr *Value : valuesReturnedBy(Definition)) {
      if (Value->isNullPointerConstant(const_cast<ASTContext &>(C), Expr::NPC_ValueDependentIsNull))
        continue;
      std::optional<VolatileAddress> Found = find(Value);
      if (!Found)
        return std::nullopt;
      if (First)
        continue;
      First = std::move(Found);
      First->Notes.insert(First->Notes.begin(), {Value->getExprLoc(), "returned here", {}});
    }
    return First;
  }

  /// Operators that a class has of its own may allocate anywhere.
  std::optional<VolatileAddress> ofNew(const CXXNewExpr *New) {
    const FunctionDecl *Operator = New->getOperatorNew();
    if (const Expr *Address = placementOf(New))
      return find(Address);
    if (!Operator || isa<CXXMethodDecl>(Operator) || New->getNumPlacementArgs() != 0)
      return std::nullopt;
    VolatileAddress Found{"what 'new' makes in volatile memory", {}};
    const auto *Class = New->getAllocatedType()->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    if (!Class || !Class->getIdentifier() || isForeign(Class->getLocation()))
      return Found;
    FindingNote Note{Class->getLocation(),
                     "mark '" + Class->getNameAsString() +
                         "' '[[persistent]]' to have 'new' allocate it in the pool",
                     {}};
    if (Class->getLocation().isFileID() && !Class->isLambda())
      Note.FixIts.push_back(FixItHint::CreateInsertion(Class->getLocation(), "[[persistent]] "));
    Found.Notes.push_back(std::move(Note));
    return Found;
  }

  std::optional<VolatileAddress> ofAllocation(const CallExpr *Call) {
    StringRef Name = volatileAllocator(Call);
    if (Name.empty())
      return std::nullopt;
    VolatileAddress Found{"volatile memory from '" + Name.str() + "'", {}};
    SourceLocation At = Call->getCallee()->getExprLoc();
    if ((Name == "calloc" || Name == "malloc" || Name == "realloc") && At.isFileID())
      Found.Notes.push_back({At,
                             "use 'stet_" + Name.str() + "' to allocate in the pool",
                             {FixItHint::CreateReplacement(Call->getCallee()->getSourceRange(),
                                                           ("stet_" + Name).str())}});
    return Found;
  }

  /// Where the type tells that a pointer is to a function, the pool knows of it: its program
  /// alone can open it. persistent-layout speaks of those.
  static std::optional<VolatileAddress> ofFunction(const FunctionDecl *Function, QualType Stored) {
    if (Stored->isFunctionPointerType() || Stored->isFunctionReferenceType() ||
        !Stored->isPointerType())
      return std::nullopt;
    return VolatileAddress{"function '" + Function->getNameAsString() + "'", {}};
  }

  bool isForeign(SourceLocation At) const { return stet::isForeign(C.getSourceManager(), At); }

  const ASTContext &C;
  PlaceFinder &Places;
  const FunctionDecl *In;
  unsigned Depth = 0;
  llvm::SmallPtrSet<const FunctionDecl *, 4> Visited;
};

} // namespace

std::optional<VolatileAddress> volatileAddressOf(const ASTContext &C, PlaceFinder &Places,
                                                 const FunctionDecl *In, const Expr *Value,
                                                 bool IsObject) {
  AddressFinder Finder(C, Places, In);
  return IsObject ? Finder.findObject(Value) : Finder.find(Value);
}

} // namespace stet
