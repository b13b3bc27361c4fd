//===-- runtime/transaction/Block.h - The running transaction blocks of a thread ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_TRANSACTION_BLOCK_H
#define STET_RUNTIME_TRANSACTION_BLOCK_H

#include "Locks.h"

#include <cstddef>
#include <cstdint>
#include <unwind.h>

namespace stet {

/// One running block. The generated code knows it by its address, which is stable,
/// and so does unwinding: the exception object of its abort lies in it.
struct Block {
  Block *Outer;        ///< the block around it, or nullptr
  Block *Inner;        ///< where the next one goes, or nullptr: not made yet
  bool IsCxx;          ///< stet_abort throws stet::aborted
  bool IsNested;       ///< in a running transaction
  size_t LocksAtBegin; ///< HeldLocks::count() before its own
  uintptr_t Frame;     ///< where the stack of the block's function ended when it began
  int AbortError;      ///< why its own abort runs
  /// The last frame that its own abort has passed. Not on the stack: when a cleanup has
  /// run, unwinding goes on where the frames of stet_abort were.
  uintptr_t AbortPassed;
  int Thrown;      ///< what stet_abort was called with in this C++ block, or 0
  uint64_t Serial; ///< of all blocks that the thread has begun, from 1

  /// libstdc++ looks at what lies in front of a foreign exception.
  alignas(16) char Zeroes[128];
  _Unwind_Exception Exception;
};

/// The stack of a thread's blocks, and what they share. Blocks are made in groups
/// and never move.
class Blocks {
public:
  constexpr Blocks() = default;

  Block *innermost() const { return Top; }

  Block &push(bool IsCxx, bool IsNested, uintptr_t Frame) {
    Block *B = Next ? Next : grow();
    B->Outer = Top;
    B->IsCxx = IsCxx;
    B->IsNested = IsNested;
    B->LocksAtBegin = lockCount();
    B->Frame = Frame;
    B->Thrown = 0;
    B->Serial = ++Begun;
    Top = B;
    Next = B->Inner;
    return *B;
  }
  void pop() {
    Next = Top;
    Top = Top->Outer;
  }

  size_t lockCount() const { return Locks ? Locks->count() : 0; }
  /// Takes a block's locks; see HeldLocks.
  void acquireLocks(size_t Count, const __stet_argument *Arguments);
  void releaseLocksTo(size_t Count) noexcept {
    if (Locks && Locks->count() > Count)
      Locks->releaseTo(Count);
  }

  /// Why the last block to end did not commit; 0 when it did.
  int LastAbort = 0;

  void endThread();

private:
  Block *grow();

  Block *Top = nullptr;
  Block *Next = nullptr; ///< the first one that is free
  uint64_t Begun = 0;
  HeldLocks *Locks = nullptr;
  struct Group;
  Group *Groups = nullptr;
};

extern thread_local constinit Blocks ThisBlocks __attribute__((tls_model("initial-exec")));

} // namespace stet

#endif // STET_RUNTIME_TRANSACTION_BLOCK_H
