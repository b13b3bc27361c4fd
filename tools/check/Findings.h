//===-- tools/check/Findings.h - Which functions write unseen ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TOOLS_CHECK_FINDINGS_H
#define STET_TOOLS_CHECK_FINDINGS_H

#include "check/Program.h"

namespace stet {

/// Why a function that was not compiled with the plugin may be called in a transaction;
/// the first that holds.
enum class Reason {
  Called,     ///< instrumented code calls it by its name
  OtherCopy,  ///< instrumented code has a copy of this inline function; one of them is linked
  SameFile,   ///< it is linked with instrumented code into one file, which does not say more
  ByAddress,  ///< its address is taken
  Reached,    ///< one of the above calls it
  Unreferred, ///< other files can call it, but none of those at hand does
};

struct Finding {
  Reason Why;
  std::string Function;    ///< mangled; empty when the file does not tell
  uint64_t Address = 0;    ///< then: where it starts
  std::string Caller;      ///< for Called and Reached: a function that does, when known
  std::string CallersUnit; ///< its unit
};

/// What there is to say of one unit.
struct UnitFindings {
  const Unit *Where;
  std::vector<Finding> Functions; ///< by reason, then in the unit's order
};

struct Findings {
  std::vector<UnitFindings> Units;   ///< of those that are not wholly instrumented, in order
  std::vector<std::string> Mixtures; ///< why the marked units can't be linked together
  std::vector<std::string> MissingLibraries; ///< that a unit needs and nobody has given

  bool areThereFunctions() const;
};

/// With `IsWholeProgram` the units are all there is, and nothing is Unreferred.
Findings findUninstrumented(const std::vector<Unit> &Units, bool IsWholeProgram);

} // namespace stet

#endif // STET_TOOLS_CHECK_FINDINGS_H
