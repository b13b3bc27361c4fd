//===-- plugin/lowering/LibraryReferences.cpp - Library functions that are not called by name
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/LibraryReferences.h"
#include "lowering/LibraryTable.h"
#include "lowering/LibraryWrites.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"
#include <string>

using namespace llvm;

namespace stet {

/// Dots keep the names out of the way of C's, and of what tells that a file knows Stet.
static constexpr StringLiteral WrapperPrefix = "stet.library.";
static constexpr StringLiteral StrtokPlace = "stet.strtok.place";

/// One in the program, across its shared libraries too.
static void shareInProgram(GlobalObject &Object) {
  Object.setLinkage(GlobalValue::LinkOnceODRLinkage);
  Object.setComdat(Object.getParent()->getOrInsertComdat(Object.getName()));
}

/// vsprintf for sprintf, __vsprintf_chk for __sprintf_chk; empty when there is none.
static std::string nameWithList(StringRef Name) {
  size_t Stem = 0;
  for (StringRef Prefix : {"__isoc99_", "__isoc23_", "__"})
    if (Name.starts_with(Prefix)) {
      Stem = Prefix.size();
      break;
    }
  std::string WithList = (Name.take_front(Stem) + "v" + Name.drop_front(Stem)).str();
  return findLibraryWrites(WithList).empty() ? "" : WithList;
}

/// All variable arguments are integers or pointers, so that they can be handed on as
/// words: those of commands like ioctl.
static bool takesWords(ArrayRef<const LibraryWrite *> Rows) {
  return all_of(Rows, [](const LibraryWrite *Row) {
    return Row->Argument >= Row->ArgumentCount || Row->How == Extent::Unknown ||
           Row->How == Extent::Helper;
  });
}

namespace {

/// The body of one wrapper.
class WrapperBody {
public:
  WrapperBody(Function &Wrapper, Function &Target)
      : Target(Target), M(*Target.getParent()),
        IR(BasicBlock::Create(M.getContext(), "", &Wrapper)) {
    for (Argument &A : Wrapper.args())
      Arguments.push_back(&A);
  }

  void callWithSameArguments() { finish(IR.CreateCall(&Target, Arguments)); }

  void callWithList(StringRef Name) {
    Value *List = startList();
    SmallVector<Type *, 8> Types(Target.getFunctionType()->params());
    Types.push_back(IR.getPtrTy());
    Arguments.push_back(List);
    auto *Type = FunctionType::get(Target.getReturnType(), Types, /*isVarArg=*/false);
    CallInst *Call = IR.CreateCall(M.getOrInsertFunction(Name, Type), Arguments);
    endList(List);
    finish(Call);
  }

  /// The words behind those that the caller gave are whatever lies there; the function
  /// does not look at them.
  void callWithWords() {
    constexpr unsigned MostWords = 6;
    Value *List = startList();
    for (unsigned Word = 0; Word != MostWords; ++Word)
      Arguments.push_back(IR.CreateVAArg(List, IR.getPtrTy()));
    endList(List);
    finish(IR.CreateCall(&Target, Arguments));
  }

private:
  Value *startList() {
    Value *List = IR.CreateAlloca(ArrayType::get(IR.getInt64Ty(), 3)); // struct __va_list_tag
    IR.CreateIntrinsic(Intrinsic::vastart, {IR.getPtrTy()}, {List});
    return List;
  }
  void endList(Value *List) { IR.CreateIntrinsic(Intrinsic::vaend, {IR.getPtrTy()}, {List}); }

  void finish(CallInst *Call) {
    Call->setCallingConv(Target.getCallingConv());
    if (Call->getType()->isVoidTy())
      IR.CreateRetVoid();
    else
      IR.CreateRet(Call);
  }

  Function &Target;
  Module &M;
  IRBuilder<> IR;
  SmallVector<Value *, 8> Arguments;
};

} // namespace

static void emitWrapper(Function &Wrapper, Function &Target) {
  WrapperBody Body(Wrapper, Target);
  if (!Target.isVarArg())
    Body.callWithSameArguments();
  else if (std::string WithList = nameWithList(Target.getName()); !WithList.empty())
    Body.callWithList(WithList);
  else
    Body.callWithWords();
}

static Function *declareWrapper(Function &Target) {
  Module &M = *Target.getParent();
  std::string Name = (WrapperPrefix + Target.getName()).str();
  if (Function *Known = M.getFunction(Name))
    return Known;
  Function *Wrapper =
      Function::Create(Target.getFunctionType(), GlobalValue::ExternalLinkage, Name, M);
  shareInProgram(*Wrapper);
  Wrapper->setCallingConv(Target.getCallingConv());
  Wrapper->setUWTableKind(M.getUwtable());
  Wrapper->addFnAttr(Attribute::NoInline);
  return Wrapper;
}

static bool isCalled(const Use &U) {
  auto *Call = dyn_cast<CallBase>(U.getUser());
  return Call && Call->isCallee(&U);
}

/// What calls the function by name goes on doing so.
static void replaceAddress(Function &Target, Function &Wrapper) {
  SmallVector<CallBase *, 8> Calls;
  for (Use &U : Target.uses())
    if (isCalled(U))
      Calls.push_back(cast<CallBase>(U.getUser()));
  Target.replaceAllUsesWith(&Wrapper);
  for (CallBase *Call : Calls)
    Call->setCalledOperand(&Target);
}

static void wrapAddress(Function &Target, ArrayRef<const LibraryWrite *> Rows) {
  bool CanWrap = !Target.isVarArg() || !nameWithList(Target.getName()).empty() || takesWords(Rows);
  if (!CanWrap || Target.hasFnAttribute(Attribute::ReturnsTwice)) {
    Target.getContext().diagnose(DiagnosticInfoUnsupported(
        Target,
        "what it writes when it is called through a pointer in a transaction cannot be rolled "
        "back [stet-unsafe-statement]",
        DiagnosticLocation(), DS_Warning));
    return;
  }
  Function *Wrapper = declareWrapper(Target);
  replaceAddress(Target, *Wrapper);
  if (Wrapper->isDeclaration())
    emitWrapper(*Wrapper, Target);
}

static Constant *strtokPlace(Module &M) {
  if (GlobalVariable *Known = M.getGlobalVariable(StrtokPlace))
    return Known;
  Type *Pointer = PointerType::get(M.getContext(), 0);
  auto *Place = new GlobalVariable(M, Pointer, /*isConstant=*/false, GlobalValue::ExternalLinkage,
                                   Constant::getNullValue(Pointer), StrtokPlace);
  shareInProgram(*Place);
  return Place;
}

static bool isStrtok(const CallBase &Call) {
  return Call.arg_size() == 2 && Call.getType()->isPointerTy() &&
         all_of(Call.args(), [](const Use &U) { return U->getType()->isPointerTy(); });
}

/// strtok(string, delimiters) to strtok_r(string, delimiters, &place)
static void keepPlaceOfStrtok(Module &M) {
  Function *Strtok = M.getFunction("strtok");
  if (!Strtok || !Strtok->isDeclaration())
    return;
  for (Use &U : make_early_inc_range(Strtok->uses())) {
    auto *Call = isCalled(U) ? dyn_cast<CallBase>(U.getUser()) : nullptr;
    if (!Call || !isStrtok(*Call))
      continue;
    IRBuilder<> IR(Call);
    Type *Pointer = IR.getPtrTy();
    FunctionCallee Reentrant =
        M.getOrInsertFunction("strtok_r", Pointer, Pointer, Pointer, Pointer);
    SmallVector<Value *, 3> Arguments{Call->getArgOperand(0), Call->getArgOperand(1),
                                      strtokPlace(M)};
    CallBase *New;
    if (auto *Invoke = dyn_cast<InvokeInst>(Call))
      New = IR.CreateInvoke(Reentrant, Invoke->getNormalDest(), Invoke->getUnwindDest(), Arguments);
    else
      New = IR.CreateCall(Reentrant, Arguments);
    New->setDebugLoc(Call->getDebugLoc());
    Call->replaceAllUsesWith(New);
    Call->eraseFromParent();
  }
}

/// So that its address is taken of a wrapper that the rewriting above reaches.
static void wrapStrtok(Module &M) {
  Function *Strtok = M.getFunction("strtok");
  if (!Strtok || !Strtok->isDeclaration() || all_of(Strtok->uses(), isCalled))
    return;
  Function *Wrapper = declareWrapper(*Strtok);
  replaceAddress(*Strtok, *Wrapper);
  emitWrapper(*Wrapper, *Strtok);
}

void nameLibraryReferences(Module &M) {
  wrapStrtok(M);
  keepPlaceOfStrtok(M);
  SmallVector<std::pair<Function *, ArrayRef<const LibraryWrite *>>, 8> AddressTaken;
  for (Function &F : M)
    if (auto Rows = findLibraryWrites(F); !Rows.empty() && !all_of(F.uses(), isCalled))
      AddressTaken.push_back({&F, Rows});
  for (auto [F, Rows] : AddressTaken)
    wrapAddress(*F, Rows);
}

} // namespace stet
