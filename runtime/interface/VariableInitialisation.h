//===-- runtime/interface/VariableInitialisation.h - First values of persistent variables ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_INTERFACE_VARIABLEINITIALISATION_H
#define STET_RUNTIME_INTERFACE_VARIABLEINITIALISATION_H

#include <cstddef>
#include <stet/abi.h>

namespace stet {
class Pool;
struct VariableEntry;

/// Finds or makes the memory of every variable, if the pool accepts all of them
/// (otherwise it stays as it is). Then runs the initialisers that have never
/// committed, in order, each in a transaction of its own. Other threads see the
/// addresses only when that is done: until then they wait in stet_variable_resolve.
/// An initialiser that throws ends the program. False after setError(). The caller
/// holds poolMutex().
bool resolveAndInitialise(Pool &P, stet_variable *const *Variables, size_t Count) noexcept;

/// The variable's memory, when the caller is the thread that runs initialisers.
void *addressBeforeInitialisation(const stet_variable &Variable);

/// Notes in the running transaction that the variable has its first value.
void markInitialised(VariableEntry &Entry);

/// pthread_atfork: nobody initialises a function-local variable any more.
void forgetRunningInitialisersInChild();

} // namespace stet

#endif // STET_RUNTIME_INTERFACE_VARIABLEINITIALISATION_H
