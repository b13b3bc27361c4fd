//===-- plugin/lowering/AddressWindow.cpp - Which addresses are persistent ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/AddressWindow.h"
#include <stet/abi.h>

using namespace llvm;

namespace stet {

unsigned flavourOf(const Module &M) {
  unsigned Result = STET_FLAVOUR_ANY;
  for (const Function &F : M) {
    // A single function may opt out of the sanitizer; the program still runs with it.
    if (F.hasFnAttribute(Attribute::SanitizeThread) || F.hasFnAttribute(Attribute::SanitizeMemory))
      return STET_FLAVOUR_SANITIZER;
    if (!F.isDeclarationForLinker() && !F.getName().starts_with("stet."))
      Result = STET_FLAVOUR_PLAIN;
  }
  return Result;
}

AddressWindow::AddressWindow(const Module &M)
    : Shift(STET_WINDOW_SHIFT), Persistent(STET_WINDOW_PERSISTENT) {
  if (flavourOf(M) == STET_FLAVOUR_SANITIZER) {
    Shift = STET_SANITIZER_WINDOW_SHIFT;
    Persistent = STET_SANITIZER_WINDOW_PERSISTENT;
  }
}

Value *AddressWindow::emitTest(IRBuilderBase &Builder, Value *Address) const {
  Value *Number = Builder.CreatePtrToInt(Address, Builder.getInt64Ty());
  return Builder.CreateICmpEQ(Builder.CreateLShr(Number, Shift), Builder.getInt64(Persistent));
}

} // namespace stet
