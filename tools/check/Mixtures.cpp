//===-- tools/check/Mixtures.cpp - Object files that don't fit together ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "check/Mixtures.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <stet/abi.h>
#include <stet/mark.h>

using namespace llvm;

namespace stet {

/// What one aspect of the marks has been, and the first unit that had it.
using Values = std::map<std::string, std::string>;

static Values valuesOf(const std::vector<Unit> &Units,
                       function_ref<std::string(const Mark &)> Describe) {
  Values Result;
  for (const Unit &U : Units)
    for (const Mark &M : U.Marks)
      if (std::string Value = Describe(M); !Value.empty())
        Result.try_emplace(Value, U.Name);
  return Result;
}

static std::string describeFlavour(const Mark &M) {
  switch (M.Flavour) {
  case STET_FLAVOUR_ANY:
    return "";
  case STET_FLAVOUR_PLAIN:
    return "without a sanitizer that needs an address window of its own";
  case STET_FLAVOUR_SANITIZER:
    return "for the address window of thread and memory sanitizer";
  default:
    return "for an unknown flavour (" + std::to_string(M.Flavour) + ")";
  }
}

static std::string describeInterface(const Mark &M) {
  return "for version " + std::to_string(M.AbiVersion) + " of the runtime's interface";
}

static std::string describeVersion(const Mark &M) {
  return "with version " + M.Version + " of the plugin";
}

std::vector<std::string> findMixtures(const std::vector<Unit> &Units) {
  std::vector<std::string> Messages;
  auto Compare = [&](function_ref<std::string(const Mark &)> Describe, StringRef Advice) {
    Values Found = valuesOf(Units, Describe);
    if (Found.size() < 2)
      return;
    auto First = Found.begin(), Second = std::next(First);
    Messages.push_back("'" + First->second + "' was compiled " + First->first + ", '" +
                       Second->second + "' " + Second->first + ": " + Advice.str());
  };
  Compare(describeInterface, "compile both with the same version of the plugin");
  Compare(describeVersion, "compile both with the same version");
  Compare(describeFlavour, "compile both with the same -fsanitize= options");
  return Messages;
}

} // namespace stet
