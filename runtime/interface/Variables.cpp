//===-- runtime/interface/Variables.cpp - Entry points for persistent variables ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "../diagnostics/Error.h"
#include "../pool/Flavour.h"
#include "../variables/Registration.h"
#include "DefaultPool.h"
#include "PoolTable.h"
#include "VariableInitialisation.h"

#include <stet/abi.h>

using namespace stet;

void stet_register(uint32_t AbiVersion, uint32_t Flavour, stet_variable *const *Variables,
                   size_t Count) noexcept {
  if (AbiVersion != STET_ABI_VERSION)
    fatalUserError("a module was compiled for version %u of the runtime's interface, this libstet "
                   "has version %u: compile it with the plugin of this libstet",
                   AbiVersion, STET_ABI_VERSION);
  setProcessFlavour(Flavour);
  registerVariables(Variables, Count);
  if (!resolveNewVariables(Variables, Count))
    fatalUserError("%s", lastErrorMessage());
}

void stet_unregister(stet_variable *const *Variables, size_t Count) noexcept {
  unregisterVariables(Variables, Count);
}

void *stet_variable_resolve(stet_variable *Variable) noexcept {
  if (!defaultPool())
    fatalUserError("%s", lastErrorMessage());
  if (void *Address = __atomic_load_n(&Variable->address, __ATOMIC_ACQUIRE))
    return Address;
  // Only the thread that runs initialisers may see variables before they have run.
  std::lock_guard<std::recursive_mutex> Guard(poolMutex());
  if (void *Address = __atomic_load_n(&Variable->address, __ATOMIC_ACQUIRE))
    return Address;
  if (void *Address = addressBeforeInitialisation(*Variable))
    return Address;
  fatal("persistent variable '%s' is used and was never registered", Variable->name);
}
