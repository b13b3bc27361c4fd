//===-- plugin/lowering/AssemblyWrites.cpp - What inline assembly writes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/AssemblyWrites.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace stet {

/// Whether an integer has too few bits for an address in any window.
static bool isTooShortForAddress(const Value *Operand, const DataLayout &DL) {
  constexpr unsigned FewestBits = 40;
  Type *T = Operand->getType();
  if (!T->isIntegerTy())
    return T->getPrimitiveSizeInBits() && T->getPrimitiveSizeInBits() < FewestBits;
  return computeKnownBits(Operand, DL).countMaxActiveBits() < FewestBits;
}

/// An operand that inline assembly may write through without saying how much: a
/// pointer, or an integer, structure or vector that may hold one.
static bool mayPointToPersistentMemory(const Value *Operand, const DataLayout &DL) {
  if (isa<Constant>(Operand) || Operand->getType()->isFloatingPointTy())
    return false;
  if (Operand->getType()->isPointerTy())
    return classifyPointer(Operand) != PointerClass::Volatile;
  if (auto *Number = dyn_cast<PtrToIntInst>(Operand))
    return classifyPointer(Number->getPointerOperand()) != PointerClass::Volatile;
  return !isTooShortForAddress(Operand, DL);
}

/// Instructions whose operands are all that they access.
static bool touchesOnlyItsOperands(StringRef Mnemonic) {
  static constexpr StringLiteral Names[] = {
      "adc",     "add",   "and",    "bsf", "bsr",    "bswap",  "bt",   "btc",  "btr",  "bts", "cmp",
      "cmpxchg", "cpuid", "dec",    "inc", "lfence", "mfence", "mov",  "neg",  "nop",  "not", "or",
      "pause",   "rdtsc", "rdtscp", "sbb", "sfence", "sub",    "test", "xadd", "xchg", "xor"};
  return is_contained(Names, Mnemonic) ||
         (!Mnemonic.empty() && StringRef("bwlq").contains(Mnemonic.back()) &&
          is_contained(Names, Mnemonic.drop_back()));
}

/// Whether the text may use an integer in a register as an address. Without a register
/// in brackets and with these instructions alone it does not.
static bool mayUseIntegerAsAddress(const InlineAsm &Assembly) {
  StringRef Text = Assembly.getAsmString();
  if (Text.find_first_of("([") != StringRef::npos)
    return true;
  SmallVector<StringRef, 8> Lines;
  SplitString(Text, Lines, ";\n");
  return any_of(Lines, [](StringRef Line) {
    auto [Mnemonic, Rest] = getToken(Line.trim());
    if (Mnemonic == "lock" || Mnemonic == "rep")
      Mnemonic = getToken(Rest).first;
    return !Mnemonic.empty() && !touchesOnlyItsOperands(Mnemonic);
  });
}

/// Assembly that is there for its constraints alone: a barrier for the optimiser.
static bool isEmpty(const InlineAsm &Assembly) {
  return StringRef(Assembly.getAsmString()).trim().empty();
}

/// An array without a length stands for as many bytes as the assembly likes.
static void addOutput(MemoryAccesses &Accesses, CallBase &Call, Value *Operand, TypeSize Size) {
  if (Size.isZero() && classifyPointer(Operand) != PointerClass::Volatile)
    addOpaque(Accesses, Call, "inline assembly that writes an array of unknown length");
  else
    addStore(Accesses, Call, Operand, Size);
}

/// Output operands in memory are written as a whole. With a clobber of "memory" the
/// assembly may also write through any address that it gets in a register.
void addInlineAssembly(MemoryAccesses &Accesses, CallBase &Call, const DataLayout &DL) {
  auto *Assembly = cast<InlineAsm>(Call.getCalledOperand());
  if (isEmpty(*Assembly))
    return;
  bool UsesIntegers = mayUseIntegerAsAddress(*Assembly);
  bool ClobbersMemory = false, HasUnknownPointer = false;
  unsigned ArgumentNumber = 0;
  for (const InlineAsm::ConstraintInfo &Constraint : Assembly->ParseConstraints()) {
    if (Constraint.Type == InlineAsm::isClobber)
      ClobbersMemory |= is_contained(Constraint.Codes, "{memory}");
    if (!Constraint.hasArg())
      continue;
    Value *Operand = Call.getArgOperand(ArgumentNumber);
    if (Constraint.Type == InlineAsm::isOutput)
      addOutput(Accesses, Call, Operand,
                DL.getTypeStoreSize(Call.getParamElementType(ArgumentNumber)));
    else if (!Constraint.isIndirect)
      HasUnknownPointer |= (UsesIntegers || Operand->getType()->isPointerTy()) &&
                           mayPointToPersistentMemory(Operand, DL);
    ++ArgumentNumber;
  }
  if (ClobbersMemory && HasUnknownPointer)
    addOpaque(Accesses, Call, "inline assembly that may write through a pointer");
}

} // namespace stet
