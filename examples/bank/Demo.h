//===-- examples/bank/Demo.h - A bank that is killed again and again ------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_EXAMPLES_BANK_DEMO_H
#define STET_EXAMPLES_BANK_DEMO_H

struct DemoOptions {
  unsigned Rounds = 50;
  unsigned Tellers = 2;        // threads that make transfers
  unsigned Seed = 0;           // 0: another one each time
  unsigned LongestRound = 100; // milliseconds
};

/// Starts a process that makes transfers, kills it with SIGKILL at a random instant,
/// audits what it left, and so on. Returns whether every audit passed.
bool runDemo(const DemoOptions &Options);

#endif // STET_EXAMPLES_BANK_DEMO_H
