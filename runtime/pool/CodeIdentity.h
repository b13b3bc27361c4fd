//===-- runtime/pool/CodeIdentity.h - Which build of which module, and where it lies ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_POOL_CODEIDENTITY_H
#define STET_RUNTIME_POOL_CODEIDENTITY_H

#include "PoolHeader.h"

#include <string>

namespace stet {

/// Identifies the program or library that contains an address: its build id (a
/// hash of its file when it was linked without one) and where it is loaded.
/// Pointers to its code are valid for exactly that. False after setError() when no
/// module contains the address or its file can't be read.
bool identifyModule(const void *Address, CodeIdentity &Identity, std::string &ModulePath);

bool sameBuild(const CodeIdentity &A, const CodeIdentity &B);

} // namespace stet

#endif // STET_RUNTIME_POOL_CODEIDENTITY_H
