//===-- plugin/lowering/PointerClass.cpp - Storage class of an address, as far as IR tells ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/PointerClass.h"
#include "lowering/RuntimeFunctions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/GlobalAlias.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"

using namespace llvm;

namespace stet {

/// More operands than this are not worth the compile time.
static constexpr unsigned MostOperandsLookedAt = 64;

/// Address spaces in which no pool can lie: x86's segments and 32-bit pointers.
static bool isForeignAddressSpace(unsigned AddressSpace) { return AddressSpace != 0; }

bool isLibraryAllocation(StringRef Name) {
  // Global operator new, new[], and their aligned and nothrow forms; not the placement
  // forms of a program, which may return any memory.
  if (Name.consume_front("_Znwm") || Name.consume_front("_Znam")) {
    Name.consume_front("St11align_val_t");
    return Name.empty() || Name == "RKSt9nothrow_t";
  }
  static constexpr StringLiteral Names[] = {
      "malloc", "calloc",  "realloc", "reallocarray", "aligned_alloc",           "memalign",
      "valloc", "pvalloc", "strdup",  "strndup",      "__cxa_allocate_exception"};
  return is_contained(Names, Name);
}

static bool isPoolAllocationName(StringRef Name) {
  return Name == "stet_new" || Name == "stet_new_in" || Name.starts_with("stet_new_aligned_") ||
         Name.starts_with("stet_new_in_aligned_") || Name == "stet_malloc" ||
         Name == "stet_calloc" || Name == "stet_realloc";
}

bool isPoolAllocation(const Value *V, uint64_t &Size) {
  auto *Call = dyn_cast<CallBase>(V);
  const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
  if (!Callee || !isPoolAllocationName(Callee->getName()))
    return false;
  auto *Constant = Call->arg_size() ? dyn_cast<ConstantInt>(Call->getArgOperand(0)) : nullptr;
  bool SizeIsFirst =
      Callee->getName().starts_with("stet_new") || Callee->getName() == "stet_malloc";
  Size = Constant && SizeIsFirst ? Constant->getZExtValue() : 0;
  return true;
}

namespace {

/// One classification: the operands still to look at, and what those seen said.
class Classifier {
public:
  PointerOrigin run(const Value *Address) {
    enqueue(Address);
    while (!Work.empty()) {
      if (Seen.size() > MostOperandsLookedAt)
        return {PointerClass::Unknown, nullptr};
      Visited = Work.pop_back_val();
      visit(Visited);
      if (Result == PointerClass::Unknown)
        break;
    }
    return {Result.value_or(PointerClass::Unknown), Decider};
  }

private:
  void enqueue(const Value *V) {
    if (Seen.insert(V).second)
      Work.push_back(V);
  }

  void conclude(PointerClass C) {
    bool Disagrees = Result && *Result != C && C != PointerClass::Unknown;
    Decider = Disagrees ? nullptr : Visited;
    Result = Disagrees ? PointerClass::Unknown : C;
  }

  void visit(const Value *V) {
    if (auto *Type = dyn_cast<PointerType>(V->getType()))
      if (isForeignAddressSpace(Type->getAddressSpace()))
        return conclude(PointerClass::Volatile);
    if (auto *Gep = dyn_cast<GEPOperator>(V))
      return enqueue(Gep->getPointerOperand());
    if (auto *Cast = dyn_cast<AddrSpaceCastOperator>(V))
      return enqueue(Cast->getPointerOperand());
    if (auto *Freeze = dyn_cast<FreezeInst>(V))
      return enqueue(Freeze->getOperand(0));
    if (auto *Alias = dyn_cast<GlobalAlias>(V))
      return enqueue(Alias->getAliasee());
    if (auto *Phi = dyn_cast<PHINode>(V)) {
      for (const Value *Incoming : Phi->incoming_values())
        enqueue(Incoming);
      return;
    }
    if (auto *Select = dyn_cast<SelectInst>(V)) {
      enqueue(Select->getTrueValue());
      return enqueue(Select->getFalseValue());
    }
    if (auto *Call = dyn_cast<CallBase>(V))
      return visitCall(*Call);
    if (auto *A = dyn_cast<Argument>(V))
      return conclude(A->hasPassPointeeByValueCopyAttr() ? PointerClass::Volatile
                                                         : PointerClass::Unknown);
    if (isa<AllocaInst, GlobalValue, BlockAddress, UndefValue, ConstantPointerNull>(V))
      return conclude(PointerClass::Volatile);
    conclude(PointerClass::Unknown);
  }

  void visitCall(const CallBase &Call) {
    if (const Value *Returned = Call.getReturnedArgOperand())
      return enqueue(Returned);
    uint64_t Size;
    const Function *Callee = Call.getCalledFunction();
    if (!Callee)
      return conclude(PointerClass::Unknown);
    if (Callee->getName() == VariableAddressName || isPoolAllocation(&Call, Size))
      return conclude(PointerClass::Persistent);
    if (STET_IS_RUNTIME_FUNCTION(Callee, stet_transient))
      return conclude(PointerClass::Volatile);
    if (STET_IS_RUNTIME_FUNCTION(Callee, stet_new_at))
      return enqueue(Call.getArgOperand(1));
    switch (Callee->getIntrinsicID()) {
    case Intrinsic::threadlocal_address:
      return conclude(PointerClass::Volatile);
    case Intrinsic::launder_invariant_group:
    case Intrinsic::strip_invariant_group:
    case Intrinsic::ptrmask:
    case Intrinsic::ptr_annotation:
    case Intrinsic::ssa_copy:
      return enqueue(Call.getArgOperand(0));
    default:
      break;
    }
    // A definition of our own by that name may return anything.
    bool IsLibrary = Callee->isDeclaration() && isLibraryAllocation(Callee->getName());
    conclude(IsLibrary ? PointerClass::Volatile : PointerClass::Unknown);
  }

  SmallVector<const Value *, 8> Work;
  SmallPtrSet<const Value *, 8> Seen;
  std::optional<PointerClass> Result;
  const Value *Visited = nullptr, *Decider = nullptr;
};

} // namespace

PointerOrigin originOfPointer(const Value *Address) { return Classifier().run(Address); }

PointerClass classifyPointer(const Value *Address) { return originOfPointer(Address).Class; }

} // namespace stet
