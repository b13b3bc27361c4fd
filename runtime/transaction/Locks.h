//===-- runtime/transaction/Locks.h - Locks that blocks hold ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_TRANSACTION_LOCKS_H
#define STET_RUNTIME_TRANSACTION_LOCKS_H

#include <cstddef>
#include <stet/abi.h>
#include <vector>

namespace stet {

/// The locks that a thread's running blocks hold, innermost last. A nested block
/// that commits leaves its own to the block around it by doing nothing.
class HeldLocks {
public:
  /// How many are held: what a block notes when it begins.
  size_t count() const { return Held.size(); }

  /// Takes the locks among `Arguments` that the thread does not hold through a block
  /// already, without deadlock: by trying and backing off when all can be tried, else
  /// in the order of their addresses. When one throws, those taken are released.
  void acquire(size_t Count, const __stet_argument *Arguments);
  /// Releases all but the first `Count`, in reverse order.
  void releaseTo(size_t Count) noexcept;

private:
  std::vector<__stet_argument> Held;
};

} // namespace stet

#endif // STET_RUNTIME_TRANSACTION_LOCKS_H
