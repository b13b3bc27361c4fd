//===-- plugin/sema/TranslationUnit.cpp - The checks, one after the other ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/TranslationUnit.h"

#include "sema/checks/AssemblyCheck.h"
#include "sema/checks/IrrevocableCallCheck.h"
#include "sema/checks/PersistentLayoutCheck.h"
#include "sema/checks/PersistentVariableCheck.h"
#include "sema/checks/PersistentWriteCheck.h"
#include "sema/checks/SuspensionCheck.h"
#include "sema/checks/UninstrumentedCallCheck.h"
#include "sema/checks/UnsafeCallCheck.h"
#include "sema/checks/VolatilePointerCheck.h"
#include "sema/checks/VolatileWriteCheck.h"
#include "clang/AST/Stmt.h"

namespace stet {

void checkTranslationUnit(TranslationUnit &Unit) {
  for (const auto &[Guard, Block] : Unit.Blocks)
    checkSuspensions(Unit, Block);
  for (const clang::RecordDecl *Class : Unit.Classes)
    checkPersistentLayout(Unit, Class);
  for (const clang::VarDecl *Variable : Unit.Variables) {
    checkPersistentVariable(Unit, Variable);
    checkPersistentLayout(Unit, Variable);
  }
  // What follows looks at how functions work together, which broken code doesn't tell.
  if (Unit.C.getDiagnostics().hasErrorOccurred())
    return;
  Effects Known(Unit.Report);
  FunctionFlows Flows(Unit.C);
  AbortLanding Landing(Flows);
  ScratchVariables Scratch(Flows, Unit.Functions.getArrayRef(), Unit.Variables.getArrayRef());
  for (const auto &[Guard, Block] : Unit.Blocks) {
    const clang::FunctionDecl *Function = Block.function();
    if (!Function)
      continue;
    std::vector<Effect> Found = Known.of(Function, Block.Body);
    checkUnsafeCalls(Unit, Block, Found);
    checkVolatileWrites(Unit, Block, Found, Landing, Scratch);
    checkIrrevocableCalls(Unit, Block, Found);
    checkUninstrumentedCalls(Unit, Block, Found);
  }
  checkVolatilePointers(Unit, Known.places());
  checkPersistentWrites(Unit, Known.places());
  checkAssembly(Unit);
}

} // namespace stet
