//===-- plugin/lowering/FunctionClone.cpp - F.tx, the instrumented body of F ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/FunctionClone.h"
#include "lowering/TransactionMode.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

using namespace llvm;

namespace stet {

static constexpr StringLiteral Suffix = ".tx";
static constexpr StringLiteral SectionPrefix = ".text.stet_tx.";

namespace {

/// The globals that hold addresses of a function's labels (computed goto).
class LabelTables {
public:
  explicit LabelTables(const Function &F) : F(F) {
    for (const BasicBlock &BB : F)
      if (BB.hasAddressTaken())
        if (BlockAddress *Label = BlockAddress::lookup(&BB))
          visitLabel(*Label);
  }

  bool mayBeCloned() const { return Clonable; }
  ArrayRef<GlobalVariable *> tables() const { return Tables.getArrayRef(); }

private:
  void visitLabel(const Constant &LabelOrExpression) {
    for (const Use &U : LabelOrExpression.uses()) {
      if (auto *Table = dyn_cast<GlobalVariable>(U.getUser()))
        visitTable(*const_cast<GlobalVariable *>(Table));
      else if (auto *Expression = dyn_cast<Constant>(U.getUser()))
        visitLabel(*Expression);
      else
        Clonable &= staysInActivation(*cast<Instruction>(U.getUser()), U);
    }
  }

  /// A label that is jumped to, compared or kept in a local variable.
  bool staysInActivation(const Instruction &I, const Use &U) const {
    if (I.getFunction() != &F)
      return false;
    if (auto *Store = dyn_cast<StoreInst>(&I))
      return isa<AllocaInst>(Store->getPointerOperand()->stripInBoundsOffsets());
    return isa<PHINode, SelectInst, IndirectBrInst, ICmpInst>(I);
  }

  void visitTable(GlobalVariable &Table) {
    if (!Tables.insert(&Table))
      return;
    Clonable &= Table.hasLocalLinkage() && isOnlyRead(Table);
  }

  /// Whether all uses of `Address` are in F and read what is there.
  bool isOnlyRead(const Value &Address) const {
    return all_of(Address.uses(), [&](const Use &U) {
      const User *User = U.getUser();
      if (auto *I = dyn_cast<Instruction>(User)) {
        if (I->getFunction() != &F)
          return false;
        if (auto *Copy = dyn_cast<MemTransferInst>(I))
          return U.getOperandNo() == 1 && isa<AllocaInst>(Copy->getDest());
        if (isa<LoadInst, ICmpInst>(I))
          return true;
        return isa<GetElementPtrInst, SelectInst>(I) && isOnlyRead(*I);
      }
      return isa<ConstantExpr>(User) && isOnlyRead(*User);
    });
  }

  const Function &F;
  SetVector<GlobalVariable *> Tables;
  bool Clonable = true;
};

} // namespace

/// LLVM 19 copies byval arguments of a musttail call over its return address, and only
/// such a call can hand on variable arguments.
static bool canPassOnArguments(const Function &F) {
  return !F.isVarArg() || none_of(F.args(), [](const Argument &A) { return A.hasByValAttr(); });
}

bool canClone(const Function &F) { return canPassOnArguments(F) && LabelTables(F).mayBeCloned(); }

/// A table without its initialiser, which needs the new labels.
static GlobalVariable *declareTableClone(const GlobalVariable &Table) {
  auto *Clone = new GlobalVariable(*const_cast<Module *>(Table.getParent()), Table.getValueType(),
                                   Table.isConstant(), GlobalValue::PrivateLinkage, nullptr,
                                   Table.getName() + Suffix);
  Clone->setAlignment(Table.getAlign());
  Clone->setUnnamedAddr(Table.getUnnamedAddr());
  return Clone;
}

static Function *cloneWithLabelTables(Function &F) {
  ValueToValueMapTy Map;
  LabelTables Labels(F);
  for (GlobalVariable *Table : Labels.tables())
    Map[Table] = declareTableClone(*Table);
  Function *Tx = CloneFunction(&F, Map);
  for (GlobalVariable *Table : Labels.tables())
    cast<GlobalVariable>(Map[Table])
        ->setInitializer(MapValue(Table->getInitializer(), Map, RF_NoModuleLevelChanges));
  return Tx;
}

/// Other modules can have a body of the same function: all F.tx of the program are
/// one, and none is in the group of F, of which an uninstrumented copy may win.
static void setLinkage(Function &Tx, const Function &F) {
  Tx.setName((F.hasName() ? F.getName() : "stet") + Suffix);
  Tx.setDLLStorageClass(GlobalValue::DefaultStorageClass);
  Tx.setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
  if (F.hasLinkOnceODRLinkage() || F.hasWeakODRLinkage()) {
    Tx.setLinkage(GlobalValue::LinkOnceODRLinkage);
    Tx.setVisibility(GlobalValue::HiddenVisibility);
    Tx.setComdat(Tx.getParent()->getOrInsertComdat(Tx.getName()));
  } else {
    Tx.setVisibility(GlobalValue::DefaultVisibility);
    Tx.setLinkage(GlobalValue::InternalLinkage);
    // What is local to a group can only be used, and can only use, inside it.
    if (!F.hasLocalLinkage())
      Tx.setComdat(nullptr);
  }
  Tx.setDSOLocal(true);
}

/// Out of the way of code that is not in transactions. A section for each, so that
/// the linker can still drop them one by one.
static void makeCold(Function &Tx, const Function &F) {
  for (Attribute::AttrKind Kind : {Attribute::AlwaysInline, Attribute::InlineHint, Attribute::Hot})
    Tx.removeFnAttr(Kind);
  Tx.addFnAttr(Attribute::Cold);
  if (!Tx.hasFnAttribute(Attribute::OptimizeNone))
    Tx.addFnAttr(Attribute::OptimizeForSize);
  if (!F.hasSection() && F.hasName())
    Tx.setSection((SectionPrefix + F.getName()).str());
  Tx.eraseMetadata(LLVMContext::MD_prof);
  // Nobody calls it through a pointer.
  Tx.eraseMetadata(LLVMContext::MD_type);
}

Function *cloneForTransactions(Function &F) {
  Function *Tx = cloneWithLabelTables(F);
  setLinkage(*Tx, F);
  makeCold(*Tx, F);
  setEntryMode(*Tx, Mode::Inside);
  return Tx;
}

StringRef originalName(const Function &F) {
  StringRef Name = F.getName();
  if (entryMode(F) == Mode::Inside)
    Name.consume_back(Suffix);
  return Name;
}

Function *originalOf(const Function &Tx) {
  StringRef Name = originalName(Tx);
  if (Name == Tx.getName())
    return nullptr;
  Function *F = const_cast<Module *>(Tx.getParent())->getFunction(Name);
  return F && !F->isDeclaration() ? F : nullptr;
}

void replaceByClone(Function &F, Function &Tx) {
  Tx.setAttributes(F.getAttributes());
  setEntryMode(Tx, Mode::Inside);
  Tx.setSection(F.getSection());
  if (MDNode *Profile = F.getMetadata(LLVMContext::MD_prof))
    Tx.setMetadata(LLVMContext::MD_prof, Profile);
  Tx.takeName(&F);
  F.eraseFromParent();
}

} // namespace stet
