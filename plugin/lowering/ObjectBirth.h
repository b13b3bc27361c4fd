//===-- plugin/lowering/ObjectBirth.h - Code that begins an object's life ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_OBJECTBIRTH_H
#define STET_PLUGIN_LOWERING_OBJECTBIRTH_H

#include "lowering/Marks.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace stet {

/// Finds the code that gives an object its first value: it has no older one to go back
/// to. Local variables need no such code, blocks lie behind their initialisers.
class ObjectBirth {
public:
  explicit ObjectBirth(const Mark &Object);

  bool contains(const llvm::Instruction &I) const;

private:
  void findStaticInitialiser(const llvm::GlobalVariable &Variable);

  const Mark &Object;
  bool IsMemberOfThis = false;                                ///< and the function is a constructor
  llvm::SmallPtrSet<const llvm::BasicBlock *, 8> Initialiser; ///< of a function-local static
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_OBJECTBIRTH_H
