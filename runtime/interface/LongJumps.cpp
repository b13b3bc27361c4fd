//===-- runtime/interface/LongJumps.cpp - Blocks that a longjmp leaves ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "../check/Watch.h"
#include "../diagnostics/Error.h"
#include "../transaction/Block.h"
#include "../transaction/Transaction.h"

#include <stet/abi.h>

using namespace stet;

static uint64_t serialOfInnermost() {
  const Block *B = ThisBlocks.innermost();
  return B ? B->Serial : 0;
}

uint64_t stet_block_mark() noexcept { return serialOfInnermost(); }

void stet_block_return_to(uint64_t Mark) noexcept {
  if (serialOfInnermost() > Mark) {
    check::leftByLongJump();
    ThisTransaction.forgetFramesBelow(STET_CALLERS_FRAME);
  }
  while (serialOfInnermost() > Mark)
    stet_block_unwound(ThisBlocks.innermost(), nullptr);
  if (serialOfInnermost() != Mark)
    fatal("longjmp went to a setjmp in a transaction block that has ended since; jump only to a "
          "setjmp whose block still runs, or to one outside");
}
