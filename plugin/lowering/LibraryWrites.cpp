//===-- plugin/lowering/LibraryWrites.cpp - What functions of the C library write ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/LibraryWrites.h"
#include "lowering/SnapshotBuilder.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace stet {

namespace {

/// How the bytes that a function writes follow from its arguments.
enum class Extent {
  Bytes,           ///< as many as the argument `Count` says
  EvenBytes,       ///< the same, rounded down to an even number
  Fixed,           ///< `Count` elements
  String,          ///< a copy of the string `Source`
  BoundedString,   ///< the same, cut so that it fits in `Count`; nothing when that is 0
  Appended,        ///< the string `Source` after the string that is there
  AppendedAtMost,  ///< the same, but at most `Count` characters of it
  BoundedAppended, ///< the same, cut so that the whole fits in `Count`
  UntilByte        ///< bytes of `Source` up to the byte given before `Count`, at most that many
};

struct LibraryFunction {
  StringLiteral Name;
  unsigned ArgumentCount;
  unsigned Destination;
  Extent How;
  unsigned Source; ///< number of an argument
  unsigned Count;  ///< number of an argument
  unsigned ElementSize = 1;
};

constexpr unsigned WideSize = 4; // wchar_t

constexpr LibraryFunction Table[] = {
    {"memcpy", 3, 0, Extent::Bytes, 1, 2},
    {"memmove", 3, 0, Extent::Bytes, 1, 2},
    {"memset", 3, 0, Extent::Bytes, 0, 2},
    {"mempcpy", 3, 0, Extent::Bytes, 1, 2},
    {"memccpy", 4, 0, Extent::UntilByte, 1, 3},
    {"memset_explicit", 3, 0, Extent::Bytes, 0, 2},
    {"bzero", 2, 0, Extent::Bytes, 0, 1},
    {"explicit_bzero", 2, 0, Extent::Bytes, 0, 1},
    {"bcopy", 3, 1, Extent::Bytes, 0, 2},
    {"swab", 3, 1, Extent::EvenBytes, 0, 2},
    {"strcpy", 2, 0, Extent::String, 1, 0},
    {"stpcpy", 2, 0, Extent::String, 1, 0},
    {"strncpy", 3, 0, Extent::Bytes, 1, 2},
    {"stpncpy", 3, 0, Extent::Bytes, 1, 2},
    {"strcat", 2, 0, Extent::Appended, 1, 0},
    {"strncat", 3, 0, Extent::AppendedAtMost, 1, 2},
    {"strlcpy", 3, 0, Extent::BoundedString, 1, 2},
    {"strlcat", 3, 0, Extent::BoundedAppended, 1, 2},
    {"wmemcpy", 3, 0, Extent::Bytes, 1, 2, WideSize},
    {"wmemmove", 3, 0, Extent::Bytes, 1, 2, WideSize},
    {"wmempcpy", 3, 0, Extent::Bytes, 1, 2, WideSize},
    {"wmemset", 3, 0, Extent::Bytes, 0, 2, WideSize},
    {"wcscpy", 2, 0, Extent::String, 1, 0, WideSize},
    {"wcpcpy", 2, 0, Extent::String, 1, 0, WideSize},
    {"wcsncpy", 3, 0, Extent::Bytes, 1, 2, WideSize},
    {"wcpncpy", 3, 0, Extent::Bytes, 1, 2, WideSize},
    {"wcscat", 2, 0, Extent::Appended, 1, 0, WideSize},
    {"wcsncat", 3, 0, Extent::AppendedAtMost, 1, 2, WideSize},
    // Checked forms (_FORTIFY_SOURCE) take the destination's size last.
    {"__memcpy_chk", 4, 0, Extent::Bytes, 1, 2},
    {"__memmove_chk", 4, 0, Extent::Bytes, 1, 2},
    {"__memset_chk", 4, 0, Extent::Bytes, 0, 2},
    {"__mempcpy_chk", 4, 0, Extent::Bytes, 1, 2},
    {"__explicit_bzero_chk", 3, 0, Extent::Bytes, 0, 1},
    {"__strcpy_chk", 3, 0, Extent::String, 1, 0},
    {"__stpcpy_chk", 3, 0, Extent::String, 1, 0},
    {"__strncpy_chk", 4, 0, Extent::Bytes, 1, 2},
    {"__stpncpy_chk", 4, 0, Extent::Bytes, 1, 2},
    {"__strcat_chk", 3, 0, Extent::Appended, 1, 0},
    {"__strncat_chk", 4, 0, Extent::AppendedAtMost, 1, 2},
    {"__strlcpy_chk", 4, 0, Extent::BoundedString, 1, 2},
    {"__strlcat_chk", 4, 0, Extent::BoundedAppended, 1, 2},
    {"__wmemcpy_chk", 4, 0, Extent::Bytes, 1, 2, WideSize},
    {"__wmemmove_chk", 4, 0, Extent::Bytes, 1, 2, WideSize},
    {"__wmemset_chk", 4, 0, Extent::Bytes, 0, 2, WideSize},
    {"__wcscpy_chk", 3, 0, Extent::String, 1, 0, WideSize},
    {"__wcsncpy_chk", 4, 0, Extent::Bytes, 1, 2, WideSize},
    {"__wcscat_chk", 3, 0, Extent::Appended, 1, 0, WideSize},
    {"__wcsncat_chk", 4, 0, Extent::AppendedAtMost, 1, 2, WideSize},
    // Results by reference. Those that may be null are outside every window.
    {"frexp", 2, 1, Extent::Fixed, 0, 1, 4},
    {"frexpf", 2, 1, Extent::Fixed, 0, 1, 4},
    {"frexpl", 2, 1, Extent::Fixed, 0, 1, 4},
    {"modf", 2, 1, Extent::Fixed, 0, 1, 8},
    {"modff", 2, 1, Extent::Fixed, 0, 1, 4},
    {"remquo", 3, 2, Extent::Fixed, 0, 1, 4},
    {"remquof", 3, 2, Extent::Fixed, 0, 1, 4},
    {"strtol", 3, 1, Extent::Fixed, 0, 1, 8},
    {"strtoul", 3, 1, Extent::Fixed, 0, 1, 8},
    {"strtoll", 3, 1, Extent::Fixed, 0, 1, 8},
    {"strtoull", 3, 1, Extent::Fixed, 0, 1, 8},
    {"__isoc23_strtol", 3, 1, Extent::Fixed, 0, 1, 8},
    {"__isoc23_strtoul", 3, 1, Extent::Fixed, 0, 1, 8},
    {"__isoc23_strtoll", 3, 1, Extent::Fixed, 0, 1, 8},
    {"__isoc23_strtoull", 3, 1, Extent::Fixed, 0, 1, 8},
    {"strtod", 2, 1, Extent::Fixed, 0, 1, 8},
    {"strtof", 2, 1, Extent::Fixed, 0, 1, 8},
    {"strtold", 2, 1, Extent::Fixed, 0, 1, 8},
    {"time", 1, 0, Extent::Fixed, 0, 1, 8},
};

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

  SnapshotBuilder &Builder;
  IRBuilderBase &IR;
  const LibraryFunction &Function;
  const CallBase &Call;
};

} // namespace

static const LibraryFunction *find(StringRef Name) {
  static const StringMap<const LibraryFunction *> ByName = [] {
    StringMap<const LibraryFunction *> Map;
    for (const LibraryFunction &Function : Table)
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
  if (Call.arg_size() != Function.ArgumentCount || !IsPointer(Function.Destination))
    return false;
  switch (Function.How) {
  case Extent::Fixed:
    return true;
  case Extent::Bytes:
  case Extent::EvenBytes:
    return IsSize(Function.Count);
  case Extent::String:
  case Extent::Appended:
    return IsPointer(Function.Source);
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
