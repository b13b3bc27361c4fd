//===-- plugin/lowering/WriteDescription.cpp - A write in the words of the source ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/WriteDescription.h"
#include "lowering/FunctionClone.h"
#include "lowering/RuntimeFunctions.h"
#include "lowering/VariableDescriptor.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Operator.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace stet {

using Part = DiagnosticInfoOptimizationBase::Argument;

static Phrase operator+(Phrase A, const Phrase &B) {
  A.append(B.begin(), B.end());
  return A;
}

Phrase text(const Twine &Text) { return {Part(Text.str())}; }

/// The name in quotes; only it is the value of `Key`.
static Phrase quoted(StringRef Key, StringRef Name) {
  return text("'") + Phrase{Part(Key, Name)} + text("'");
}

static Phrase bytes(uint64_t Size) {
  return Phrase{Part("Bytes", Size)} + text(Size == 1 ? " byte" : " bytes");
}

std::string sourceName(const Function &F) {
  std::string Name = GlobalValue::dropLLVMManglingEscape(originalName(F)).str();
  // What 'new' and 'delete' of persistent classes call.
  if (StringRef(Name).starts_with("stet_new"))
    return "operator new";
  if (StringRef(Name).starts_with("stet_delete"))
    return "operator delete";
  ItaniumPartialDemangler Demangler; // keeps pointers into the name
  if (Demangler.partialDemangle(Name.c_str()) || !Demangler.isFunction())
    return Name;
  size_t Size = 0;
  char *Text = Demangler.getFunctionName(nullptr, &Size);
  std::string Result = Text ? Text : Name;
  std::free(Text);
  return Result;
}

static const Function *calleeOf(const Instruction &I) {
  auto *Call = dyn_cast<CallBase>(&I);
  return Call ? dyn_cast<Function>(Call->getCalledOperand()->stripPointerCasts()) : nullptr;
}

/// What `Call` calls.
static Phrase describeCallee(const CallBase &Call) {
  if (const Function *Callee = calleeOf(Call))
    return quoted("Callee", sourceName(*Callee));
  return text(Call.isInlineAsm() ? "inline assembly" : "an unknown function");
}

/// The persistent variable whose address `V` is, or nullptr.
static const GlobalVariable *persistentVariable(const Value &V) {
  auto *Call = dyn_cast<CallBase>(&V);
  const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
  if (!Callee || Callee->getName() != VariableAddressName)
    return nullptr;
  return dyn_cast<GlobalVariable>(Call->getArgOperand(0)->stripPointerCasts());
}

/// The name of a class, without the prefix and number that IR adds.
static StringRef structureName(const StructType &Structure) {
  if (!Structure.hasName())
    return {};
  StringRef Name = Structure.getName();
  for (StringRef Prefix : {"struct.", "class.", "union."})
    if (Name.consume_front(Prefix))
      break;
  auto [Before, Number] = Name.rsplit('.');
  bool IsNumbered = !Number.empty() && all_of(Number, isDigit);
  Name = IsNumbered ? Before : Name;
  return Name == "anon" ? StringRef() : Name;
}

/// The class that an access is to a member of, from its tag for alias analysis.
static std::string taggedStructure(const Instruction &I) {
  const MDNode *Tag = I.getMetadata(LLVMContext::MD_tbaa);
  if (!Tag || Tag->getNumOperands() < 2 || Tag->getOperand(0) == Tag->getOperand(1))
    return {};
  auto *Base = dyn_cast<MDNode>(Tag->getOperand(0));
  auto *Name = Base && Base->getNumOperands() ? dyn_cast<MDString>(Base->getOperand(0)) : nullptr;
  if (!Name)
    return {};
  std::string Text = demangle(Name->getString());
  StringRef Result = Text;
  Result.consume_front("typeinfo name for ");
  return Result.str();
}

static std::string structureOf(const Instruction &I, const Value *Address) {
  if (std::string Name = taggedStructure(I); !Name.empty())
    return Name;
  for (auto *Gep = dyn_cast_or_null<GEPOperator>(Address); Gep;
       Gep = dyn_cast<GEPOperator>(Gep->getPointerOperand()))
    if (auto *Structure = dyn_cast<StructType>(Gep->getSourceElementType()))
      return structureName(*Structure).str();
  return {};
}

/// A local variable's name, from debug information.
static StringRef localName(const AllocaInst &Local) {
  for (auto *Declaration : findDVRDeclares(const_cast<AllocaInst *>(&Local)))
    if (const DILocalVariable *Variable = Declaration->getVariable())
      return Variable->getName();
  return {};
}

/// An object that is named or allocated: empty when `Origin` is none.
static Phrase describeObject(const Value &Origin) {
  if (const GlobalVariable *Descriptor = persistentVariable(Origin))
    return text("variable ") + quoted("Variable", variableName(*Descriptor));
  if (auto *Local = dyn_cast<AllocaInst>(&Origin)) {
    StringRef Name = localName(*Local);
    return Name.empty() ? text("a local variable")
                        : text("local variable ") + quoted("Variable", Name);
  }
  if (auto *Global = dyn_cast<GlobalVariable>(&Origin))
    return text(Global->isThreadLocal() ? "thread-local variable " : "global variable ") +
           quoted("Variable", demangle(Global->getName()));
  if (auto *A = dyn_cast<Argument>(&Origin); A && A->hasPassPointeeByValueCopyAttr())
    return text("a parameter passed by value");
  auto *Call = dyn_cast<CallBase>(&Origin);
  const Function *Callee = Call ? calleeOf(*Call) : nullptr;
  if (!Callee)
    return {};
  if (auto *ThreadLocal = dyn_cast<IntrinsicInst>(Call);
      ThreadLocal && ThreadLocal->getIntrinsicID() == Intrinsic::threadlocal_address)
    return describeObject(*ThreadLocal->getArgOperand(0)->stripInBoundsConstantOffsets());
  if (STET_IS_RUNTIME_FUNCTION(Callee, stet_transient))
    return text("a transient member");
  uint64_t Size;
  if (isPoolAllocation(Call, Size) || isLibraryAllocation(Callee->getName()))
    return text("memory from ") + quoted("Allocator", sourceName(*Callee));
  return {};
}

/// What is stored to or loaded from, if it has a name: "a member of 'node'".
static Phrase describeTarget(const Instruction &I, const Value *Address) {
  if (Address)
    if (const Value *Origin = originOfPointer(Address).Decider)
      if (Phrase Object = describeObject(*Origin); !Object.empty())
        return Object;
  if (std::string Name = structureOf(I, Address); !Name.empty())
    return text("a member of ") + quoted("Type", Name);
  return {};
}

/// The size of a write that is known at compile time, or 0.
static uint64_t sizeOfWrite(const Instruction &I) {
  const DataLayout &DL = I.getModule()->getDataLayout();
  auto SizeOf = [&](const Value *Stored) {
    return DL.getTypeStoreSize(Stored->getType()).getKnownMinValue();
  };
  if (auto *S = dyn_cast<StoreInst>(&I))
    return SizeOf(S->getValueOperand());
  if (auto *A = dyn_cast<AtomicRMWInst>(&I))
    return SizeOf(A->getValOperand());
  if (auto *A = dyn_cast<AtomicCmpXchgInst>(&I))
    return SizeOf(A->getNewValOperand());
  if (auto *M = dyn_cast<AnyMemIntrinsic>(&I))
    if (auto *Length = dyn_cast<ConstantInt>(M->getLength()))
      return Length->getZExtValue();
  return 0;
}

/// Kind of a write without its object: "atomic store".
static StringRef kindOfWrite(const Instruction &I) {
  if (isa<StoreInst>(I))
    return I.isAtomic() ? "atomic store" : I.isVolatile() ? "volatile store" : "store";
  if (isa<AtomicRMWInst>(I))
    return "atomic operation";
  if (isa<AtomicCmpXchgInst>(I))
    return "compare-and-exchange";
  if (isa<AnyMemTransferInst>(I))
    return "copy";
  if (isa<AnyMemSetInst>(I))
    return "fill";
  if (auto *Intrinsic = dyn_cast<IntrinsicInst>(&I);
      Intrinsic && Intrinsic->getCalledFunction()->getName().starts_with("llvm.masked."))
    return "masked store";
  return "write";
}

static Phrase describeWrite(const Instruction &I, const Value *Address, uint64_t Size) {
  StringRef Kind = kindOfWrite(I);
  Phrase Result{Part("Write", Kind)};
  if (Size)
    Result = Result + text(" of ") + bytes(Size);
  if (auto *Call = dyn_cast<CallBase>(&I); Call && Kind == "write")
    Result = Result + text(" by ") + describeCallee(*Call);
  Phrase Target = describeTarget(I, Address);
  return Target.empty() ? Result : Result + text(" to ") + Target;
}

Phrase describeWrite(const Instruction &I, const Value *Address) {
  return describeWrite(I, Address, sizeOfWrite(I));
}

Phrase describeWrite(const MemoryAccess &Access) {
  // The range stands before a loop, not at one of its stores.
  if (Access.Location && Access.Loop.Kind == LoopFate::InFront) {
    Phrase Target = describeTarget(*Access.Where, Access.Address);
    Phrase Stores{Part("Write", "stores of the loop")};
    return Target.empty() ? Stores : Stores + text(" to ") + Target;
  }
  uint64_t Size = Access.Kind == MemoryAccess::Store ? Access.Size : sizeOfWrite(*Access.Where);
  return describeWrite(*Access.Where, Access.Address, Size);
}

/// The one value that is ever stored to a local variable, or nullptr: what code that is
/// not optimised does with parameters.
static const Value *onlyValueOf(const AllocaInst &Local) {
  const Value *Only = nullptr;
  for (const User *U : Local.users()) {
    auto *Store = dyn_cast<StoreInst>(U);
    if (!Store || Store->getPointerOperand() != &Local)
      continue;
    if (Only)
      return nullptr;
    Only = Store->getValueOperand();
  }
  return Only;
}

Phrase describeOrigin(const Value &Address) {
  const Value *Origin = originOfPointer(&Address).Decider;
  if (!Origin)
    return text("it may be persistent or volatile, as its address has several sources");
  if (auto *Load = dyn_cast<LoadInst>(Origin))
    if (auto *Local = dyn_cast<AllocaInst>(Load->getPointerOperand()))
      if (const Value *Only = onlyValueOf(*Local); Only && isa<Argument>(Only))
        Origin = Only;
  if (auto *Parameter = dyn_cast<Argument>(Origin))
    return text("its address is a parameter of ") +
           quoted("Function", sourceName(*Parameter->getParent()));
  if (auto *Load = dyn_cast<LoadInst>(Origin)) {
    Phrase Source = describeTarget(*Load, Load->getPointerOperand());
    return text("its address is read from ") + (Source.empty() ? text("memory") : Source);
  }
  if (auto *Call = dyn_cast<CallBase>(Origin))
    return text("its address is a result of ") + describeCallee(*Call);
  if (isa<IntToPtrInst>(Origin))
    return text("its address is made from an integer");
  return text("its address does not tell what memory it is");
}

Phrase describeObstacle(const Instruction &I) {
  if (levelChange(I) != LevelChange::None)
    return text("a transaction begins or ends");
  if (auto *Call = dyn_cast<CallBase>(&I)) {
    Phrase Callee = describeCallee(*Call);
    return text("the call of ") + Callee +
           text(" may synchronise with another thread, throw or not return");
  }
  if (isa<FenceInst>(I) || I.isAtomic())
    return text("other threads may order themselves by an atomic operation");
  if (I.isVolatile())
    return text("an access of an object that is declared 'volatile' keeps its place");
  return text("control may not come through");
}

Phrase describePlace(const DebugLoc &Place, const DebugLoc &Here) {
  if (!Place || !Place.getLine())
    return {};
  const DIFile *File = Place->getFile();
  bool IsSameFile = Here && Here->getFile() == File;
  std::string Line = std::to_string(Place.getLine());
  Part Result("Place", Place);
  Result.Val =
      IsSameFile ? "line " + Line : (sys::path::filename(File->getFilename()) + ":" + Line).str();
  return {Result};
}

} // namespace stet
