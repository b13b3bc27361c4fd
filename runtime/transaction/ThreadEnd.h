//===-- runtime/transaction/ThreadEnd.h - What happens when a thread ends ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_TRANSACTION_THREADEND_H
#define STET_RUNTIME_TRANSACTION_THREADEND_H

namespace stet {

/// Has the thread's undo logs returned, and its memory freed, when it ends.
void callAtThreadEnd();

} // namespace stet

#endif // STET_RUNTIME_TRANSACTION_THREADEND_H
