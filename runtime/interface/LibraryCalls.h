//===-- runtime/interface/LibraryCalls.h - What calls of the C library will write ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_INTERFACE_LIBRARYCALLS_H
#define STET_RUNTIME_INTERFACE_LIBRARYCALLS_H

namespace stet {

/// Whether `Address` is persistent and the thread is in a transaction.
bool isToBeSaved(const void *Address);

} // namespace stet

#endif // STET_RUNTIME_INTERFACE_LIBRARYCALLS_H
