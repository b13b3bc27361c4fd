//===-- tools/check/Report.h - Says what was found ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TOOLS_CHECK_REPORT_H
#define STET_TOOLS_CHECK_REPORT_H

#include "check/Findings.h"
#include "llvm/Support/raw_ostream.h"

namespace stet {

/// For people. Of each kind of function at most `MostOfAKind` are named.
void printText(const Findings &Found, size_t UnitCount, size_t MostOfAKind, llvm::raw_ostream &Out);

/// The same for programs, as one JSON object; docs/stet-check.md tells its members.
void printJson(const Findings &Found, size_t UnitCount, llvm::raw_ostream &Out);

} // namespace stet

#endif // STET_TOOLS_CHECK_REPORT_H
