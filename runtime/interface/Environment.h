//===-- runtime/interface/Environment.h - What the environment says about the program's pool
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_INTERFACE_ENVIRONMENT_H
#define STET_RUNTIME_INTERFACE_ENVIRONMENT_H

#include <cstddef>
#include <stet.h>
#include <string>

namespace stet {
struct PoolOptions;

/// $STET_POOL, else `Named`, else ./<program>.pool. A program that runs with
/// another user's rights does not listen to its environment.
std::string defaultPoolPath(const char *Named);
/// $STET_POOL_SIZE; 0 when unset. False after setError(EINVAL).
bool poolSizeFromEnvironment(size_t &Size);
/// $STET_DURABILITY, $STET_PLACEMENT and $STET_LOG_SIZE. False after setError(EINVAL).
bool optionsFromEnvironment(PoolOptions &Options);

} // namespace stet

#endif // STET_RUNTIME_INTERFACE_ENVIRONMENT_H
