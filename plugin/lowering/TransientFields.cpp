//===-- plugin/lowering/TransientFields.cpp - Volatile members of persistent objects ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/TransientFields.h"
#include "Markers.h"
#include "lowering/Marks.h"
#include "lowering/RuntimeFunctions.h"
#include "lowering/SnapshotBuilder.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Support/ModRef.h"

using namespace llvm;

namespace stet {

/// It touches the field and what only the runtime knows of.
static FunctionCallee declareTransient(Module &M) {
  FunctionCallee Callee = STET_RUNTIME_FUNCTION(M, stet_transient);
  auto *Declared = cast<Function>(Callee.getCallee());
  Declared->setMemoryEffects(MemoryEffects::inaccessibleOrArgMemOnly());
  Declared->setWillReturn();
  return Callee;
}

PreservedAnalyses TransientFields::run(Module &M, ModuleAnalysisManager &) {
  std::vector<Mark> Marks = findMarks(M, TransientAnnotation);
  if (Marks.empty())
    return PreservedAnalyses::all();
  FunctionCallee Transient = declareTransient(M);
  for (const Mark &Field : Marks) {
    Constant *Size = Field.argument(0);
    if (!Field.At || Field.isLocal() || !Size)
      continue;
    IRBuilder<> IR(Field.At);
    IR.SetCurrentDebugLocation(locationIn(*Field.At->getFunction(), Field.At->getDebugLoc()));
    CallInst *Address = IR.CreateCall(Transient, {Field.At->getArgOperand(0), Size});
    Address->setDoesNotThrow();
    Field.At->setArgOperand(0, Address);
  }
  removeMarks(M, Marks, TransientAnnotation);
  return PreservedAnalyses::none();
}

} // namespace stet
