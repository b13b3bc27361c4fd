//===-- plugin/lowering/CxxLibraryWrites.cpp - What functions of the C++ library write ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/CxxLibraryWrites.h"
#include "lowering/CxxLibraryTable.h"
#include "lowering/CxxSignature.h"
#include "lowering/SnapshotBuilder.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace stet {
namespace {

/// The arguments of one call of a function of the library, from left to right.
class ArgumentWalk {
public:
  ArgumentWalk(MemoryAccesses &Accesses, CallBase &Call, const CxxSignature &Signature)
      : Accesses(Accesses), Call(Call), Signature(Signature), WritesWhatItSays(isIn(CxxOutputs)) {}

  void run() {
    if (isIn(CxxReaders))
      return;
    if (!Signature.IsUnderstood || !findFirstParameter())
      return unknownFrom(0, Call.arg_size());
    hiddenArguments();
    Next = FirstParameter;
    for (size_t I = 0; I < Signature.Parameters.size(); ++I)
      parameter(I);
  }

private:
  template <size_t N> bool isIn(const CxxOutput (&Table)[N]) const {
    return any_of(Table, [&](const CxxOutput &Row) {
      return Row.Class == Signature.Class && Row.Name == Signature.Name;
    });
  }

  unsigned argumentCount(const CxxParameter &P) const {
    return P.Kind == CxxParameter::Aggregate ? AggregateCount : P.ArgumentCount;
  }

  /// The result in memory, the object and a constructor's table come before the
  /// parameters. Where aggregates are passed in more than one argument each, or in none,
  /// it is not known which argument is what.
  bool findFirstParameter() {
    unsigned HasResult = Call.hasStructRetAttr();
    for (AggregateCount = 1; AggregateCount <= 2; ++AggregateCount) {
      unsigned Count = 0;
      for (const CxxParameter &P : Signature.Parameters)
        Count += argumentCount(P);
      unsigned Most = HasResult + 1 + Signature.IsConstructorOrSo;
      if (Count <= Call.arg_size() && Call.arg_size() - Count <= Most) {
        FirstParameter = Call.arg_size() - Count;
        return true;
      }
    }
    return false;
  }

  /// The object that a member function is called for, and what goes with it.
  void hiddenArguments() {
    // SnapshotInsertion knows what a result in memory is.
    unsigned First = Call.hasStructRetAttr();
    bool IsStreamInUse =
        !Signature.IsConstructorOrSo && is_contained(CxxStreams, StringRef(Signature.Class));
    if (!Signature.IsConst && !IsStreamInUse)
      unknownFrom(First, FirstParameter);
  }

  void parameter(size_t Number) {
    const CxxParameter &P = Signature.Parameters[Number];
    unsigned Argument = Next;
    Next += argumentCount(P);
    if (P.Kind == CxxParameter::Value || P.Kind == CxxParameter::ReadOnly)
      return;
    if (P.Kind == CxxParameter::Writable &&
        is_contained(CxxStreams, StringRef(shortName(P.Pointee))))
      return;
    if (WritesWhatItSays && P.PointeeSize && writesWhatItSays(Number, Argument))
      return;
    unknownFrom(Argument, Next);
  }

  bool writesWhatItSays(size_t Number, unsigned Argument) {
    const CxxParameter &P = Signature.Parameters[Number];
    Value *Address = Call.getArgOperand(Argument);
    if (!P.IsPointer) {
      addStore(Accesses, Call, Address, TypeSize::getFixed(P.PointeeSize));
      return true;
    }
    if (Number > 0 && isSamePointer(Number - 1, Number))
      return true; // the end of an array
    if (Number + 1 == Signature.Parameters.size())
      return false;
    Value *Bound = Call.getArgOperand(Argument + 1);
    if (isSamePointer(Number, Number + 1)) {
      snapshotBeforeCall(Address, [=](IRBuilderBase &IR) {
        return IR.CreateSub(IR.CreatePtrToInt(Bound, IR.getInt64Ty()),
                            IR.CreatePtrToInt(Address, IR.getInt64Ty()));
      });
      return true;
    }
    if (!Bound->getType()->isIntegerTy())
      return false;
    snapshotBeforeCall(Address, [=, Size = P.PointeeSize](IRBuilderBase &IR) {
      Value *Count = IR.CreateSExtOrTrunc(Bound, IR.getInt64Ty());
      Value *Positive = IR.CreateBinaryIntrinsic(Intrinsic::smax, Count, IR.getInt64(0));
      return IR.CreateMul(Positive, IR.getInt64(Size));
    });
    return true;
  }

  bool isSamePointer(size_t One, size_t Other) const {
    const CxxParameter &A = Signature.Parameters[One], &B = Signature.Parameters[Other];
    return A.IsPointer && B.IsPointer && A.Pointee == B.Pointee;
  }

  template <class SizeOf> void snapshotBeforeCall(Value *Address, SizeOf Size) {
    PointerClass Class = classifyPointer(Address);
    addComputed(Accesses, Call, Address, [=](SnapshotBuilder &Builder) {
      Builder.when(Builder.mayNeedSnapshot(Address, Class),
                   [&] { Builder.snapshot(Address, Size(Builder.ir())); });
    });
  }

  void unknownFrom(unsigned First, unsigned End) {
    for (unsigned Argument = First; Argument < End; ++Argument)
      if (Call.getArgOperand(Argument)->getType()->isPointerTy() && !Call.onlyReadsMemory(Argument))
        unknown(Call.getArgOperand(Argument));
  }

  void unknown(Value *Address) {
    PointerClass Class = classifyPointer(Address);
    std::string Why = "what '" + Signature.Text + "' writes to persistent memory";
    if (Class == PointerClass::Persistent)
      return addOpaque(Accesses, Call, Why);
    auto Emit = [=, Text = Signature.Text](SnapshotBuilder &Builder) {
      IRBuilderBase &IR = Builder.ir();
      Builder.when(Builder.mayNeedSnapshot(Address, Class), [&] {
        Builder.callLibrary("stet_library_unknown", IR.getVoidTy(),
                            {IR.CreateGlobalString(Text, "stet.function"), Address});
      });
    };
    addComputed(Accesses, Call, Address, Emit, Why);
  }

  MemoryAccesses &Accesses;
  CallBase &Call;
  const CxxSignature &Signature;
  const bool WritesWhatItSays;
  unsigned AggregateCount = 1;
  unsigned FirstParameter = 0;
  unsigned Next = 0;
};

} // namespace

/// Sends the call to a function that does the same.
static void replaceCallee(CallBase &Call, StringRef Replacement) {
  Function &Replaced = *Call.getCalledFunction();
  Module &M = *Replaced.getParent();
  FunctionCallee New = M.getOrInsertFunction(Replacement, Call.getFunctionType());
  if (auto *Declared = dyn_cast<Function>(New.getCallee()))
    Declared->setAttributes(Replaced.getAttributes());
  Call.setCalledFunction(New);
}

/// The nodes may be persistent though the container is not.
static bool addReplacement(MemoryAccesses &Accesses, CallBase &Call, StringRef Name) {
  const auto *Row =
      find_if(CxxReplacements, [&](const CxxReplacement &Row) { return Row.Name == Name; });
  if (Row == std::end(CxxReplacements))
    return false;
  Accesses.push_back({.Kind = MemoryAccess::Computed,
                      .Where = &Call,
                      .EmitSnapshots = [&Call, Replacement = Row->Replacement](SnapshotBuilder &) {
                        replaceCallee(Call, Replacement);
                      }});
  return true;
}

static bool addField(MemoryAccesses &Accesses, CallBase &Call, StringRef Name) {
  const auto *Row = find_if(CxxFields, [&](const CxxField &Row) { return Row.Name == Name; });
  if (Row == std::end(CxxFields))
    return false;
  addStore(Accesses, Call, Call.getArgOperand(0), TypeSize::getFixed(Row->Size), Row->Offset);
  return true;
}

void addCxxLibraryWrites(MemoryAccesses &Accesses, CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  if (!Callee || !Callee->isDeclarationForLinker() || Call.onlyReadsMemory())
    return;
  StringRef Name = Callee->getName();
  if (addReplacement(Accesses, Call, Name) || addField(Accesses, Call, Name))
    return;
  CxxSignature Signature;
  if (isCxxLibraryFunction(Name, Signature) &&
      !is_contained(CxxSynchronisation, StringRef(Signature.Class)))
    ArgumentWalk(Accesses, Call, Signature).run();
}

} // namespace stet
