//===-- bench/Steps.cpp - Counting what a piece of code executes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The processor's trap flag raises SIGTRAP after each instruction. No hardware counter
// tells fences, and so these are the very instructions that libpmem has chosen for
// this processor, which it does not under valgrind.
//
//===----------------------------------------------------------------------===//
#include "Steps.h"

#include <csignal>
#include <ucontext.h>

using namespace bench;

namespace {

Steps Counted;

/// Counts the instruction that comes next.
void count(const unsigned char *At) {
  ++Counted.Instructions;
  bool HasPrefix66 = *At == 0x66;
  if (HasPrefix66)
    ++At;
  if ((*At & 0xf0) == 0x40) // REX
    ++At;
  if (At[0] != 0x0f || At[1] != 0xae)
    return;
  unsigned Operation = At[2] >> 3 & 7;
  bool IsRegister = At[2] >> 6 == 3;
  if (IsRegister)
    Counted.Fences += !HasPrefix66 && Operation >= 6;
  else
    Counted.Flushes += Operation == 7 || (HasPrefix66 && Operation == 6);
}

void handleTrap(int, siginfo_t *, void *Context) {
  constexpr greg_t TrapFlag = 0x100;
  constexpr unsigned char Breakpoint = 0xcc;
  greg_t *Registers = static_cast<ucontext_t *>(Context)->uc_mcontext.gregs;
  auto *Next = reinterpret_cast<const unsigned char *>(Registers[REG_RIP]);
  if (!(Registers[REG_EFL] & TrapFlag)) {
    Registers[REG_EFL] |= TrapFlag;
    count(Next);
  } else if (*Next == Breakpoint) {
    // Stops here, and the breakpoint is not executed.
    Registers[REG_EFL] &= ~TrapFlag;
    ++Registers[REG_RIP];
  } else {
    count(Next);
  }
}

} // namespace

void detail::beginCounting() {
  struct sigaction Action = {};
  Action.sa_sigaction = handleTrap;
  Action.sa_flags = SA_SIGINFO;
  sigaction(SIGTRAP, &Action, nullptr);
  Counted = Steps();
}

Steps detail::endCounting() {
  signal(SIGTRAP, SIG_DFL);
  return Counted;
}
