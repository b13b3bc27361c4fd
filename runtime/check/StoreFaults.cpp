//===-- runtime/check/StoreFaults.cpp - Stores to protected pages ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The handler opens the page and lets the instruction run again. To see what it changes,
// it runs alone: with the processor's trap flag, which raises SIGTRAP after it.
//
// Handlers of these signals run in the middle of a store to persistent memory, so the
// thread holds none of malloc's or the loader's locks, though perhaps one of stdio's.
//
//===----------------------------------------------------------------------===//
#include "StoreFaults.h"

#include "../pool/Pool.h"
#include "Mode.h"
#include "RuntimeWrites.h"
#include "WatchLock.h"
#include "WatchedPool.h"
#include "Writer.h"

#include <cerrno>
#include <csignal>
#include <mutex>
#include <pthread.h>
#include <stet/abi.h>
#include <sys/mman.h>
#include <ucontext.h>

namespace stet::check {

thread_local constinit unsigned RuntimeWritesOfThread __attribute__((tls_model("initial-exec"))) =
    0;

namespace {

struct sigaction BeforeFault, BeforeTrap;

// -- The handlers that were there before ---------------------------------------

void passOn(int Signal, siginfo_t *Info, void *Context, struct sigaction &Before) {
  bool HasHandler = (Before.sa_flags & SA_SIGINFO) ||
                    (Before.sa_handler != SIG_DFL && Before.sa_handler != SIG_IGN);
  if (!HasHandler) {
    // The instruction faults again, as it would have without us. Signals that were sent are
    // sent again.
    if (Before.sa_handler == SIG_IGN && Info->si_code <= 0)
      return;
    struct sigaction Default{};
    Default.sa_handler = SIG_DFL;
    sigaction(Signal, &Default, nullptr);
    if (Info->si_code <= 0 || Signal == SIGTRAP)
      raise(Signal);
    return;
  }
  struct sigaction Handler = Before;
  if (Handler.sa_flags & SA_RESETHAND) {
    Before.sa_handler = SIG_DFL;
    Before.sa_flags &= ~SA_SIGINFO;
  }
  sigset_t Blocked = Handler.sa_mask, Old;
  if (!(Handler.sa_flags & SA_NODEFER))
    sigaddset(&Blocked, Signal);
  pthread_sigmask(SIG_BLOCK, &Blocked, &Old);
  if (Handler.sa_flags & SA_SIGINFO)
    Handler.sa_sigaction(Signal, Info, Context);
  else
    Handler.sa_handler(Signal);
  pthread_sigmask(SIG_SETMASK, &Old, nullptr);
}

// -- One instruction alone -----------------------------------------------------

/// The instruction that is being watched. It may touch several pages, each of which faults.
struct Stepping {
  static constexpr unsigned MostPages = 4;
  const void *Instruction; ///< null: none
  const char *Pages[MostPages];
  unsigned Count;
};
thread_local constinit Stepping Step __attribute__((tls_model("initial-exec"))) = {};

#ifdef __x86_64__
constexpr greg_t TrapFlag = 0x100;
greg_t *registersOf(void *Context) { return static_cast<ucontext_t *>(Context)->uc_mcontext.gregs; }
const void *instructionOf(void *Context) {
  return reinterpret_cast<const void *>(registersOf(Context)[REG_RIP]);
}
bool stepOver(void *Context) {
  registersOf(Context)[REG_EFL] |= TrapFlag;
  return true;
}
void stopStepping(void *Context) { registersOf(Context)[REG_EFL] &= ~TrapFlag; }
#else
// What was stored is found by the next comparison, without the function.
const void *instructionOf(void *) { return nullptr; }
bool stepOver(void *) { return false; }
void stopStepping(void *) {}
#endif

void watchInstruction(void *Context, const char *Page) {
  const void *Instruction = instructionOf(Context);
  if (Step.Instruction != Instruction)
    Step.Count = 0;
  if (Step.Count < Stepping::MostPages && stepOver(Context)) {
    Step.Pages[Step.Count++] = Page;
    Step.Instruction = Instruction;
  }
}

void reportInstruction(void *Context) {
  Change What = stet_thread_mode == STET_MODE_NONE ? Change::Outside : Change::Unlogged;
  Writer By{Step.Instruction, instructionOf(Context)};
  bool Found = false;
  {
    std::lock_guard<WatchLock> G(TheWatchLock);
    for (unsigned I = 0; I < Step.Count; ++I) {
      WatchedPool *P = watchedPoolOf(Step.Pages[I]);
      if (!P)
        continue;
      uint64_t Number = P->pool().offsetOf(Step.Pages[I]) / PageBytes;
      if (OpenPage *Page = P->pages().find(Number))
        Found |= P->compare(*Page, What, &By);
      // So that the next such store is noticed, too.
      P->pages().closeIfIdle(Number);
    }
    Step = {};
  }
  if (Found)
    endIfToStop();
}

void onTrap(int Signal, siginfo_t *Info, void *Context) {
  if (!Step.Instruction)
    return passOn(Signal, Info, Context, BeforeTrap);
  // A repeated string instruction traps after each round.
  if (instructionOf(Context) == Step.Instruction)
    return;
  int Error = errno;
  stopStepping(Context);
  reportInstruction(Context);
  errno = Error;
}

// -- Faults --------------------------------------------------------------------

bool openPageOf(char *Address, void *Context) {
  if (TheWatchLock.isMine()) {
    // The handler of an asynchronous signal has interrupted checked mode itself. The store
    // is not noticed.
    char *Page = Address - reinterpret_cast<uintptr_t>(Address) % PageBytes;
    return watchedPoolOf(Address) && mprotect(Page, PageBytes, PROT_READ | PROT_WRITE) == 0;
  }
  std::lock_guard<WatchLock> G(TheWatchLock);
  WatchedPool *P = watchedPoolOf(Address);
  if (!P)
    return false;
  uint64_t Offset = P->pool().offsetOf(Address), Number = Offset / PageBytes;
  if (!P->pages().isProtected(Number))
    // Another thread may have opened it since.
    return P->pages().find(Number) || P->pages().isDegraded();
  P->pages().open(Number);
  if (!RuntimeWritesOfThread && !P->isExempt(Offset))
    watchInstruction(Context, P->pages().address(Number));
  return true;
}

void onFault(int Signal, siginfo_t *Info, void *Context) {
  int Error = errno;
  bool IsOurs =
      Info->si_code == SEGV_ACCERR && openPageOf(static_cast<char *>(Info->si_addr), Context);
  errno = Error;
  if (!IsOurs)
    passOn(Signal, Info, Context, BeforeFault);
}

void handle(int Signal, void (*Handler)(int, siginfo_t *, void *), struct sigaction &Before) {
  struct sigaction Action{};
  Action.sa_sigaction = Handler;
  // On the stack that the program has set aside, if any: it may have run out of the other.
  Action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER | SA_RESTART;
  sigemptyset(&Action.sa_mask);
  sigaction(Signal, &Action, &Before);
}

} // namespace

void catchStoreFaults() {
  static bool Done = false;
  if (Done)
    return;
  Done = true;
  handle(SIGSEGV, onFault, BeforeFault);
  handle(SIGTRAP, onTrap, BeforeTrap);
}

void unblockStoreFaults() {
  sigset_t Signals;
  sigemptyset(&Signals);
  sigaddset(&Signals, SIGSEGV);
  sigaddset(&Signals, SIGTRAP);
  pthread_sigmask(SIG_UNBLOCK, &Signals, nullptr);
}

} // namespace stet::check
