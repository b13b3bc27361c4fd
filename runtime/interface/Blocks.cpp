//===-- runtime/interface/Blocks.cpp - Entry points for transaction blocks ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "../diagnostics/Error.h"
#include "../pool/Pool.h"
#include "../transaction/Abort.h"
#include "../transaction/Block.h"
#include "../transaction/ThreadStack.h"
#include "../transaction/Transaction.h"
#include "DefaultPool.h"
#include "PoolTable.h"
#include "Throw.h"

#include <cerrno>
#include <cstdio>
#include <stet.h>

using namespace stet;

// -- Beginning -----------------------------------------------------------------

[[noreturn]] static void reportBeginFailure(bool IsCxx) {
  if (IsCxx)
    throwError();
  fatalUserError("%s", lastErrorMessage());
}

/// Finds the pool that the arguments name; nullptr when they name none. Returns false
/// after setError() when they name two, or a null pool.
static bool findNamedPool(size_t Count, const __stet_argument *Arguments, Pool *&Named) {
  Named = nullptr;
  for (size_t I = 0; I < Count; ++I) {
    if (Arguments[I].lock)
      continue;
    Pool *P = fromHandle(static_cast<stet_pool *>(Arguments[I].object));
    if (!P || (Named && Named != P)) {
      return P ? setError(EXDEV,
                          "a transaction block names two pools: two pools can't commit as one")
               : setError(EINVAL, "the pool that a transaction block names is null");
    }
    Named = P;
  }
  return true;
}

/// The pool that the arguments name, the program's when they name none.
static Pool *poolOf(size_t Count, const __stet_argument *Arguments) {
  Pool *Named;
  if (!findNamedPool(Count, Arguments, Named))
    return nullptr;
  return Named ? Named : defaultPool();
}

/// A nested block is on the pool of the block around it.
static bool canNest(size_t Count, const __stet_argument *Arguments) {
  Pool *Named, *Running = ThisTransaction.pool();
  if (!findNamedPool(Count, Arguments, Named))
    return false;
  if (!Named || Named == Running)
    return true;
  return setError(EXDEV,
                  "a transaction block on pool '%s' is nested in one on pool '%s': two pools can't "
                  "commit as one",
                  Named->path().c_str(), Running->path().c_str());
}

/// A block that begins in one cannot be further up the stack.
static void checkIsNotLeft(uintptr_t Frame) {
  const Block *B = ThisBlocks.innermost();
  if (B && B->Frame < Frame && isOnThreadStack(B->Frame) && isOnThreadStack(Frame)) [[unlikely]]
    fatal("a transaction block was left by a jump that libstet could not see, __builtin_longjmp or "
          "that of a program that is not linked with -lstet itself; nothing of it is committed");
}

static bool beginOutermost(size_t Count, const __stet_argument *Arguments, uintptr_t Frame) {
  Pool *P = Count ? poolOf(Count, Arguments) : defaultPool();
  return P && ThisTransaction.begin(*P, Frame);
}

static __stet_guard beginWithLocks(size_t Count, const __stet_argument *Arguments, bool IsCxx,
                                   uintptr_t Frame) {
  bool IsNested = ThisTransaction.isRunning();
  // The pool is opened before the locks are taken: initialisers may take them.
  if (IsNested ? !canNest(Count, Arguments) : !poolOf(Count, Arguments))
    reportBeginFailure(IsCxx);
  size_t LocksAtBegin = ThisBlocks.lockCount();
  ThisBlocks.acquireLocks(Count, Arguments);
  if (IsNested) {
    ThisTransaction.beginNested();
  } else if (!beginOutermost(Count, Arguments, Frame)) {
    ThisBlocks.releaseLocksTo(LocksAtBegin);
    reportBeginFailure(IsCxx);
  }
  Block &B = ThisBlocks.push(IsCxx, IsNested, Frame);
  B.LocksAtBegin = LocksAtBegin;
  return {&B};
}

static inline __stet_guard begin(size_t Count, const __stet_argument *Arguments, bool IsCxx,
                                 uintptr_t Frame) {
  bool IsNested = ThisTransaction.isRunning();
  if (IsNested)
    checkIsNotLeft(Frame);
  bool HasLocks = Count > 1 || (Count && Arguments[0].lock);
  if (HasLocks)
    return beginWithLocks(Count, Arguments, IsCxx, Frame);
  if (IsNested) {
    if (Count && !canNest(Count, Arguments)) [[unlikely]]
      reportBeginFailure(IsCxx);
    ThisTransaction.beginNested();
  } else if (!beginOutermost(Count, Arguments, Frame)) [[unlikely]] {
    reportBeginFailure(IsCxx);
  }
  return {&ThisBlocks.push(IsCxx, IsNested, Frame)};
}

__stet_guard __stet_block_begin(size_t Count, const __stet_argument *Arguments) {
  return begin(Count, Arguments, false, STET_CALLERS_FRAME);
}

__stet_guard __stet_block_begin_cxx(size_t Count, const __stet_argument *Arguments) {
  return begin(Count, Arguments, true, STET_CALLERS_FRAME);
}

// -- Ending --------------------------------------------------------------------

/// Whether control is in a child that was forked in the block: its transaction is
/// the parent's business.
static bool isLeftByForkedChild() { return !ThisTransaction.isRunning(); }

static void checkIsInnermost(const Block &B) {
  if (&B != ThisBlocks.innermost()) [[unlikely]]
    fatal("transaction blocks are not left in the reverse order in which they were entered (by "
          "longjmp or a switch of stacks?)");
}

/// Others let go of their locks before their commits are durable. Who has read what they
/// wrote may tell the world, and must not be contradicted after a loss of power.
static void awaitOthersThatLocked(const Block &B) {
  if (ThisBlocks.lockCount() != B.LocksAtBegin)
    ThisTransaction.awaitOthers();
}

static void leave(Block &B, int Error) {
  ThisBlocks.releaseLocksTo(B.LocksAtBegin);
  ThisBlocks.pop();
  ThisBlocks.LastAbort = Error;
}

int stet_block_commit(void *Token) {
  Block &B = *static_cast<Block *>(Token);
  checkIsInnermost(B);
  if (B.IsNested && ThisTransaction.depth() > 1) {
    ThisTransaction.commitNested();
    // Its locks are the enclosing block's from here on.
    ThisBlocks.pop();
    ThisBlocks.LastAbort = 0;
    return 0;
  }
  bool IsCxx = B.IsCxx;
  int Error = 0;
  if (!isLeftByForkedChild()) {
    awaitOthersThatLocked(B);
    Error = ThisTransaction.commitEarly();
  }
  leave(B, Error);
  if (int Late = ThisTransaction.awaitDurability(); Late && !Error)
    ThisBlocks.LastAbort = Error = Late;
  if (Error && IsCxx)
    throwAborted(Error, lastErrorMessage());
  return Error != 0;
}

int stet_block_unwound(void *Token, void *Exception) noexcept {
  Block &B = *static_cast<Block *>(Token);
  if (isAbortThatPassedItsBlock(B, Exception))
    reportPassedBlock();
  checkIsInnermost(B);
  bool IsOwn = Exception == &B.Exception;
  int Error = IsOwn ? B.AbortError : B.Thrown ? B.Thrown : ECANCELED;
  if (isLeftByForkedChild())
    ;
  else if (B.IsNested)
    ThisTransaction.abortNested();
  else {
    awaitOthersThatLocked(B);
    ThisTransaction.rollBack();
  }
  leave(B, Error);
  ThisTransaction.awaitDurability();
  return IsOwn;
}

// -- Aborting ------------------------------------------------------------------

static Block &blockToAbort() {
  Block *B = ThisBlocks.innermost();
  if (!B)
    fatal("stet_abort was called outside every transaction block");
  return *B;
}

void stet_abort(int Error) {
  Block &B = blockToAbort();
  if (!Error)
    Error = ECANCELED;
  if (!B.IsCxx)
    unwindTo(B, Error);
  char Message[64];
  snprintf(Message, sizeof(Message), "transaction aborted (%d)", Error);
  if (canThrow())
    B.Thrown = Error;
  throwAborted(Error, Message);
}

void *stet_block_abort_locally(int Error) noexcept {
  return prepareAbort(blockToAbort(), Error ? Error : ECANCELED);
}

int stet_last_abort() noexcept { return ThisBlocks.LastAbort; }
int stet_in_transaction() noexcept { return ThisTransaction.isRunning(); }
