//===-- plugin/lowering/ObjectChanges.h - Where an object is changed ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_OBJECTCHANGES_H
#define STET_PLUGIN_LOWERING_OBJECTCHANGES_H

#include "lowering/Marks.h"

namespace stet {

/// An instruction that changes a marked object, or lets others do so.
struct ObjectChange {
  enum Kinds {
    Store,   ///< overwrites `Size` bytes at `Address`
    Call,    ///< a function gets the address
    Capture, ///< the address goes into a variable, or away
    Death    ///< the object is destroyed
  };
  Kinds Kind;
  llvm::Instruction *Before; ///< the change, or where to be before it
  llvm::Value *Address = nullptr;
  llvm::Value *Size = nullptr;
};

/// What is done to the object through its name, as IR was generated for it. Looks
/// through address arithmetic, not through memory: who reads the address again is not
/// found, Capture stands for it. Neither is what begins the object's life: a variable's
/// initialiser, its constructor, a member's in the constructor of its class.
std::vector<ObjectChange> findChanges(const Mark &Object);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_OBJECTCHANGES_H
