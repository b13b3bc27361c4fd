//===-- plugin/lowering/LibraryWrites.cpp - What functions of the C library write ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/LibraryWrites.h"
#include "lowering/LibraryExtent.h"
#include "lowering/LibraryTable.h"
#include "lowering/SnapshotBuilder.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace stet {

using RowsOfFunction = SmallVector<const LibraryWrite *, 2>;

ArrayRef<const LibraryWrite *> findLibraryWrites(StringRef Name) {
  static const StringMap<RowsOfFunction> ByName = [] {
    StringMap<RowsOfFunction> Map;
    // Helpers first: the length of a text is found by a call that already stores the
    // counts of its %n.
    for (const LibraryWrite &Row : libraryTable()) {
      RowsOfFunction &Rows = Map[Row.Function];
      Rows.insert(Row.How == Extent::Helper ? Rows.begin() : Rows.end(), &Row);
    }
    return Map;
  }();
  auto Rows = ByName.find(Name);
  return Rows == ByName.end() ? ArrayRef<const LibraryWrite *>() : Rows->second;
}

ArrayRef<const LibraryWrite *> findLibraryWrites(const Function &F) {
  if (!F.isDeclaration() || F.hasLocalLinkage())
    return {};
  StringRef Name = F.getName();
  Name.consume_front("\01");
  return findLibraryWrites(Name);
}

/// The largest number of an argument that a row reads, or 0.
static unsigned lastCount(const LibraryWrite &Row) {
  switch (Row.How) {
  case Extent::Bytes:
  case Extent::EvenBytes:
  case Extent::DescriptorBits:
  case Extent::Pages:
  case Extent::InternetAddress:
    return Row.A;
  case Extent::Product:
  case Extent::BoundedString:
  case Extent::AppendedAtMost:
  case Extent::BoundedAppended:
  case Extent::BoundedFormatted:
  case Extent::BoundedFormattedList:
  case Extent::UntilByte:
  case Extent::NextElement:
    return Row.B;
  default:
    return 0;
  }
}

static bool readsPointer(const LibraryWrite &Row) {
  switch (Row.How) {
  case Extent::String:
  case Extent::BoundedString:
  case Extent::Appended:
  case Extent::AppendedAtMost:
  case Extent::BoundedAppended:
  case Extent::Formatted:
  case Extent::BoundedFormatted:
  case Extent::FormattedList:
  case Extent::BoundedFormattedList:
  case Extent::UntilByte:
  case Extent::CountBehind:
  case Extent::PointeeCountBehind:
  case Extent::NextElement:
    return true;
  default:
    return false;
  }
}

/// A program may have a function of its own with a name of the table. A function that
/// has no prototype has its name only.
static bool hasItsSignature(const CallBase &Call, const LibraryWrite &Row) {
  unsigned Count = Call.arg_size();
  if (Call.getFunctionType()->isVarArg() ? Count < Row.ArgumentCount : Count != Row.ArgumentCount)
    return false;
  auto IsPointer = [&](unsigned Number) {
    return Call.getArgOperand(Number)->getType()->isPointerTy();
  };
  auto IsInteger = [&](unsigned Number) {
    return Call.getArgOperand(Number)->getType()->isIntegerTy();
  };
  if (Row.Argument < Row.ArgumentCount && !IsPointer(Row.Argument))
    return false;
  unsigned Counted = lastCount(Row);
  bool HasCount = Counted || Row.How == Extent::Bytes || Row.How == Extent::DescriptorBits ||
                  Row.How == Extent::InternetAddress;
  if (HasCount && !IsInteger(Counted))
    return false;
  if (Row.How == Extent::Product && !IsInteger(Row.A))
    return false;
  return !readsPointer(Row) || IsPointer(Row.A);
}

/// Whether `C` can stand between a conversion's % and its letter.
static bool isPartOfConversion(uint64_t C) {
  return C && C < 128 && StringRef("0123456789$*.-+ #'IhlLjztqw").contains(char(C));
}

/// Whether a format may contain %n.
static bool mayStoreCounts(const Value *Format, bool IsWide) {
  ConstantDataArraySlice Text;
  if (!getConstantDataArrayInfo(Format, Text, IsWide ? 32 : 8))
    return true;
  if (!Text.Array) // All zeroes.
    return false;
  for (uint64_t I = 0; I < Text.Length && Text[I]; ++I) {
    if (Text[I] != '%')
      continue;
    do
      ++I;
    while (I < Text.Length &&
           (isPartOfConversion(Text[I]) || (Text[I] == 'f' && Text[I - 1] == 'w')));
    if (I < Text.Length && Text[I] == 'n')
      return true;
  }
  return false;
}

static bool mayBePersistent(const Value *Argument) {
  if (isa<Constant>(Argument) || Argument->getType()->isFloatingPointTy())
    return false;
  return !Argument->getType()->isPointerTy() || classifyPointer(Argument) != PointerClass::Volatile;
}

static bool mayGetPersistentPointer(const CallBase &Call, unsigned First) {
  return any_of(drop_begin(Call.args(), First),
                [](const Use &U) { return U->getType()->isPointerTy() && mayBePersistent(U); });
}

static void addWrite(MemoryAccesses &Accesses, CallBase &Call, Value *Address, PointerClass Class,
                     std::function<void(SnapshotBuilder &)> Emit, std::string Why = {}) {
  Accesses.push_back({.Kind = MemoryAccess::Computed,
                      .Where = &Call,
                      .Address = Address,
                      .Class = Class,
                      .EmitSnapshots = std::move(Emit),
                      .Why = std::move(Why)});
}

/// The helper looks at what the arguments point to as well, so their own storage class
/// decides only where they are all that is written through.
static void addHelped(MemoryAccesses &Accesses, CallBase &Call, const LibraryWrite &Row) {
  StringRef Helper = Row.Helper;
  bool IsPrint = Helper.contains("print");
  if (IsPrint && !mayStoreCounts(Call.getArgOperand(Row.A), Helper.contains("wide")))
    return;
  bool IsVariadic = Row.Argument == Row.ArgumentCount;
  if (IsVariadic && !mayGetPersistentPointer(Call, Row.Argument))
    return;
  addWrite(Accesses, Call, nullptr, PointerClass::Unknown, [&Call, &Row](SnapshotBuilder &Builder) {
    SmallVector<Value *, 8> Arguments(drop_begin(Call.args(), Row.A));
    Type *Void = Builder.ir().getVoidTy();
    if (Row.Argument == Row.ArgumentCount)
      Builder.callVariadicLibrary(Row.Helper, Void, Row.ArgumentCount - Row.A, Arguments);
    else
      Builder.callLibrary(Row.Helper, Void, Arguments);
  });
}

/// What can't be known is told at run time, when it is persistent memory indeed.
static void addUnknown(MemoryAccesses &Accesses, CallBase &Call, const LibraryWrite &Row,
                       Value *Argument) {
  if (!mayBePersistent(Argument) || Argument->getType()->getPrimitiveSizeInBits() % 64)
    return;
  std::string Why = "what '" + std::string(Row.Function) + "' writes to persistent memory";
  if (Argument->getType()->isPointerTy() && classifyPointer(Argument) == PointerClass::Persistent)
    return addOpaque(Accesses, Call, Why);
  auto Emit = [&Row, Argument](SnapshotBuilder &Builder) {
    IRBuilderBase &IR = Builder.ir();
    Value *Pointer = Argument;
    if (!Pointer->getType()->isPointerTy())
      Pointer = IR.CreateIntToPtr(IR.CreateTrunc(Pointer, IR.getInt64Ty()), IR.getPtrTy());
    Builder.when(Builder.mayNeedSnapshot(Pointer, PointerClass::Unknown), [&] {
      Builder.callLibrary("stet_library_unknown", IR.getVoidTy(),
                          {IR.CreateGlobalString(Row.Function), Pointer});
    });
  };
  addWrite(Accesses, Call, nullptr, PointerClass::Unknown, Emit, Why);
}

static void addRow(MemoryAccesses &Accesses, CallBase &Call, const LibraryWrite &Row) {
  if (Row.How == Extent::Helper)
    return addHelped(Accesses, Call, Row);
  if (Row.How == Extent::Unknown) {
    bool IsVariadic = Row.Argument == Row.ArgumentCount;
    for (unsigned Number = Row.Argument; Number < Call.arg_size(); ++Number)
      if (Number == Row.Argument || IsVariadic)
        addUnknown(Accesses, Call, Row, Call.getArgOperand(Number));
    return;
  }
  Value *Argument = Call.getArgOperand(Row.Argument);
  if (Row.How == Extent::Fixed)
    return addStore(Accesses, Call, Argument, TypeSize::getFixed(Row.A));
  bool IsSize = Row.How == Extent::Bytes && Row.ElementSize == 1 && !Row.B &&
                Call.getArgOperand(Row.A)->getType()->isIntegerTy(64);
  if (IsSize)
    return addRange(Accesses, Call, Argument, Call.getArgOperand(Row.A));
  auto Emit = [&Row, &Call](PointerClass Class) {
    return [&Row, &Call, Class](SnapshotBuilder &Builder) {
      emitLibrarySnapshot(Builder, Row, Call, Class);
    };
  };
  PointerClass Class = classifyPointer(Argument);
  // The buffer is where the argument points to points to.
  if (Row.How == Extent::PointeeCountBehind)
    addWrite(Accesses, Call, nullptr, PointerClass::Unknown, Emit(Class));
  else if (Class != PointerClass::Volatile)
    addWrite(Accesses, Call, Argument, Class, Emit(Class));
}

void addLibraryWrites(MemoryAccesses &Accesses, CallBase &Call) {
  // A function without a prototype is called by another type than it is declared.
  auto *Callee = dyn_cast<Function>(Call.getCalledOperand()->stripPointerCasts());
  if (!Callee)
    return;
  for (const LibraryWrite *Row : findLibraryWrites(*Callee))
    if (hasItsSignature(Call, *Row))
      addRow(Accesses, Call, *Row);
}

} // namespace stet
