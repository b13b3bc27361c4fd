//===-- runtime/pool/ForkedChild.cpp - Pools in a child of fork() ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ForkedChild.h"
#include "../diagnostics/Error.h"
#include "../medium/Mapping.h"
#include "LibPmemobjFormat.h"
#include "OpenPools.h"
#include "Pool.h"
#include "PoolFile.h"

#include <cstring>
#include <sys/mman.h>

namespace stet {
namespace {

struct Abandoned {
  PMEMobjpool *Handle;
  Abandoned *Next;
};
Abandoned *AbandonedPools = nullptr; // the child has one thread while it is changed

} // namespace

void preparePoolsForFork() {
  forEachOpenPool([](Pool &P) { P.rememberRuntimeState(); });
}

void closePoolsInForkedChild() {
  forEachOpenPool([](Pool &P) {
    unregisterOpenPool(P);
    P.abandonInForkedChild();
  });
}

void Pool::rememberRuntimeState() {
  memcpy(RuntimeState.get(), base(), libpmemobj::RuntimeStateEnd);
}

void Pool::abandonInForkedChild() {
  unregisterMedium(*Storage);
  Storage->abandonInForkedChild();
  KeepsChanges = false;
  File.reset();
  void *Stand = mmap(Handle, Size, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
  if (Stand == Handle) {
    memcpy(Stand, RuntimeState.get(), libpmemobj::RuntimeStateEnd);
    AbandonedPools = new Abandoned{Handle, AbandonedPools};
  }
  Handle = nullptr;
  Header = nullptr;
}

void releaseAbandonedPools() {
  while (Abandoned *A = AbandonedPools) {
    AbandonedPools = A->Next;
    pmemobj_close(A->Handle);
    delete A;
  }
}

} // namespace stet
