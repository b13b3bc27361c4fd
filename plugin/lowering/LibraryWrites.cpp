//===-- plugin/lowering/LibraryWrites.cpp - What functions of the C library write ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/LibraryWrites.h"
#include "lowering/LibraryTable.h"
#include "lowering/SnapshotBuilder.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace stet {

namespace {

/// Emits the computation of one call's range.
class ExtentBuilder {
public:
  ExtentBuilder(SnapshotBuilder &Builder, const LibraryFunction &Function, const CallBase &Call)
      : Builder(Builder), IR(Builder.ir()), Function(Function), Call(Call) {}

  void snapshot() {
    auto [Address, Elements] = range();
    Value *Size = IR.CreateMul(Elements, IR.getInt64(Function.ElementSize));
    Builder.snapshot(Address, Size);
  }

private:
  std::pair<Value *, Value *> range() {
    Value *Destination = Call.getArgOperand(Function.Destination);
    switch (Function.How) {
    case Extent::Bytes:
      return {Destination, count()};
    case Extent::EvenBytes:
      return {Destination, IR.CreateAnd(count(), IR.getInt64(~1ull))};
    case Extent::Fixed:
      return {Destination, IR.getInt64(Function.Count)};
    case Extent::String:
      return {Destination, withTerminator(length(source()))};
    case Extent::BoundedString:
      return {Destination, cutToFit(length(source()), count())};
    case Extent::Appended:
      return {endOf(Destination), withTerminator(length(source()))};
    case Extent::AppendedAtMost:
      return {endOf(Destination), withTerminator(length(source(), count()))};
    case Extent::BoundedAppended: {
      Value *Before = length(Destination, count());
      return {IR.CreatePtrAdd(Destination, Before),
              cutToFit(length(source()), IR.CreateSub(count(), Before))};
    }
    case Extent::Product:
      return {Destination, IR.CreateMul(count(), Call.getArgOperand(Function.Count + 1))};
    case Extent::Formatted:
      return {Destination, withTerminator(formattedLength())};
    case Extent::BoundedFormatted:
      return {Destination, cutToFit(formattedLength(), count())};
    case Extent::FormattedList:
      return {Destination, withTerminator(formattedLengthOfList())};
    case Extent::BoundedFormattedList:
      return {Destination, cutToFit(formattedLengthOfList(), count())};
    case Extent::UntilByte:
      return {Destination, bytesUntil(source(), Call.getArgOperand(Function.Count - 1), count())};
    }
    llvm_unreachable("all extents are covered");
  }

  Value *source() { return Call.getArgOperand(Function.Source); }
  Value *count() {
    return IR.CreateZExtOrTrunc(Call.getArgOperand(Function.Count), IR.getInt64Ty());
  }
  bool isWide() const { return Function.ElementSize == WideSize; }

  Value *length(Value *String) {
    return Builder.callLibrary(isWide() ? "wcslen" : "strlen", IR.getInt64Ty(), {String});
  }
  Value *length(Value *String, Value *AtMost) {
    return Builder.callLibrary(isWide() ? "wcsnlen" : "strnlen", IR.getInt64Ty(), {String, AtMost});
  }
  Value *withTerminator(Value *Length) { return IR.CreateAdd(Length, IR.getInt64(1)); }
  Value *endOf(Value *String) {
    return IR.CreatePtrAdd(String, IR.CreateMul(length(String), IR.getInt64(Function.ElementSize)));
  }

  /// min(Length + 1, Room)
  Value *cutToFit(Value *Length, Value *Room) {
    return IR.CreateBinaryIntrinsic(Intrinsic::umin, withTerminator(Length), Room);
  }

  Value *bytesUntil(Value *Bytes, Value *Byte, Value *AtMost) {
    Value *Found = Builder.callLibrary("memchr", IR.getPtrTy(), {Bytes, Byte, AtMost});
    Value *Distance = IR.CreateSub(IR.CreatePtrToInt(Found, IR.getInt64Ty()),
                                   IR.CreatePtrToInt(Bytes, IR.getInt64Ty()));
    return IR.CreateSelect(IR.CreateIsNull(Found), AtMost, withTerminator(Distance));
  }

  /// snprintf(NULL, 0, ...) with the call's own format and arguments.
  Value *formattedLength() {
    SmallVector<Value *, 8> Arguments{ConstantPointerNull::get(IR.getPtrTy()), IR.getInt64(0)};
    Arguments.append(Call.arg_begin() + Function.Source, Call.arg_end());
    return lengthOrZero(Builder.callVariadicLibrary("snprintf", IR.getInt32Ty(), 3, Arguments));
  }

  /// The call's own list must stay as it is.
  Value *formattedLengthOfList() {
    Value *List = Call.getArgOperand(Function.Source + 1);
    Value *Copy = Builder.allocate(IR.getInt64Ty(), 3); // struct __va_list_tag
    IR.CreateIntrinsic(Intrinsic::vacopy, {IR.getPtrTy()}, {Copy, List});
    Value *Length = Builder.callLibrary(
        "vsnprintf", IR.getInt32Ty(),
        {ConstantPointerNull::get(IR.getPtrTy()), IR.getInt64(0), source(), Copy});
    IR.CreateIntrinsic(Intrinsic::vaend, {IR.getPtrTy()}, {Copy});
    return lengthOrZero(Length);
  }

  /// The functions that format return a negative number when they fail.
  Value *lengthOrZero(Value *Length) {
    Value *Known = IR.CreateBinaryIntrinsic(Intrinsic::smax, Length, IR.getInt32(0));
    return IR.CreateZExt(Known, IR.getInt64Ty());
  }

  SnapshotBuilder &Builder;
  IRBuilderBase &IR;
  const LibraryFunction &Function;
  const CallBase &Call;
};

} // namespace

static const LibraryFunction *find(StringRef Name) {
  static const StringMap<const LibraryFunction *> ByName = [] {
    StringMap<const LibraryFunction *> Map;
    for (const LibraryFunction &Function : LibraryTable)
      Map[Function.Name] = &Function;
    return Map;
  }();
  return ByName.lookup(Name);
}

/// A program may have a function of its own with a name of the table.
static bool hasItsSignature(const CallBase &Call, const LibraryFunction &Function) {
  auto IsPointer = [&](unsigned Number) {
    return Call.getArgOperand(Number)->getType()->isPointerTy();
  };
  auto IsSize = [&](unsigned Number) {
    return Call.getArgOperand(Number)->getType()->isIntegerTy(64);
  };
  if (Call.getFunctionType()->getNumParams() != Function.ArgumentCount ||
      !IsPointer(Function.Destination))
    return false;
  switch (Function.How) {
  case Extent::Fixed:
    return true;
  case Extent::Bytes:
  case Extent::EvenBytes:
    return Call.getArgOperand(Function.Count)->getType()->isIntegerTy();
  case Extent::Product:
    return IsSize(Function.Count) && IsSize(Function.Count + 1);
  case Extent::String:
  case Extent::Appended:
    return IsPointer(Function.Source);
  case Extent::Formatted:
  case Extent::BoundedFormatted:
    return IsPointer(Function.Source) && Call.getFunctionType()->isVarArg();
  case Extent::FormattedList:
  case Extent::BoundedFormattedList:
    return IsPointer(Function.Source) && IsPointer(Function.Source + 1);
  default:
    return IsPointer(Function.Source) && IsSize(Function.Count);
  }
}

void addLibraryWrites(MemoryAccesses &Accesses, CallBase &Call) {
  const llvm::Function *Callee = Call.getCalledFunction();
  if (!Callee || !Callee->isDeclaration() || Callee->hasLocalLinkage())
    return;
  StringRef Name = Callee->getName();
  Name.consume_front("\01");
  const LibraryFunction *Function = find(Name);
  if (!Function || !hasItsSignature(Call, *Function))
    return;
  Value *Destination = Call.getArgOperand(Function->Destination);
  if (Function->How == Extent::Fixed)
    return addStore(Accesses, Call, Destination,
                    TypeSize::getFixed(Function->Count * Function->ElementSize));
  if (Function->How == Extent::Bytes && Function->ElementSize == 1)
    return addRange(Accesses, Call, Destination, Call.getArgOperand(Function->Count));
  PointerClass Class = classifyPointer(Destination);
  addComputed(Accesses, Call, Destination, [=, &Call](SnapshotBuilder &Builder) {
    Builder.when(Builder.mayNeedSnapshot(Destination, Class),
                 [&] { ExtentBuilder(Builder, *Function, Call).snapshot(); });
  });
}

} // namespace stet
