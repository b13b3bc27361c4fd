//===-- plugin/sema/TranslationUnit.cpp - The checks, one after the other ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/TranslationUnit.h"

#include "sema/checks/AssemblyCheck.h"
#include "sema/checks/SuspensionCheck.h"
#include "sema/checks/UnsafeCallCheck.h"

namespace stet {

void checkTranslationUnit(TranslationUnit &Unit) {
  for (const auto &[Guard, Block] : Unit.Blocks) {
    checkSuspensions(Unit, Block);
    checkUnsafeCalls(Unit, Block);
  }
  checkAssembly(Unit);
}

} // namespace stet
