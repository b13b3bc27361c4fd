//===-- plugin/lowering/PersistentVariables.cpp - Persistent variables move to the pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/PersistentVariables.h"

#include "Markers.h"
#include "lowering/AddressFixups.h"
#include "lowering/Annotations.h"
#include "lowering/RuntimeFunctions.h"
#include "lowering/VariableDescriptor.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/ReplaceConstant.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;

namespace stet {
namespace {

bool isPersistent(const GlobalVariable &Variable) {
  return isPersistentSection(Variable.getSection());
}

class VariableLowering {
public:
  explicit VariableLowering(Module &M) : M(M) {}

  bool run() {
    takeMarkedSymbols(M, PersistentSymbolPrefix, PersistentSection);
    for (GlobalVariable &Variable : M.globals())
      if (isPersistent(Variable))
        Variables.insert(&Variable);
    if (Variables.empty())
      return false;
    takeLayouts();
    takeDynamicInitialisers();
    forgetUsedLists();
    turnAddressesIntoInitialisers(M, Variables, Initialisers);
    for (GlobalVariable *Variable : Variables)
      lower(*Variable);
    if (!Defined.empty())
      registerDescriptors(M, Defined);
    return true;
  }

private:
  void takeLayouts() {
    takeAnnotations(M, [this](GlobalValue &Value, StringRef Text) {
      auto *Variable = dyn_cast<GlobalVariable>(&Value);
      if (!Variable || !Variables.contains(Variable))
        return false;
      takeLayout(Variable, Text);
      return true;
    });
  }

  void takeLayout(GlobalVariable *Variable, StringRef Layout) {
    if (Layout.consume_front(CodeLayoutAnnotation))
      HoldingCode.insert(Variable);
    else if (!Layout.consume_front(LayoutAnnotation))
      return;
    Layouts[Variable] = Layout;
  }

  /// Clang has put a pointer to each initialising function into a section that names
  /// its variable (sema/PersistentVariables.cpp).
  void takeDynamicInitialisers() {
    SmallVector<GlobalVariable *, 8> Pointers;
    for (GlobalVariable &Global : M.globals())
      if (Global.hasInitializer() && Global.getSection().starts_with(InitialiserSection))
        Pointers.push_back(&Global);
    removeFromUsedLists(
        M, [&](Constant *C) { return is_contained(Pointers, C->stripPointerCasts()); });
    for (GlobalVariable *Pointer : Pointers) {
      StringRef Name = Pointer->getSection().drop_front(InitialiserSection.size());
      Name.consume_front(PersistentSymbolPrefix);
      auto *Initialiser = cast<Function>(Pointer->getInitializer()->stripPointerCasts());
      if (GlobalVariable *Variable = M.getGlobalVariable(Name, /*AllowInternal=*/true))
        Initialisers[Variable] = Initialiser;
      Initialiser->setComdat(nullptr);
      Pointer->eraseFromParent();
    }
  }

  void forgetUsedLists() {
    removeFromUsedLists(M, [&](Constant *C) {
      auto *Variable = dyn_cast<GlobalVariable>(C->stripPointerCasts());
      return Variable && Variables.contains(Variable);
    });
  }

  void lower(GlobalVariable &Variable) {
    GlobalVariable *Guard = guardOf(Variable);
    GlobalVariable *Descriptor;
    if (Variable.isDeclaration() || Variable.hasAvailableExternallyLinkage())
      Descriptor = declareDescriptor(Variable);
    else {
      VariableDescription Description;
      Description.Layout = Layouts.lookup(&Variable);
      Description.Initialiser = Initialisers.lookup(&Variable);
      if (!Variable.getInitializer()->isNullValue())
        Description.Image = imageOf(Variable);
      Description.Flags =
          (HoldingCode.contains(&Variable) ? STET_VARIABLE_HOLDS_CODE_POINTERS : 0) |
          (Guard && usesGuardFunctions(*Guard) ? STET_VARIABLE_FUNCTION_LOCAL : 0);
      Descriptor = defineDescriptor(Variable, Description);
      Defined.push_back(Descriptor);
    }
    if (Guard)
      lowerGuard(*Guard, *Descriptor);
    moveDebugInfo(Variable, *Descriptor);
    replaceUses(Variable, *Descriptor);
    if (!Variable.use_empty()) {
      M.getContext().emitError("stet: persistent variable '" + Variable.getName() +
                               "' is used where its address must be a constant (an alias?)");
      forgetAliasesOf(Variable);
      Variable.replaceAllUsesWith(PoisonValue::get(Variable.getType()));
    }
    Variable.eraseFromParent();
  }

  /// After the error: nothing but a symbol can stand behind an alias.
  void forgetAliasesOf(const GlobalVariable &Variable) {
    for (GlobalAlias &Alias : make_early_inc_range(M.aliases()))
      if (Alias.getAliaseeObject() == &Variable) {
        Alias.replaceAllUsesWith(PoisonValue::get(Alias.getType()));
        Alias.eraseFromParent();
      }
  }

  Constant *imageOf(GlobalVariable &Variable) {
    return new GlobalVariable(M, Variable.getValueType(), true, GlobalValue::PrivateLinkage,
                              Variable.getInitializer(), "stet.image");
  }

  /// The guard variable of a static local, or of an inline or template variable, with
  /// a dynamic initialiser (Itanium C++ ABI).
  GlobalVariable *guardOf(const GlobalVariable &Variable) {
    StringRef Name = Variable.getName();
    if (!Name.consume_front("_Z"))
      return nullptr;
    return M.getGlobalVariable(("_ZGV" + Name).str(), /*AllowInternal=*/true);
  }

  static bool usesGuardFunctions(const GlobalVariable &Guard) {
    return any_of(Guard.users(), [](const User *U) {
      auto *Call = dyn_cast<CallBase>(U);
      return Call && Call->getCalledFunction() &&
             Call->getCalledFunction()->getName() == "__cxa_guard_acquire";
    });
  }

  /// The guard still tells whether this run has passed the initialiser; whether any
  /// run has is the runtime's to know.
  void lowerGuard(GlobalVariable &Guard, GlobalVariable &Descriptor) {
    if (Guard.hasComdat() && Guard.getComdat()->getName() != Guard.getName())
      Guard.setComdat(M.getOrInsertComdat(Guard.getName()));
    SmallVector<CallBase *, 4> Calls;
    for (User *U : Guard.users())
      if (auto *Call = dyn_cast<CallBase>(U))
        Calls.push_back(Call);
    for (CallBase *Call : Calls) {
      StringRef Name = Call->getCalledFunction() ? Call->getCalledFunction()->getName() : "";
      FunctionCallee Replacement;
      if (Name == "__cxa_guard_acquire")
        Replacement = STET_RUNTIME_FUNCTION(M, stet_static_acquire);
      else if (Name == "__cxa_guard_release")
        Replacement = STET_RUNTIME_FUNCTION(M, stet_static_release);
      else if (Name == "__cxa_guard_abort")
        Replacement = STET_RUNTIME_FUNCTION(M, stet_static_abort);
      else
        continue;
      IRBuilder<> Builder(Call);
      Value *Arguments[] = {&Guard, &Descriptor};
      CallBase *New;
      if (auto *Invoke = dyn_cast<InvokeInst>(Call))
        New = Builder.CreateInvoke(Replacement, Invoke->getNormalDest(), Invoke->getUnwindDest(),
                                   Arguments);
      else
        New = Builder.CreateCall(Replacement, Arguments);
      Call->replaceAllUsesWith(New);
      Call->eraseFromParent();
    }
  }

  void moveDebugInfo(GlobalVariable &Variable, GlobalVariable &Descriptor) {
    SmallVector<DIGlobalVariableExpression *, 1> Infos;
    Variable.getDebugInfo(Infos);
    LLVMContext &C = M.getContext();
    for (DIGlobalVariableExpression *Info : Infos)
      Descriptor.addDebugInfo(DIGlobalVariableExpression::get(
          C, Info->getVariable(), DIExpression::get(C, {dwarf::DW_OP_deref})));
  }

  void replaceUses(GlobalVariable &Variable, GlobalVariable &Descriptor) {
    convertUsersOfConstantsToInstructions({&Variable});
    SmallVector<Use *, 16> Uses;
    for (Use &U : Variable.uses())
      if (isa<Instruction>(U.getUser()))
        Uses.push_back(&U);
    DenseMap<std::pair<PHINode *, BasicBlock *>, Value *> InPhis;
    for (Use *U : Uses) {
      auto *User = cast<Instruction>(U->getUser());
      if (auto *Phi = dyn_cast<PHINode>(User)) {
        BasicBlock *From = Phi->getIncomingBlock(*U);
        Value *&Address = InPhis[{Phi, From}];
        if (!Address)
          Address = emitAddress(Variable, Descriptor, *From->getTerminator());
        U->set(Address);
      } else
        U->set(emitAddress(Variable, Descriptor, *User));
    }
  }

  Value *emitAddress(GlobalVariable &Variable, GlobalVariable &Descriptor, Instruction &Before) {
    LLVMContext &C = M.getContext();
    Type *Pointer = PointerType::get(C, 0);
    FunctionCallee Callee = M.getOrInsertFunction(VariableAddressName, Pointer, Pointer);
    auto *Pseudo = cast<Function>(Callee.getCallee());
    Pseudo->setDoesNotAccessMemory();
    Pseudo->setDoesNotThrow();
    Pseudo->setWillReturn();
    IRBuilder<> Builder(&Before);
    // A call needs a location where its function has debug info.
    if (DISubprogram *Scope = Before.getFunction()->getSubprogram(); Scope && !Before.getDebugLoc())
      Builder.SetCurrentDebugLocation(DILocation::get(C, 0, 0, Scope));
    CallInst *Address = Builder.CreateCall(Callee, {&Descriptor});
    Address->addRetAttr(Attribute::NonNull);
    if (MaybeAlign Alignment = Variable.getAlign())
      Address->addRetAttr(Attribute::getWithAlignment(C, *Alignment));
    return Address;
  }

  Module &M;
  VariableSet Variables;
  DenseMap<GlobalVariable *, StringRef> Layouts;
  DenseSet<GlobalVariable *> HoldingCode;
  DenseMap<GlobalVariable *, Function *> Initialisers;
  SmallVector<GlobalVariable *, 8> Defined;
};

} // namespace

PreservedAnalyses PersistentVariables::run(Module &M, ModuleAnalysisManager &) {
  return VariableLowering(M).run() ? PreservedAnalyses::none() : PreservedAnalyses::all();
}

} // namespace stet
