//===-- bench/OneStore.cpp - A small function, called outside of transactions ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiled twice: BENCH_NAME is storePlainly, then, with the plugin,
// storeWithEntryTest.
//
//===----------------------------------------------------------------------===//
#include "Contender.h"

void bench::BENCH_NAME(uint64_t *To, uint64_t Value) { *To = Value; }
