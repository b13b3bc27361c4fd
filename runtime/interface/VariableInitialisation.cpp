//===-- runtime/interface/VariableInitialisation.cpp - First values of persistent variables ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "VariableInitialisation.h"

#include "../check/Watch.h"
#include "../pool/Pool.h"
#include "../transaction/Transaction.h"
#include "../variables/VariableDirectory.h"
#include "PoolTable.h"

#include <vector>

using namespace stet;

void stet::markInitialised(VariableEntry &Entry) {
  ThisTransaction.snapshot(&Entry.Initialised, sizeof(Entry.Initialised));
  ThisTransaction.fence();
  __atomic_store_n(&Entry.Initialised, 1, __ATOMIC_RELEASE);
}

void *stet::addressBeforeInitialisation(const stet_variable &Variable) {
  return Variable.reserved[0];
}

static bool initialise(Pool &P, stet_variable &Variable, VariableEntry &Entry) {
  Transaction &T = ThisTransaction;
  if (!T.begin(P, STET_CALLERS_FRAME))
    return false;
  Variable.initialise();
  markInitialised(Entry);
  return T.commit() == 0;
}

static VariableEntry *resolve(Pool &P, VariableDirectory &Directory, stet_variable &Variable) {
  check::RuntimeWrites Scope;
  VariableEntry *Entry = Directory.resolve(Variable);
  if (Entry)
    check::addVariable(P, *Entry);
  return Entry;
}

/// A variable that an earlier module defines too.
static bool isResolved(const stet_variable &V) {
  return __atomic_load_n(&V.address, __ATOMIC_RELAXED) != nullptr;
}

bool stet::resolveAndInitialise(Pool &P, stet_variable *const *Variables, size_t Count) noexcept {
  VariableDirectory *Directory = variablesOf(P);
  if (!Directory)
    return false;
  // All are checked before the first is made: a program that is refused must not
  // leave variables behind that refuse the right one.
  for (size_t I = 0; I < Count; ++I)
    if (!isResolved(*Variables[I]) && !Directory->accepts(*Variables[I]))
      return false;
  struct Pending {
    stet_variable *Variable;
    VariableEntry *Entry;
  };
  std::vector<Pending> Uninitialised;
  for (size_t I = 0; I < Count; ++I) {
    stet_variable &V = *Variables[I];
    if (isResolved(V))
      continue;
    VariableEntry *Entry = resolve(P, *Directory, V);
    if (!Entry)
      return false;
    V.reserved[0] = Directory->memoryOf(*Entry);
    if (Entry->Initialised || !V.initialise)
      continue;
    Uninitialised.push_back({&V, Entry});
  }
  if (Uninitialised.empty())
    return true;
  // A transaction on another pool may be running in this thread.
  Transaction::Suspension Aside;
  for (const Pending &Each : Uninitialised)
    if (!Each.Entry->Initialised && !initialise(P, *Each.Variable, *Each.Entry))
      return false;
  for (const Pending &Each : Uninitialised)
    __atomic_store_n(&Each.Variable->address, Each.Variable->reserved[0], __ATOMIC_RELEASE);
  return true;
}
