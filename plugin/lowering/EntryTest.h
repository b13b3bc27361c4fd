//===-- plugin/lowering/EntryTest.h - Continues in the instrumented body ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_ENTRYTEST_H
#define STET_PLUGIN_LOWERING_ENTRYTEST_H

#include "llvm/IR/Function.h"

namespace stet {

/// Makes `F` continue in `Tx`, its clone, when the thread is in a transaction.
void insertEntryTest(llvm::Function &F, llvm::Function &Tx);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_ENTRYTEST_H
