//===-- plugin/lowering/AddressWindow.h - Which addresses are persistent ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The storage class of an address is its window (abi.h). Thread and memory
// sanitizer own the usual window, so modules that they instrument use another.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_ADDRESSWINDOW_H
#define STET_PLUGIN_LOWERING_ADDRESSWINDOW_H

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"

namespace stet {

/// STET_FLAVOUR_PLAIN or STET_FLAVOUR_SANITIZER; or STET_FLAVOUR_ANY, when the module has no
/// functions but those that the plugin has added.
unsigned flavourOf(const llvm::Module &M);

/// `address >> Shift == Persistent` holds for the addresses of pools.
struct AddressWindow {
  unsigned Shift;
  unsigned Persistent;

  explicit AddressWindow(const llvm::Module &M);

  /// Emits that test; the result is an i1.
  llvm::Value *emitTest(llvm::IRBuilderBase &Builder, llvm::Value *Address) const;
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_ADDRESSWINDOW_H
