//===-- plugin/lowering/IntrinsicWrites.cpp - What intrinsics write ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/IntrinsicWrites.h"
#include "lowering/VectorWrites.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/IntrinsicsX86.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace stet {

/// Intrinsics that claim to write memory for the optimiser's sake, or write only
/// memory that no program can see.
static bool writesNoUserMemory(const IntrinsicInst &I) {
  if (!I.mayWriteToMemory() || I.onlyAccessesInaccessibleMemory() || I.isLifetimeStartOrEnd() ||
      isa<DbgInfoIntrinsic>(I))
    return true;
  switch (I.getIntrinsicID()) {
  case Intrinsic::assume:
  case Intrinsic::invariant_start:
  case Intrinsic::invariant_end:
  case Intrinsic::launder_invariant_group:
  case Intrinsic::strip_invariant_group:
  case Intrinsic::experimental_noalias_scope_decl:
  case Intrinsic::prefetch:
  case Intrinsic::annotation:
  case Intrinsic::ptr_annotation:
  case Intrinsic::var_annotation:
  case Intrinsic::codeview_annotation:
  case Intrinsic::sideeffect:
  case Intrinsic::pseudoprobe:
  case Intrinsic::donothing:
  case Intrinsic::stacksave:
  case Intrinsic::stackrestore:
  case Intrinsic::localescape:
  case Intrinsic::localrecover:
  case Intrinsic::vaend:
  case Intrinsic::clear_cache:
  case Intrinsic::instrprof_increment:
  case Intrinsic::instrprof_increment_step:
  case Intrinsic::instrprof_callsite:
  case Intrinsic::instrprof_cover:
  case Intrinsic::instrprof_timestamp:
  case Intrinsic::instrprof_value_profile:
  case Intrinsic::eh_return_i32:
  case Intrinsic::eh_return_i64:
  case Intrinsic::eh_unwind_init:
  case Intrinsic::eh_sjlj_longjmp: // jumps; its buffer is only read
  case Intrinsic::x86_sse2_clflush:
  case Intrinsic::x86_clflushopt:
  case Intrinsic::x86_clwb:
  case Intrinsic::x86_cldemote:
  case Intrinsic::x86_sse_ldmxcsr:
  case Intrinsic::x86_fxrstor:
  case Intrinsic::x86_fxrstor64:
  case Intrinsic::x86_xrstor:
  case Intrinsic::x86_xrstor64:
  case Intrinsic::x86_xrstors:
  case Intrinsic::x86_xrstors64:
  case Intrinsic::x86_monitorx:
  case Intrinsic::x86_sse3_monitor:
  case Intrinsic::x86_umonitor:
  case Intrinsic::x86_invpcid:
    return true;
  default:
    // Coroutines are ordinary functions by now; what is left moves no user data.
    return I.getCalledFunction()->getName().starts_with("llvm.coro.") ||
           I.getCalledFunction()->getName().starts_with("llvm.fake.use");
  }
}

/// Intrinsics that write a fixed number of bytes through one argument.
static bool addFixedSizeWrite(MemoryAccesses &Accesses, IntrinsicInst &I) {
  struct {
    unsigned Argument, Size;
  } Write;
  switch (I.getIntrinsicID()) {
  case Intrinsic::vastart:
  case Intrinsic::vacopy:
    Write = {0, 24}; // struct __va_list_tag
    break;
  case Intrinsic::init_trampoline:
    Write = {0, 23}; // two movabs and a jmp
    break;
  case Intrinsic::x86_sse_stmxcsr:
    Write = {0, 4};
    break;
  case Intrinsic::x86_directstore32:
    Write = {0, 4};
    break;
  case Intrinsic::x86_directstore64:
    Write = {0, 8};
    break;
  case Intrinsic::x86_movdir64b:
    Write = {0, 64};
    break;
  case Intrinsic::x86_fxsave:
  case Intrinsic::x86_fxsave64:
    Write = {0, 512};
    break;
  default:
    return false;
  }
  addStore(Accesses, I, I.getArgOperand(Write.Argument), TypeSize::getFixed(Write.Size));
  return true;
}

static bool mayWriteThrough(const IntrinsicInst &I, unsigned Argument) {
  const Value *Operand = I.getArgOperand(Argument);
  return Operand->getType()->isPtrOrPtrVectorTy() && !I.onlyReadsMemory(Argument) &&
         classifyPointer(Operand) != PointerClass::Volatile;
}

void addIntrinsicWrites(MemoryAccesses &Accesses, IntrinsicInst &I) {
  if (writesNoUserMemory(I) || addFixedSizeWrite(Accesses, I) || addVectorWrites(Accesses, I))
    return;
  if (auto *Memory = dyn_cast<AnyMemIntrinsic>(&I))
    return addRange(Accesses, I, Memory->getRawDest(), Memory->getLength());
  for (unsigned Argument = 0; Argument != I.arg_size(); ++Argument)
    if (mayWriteThrough(I, Argument))
      return addOpaque(Accesses, I, "the intrinsic '" + I.getCalledFunction()->getName() + "'");
}

} // namespace stet
