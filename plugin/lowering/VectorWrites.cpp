//===-- plugin/lowering/VectorWrites.cpp - What masked and scattered stores write ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/VectorWrites.h"
#include "lowering/SnapshotBuilder.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/IntrinsicsX86.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace stet {

namespace {

/// A store of some lanes of a vector.
struct LaneStore {
  unsigned LaneCount;
  uint64_t LaneSize;
  PointerClass Class;
  /// Emits a vector of LaneCount i1.
  std::function<Value *(IRBuilderBase &)> Mask;
  /// Emits the address of a lane.
  std::function<Value *(IRBuilderBase &, unsigned Lane)> Address;

  void emit(SnapshotBuilder &Builder) const;
};

} // namespace

void LaneStore::emit(SnapshotBuilder &Builder) const {
  IRBuilderBase &IR = Builder.ir();
  Value *Enabled = Mask(IR);
  SmallVector<Value *, 16> Addresses, Needed;
  Value *AnyNeeded = IR.getFalse();
  for (unsigned Lane = 0; Lane != LaneCount; ++Lane) {
    Addresses.push_back(Address(IR, Lane));
    Needed.push_back(IR.CreateAnd(IR.CreateExtractElement(Enabled, Lane),
                                  Builder.mayNeedSnapshot(Addresses.back(), Class)));
    AnyNeeded = IR.CreateOr(AnyNeeded, Needed.back());
  }
  Builder.when(AnyNeeded, [&] {
    for (unsigned Lane = 0; Lane != LaneCount; ++Lane)
      Builder.when(Needed[Lane],
                   [&] { Builder.snapshotUnfenced(Addresses[Lane], IR.getInt64(LaneSize)); });
    Builder.fence(Addresses.front());
  });
}

static void addLanes(MemoryAccesses &Accesses, Instruction &I, Value *Address, LaneStore Lanes) {
  Lanes.Class =
      Address->getType()->isPointerTy() ? classifyPointer(Address) : PointerClass::Unknown;
  auto Emit = [Lanes](SnapshotBuilder &Builder) { Lanes.emit(Builder); };
  if (Lanes.Class != PointerClass::Volatile)
    Accesses.push_back({.Kind = MemoryAccess::Computed,
                        .Where = &I,
                        .Address = Address,
                        .Class = Lanes.Class,
                        .EmitSnapshots = std::move(Emit)});
}

static uint64_t laneSize(const Instruction &I, const FixedVectorType &Vector) {
  return I.getModule()->getDataLayout().getTypeStoreSize(Vector.getElementType()).getFixedValue();
}

static std::function<Value *(IRBuilderBase &)> asIs(Value *Mask) {
  return [Mask](IRBuilderBase &) { return Mask; };
}

/// x86: the sign bit of each element.
static std::function<Value *(IRBuilderBase &)> signBits(Value *Mask) {
  return [Mask](IRBuilderBase &IR) {
    return IR.CreateICmpSLT(Mask, Constant::getNullValue(Mask->getType()));
  };
}

/// AVX-512: the low bits of an integer.
static std::function<Value *(IRBuilderBase &)> bitsOfInteger(Value *Mask, unsigned LaneCount) {
  return [Mask, LaneCount](IRBuilderBase &IR) -> Value * {
    if (Mask->getType()->isVectorTy())
      return Mask;
    unsigned Width = Mask->getType()->getIntegerBitWidth();
    Value *Bits = IR.CreateBitCast(Mask, FixedVectorType::get(IR.getInt1Ty(), Width));
    SmallVector<int, 16> Low;
    for (unsigned Lane = 0; Lane != LaneCount; ++Lane)
      Low.push_back(Lane);
    return IR.CreateShuffleVector(Bits, Low);
  };
}

/// Vector predication: lanes below the explicit length.
static std::function<Value *(IRBuilderBase &)> belowLength(Value *Mask, Value *Length,
                                                           unsigned LaneCount) {
  return [=](IRBuilderBase &IR) {
    SmallVector<Constant *, 16> Numbers;
    for (unsigned Lane = 0; Lane != LaneCount; ++Lane)
      Numbers.push_back(IR.getInt32(Lane));
    Value *Below =
        IR.CreateICmpULT(ConstantVector::get(Numbers), IR.CreateVectorSplat(LaneCount, Length));
    return IR.CreateAnd(Below, Mask);
  };
}

static std::function<Value *(IRBuilderBase &, unsigned)> elementsOf(Value *Pointers) {
  return [=](IRBuilderBase &IR, unsigned Lane) { return IR.CreateExtractElement(Pointers, Lane); };
}

/// Lanes that lie `Stride` bytes apart.
static std::function<Value *(IRBuilderBase &, unsigned)> stridesFrom(Value *Base, Value *Stride) {
  return [=](IRBuilderBase &IR, unsigned Lane) {
    Value *Distance = IR.CreateSExtOrTrunc(Stride, IR.getInt64Ty());
    return IR.CreatePtrAdd(Base, IR.CreateMul(Distance, IR.getInt64(Lane)));
  };
}

static std::function<Value *(IRBuilderBase &, unsigned)> lanesFrom(Value *Base, uint64_t LaneSize) {
  return [=](IRBuilderBase &IR, unsigned Lane) {
    return Lane ? IR.CreatePtrAdd(Base, IR.getInt64(Lane * LaneSize)) : Base;
  };
}

/// A mask that is known at compile time: each run of enabled lanes is a store.
static void addConstantMask(MemoryAccesses &Accesses, Instruction &I, Value *Address,
                            const Constant &Mask, unsigned LaneCount, uint64_t LaneSize) {
  auto IsEnabled = [&](unsigned Lane) {
    return Lane < LaneCount && !Mask.getAggregateElement(Lane)->isNullValue();
  };
  for (unsigned Lane = 0; Lane < LaneCount; ++Lane) {
    unsigned First = Lane;
    while (IsEnabled(Lane))
      ++Lane;
    if (Lane != First)
      addStore(Accesses, I, Address, TypeSize::getFixed((Lane - First) * LaneSize),
               First * LaneSize);
  }
}

static void addContiguous(MemoryAccesses &Accesses, Instruction &I, Value *Stored, Value *Address,
                          Value *MaskOperand, std::function<Value *(IRBuilderBase &)> Mask) {
  auto &Vector = *cast<FixedVectorType>(Stored->getType());
  uint64_t Size = laneSize(I, Vector);
  auto *Known = dyn_cast<Constant>(MaskOperand);
  if (Known && Known->getType()->isVectorTy() &&
      Known->getType()->getScalarType()->isIntegerTy(1) && !isa<ConstantExpr>(Known))
    return addConstantMask(Accesses, I, Address, *Known, Vector.getNumElements(), Size);
  addLanes(Accesses, I, Address,
           {Vector.getNumElements(), Size, {}, std::move(Mask), lanesFrom(Address, Size)});
}

/// The enabled lanes are stored one after the other.
static void addCompressed(MemoryAccesses &Accesses, Instruction &I, Value *Stored, Value *Address,
                          Value *Mask) {
  auto &Vector = *cast<FixedVectorType>(Stored->getType());
  uint64_t Size = laneSize(I, Vector);
  unsigned LaneCount = Vector.getNumElements();
  PointerClass Class = classifyPointer(Address);
  addComputed(Accesses, I, Address, [=](SnapshotBuilder &Builder) {
    Builder.when(Builder.mayNeedSnapshot(Address, Class), [&] {
      IRBuilderBase &IR = Builder.ir();
      Value *Bits = IR.CreateBitCast(Mask, IR.getIntNTy(LaneCount));
      Value *Wide = IR.CreateZExtOrTrunc(Bits, IR.getInt64Ty());
      Value *Count = IR.CreateUnaryIntrinsic(Intrinsic::ctpop, Wide);
      Builder.snapshot(Address, IR.CreateMul(Count, IR.getInt64(Size)));
    });
  });
}

/// llvm.x86.avx512.[mask.]scatter*(base, mask, indices, data, scale)
static void addX86Scatter(MemoryAccesses &Accesses, IntrinsicInst &I) {
  Value *Base = I.getArgOperand(0), *Indices = I.getArgOperand(2), *Scale = I.getArgOperand(4);
  auto &Data = *cast<FixedVectorType>(I.getArgOperand(3)->getType());
  unsigned LaneCount =
      std::min(Data.getNumElements(), cast<FixedVectorType>(Indices->getType())->getNumElements());
  auto Address = [=](IRBuilderBase &IR, unsigned Lane) {
    Value *Index = IR.CreateSExt(IR.CreateExtractElement(Indices, Lane), IR.getInt64Ty());
    return IR.CreatePtrAdd(Base, IR.CreateMul(Index, IR.CreateZExt(Scale, IR.getInt64Ty())));
  };
  addLanes(
      Accesses, I, Base,
      {LaneCount, laneSize(I, Data), {}, bitsOfInteger(I.getArgOperand(1), LaneCount), Address});
}

/// llvm.x86.avx512.mask.pmov{,s,us}.XY.mem.N(address, data, mask) stores elements of
/// width Y.
static void addX86TruncatingStore(MemoryAccesses &Accesses, IntrinsicInst &I, StringRef Name) {
  auto &Data = *cast<FixedVectorType>(I.getArgOperand(1)->getType());
  char Width = Name[Name.find(".mem.") - 1];
  uint64_t Size = Width == 'b' ? 1 : Width == 'w' ? 2 : 4;
  Value *Address = I.getArgOperand(0);
  addLanes(Accesses, I, Address,
           {Data.getNumElements(),
            Size,
            {},
            bitsOfInteger(I.getArgOperand(2), Data.getNumElements()),
            lanesFrom(Address, Size)});
}

static bool addX86VectorWrites(MemoryAccesses &Accesses, IntrinsicInst &I) {
  StringRef Name = I.getCalledFunction()->getName();
  if (!Name.consume_front("llvm.x86."))
    return false;
  auto Operand = [&](unsigned Number) { return I.getArgOperand(Number); };
  if (Name.starts_with("avx.maskstore.") || Name.starts_with("avx2.maskstore."))
    addContiguous(Accesses, I, Operand(2), Operand(0), Operand(1), signBits(Operand(1)));
  else if (Name == "sse2.maskmov.dqu")
    addContiguous(Accesses, I, Operand(0), Operand(2), Operand(1), signBits(Operand(1)));
  else if (Name.starts_with("avx512.scatter") || Name.starts_with("avx512.mask.scatter"))
    addX86Scatter(Accesses, I);
  else if (Name.starts_with("avx512.mask.pmov") && Name.contains(".mem."))
    addX86TruncatingStore(Accesses, I, Name);
  else
    return false;
  return true;
}

static bool writesFixedVectors(const IntrinsicInst &I) {
  return none_of(I.args(), [](const Use &U) { return isa<ScalableVectorType>(U->getType()); });
}

bool addVectorWrites(MemoryAccesses &Accesses, IntrinsicInst &I) {
  if (!writesFixedVectors(I))
    return false;
  auto Operand = [&](unsigned Number) { return I.getArgOperand(Number); };
  // LLVM 22 moved the alignment from an operand before the mask to an attribute.
  unsigned Last = I.arg_size() - 1;
  auto LaneCount = [&] { return cast<FixedVectorType>(Operand(0)->getType())->getNumElements(); };
  auto LaneSize = [&] { return laneSize(I, *cast<FixedVectorType>(Operand(0)->getType())); };
  switch (I.getIntrinsicID()) {
  case Intrinsic::masked_store:
    addContiguous(Accesses, I, Operand(0), Operand(1), Operand(Last), asIs(Operand(Last)));
    return true;
  case Intrinsic::masked_scatter:
    addLanes(Accesses, I, Operand(1),
             {LaneCount(), LaneSize(), {}, asIs(Operand(Last)), elementsOf(Operand(1))});
    return true;
  case Intrinsic::masked_compressstore:
    addCompressed(Accesses, I, Operand(0), Operand(1), Operand(2));
    return true;
  case Intrinsic::vp_store:
    addLanes(Accesses, I, Operand(1),
             {LaneCount(),
              LaneSize(),
              {},
              belowLength(Operand(2), Operand(3), LaneCount()),
              lanesFrom(Operand(1), LaneSize())});
    return true;
  case Intrinsic::vp_scatter:
    addLanes(Accesses, I, Operand(1),
             {LaneCount(),
              LaneSize(),
              {},
              belowLength(Operand(2), Operand(3), LaneCount()),
              elementsOf(Operand(1))});
    return true;
  case Intrinsic::experimental_vp_strided_store:
    addLanes(Accesses, I, Operand(1),
             {LaneCount(),
              LaneSize(),
              {},
              belowLength(Operand(3), Operand(4), LaneCount()),
              stridesFrom(Operand(1), Operand(2))});
    return true;
  default:
    return addX86VectorWrites(Accesses, I);
  }
}

} // namespace stet
