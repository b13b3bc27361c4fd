//===-- runtime/interface/LongJumps.cpp - Blocks that a longjmp leaves ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two look for them. libstet takes the places of longjmp and its kin in front of the C
// library, and rolls back blocks that began further down the stack than where setjmp was
// called, wherever that was compiled. Blocks of the very function that called setjmp can't be
// told apart by the stack; the plugin adds calls to that function.
//
//===----------------------------------------------------------------------===//
#include "../check/Watch.h"
#include "../diagnostics/Error.h"
#include "../transaction/Block.h"
#include "../transaction/CallChain.h"
#include "../transaction/JumpTarget.h"
#include "../transaction/ThreadStack.h"
#include "../transaction/Transaction.h"

#include <atomic>
#include <cerrno>
#include <dlfcn.h>
#include <stet/abi.h>

using namespace stet;

/// An instruction of the caller: a call that doesn't return may be its function's last.
#define CALL_OF_CALLER (static_cast<const char *>(__builtin_return_address(0)) - 1)

/// Rolls back the innermost block, which a jump leaves.
static void leaveInnermost() {
  Block &B = *ThisBlocks.innermost();
  if (!B.IsNested && B.Outer)
    fatal("longjmp has left the initialiser of a persistent variable, which runs in the middle of "
          "a transaction: it can't be taken up again");
  stet_block_unwound(&B, nullptr);
}

// -- Around setjmp -------------------------------------------------------------

static uint64_t serialOfInnermost() {
  const Block *B = ThisBlocks.innermost();
  return B ? B->Serial : 0;
}

uint64_t stet_block_mark() noexcept { return serialOfInnermost(); }

void stet_block_return_to(uint64_t Mark) noexcept {
  if (serialOfInnermost() > Mark) {
    check::leftByLongJump("to", CALL_OF_CALLER);
    ThisTransaction.forgetFramesBelow(STET_CALLERS_FRAME);
  }
  while (serialOfInnermost() > Mark)
    leaveInnermost();
  if (serialOfInnermost() != Mark)
    fatal("longjmp went to a setjmp in a transaction block that has ended since; jump only to a "
          "setjmp whose block still runs, or to one outside");
}

// -- In front of longjmp -------------------------------------------------------

/// Whether a jump to where the stack ended at `Target` leaves what began at `Frame` for good.
/// Otherwise one between stacks switches from one coroutine to another.
static bool isLeft(uintptr_t Frame, uintptr_t Target) {
  if (isOnThreadStack(Frame) && isOnThreadStack(Target))
    return Frame < Target;
  return Target && hasCalled(Target, Frame);
}

static void leaveBlocksBelow(uintptr_t Target, const void *Caller) noexcept {
  auto isInnermostLeft = [Target] {
    const Block *B = ThisBlocks.innermost();
    return B && isLeft(B->Frame, Target);
  };
  if (isInnermostLeft()) {
    check::leftByLongJump("by", Caller);
    ThisTransaction.forgetFramesBelow(Target);
  }
  while (isInnermostLeft())
    leaveInnermost();
  if (ThisTransaction.isRunning() && isLeft(ThisTransaction.frame(), Target))
    fatal(ThisBlocks.innermost() ? "longjmp has left a transaction block, and a block in it still "
                                   "runs on another stack"
                                 : "longjmp has left the initialiser of a persistent variable");
}

namespace {
/// The C library's function of one of the names.
class Original {
public:
  explicit constexpr Original(const char *Name) : Name(Name) {}

  /// Goes on with it, for the program's call at `Caller`.
  [[noreturn]] void operator()(void *Buffer, int Value, const void *Caller) {
    if (ThisTransaction.isRunning() || ThisBlocks.innermost()) {
      int Error = errno;
      leaveBlocksBelow(frameOfJumpTarget(Buffer), Caller);
      errno = Error;
    }
    find()(Buffer, Value);
    __builtin_unreachable();
  }

private:
  using Function = void (*)(void *, int);

  Function find() {
    Function F = Found.load(std::memory_order_relaxed);
    if (!F) {
      F = reinterpret_cast<Function>(dlsym(RTLD_NEXT, Name));
      if (!F)
        fatal("the C library has no '%s'", Name);
      Found.store(F, std::memory_order_relaxed);
    }
    return F;
  }

  const char *Name;
  std::atomic<Function> Found{nullptr};
};
} // namespace

// Declared here: <setjmp.h> may declare one of them under the name of another.
#define STET_TAKE_PLACE_OF(NAME)                                                                   \
  static constinit Original Original_##NAME{#NAME};                                                \
  extern "C" [[noreturn, gnu::visibility("default")]] void stetPlaceOf_##NAME(void *,              \
                                                                              int) asm(#NAME);     \
  void stetPlaceOf_##NAME(void *Buffer, int Value) {                                               \
    Original_##NAME(Buffer, Value, CALL_OF_CALLER);                                                \
  }

STET_TAKE_PLACE_OF(longjmp)
STET_TAKE_PLACE_OF(_longjmp)
STET_TAKE_PLACE_OF(siglongjmp)
STET_TAKE_PLACE_OF(__longjmp_chk)
