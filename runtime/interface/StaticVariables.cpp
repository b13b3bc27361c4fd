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

void end(void *Guard) {
  Initialisers &I = initialisers();
  std::lock_guard<std::mutex> Lock(I.Mutex);
  std::erase_if(I.List, [Guard](const Running &R) { return R.Guard == Guard; });
  I.Ended.notify_all();
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
      // In a transaction that may still abort the next pass must look again.
      if (!ThisTransaction.isRunning())
        markDone(Guard);
      return 0;
    }
    I.List.push_back({Guard, std::this_thread::get_id()});
  }
  bool IsNested = ThisTransaction.isRunning();
  if (IsNested)
    ThisTransaction.beginNested();
  else if (!ThisTransaction.begin(*defaultPool())) {
    end(Guard);
    throwError();
  }
  ThisBlocks.push(true, IsNested);
  return 1;
}

void stet_static_release(void *Guard, stet_variable *Variable) {
  Block &B = *ThisBlocks.innermost();
  bool IsNested = B.IsNested;
  markInitialised(entryOf(*Variable));
  ThisBlocks.pop();
  if (IsNested) {
    ThisTransaction.commitNested();
    end(Guard);
    return;
  }
  int Error = ThisTransaction.commit();
  if (!Error)
    markDone(Guard);
  end(Guard);
  if (Error)
    throwAborted(Error, lastErrorMessage());
}

void stet_static_abort(void *Guard, stet_variable *) noexcept {
  bool IsNested = ThisBlocks.innermost()->IsNested;
  ThisBlocks.pop();
  if (IsNested)
    ThisTransaction.abortNested();
  else
    ThisTransaction.rollBack();
  end(Guard);
}
