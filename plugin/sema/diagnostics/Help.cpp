//===-- plugin/sema/diagnostics/Help.cpp - What -fplugin-arg-stet-help prints ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/diagnostics/Help.h"

#include "sema/diagnostics/Catalogue.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace stet {

namespace {
struct ArgumentHelp {
  StringLiteral Spelling;
  StringLiteral Says;
};
} // namespace

static constexpr ArgumentHelp Arguments[] = {
    {"help", "prints this list"},
    {"W<name>", "gives the diagnostic as a warning"},
    {"Wno-<name>", "turns the diagnostic off"},
    {"Werror=<name>", "gives the diagnostic as an error"},
    {"Wno-error=<name>", "never makes an error of the diagnostic"},
    {"Werror", "makes errors of all warnings of Stet (usual: as Clang's -Werror says)"},
    {"Wno-error", "makes errors of no warnings of Stet"},
    {"Weverything", "gives all warnings of Stet, also under -Wno-everything"},
    {"Wno-everything", "gives none of them but those that are named"},
};

static StringRef nameOf(DiagnosticSeverity Severity) {
  switch (Severity) {
  case DiagnosticSeverity::Ignored:
    return "off";
  case DiagnosticSeverity::Warning:
    return "warning";
  case DiagnosticSeverity::Error:
    return "error";
  }
  return "";
}

void printHelp(raw_ostream &Out) {
  Out << "Stet: persistent memory for C and C++\n\nArguments:\n";
  for (const ArgumentHelp &A : Arguments)
    Out << "  -fplugin-arg-stet-" << left_justify(A.Spelling, 18) << A.Says << '\n';
  Out << "\nDiagnostics, with what they are by default (*: can't be changed):\n";
  for (const DiagnosticInfo &Info : allDiagnostics())
    Out << "  " << left_justify(Info.Name, 28)
        << left_justify(nameOf(Info.Default).str() + (Info.CanChange ? "" : "*"), 10) << Info.Says
        << '\n';
  Out << "\nWhat each store in a transaction costs:\n"
         "  -Rpass=stet, -Rpass-missed=stet, -Rpass-analysis=stet, -fsave-optimization-record\n";
}

bool isDiagnosticArgument(StringRef Argument) { return Argument.starts_with("W"); }

std::string unknownArgument(StringRef Argument) {
  SmallVector<StringRef, 16> Candidates;
  for (const ArgumentHelp &A : Arguments)
    if (!A.Spelling.contains('<'))
      Candidates.push_back(A.Spelling);
  return "unknown argument '" + Argument.str() + "'" + suggestNearest(Argument, Candidates);
}

} // namespace stet
