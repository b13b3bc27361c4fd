//===-- plugin/lowering/Marks.h - Objects that sema has marked, in a module ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang leaves annotations of variables and of each access to a field. They are only
// there at the pipeline's start: the optimiser may drop them.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_MARKS_H
#define STET_PLUGIN_LOWERING_MARKS_H

#include "llvm/IR/Constants.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include <vector>

namespace stet {

/// A marked variable, or one access to a marked field.
struct Mark {
  llvm::Value *Address;              ///< of the whole object
  llvm::Constant *Arguments;         ///< a structure, or nullptr
  llvm::IntrinsicInst *At = nullptr; ///< the annotation; nullptr for a global

  /// A local variable or parameter; At is its declaration.
  bool isLocal() const;
  bool isGlobal() const { return !At; }
  /// The argument of that number, or nullptr.
  llvm::Constant *argument(unsigned Number) const;
};

/// All that are annotated with `Annotation` (Markers.h), and variables that a function's
/// annotation tells of: `Annotation`, a colon and their names.
std::vector<Mark> findMarks(llvm::Module &M, llvm::StringRef Annotation);

/// Removes these annotations: each field's stands for its address from then on. Functions that
/// tell of variables need not be kept any more. Returns whether there was anything.
bool removeMarks(llvm::Module &M, llvm::ArrayRef<Mark> Marks, llvm::StringRef Annotation);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_MARKS_H
