//===-- plugin/lowering/ArgumentUse.h - What a function does with an object it gets ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_ARGUMENTUSE_H
#define STET_PLUGIN_LOWERING_ARGUMENTUSE_H

#include "llvm/IR/InstrTypes.h"

namespace stet {

/// Changes: may change it, as far as anybody knows.
enum class ArgumentUse { Reads, Changes, Constructs, Destroys };

/// What the call does with the object whose address is argument `Number`: what the
/// callee's mangled name says of const, constructors and destructors.
ArgumentUse useOfArgument(const llvm::CallBase &Call, unsigned Number);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_ARGUMENTUSE_H
