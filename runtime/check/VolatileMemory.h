//===-- runtime/check/VolatileMemory.h - What an address outside the pools is ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_CHECK_VOLATILEMEMORY_H
#define STET_RUNTIME_CHECK_VOLATILEMEMORY_H

#include <string>

namespace stet::check {

/// What lies at an address outside every pool, if the next run may find something else there:
/// "on a stack or the ordinary heap", "in ./program". Empty for what is no address of memory,
/// and for constants and code of a program that is linked with -no-pie.
std::string describeVolatileMemory(const void *Address);

} // namespace stet::check

#endif // STET_RUNTIME_CHECK_VOLATILEMEMORY_H
