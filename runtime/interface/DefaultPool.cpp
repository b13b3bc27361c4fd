//===-- runtime/interface/DefaultPool.cpp - The program's pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "DefaultPool.h"

#include "../diagnostics/Error.h"
#include "../diagnostics/NoCancellation.h"
#include "../pool/Pool.h"
#include "../variables/Registration.h"
#include "Environment.h"
#include "PoolTable.h"
#include "VariableInitialisation.h"

#include <cerrno>
#include <string>
#include <unistd.h>

using namespace stet;

std::atomic<Pool *> stet::TheDefaultPool{nullptr};

/// While a thread, which holds poolMutex(), resolves and initialises variables.
static Pool *Opening = nullptr;
static std::string *NamedPath = nullptr;

static Pool *openOrCreate() {
  std::string Path = defaultPoolPath(NamedPath ? NamedPath->c_str() : nullptr);
  PoolOptions Options;
  if (!optionsFromEnvironment(Options))
    return nullptr;
  for (;;) {
    if (access(Path.c_str(), F_OK) == 0 && !Pool::isUnfinished(Path.c_str()))
      return openPool(Path.c_str(), Options);
    size_t Size;
    if (!poolSizeFromEnvironment(Size))
      return nullptr;
    Pool *Made = createPool(Path.c_str(), Size, Options);
    // Another process may have made it in the meantime.
    if (Made || errno != EEXIST)
      return Made;
  }
}

/// Shows variables to the threads when all of them have their first values.
static bool resolveAll(Pool &P, stet_variable *const *Variables, size_t Count) {
  Pool *Outer = Opening;
  Opening = &P;
  bool Done = resolveAndInitialise(P, Variables, Count);
  Opening = Outer;
  return Done;
}

Pool *stet::openDefaultPool() {
  NoCancellation Shield;
  std::lock_guard<std::recursive_mutex> Guard(poolMutex());
  if (Pool *P = TheDefaultPool.load(std::memory_order_relaxed))
    return P;
  if (Opening)
    return Opening;
  Pool *P = openOrCreate();
  if (!P)
    return nullptr;
  std::vector<stet_variable *> Variables = registeredVariables();
  if (!resolveAll(*P, Variables.data(), Variables.size())) {
    int Error = errno;
    std::string Message = lastErrorMessage();
    forgetVariableAddresses();
    closePool(P);
    setError(Error, "%s", Message.c_str());
    return nullptr;
  }
  TheDefaultPool.store(P, std::memory_order_release);
  return P;
}

bool stet::resolveNewVariables(stet_variable *const *Variables, size_t Count) {
  NoCancellation Shield;
  std::lock_guard<std::recursive_mutex> Guard(poolMutex());
  Pool *P = TheDefaultPool.load(std::memory_order_relaxed);
  if (!P)
    P = Opening;
  return !P || resolveAll(*P, Variables, Count);
}

bool stet::isDefaultPool(const Pool *P) {
  return P == TheDefaultPool.load(std::memory_order_relaxed) || P == Opening;
}

bool stet::nameDefaultPool(const char *Path) {
  std::lock_guard<std::recursive_mutex> Guard(poolMutex());
  if (Pool *P = Opening ? Opening : TheDefaultPool.load(std::memory_order_relaxed))
    return setError(EBUSY, "the program's pool is open already: '%s'", P->path().c_str());
  if (!NamedPath)
    NamedPath = new std::string;
  *NamedPath = Path;
  return true;
}

void stet::forgetDefaultPool(const Pool *P) {
  if (P && P != TheDefaultPool.load(std::memory_order_relaxed))
    return;
  TheDefaultPool.store(nullptr, std::memory_order_release);
  Opening = nullptr;
  forgetVariableAddresses();
}
