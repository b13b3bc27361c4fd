//===-- runtime/diagnostics/CrashPoint.cpp - Where tests let the process die ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifdef STET_CRASH_POINTS
#include "CrashPoint.h"
namespace stet {
void crashPoint(const char *) {}
void crashObserveMap(const void *, size_t, const char *) {}
void crashObserveUnmap(const void *) {}
void crashObserveFlush(const void *, size_t) {}
void crashObserveDrain() {}
} // namespace stet
#endif
