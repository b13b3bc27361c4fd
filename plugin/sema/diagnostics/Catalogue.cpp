//===-- plugin/sema/diagnostics/Catalogue.cpp - The diagnostics by name ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/diagnostics/Catalogue.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace llvm;

namespace stet {

static constexpr DiagnosticInfo Catalogue[] = {
    {"volatile-write", DiagnosticSeverity::Warning, true,
     "a volatile object that outlives the transaction is changed in it"},
    {"volatile-read-after-abort", DiagnosticSeverity::Warning, true,
     "a volatile object that a transaction changed is read where its abort lands"},
    {"persistent-write", DiagnosticSeverity::Warning, true,
     "persistent memory is written outside every transaction"},
    {"volatile-pointer", DiagnosticSeverity::Warning, true,
     "the address of volatile memory is stored in persistent memory"},
    {"persistent-layout", DiagnosticSeverity::Error, true,
     "a persistent class holds what cannot survive"},
    {"persistent-variable", DiagnosticSeverity::Error, false,
     "a variable that can't be persistent"},
    {"irrevocable-call", DiagnosticSeverity::Warning, true,
     "a call in a transaction that an abort cannot undo"},
    {"uninstrumented-call", DiagnosticSeverity::Warning, true,
     "persistent memory is passed to a function that may write it unseen"},
    {"unsafe-call", DiagnosticSeverity::Error, true,
     "a function marked '[[stet::transaction_unsafe]]' is called in a transaction"},
    {"unsafe-statement", DiagnosticSeverity::Error, false,
     "a statement that can't be executed in a transaction"},
};

ArrayRef<DiagnosticInfo> allDiagnostics() { return Catalogue; }

const DiagnosticInfo &infoOf(Diagnostic D) { return Catalogue[static_cast<unsigned>(D)]; }

std::optional<Diagnostic> findDiagnostic(StringRef Name) {
  Name.consume_front("stet-");
  for (auto [Index, Info] : enumerate(Catalogue))
    if (Info.Name == Name)
      return static_cast<Diagnostic>(Index);
  return std::nullopt;
}

std::string suggestNearest(StringRef Written, ArrayRef<StringRef> Candidates) {
  // About a third of it may be wrong; two letters that changed places are two edits.
  unsigned Best = Written.size() / 3 + 2;
  StringRef Nearest;
  for (StringRef Candidate : Candidates) {
    unsigned Distance = Written.edit_distance(Candidate, /*AllowReplacements=*/true, Best);
    if (Distance >= Best)
      continue;
    Best = Distance;
    Nearest = Candidate;
  }
  return Nearest.empty() ? "" : "; did you mean '" + Nearest.str() + "'?";
}

std::string suggestDiagnostic(StringRef Written) {
  Written.consume_front("stet-");
  SmallVector<StringRef, 16> Names;
  for (const DiagnosticInfo &Info : Catalogue)
    Names.push_back(Info.Name);
  return suggestNearest(Written, Names);
}

} // namespace stet
