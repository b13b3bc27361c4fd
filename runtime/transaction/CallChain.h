//===-- runtime/transaction/CallChain.h - Which function has called which ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_TRANSACTION_CALLCHAIN_H
#define STET_RUNTIME_TRANSACTION_CALLCHAIN_H

#include <cstdint>

namespace stet {

/// Whether, among the functions that have called this one, that whose stack ended at `Outer`
/// has called that whose stack ended at `Inner` (STET_CALLERS_FRAME), directly or not; by a
/// signal, too, from one stack to another. False where they can't be found: in another
/// coroutine, or above a function without unwind tables.
bool hasCalled(uintptr_t Outer, uintptr_t Inner) noexcept;

} // namespace stet

#endif // STET_RUNTIME_TRANSACTION_CALLCHAIN_H
