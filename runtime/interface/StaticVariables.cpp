//===-- runtime/interface/StaticVariables.cpp - Entry points for function-local persistent variables
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "../diagnostics/Error.h"
#include "../pool/Pool.h"
#include "../transaction/Block.h"
#include "../transaction/Transaction.h"
#include "../variables/VariableDirectory.h"
#include "DefaultPool.h"
#include "PoolTable.h"
#include "Throw.h"
#include "VariableInitialisation.h"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <new>
#include <stet/abi.h>
#include <thread>
#include <vector>

using namespace stet;

namespace {

/// The initialisers that are running.
struct Running {
  void *Guard;
  std::thread::id Thread;
  std::unique_ptr<Transaction::Suspension> Aside; ///< of what runs around it, if anything
};
struct Initialisers {
  std::mutex Mutex;
  std::condition_variable Ended;
  std::vector<Running> List;
};
Initialisers &initialisers() {
  static Initialisers *TheInitialisers = new Initialisers;
  return *TheInitialisers;
}

VariableEntry &entryOf(stet_variable &Variable) {
  stet_variable_resolve(&Variable);
  VariableDirectory *Directory = variablesOf(*defaultPool());
  VariableEntry *Entry = Directory ? Directory->find(Variable.name) : nullptr;
  if (!Entry)
    fatal("persistent variable '%s' is used and was never registered", Variable.name);
  return *Entry;
}

/// The first byte is what generated code tests.
void markDone(void *Guard) { __atomic_store_n(static_cast<char *>(Guard), 1, __ATOMIC_RELEASE); }

/// Goes on with the transaction around it.
void end(void *Guard) {
  Initialisers &I = initialisers();
  std::lock_guard<std::mutex> Lock(I.Mutex);
  std::erase_if(I.List, [Guard](const Running &R) { return R.Guard == Guard; });
  I.Ended.notify_all();
}

/// Whether control is in a child that was forked in the initialiser.
bool isEndedByForkedChild() { return !ThisTransaction.isRunning(); }

void leaveBlock() {
  ThisBlocks.releaseLocksTo(ThisBlocks.innermost()->LocksAtBegin);
  ThisBlocks.pop();
}

} // namespace

void stet::forgetRunningInitialisersInChild() {
  // Those of other threads will not end here.
  new (&initialisers()) Initialisers;
}

int stet_static_acquire(void *Guard, stet_variable *Variable) {
  VariableEntry &Entry = entryOf(*Variable);
  Initialisers &I = initialisers();
  {
    std::unique_lock<std::mutex> Lock(I.Mutex);
    for (;;) {
      auto Known = std::find_if(I.List.begin(), I.List.end(),
                                [Guard](const Running &R) { return R.Guard == Guard; });
      if (Known == I.List.end())
        break;
      if (Known->Thread == std::this_thread::get_id())
        fatal("the initialiser of persistent variable '%s' uses the variable itself",
              Variable->name);
      I.Ended.wait(Lock);
    }
    if (__atomic_load_n(&Entry.Initialised, __ATOMIC_ACQUIRE)) {
      markDone(Guard);
      return 0;
    }
    // The value must not depend on a transaction around it: other threads take it for
    // committed. It gets a transaction of its own.
    I.List.push_back(
        {Guard, std::this_thread::get_id(),
         ThisTransaction.isRunning() ? std::make_unique<Transaction::Suspension>() : nullptr});
  }
  if (!ThisTransaction.begin(*defaultPool(), STET_CALLERS_FRAME)) {
    end(Guard);
    throwError();
  }
  ThisBlocks.push(true, false, STET_CALLERS_FRAME);
  return 1;
}

void stet_static_release(void *Guard, stet_variable *Variable) {
  if (isEndedByForkedChild()) {
    leaveBlock();
    return;
  }
  markInitialised(entryOf(*Variable));
  int Error = ThisTransaction.commit();
  leaveBlock();
  if (!Error)
    markDone(Guard);
  end(Guard);
  if (Error)
    throwAborted(Error, lastErrorMessage());
}

void stet_static_abort(void *Guard, stet_variable *) noexcept {
  bool IsOver = isEndedByForkedChild();
  if (!IsOver)
    ThisTransaction.rollBack();
  leaveBlock();
  if (!IsOver)
    end(Guard);
}
