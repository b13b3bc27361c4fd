//===-- plugin/lowering/LibraryExtent.cpp - Computes what a library call writes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/LibraryExtent.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Module.h"
#include <sys/socket.h>

using namespace llvm;

namespace stet {

static constexpr unsigned WideSize = sizeof(wchar_t);
static constexpr uint64_t PageSize = 4096;

namespace {

class ExtentBuilder {
public:
  ExtentBuilder(SnapshotBuilder &Builder, const LibraryWrite &Row, const CallBase &Call)
      : Builder(Builder), IR(Builder.ir()), Row(Row), Call(Call) {}

  void snapshot(PointerClass Class) {
    Value *Destination = argument(Row.Argument);
    if (Row.How == Extent::PointeeCountBehind)
      return Builder.when(IR.CreateIsNotNull(Destination),
                          [&] { snapshotPointee(IR.CreateLoad(IR.getPtrTy(), Destination)); });
    Builder.when(Builder.mayNeedSnapshot(Destination, Class), [&] {
      auto [Address, Size] = range(Destination);
      Builder.snapshot(Address, Size);
    });
  }

private:
  void snapshotPointee(Value *Address) {
    Builder.when(Builder.mayNeedSnapshot(Address, PointerClass::Unknown),
                 [&] { Builder.snapshot(Address, elements(countBehind(Row.A, Row.B))); });
  }

  /// Address and size in bytes.
  std::pair<Value *, Value *> range(Value *Destination) {
    switch (Row.How) {
    case Extent::Bytes:
      return {Destination, IR.CreateAdd(elements(count(Row.A)), IR.getInt64(Row.B))};
    case Extent::EvenBytes:
      return {Destination, IR.CreateAnd(count(Row.A), IR.getInt64(~1ull))};
    case Extent::Fixed:
      return {Destination, IR.getInt64(Row.A)};
    case Extent::String:
      return {Destination, elements(withTerminator(length(argument(Row.A))))};
    case Extent::BoundedString:
      return {Destination, elements(cutToFit(length(argument(Row.A)), count(Row.B)))};
    case Extent::Appended:
      return {endOf(Destination), elements(withTerminator(length(argument(Row.A))))};
    case Extent::AppendedAtMost:
      return {endOf(Destination), elements(withTerminator(length(argument(Row.A), count(Row.B))))};
    case Extent::BoundedAppended: {
      Value *Before = length(Destination, count(Row.B));
      Value *Room = IR.CreateSub(count(Row.B), Before);
      return {IR.CreatePtrAdd(Destination, elements(Before)),
              elements(cutToFit(length(argument(Row.A)), Room))};
    }
    case Extent::Product:
      return {Destination, IR.CreateMul(count(Row.A), count(Row.B))};
    case Extent::Formatted:
      return {Destination, withTerminator(formattedLength())};
    case Extent::BoundedFormatted:
      return {Destination, cutToFit(formattedLength(), count(Row.B))};
    case Extent::FormattedList:
      return {Destination, withTerminator(formattedLengthOfList())};
    case Extent::BoundedFormattedList:
      return {Destination, cutToFit(formattedLengthOfList(), count(Row.B))};
    case Extent::UntilByte:
      return {Destination, bytesUntil(argument(Row.A), argument(Row.B - 1), count(Row.B))};
    case Extent::CountBehind:
      return {Destination, elements(countBehind(Row.A, Row.B))};
    case Extent::NextElement: {
      Value *Used = IR.CreateMul(countBehind(Row.A, sizeof(size_t)), count(Row.B));
      return {IR.CreatePtrAdd(Destination, Used), count(Row.B)};
    }
    case Extent::DescriptorBits:
      return {Destination, IR.CreateMul(units(count(Row.A), 64), IR.getInt64(8))};
    case Extent::Pages:
      return {Destination, units(count(Row.A), PageSize)};
    case Extent::MultibyteCharacter:
      return {Destination, Builder.callLibrary("__ctype_get_mb_cur_max", IR.getInt64Ty(), {})};
    case Extent::InternetAddress: {
      Value *IsShort = IR.CreateICmpEQ(count(Row.A), IR.getInt64(AF_INET));
      return {Destination, IR.CreateSelect(IsShort, IR.getInt64(4), IR.getInt64(16))};
    }
    case Extent::PointeeCountBehind:
    case Extent::Helper:
    case Extent::Unknown:
      break;
    }
    llvm_unreachable("an extent that is no range of its argument");
  }

  Value *argument(unsigned Number) { return Call.getArgOperand(Number); }

  /// An `int` below zero asks for nothing.
  Value *count(unsigned Number) { return widen(argument(Number)); }
  Value *widen(Value *Count) {
    if (Count->getType()->getIntegerBitWidth() >= 64)
      return IR.CreateTrunc(Count, IR.getInt64Ty());
    Value *Signed = IR.CreateSExt(Count, IR.getInt64Ty());
    return IR.CreateBinaryIntrinsic(Intrinsic::smax, Signed, IR.getInt64(0));
  }
  Value *countBehind(unsigned Number, unsigned Size) {
    return widen(IR.CreateAlignedLoad(IR.getIntNTy(Size * 8), argument(Number), Align(1)));
  }
  Value *elements(Value *Count) { return IR.CreateMul(Count, IR.getInt64(Row.ElementSize)); }
  Value *units(Value *Count, uint64_t Unit) {
    return IR.CreateUDiv(IR.CreateAdd(Count, IR.getInt64(Unit - 1)), IR.getInt64(Unit));
  }

  bool isWide() const { return Row.ElementSize == WideSize; }
  Value *length(Value *String) {
    return Builder.callLibrary(isWide() ? "wcslen" : "strlen", IR.getInt64Ty(), {String});
  }
  Value *length(Value *String, Value *AtMost) {
    return Builder.callLibrary(isWide() ? "wcsnlen" : "strnlen", IR.getInt64Ty(), {String, AtMost});
  }
  Value *withTerminator(Value *Length) { return IR.CreateAdd(Length, IR.getInt64(1)); }
  Value *endOf(Value *String) { return IR.CreatePtrAdd(String, elements(length(String))); }

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
    Arguments.append(Call.arg_begin() + Row.A, Call.arg_end());
    return lengthOrZero(Builder.callVariadicLibrary("snprintf", IR.getInt32Ty(), 3, Arguments));
  }

  /// The call's own list must stay as it is.
  Value *formattedLengthOfList() {
    Value *Copy = Builder.allocate(IR.getInt64Ty(), 3); // struct __va_list_tag
    IR.CreateIntrinsic(Intrinsic::vacopy, {IR.getPtrTy()}, {Copy, argument(Row.A + 1)});
    Value *Length = Builder.callLibrary(
        "vsnprintf", IR.getInt32Ty(),
        {ConstantPointerNull::get(IR.getPtrTy()), IR.getInt64(0), argument(Row.A), Copy});
    IR.CreateIntrinsic(Intrinsic::vaend, {IR.getPtrTy()}, {Copy});
    return lengthOrZero(Length);
  }

  /// The functions that format return a negative number when they fail.
  Value *lengthOrZero(Value *Length) { return widen(Length); }

  SnapshotBuilder &Builder;
  IRBuilderBase &IR;
  const LibraryWrite &Row;
  const CallBase &Call;
};

} // namespace

void emitLibrarySnapshot(SnapshotBuilder &Builder, const LibraryWrite &Row, const CallBase &Call,
                         PointerClass Class) {
  ExtentBuilder(Builder, Row, Call).snapshot(Class);
}

} // namespace stet
