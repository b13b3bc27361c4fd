//===-- runtime/pool/OpenPools.h - Which pool an address lies in ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_POOL_OPENPOOLS_H
#define STET_RUNTIME_POOL_OPENPOOLS_H

namespace stet {
class Pool;

/// The pool that an address lies in, or nullptr. Lock-free; costs a few
/// instructions when the address is outside the window of pools.
Pool *findOpenPool(const void *Address);

} // namespace stet

#endif // STET_RUNTIME_POOL_OPENPOOLS_H
