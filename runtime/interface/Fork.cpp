//===-- runtime/interface/Fork.cpp - What a child of fork() finds ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Fork.h"

#include "../check/Watch.h"
#include "../pool/ForkedChild.h"
#include "../transaction/Transaction.h"
#include "../variables/Registration.h"
#include "DefaultPool.h"
#include "PoolTable.h"
#include "VariableInitialisation.h"

#include <pthread.h>

using namespace stet;

static void beforeFork() {
  poolMutex().lock();
  lockParticipantsForFork();
  preparePoolsForFork();
  check::lockForFork();
}

static void inParent() {
  check::unlockInParent();
  unlockParticipantsInParent();
  poolMutex().unlock();
}

static void inChild() {
  check::forgetInChild();
  ThisTransaction.forgetInForkedChild();
  resetParticipantsInChild();
  closePoolsInForkedChild();
  forgetVariableAddresses();
  forgetDefaultPool(nullptr);
  forgetPoolsInChild();
  forgetRunningInitialisersInChild();
}

void stet::watchForks() { pthread_atfork(beforeFork, inParent, inChild); }
