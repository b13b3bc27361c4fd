//===-- plugin/lowering/UntrueAttributes.h - Attributes that instrumentation makes untrue ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_UNTRUEATTRIBUTES_H
#define STET_PLUGIN_LOWERING_UNTRUEATTRIBUTES_H

#include "llvm/IR/Module.h"

namespace stet {

/// A function that gained calls of the runtime loses what these make untrue, and so
/// do the functions that call it, and the calls (DESIGN 4, rule 5).
void dropUntrueAttributes(llvm::Module &M);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_UNTRUEATTRIBUTES_H
