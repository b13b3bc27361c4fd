//===-- runtime/variables/Registration.h - The variables that loaded modules define ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_VARIABLES_REGISTRATION_H
#define STET_RUNTIME_VARIABLES_REGISTRATION_H

#include <cstddef>
#include <stet/abi.h>
#include <vector>

namespace stet {

/// Takes note of a module's variables. A variable that is registered already counts
/// once more. Two variables of one name end the process with a message that names
/// both modules. Works before any constructor of this library has run.
void registerVariables(stet_variable *const *Variables, size_t Count);
/// A module is unloaded.
void unregisterVariables(stet_variable *const *Variables, size_t Count);

/// All registered variables, in the order of registration.
std::vector<stet_variable *> registeredVariables();

/// Sets the registry's handlers of fork(), if no variable has been registered yet.
/// Locks of handlers that are set later are taken before the registry's, as they are
/// where a pool opens.
void watchForksOfRegistry();

/// Makes every access resolve its variable again: the program's pool is closed. No
/// thread may use a variable meanwhile. A child of fork() may call it when the
/// registry's handler has run there, so in a handler that was set later.
void forgetVariableAddresses();

} // namespace stet

#endif // STET_RUNTIME_VARIABLES_REGISTRATION_H
