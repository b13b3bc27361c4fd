//===-- plugin/lowering/Passes.cpp - The passes in Clang's pipeline ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/Passes.h"

#include "Compatibility.h"
#include "lowering/Annotations.h"
#include "lowering/InstrumentedBodies.h"
#include "lowering/LocalAborts.h"
#include "lowering/ModuleMark.h"
#include "lowering/PersistentVariables.h"
#include "lowering/RestoredMemory.h"
#include "lowering/SnapshotInsertion.h"
#include "lowering/TransactionRegions.h"
#include "lowering/TransientFields.h"

#include "llvm/Passes/PassBuilder.h"

using namespace llvm;

namespace stet {

static void addInstrumentation(ModulePassManager &MPM) {
  MPM.addPass(InstrumentedBodies());
  MPM.addPass(SnapshotInsertion());
}

static bool addByName(StringRef Name, ModulePassManager &MPM) {
  if (Name == "stet-variables")
    MPM.addPass(PersistentVariables());
  else if (Name == "stet-regions")
    MPM.addPass(TransactionRegions());
  else if (Name == "stet-restored")
    MPM.addPass(RestoredMemory());
  else if (Name == "stet-transient")
    MPM.addPass(TransientFields());
  else if (Name == "stet-instrument")
    addInstrumentation(MPM);
  else if (Name == "stet-addresses")
    MPM.addPass(VariableAddresses());
  else if (Name == "stet-mark")
    MPM.addPass(ModuleMark());
  else
    return false;
  return true;
}

void registerPasses(PassBuilder &Builder) {
  // First of all, or alias analysis moves stores to a private variable across a commit.
  Builder.registerPipelineStartEPCallback([](ModulePassManager &MPM, OptimizationLevel) {
    MPM.addPass(FunctionMarks());
    MPM.addPass(PersistentVariables());
    MPM.addPass(TransactionRegions());
    MPM.addPass(TransientFields());
    MPM.addPass(RestoredMemory()); // Wants to know where blocks begin and end.
  });
  Builder.registerScalarOptimizerLateEPCallback(
      [](FunctionPassManager &FPM, OptimizationLevel) { FPM.addPass(LocalAborts()); });
  // Last of all: a store that the optimiser removed needs no snapshot.
  registerOptimizerLast(Builder, [](ModulePassManager &MPM) {
    addInstrumentation(MPM);
    MPM.addPass(VariableAddresses());
    MPM.addPass(ModuleMark());
  });
  Builder.registerPipelineParsingCallback(
      [](StringRef Name, ModulePassManager &MPM, ArrayRef<PassBuilder::PipelineElement>) {
        return addByName(Name, MPM);
      });
}

} // namespace stet
