//===-- plugin/lowering/PointerClass.h - Storage class of an address, as far as IR tells ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_POINTERCLASS_H
#define STET_PLUGIN_LOWERING_POINTERCLASS_H

#include "llvm/IR/Value.h"

namespace stet {

enum class PointerClass { Volatile, Persistent, Unknown };

/// Looks through address arithmetic, casts, phis and selects. Volatile: stack,
/// byval arguments, globals (persistent variables are no globals any more at this
/// point), thread-locals, and what the C and C++ libraries allocate. Persistent: a
/// persistent variable's address and what the pool's heap allocates.
PointerClass classifyPointer(const llvm::Value *Address);

/// The class of an address, and the value that decided it: null when several values
/// disagree, or there are too many.
struct PointerOrigin {
  PointerClass Class;
  const llvm::Value *Decider;
};
PointerOrigin originOfPointer(const llvm::Value *Address);

/// Whether `V` is a call of one of the pool's allocation functions. When its size
/// is constant, stores it in `Size`, else 0.
bool isPoolAllocation(const llvm::Value *V, uint64_t &Size);

/// Whether a declared function of this name is an allocator of the C or C++ library,
/// whose memory is volatile.
bool isLibraryAllocation(llvm::StringRef Name);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_POINTERCLASS_H
