//===-- plugin/lowering/AddressFixups.h - Static initialisers with addresses in the pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_ADDRESSFIXUPS_H
#define STET_PLUGIN_LOWERING_ADDRESSFIXUPS_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/IR/Module.h"

namespace stet {

/// The persistent variables of a module, in its order.
using VariableSet = llvm::SetVector<llvm::GlobalVariable *>;

/// The address of a persistent variable is not a link-time constant. Static
/// initialisers that hold one become functions:
/// - of another persistent variable: `Initialisers` maps it to a function that gives
///   it its first value;
/// - of an ordinary variable (C++): a constructor of the module.
void turnAddressesIntoInitialisers(
    llvm::Module &M, const VariableSet &Variables,
    llvm::DenseMap<llvm::GlobalVariable *, llvm::Function *> &Initialisers);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_ADDRESSFIXUPS_H
