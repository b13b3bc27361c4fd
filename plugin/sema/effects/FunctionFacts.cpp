//===-- plugin/sema/effects/FunctionFacts.cpp - What the text of one function does ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/FunctionFacts.h"

#include "sema/PoolAllocation.h"
#include "sema/TransactionBlock.h"
#include "sema/effects/CxxLibraryWrites.h"
#include "sema/effects/Handles.h"
#include "sema/effects/StdNames.h"
#include "sema/effects/UnseenWrites.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace stet {

namespace {

class FactVisitor : public RecursiveASTVisitor<FactVisitor> {
public:
  FactVisitor(PlaceFinder &Places, const FunctionDecl *In, bool SkipsBlocks = false)
      : Places(Places), In(In), SkipsBlocks(SkipsBlocks) {}
  FunctionFacts Facts;

  // Default arguments, range-for, members that are initialised without being named.
  bool shouldVisitImplicitCode() const { return true; }
  bool shouldVisitLambdaBody() const { return false; }

  // Operands that are not evaluated.
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *,
                                        DataRecursionQueue * = nullptr) {
    return true;
  }
  bool TraverseCXXNoexceptExpr(CXXNoexceptExpr *, DataRecursionQueue * = nullptr) { return true; }
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool TraverseLambdaExpr(LambdaExpr *Lambda, DataRecursionQueue * = nullptr) {
    for (Expr *Initialiser : Lambda->capture_inits())
      if (Initialiser)
        TraverseStmt(Initialiser);
    return true;
  }

  // A default argument is evaluated by the call that it is used in.
  bool TraverseCXXDefaultArgExpr(CXXDefaultArgExpr *Default, DataRecursionQueue * = nullptr) {
    return traverseDefault(Default->getExpr(), Default->getUsedLocation());
  }
  bool TraverseCXXDefaultInitExpr(CXXDefaultInitExpr *Default, DataRecursionQueue * = nullptr) {
    return traverseDefault(Default->getExpr(), Default->getUsedLocation());
  }

  bool TraverseCompoundStmt(CompoundStmt *Body, DataRecursionQueue *Queue = nullptr) {
    return (SkipsBlocks && blockOf(Body)) || RecursiveASTVisitor::TraverseCompoundStmt(Body, Queue);
  }

  // Declarations in the body that are no part of what it does.
  bool TraverseFunctionDecl(FunctionDecl *) { return true; }
  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }
  bool TraverseRecordDecl(RecordDecl *) { return true; }

  bool VisitBinaryOperator(BinaryOperator *Operator) {
    if (Operator->isAssignmentOp())
      write(Places.placeOf(In, Operator->getLHS()), Operator->getBeginLoc());
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *Operator) {
    if (Operator->isIncrementDecrementOp())
      write(Places.placeOf(In, Operator->getSubExpr()), Operator->getBeginLoc());
    return true;
  }
  bool VisitAtomicExpr(AtomicExpr *Atomic) {
    if (Atomic->getOp() != AtomicExpr::AO__atomic_load &&
        Atomic->getOp() != AtomicExpr::AO__atomic_load_n &&
        Atomic->getOp() != AtomicExpr::AO__c11_atomic_load)
      write(Places.pointeeOf(In, Atomic->getPtr()), Atomic->getBeginLoc());
    return true;
  }
  bool VisitAsmStmt(AsmStmt *Assembly) {
    for (const Expr *Output : Assembly->outputs())
      write(Places.placeOf(In, Output), Output->getBeginLoc());
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) {
    callIndirectly(Call);
    const FunctionDecl *Callee = calleeOf(Call);
    if (!Callee) {
      if (const FunctionDecl *Declared = Call->getDirectCallee())
        Facts.Calls.push_back({Declared, usedAt(beginOf(Call)), {}, /*IsVirtual=*/true});
      return true;
    }
    SmallVector<Place, 4> Arguments = Places.argumentsOf(In, Callee, Call);
    // What setjmp notes down is of use to this call of the function alone.
    if (!Callee->hasAttr<ReturnsTwiceAttr>())
      for (unsigned Argument : argumentsWrittenBy(Callee))
        if (Argument + 1 < Arguments.size())
          write(Arguments[Argument + 1], beginOf(Call));
    for (const Expr *Target : scannedInto(Callee, Call))
      write(Places.pointeeOf(In, Target), beginOf(Call));
    if (const Expr *Entry = entryOfThread(Callee, {Call->getArgs(), Call->getNumArgs()}))
      startThread(Entry, beginOf(Call));
    if (cLibraryName(Callee) == "stet_free" && Call->getNumArgs() == 1 &&
        Call->getArg(0)->isNullPointerConstant(Callee->getASTContext(),
                                               Expr::NPC_ValueDependentIsNull))
      return true; // does nothing
    if (callsItsArguments(Callee))
      for (Place Argument : Arguments)
        if (Argument.What == Place::Code)
          call(Argument.Function, beginOf(Call), {});
    if (const Expr *Target = writtenByBuiltin(Callee, Call))
      write(Places.pointeeOf(In, Target), beginOf(Call));
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee); Method && changesContainer(Method))
      write(Arguments[0], beginOf(Call));
    for (const Expr *Changed : operandsChangedBy(Callee, Call))
      write(Places.placeOf(In, Changed), beginOf(Call));
    for (const ParmVarDecl *Parameter : Callee->parameters())
      if (mayWriteUnseen(Callee, Parameter))
        Facts.Unseen.push_back(
            {Arguments[Parameter->getFunctionScopeIndex() + 1], Callee, usedAt(beginOf(Call))});
    SmallVector<const Expr *, 4> Given;
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
      Given.push_back(Member->getImplicitObjectArgument());
    Given.append(Call->arg_begin(), Call->arg_end());
    if (outside(Callee, Given, beginOf(Call)) == Irrevocable::Tolerated)
      return true;
    this->call(Callee, beginOf(Call), std::move(Arguments));
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *Construction) {
    SmallVector<const Expr *, 4> Given(Construction->arg_begin(), Construction->arg_end());
    if (const Expr *Entry = entryOfThread(Construction->getConstructor(), Given))
      startThread(Entry, Construction->getBeginLoc());
    outside(Construction->getConstructor(), Given, Construction->getBeginLoc());
    call(Construction->getConstructor(), Construction->getBeginLoc(),
         Places.argumentsOf(In, Construction->getConstructor(), Construction));
    return true;
  }
  bool VisitCXXNewExpr(CXXNewExpr *New) {
    if (const FunctionDecl *Operator = New->getOperatorNew())
      call(Operator, New->getBeginLoc(), {});
    if (const Expr *Address = placementOf(New); Address && New->hasInitializer())
      write(Places.pointeeOf(In, Address), New->getBeginLoc());
    return true;
  }
  bool VisitCXXDeleteExpr(CXXDeleteExpr *Delete) {
    QualType Type = Delete->getDestroyedType();
    Place Object = Places.pointeeOf(In, Delete->getArgument());
    if (Object.What == Place::Pointee || Object.What == Place::Variable)
      write(Object, Delete->getBeginLoc());
    if (!Type.isNull())
      destroy(Type, Delete->getBeginLoc(), Object);
    if (const FunctionDecl *Operator = Delete->getOperatorDelete())
      call(Operator, Delete->getBeginLoc(), {});
    return true;
  }
  bool VisitCXXBindTemporaryExpr(CXXBindTemporaryExpr *Temporary) {
    destroy(Temporary->getType(), Temporary->getBeginLoc(), {Place::Temporary});
    return true;
  }
  bool VisitVarDecl(VarDecl *Variable) {
    if (Variable->hasLocalStorage() && !isa<ParmVarDecl>(Variable))
      destroy(Variable->getType(), Variable->getLocation(), {Place::Variable, Variable});
    if (const auto *Cleanup = Variable->getAttr<CleanupAttr>())
      call(Cleanup->getFunctionDecl(), Variable->getLocation(),
           {Place{}, {Place::Variable, Variable}});
    return true;
  }

  /// The destructor's own members and bases.
  void visitMembersOf(const CXXDestructorDecl *Destructor) {
    const CXXRecordDecl *Class = Destructor->getParent();
    for (const FieldDecl *Field : Class->fields())
      destroy(Field->getType(), Destructor->getLocation(), {Place::Parameter, nullptr, 0});
    for (const CXXBaseSpecifier &Base : Class->bases())
      destroy(Base.getType(), Destructor->getLocation(), {Place::Parameter, nullptr, 0});
  }

private:
  bool traverseDefault(Expr *Default, SourceLocation At) {
    SourceLocation Outer = std::exchange(UsedAt, UsedAt.isValid() ? UsedAt : At);
    TraverseStmt(Default);
    UsedAt = Outer;
    return true;
  }

  SourceLocation usedAt(SourceLocation At) const { return UsedAt.isValid() ? UsedAt : At; }

  void write(Place Where, SourceLocation At) {
    if (Where.What != Place::Unknown && Where.What != Place::Restored &&
        Where.What != Place::Temporary)
      Facts.Writes.push_back({Where, usedAt(At)});
  }
  /// An operator's call begins with its first operand, which CallExpr doesn't know.
  static SourceLocation beginOf(const Stmt *Call) { return Call->getBeginLoc(); }

  /// Functions without a body that execute what they get before they return.
  static bool callsItsArguments(const FunctionDecl *Callee) {
    StringRef Name = cLibraryName(Callee);
    return Name == "bsearch" || Name == "qsort" || Name == "qsort_r";
  }
  /// The arguments behind the format of scanf and its kin.
  static ArrayRef<const Expr *> scannedInto(const FunctionDecl *Callee, const CallExpr *Call) {
    StringRef Name = cLibraryName(Callee);
    unsigned Fixed = Name == "scanf" ? 1 : Name == "sscanf" || Name == "fscanf" ? 2 : 0;
    ArrayRef<const Expr *> All(Call->getArgs(), Call->getNumArgs());
    return Fixed && All.size() > Fixed ? All.drop_front(Fixed) : ArrayRef<const Expr *>();
  }
  /// What a thread begins with that the call starts.
  static const Expr *entryOfThread(const FunctionDecl *Callee, ArrayRef<const Expr *> Given) {
    StringRef Name = cLibraryName(Callee);
    size_t At = Name == "pthread_create" ? 2 : Name == "thrd_create" ? 1 : Given.size();
    if (isStdFunction(Callee, {"async"}))
      At = Given.size() > 1 && Given[0]->getType()->isEnumeralType() ? 1 : 0;
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Callee);
        Constructor &&
        isStdClass(Constructor->getFunctionObjectParameterType(), {"thread", "jthread"}))
      At = 0;
    return At < Given.size() ? Given[At] : nullptr;
  }
  void startThread(const Expr *Entry, SourceLocation At) {
    QualType Type = Entry->getType().getNonReferenceType();
    Place Function = {Place::Code, nullptr, 0, callOperatorOf(Type)};
    if (!Function.Function)
      Function = Type->isPointerType() ? Places.pointeeOf(In, Entry) : Places.placeOf(In, Entry);
    if (Function.What == Place::Code || Function.What == Place::Parameter)
      Facts.Threads.push_back({Function, usedAt(At)});
  }
  /// The pointer that a builtin without a prototype of its own writes through.
  static const Expr *writtenByBuiltin(const FunctionDecl *Callee, const CallExpr *Call) {
    if (!Callee->getBuiltinID() || Call->getNumArgs() == 0)
      return nullptr;
    StringRef Name = Callee->getName();
    if (Name.starts_with("__sync_"))
      return Call->getArg(0);
    return Name.starts_with("__builtin_") && Name.ends_with("_overflow") && Call->getNumArgs() == 3
               ? Call->getArg(2)
               : nullptr;
  }
  void callIndirectly(const CallExpr *Call) {
    Place Callee = Places.calledBy(In, Call);
    if (Callee.What == Place::Unknown)
      return;
    SmallVector<Place, 4> Arguments{Place{}};
    for (const Expr *Argument : llvm::drop_begin(Call->arguments(), isa<CXXOperatorCallExpr>(Call)))
      Arguments.push_back(Argument->getType()->isPointerType() ? Places.pointeeOf(In, Argument)
                                                               : Places.placeOf(In, Argument));
    if (Callee.What == Place::Code)
      call(Callee.Function, beginOf(Call), std::move(Arguments));
    else
      Facts.Indirect.push_back({Callee, usedAt(beginOf(Call)), std::move(Arguments)});
  }
  Irrevocable outside(const FunctionDecl *Callee, ArrayRef<const Expr *> Given, SourceLocation At) {
    Irrevocable What = irrevocabilityOf(Callee, Given);
    if (What != Irrevocable::No && What != Irrevocable::Tolerated)
      Facts.Irrevocable.push_back({What, Callee, usedAt(At)});
    return What;
  }
  void call(const FunctionDecl *Callee, SourceLocation At, SmallVector<Place, 4> Arguments) {
    Facts.Calls.push_back({Callee, usedAt(At), std::move(Arguments)});
  }
  void destroy(QualType Type, SourceLocation At, Place Object) {
    const CXXRecordDecl *Class = Type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    if (Class && Class->hasDefinition() && !Class->hasTrivialDestructor())
      if (const CXXDestructorDecl *Destructor = Class->getDestructor();
          Destructor && irrevocabilityOf(Destructor, {}) != Irrevocable::Tolerated)
        call(Destructor, At, {Object});
  }

  PlaceFinder &Places;
  const FunctionDecl *In;
  const bool SkipsBlocks;
  SourceLocation UsedAt; ///< valid in a default argument or member initialiser
};

} // namespace

static FunctionFacts factsOf(PlaceFinder &Places, const FunctionDecl *Definition,
                             bool SkipsBlocks) {
  FactVisitor Visitor(Places, Definition, SkipsBlocks);
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Definition))
    for (const CXXCtorInitializer *Initialiser : Constructor->inits())
      Visitor.TraverseStmt(Initialiser->getInit());
  Visitor.TraverseStmt(Definition->getBody());
  if (const auto *Destructor = dyn_cast<CXXDestructorDecl>(Definition))
    Visitor.visitMembersOf(Destructor);
  return std::move(Visitor.Facts);
}

FunctionFacts factsOf(PlaceFinder &Places, const FunctionDecl *Definition) {
  return factsOf(Places, Definition, /*SkipsBlocks=*/false);
}

FunctionFacts factsOutsideBlocks(PlaceFinder &Places, const FunctionDecl *Definition) {
  return factsOf(Places, Definition, /*SkipsBlocks=*/true);
}

FunctionFacts factsOf(PlaceFinder &Places, const FunctionDecl *In, const Stmt *Statement) {
  FactVisitor Visitor(Places, In);
  Visitor.TraverseStmt(const_cast<Stmt *>(Statement));
  return std::move(Visitor.Facts);
}

} // namespace stet
