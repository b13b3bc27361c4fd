//===-- tools/main.cpp - The command stet ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   stet check FILE…
//
// Says which files of a program were not compiled with the plugin, and which of their
// functions may be called in a transaction: docs/stet-check.md.
//
//===----------------------------------------------------------------------===//
#include "check/FileReader.h"
#include "check/Findings.h"
#include "check/Report.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/WithColor.h"
#include <limits>

using namespace llvm;

namespace stet {

/// What the command says of itself when it ends.
enum Status { Clean = 0, Found = 1, Failed = 2 };

static cl::OptionCategory Options("Options");
static cl::SubCommand Check("check", "Tells which functions of a program were not compiled with "
                                     "the plugin and may be called in a transaction");
static cl::list<std::string> Files(cl::Positional, cl::OneOrMore, cl::desc("FILE..."),
                                   cl::sub(Check), cl::cat(Options));
static cl::opt<bool>
    IsWholeProgram("whole-program",
                   cl::desc("The files are all of the program: what none of them refers to is "
                            "not called"),
                   cl::sub(Check), cl::cat(Options));
static cl::opt<bool> Json("json", cl::desc("Print one JSON object"), cl::sub(Check),
                          cl::cat(Options));
static cl::opt<bool> All("all", cl::desc("Name all functions, however many"), cl::sub(Check),
                         cl::cat(Options));

static raw_ostream &error() { return WithColor::error(errs(), "stet check"); }

static Status check() {
  constexpr size_t Some = 20;
  bool HasFailed = false;
  std::vector<Unit> Units;
  for (const std::string &File : Files)
    handleAllErrors(readFile(File, Units), [&](const ErrorInfoBase &E) {
      error() << E.message() << "\n";
      HasFailed = true;
    });
  Findings Result = findUninstrumented(Units, IsWholeProgram);
  for (const std::string &Message : Result.Mixtures)
    error() << Message << "\n";
  if (Units.empty() && HasFailed)
    return Failed;
  if (Json)
    printJson(Result, Units.size(), outs());
  else
    printText(Result, Units.size(), All ? std::numeric_limits<size_t>::max() : Some, outs());
  if (HasFailed || !Result.Mixtures.empty())
    return Failed;
  return Result.areThereFunctions() ? Found : Clean;
}

} // namespace stet

int main(int argc, char **argv) {
  InitLLVM Init(argc, argv);
  // LLVM's library brings options of its own.
  cl::HideUnrelatedOptions(stet::Options);
  cl::HideUnrelatedOptions(stet::Options, stet::Check);
  cl::SetVersionPrinter([](raw_ostream &Out) { Out << "stet " STET_VERSION "\n"; });
  if (!cl::ParseCommandLineOptions(argc, argv, "The command of Stet\n", &errs()))
    return stet::Failed;
  if (stet::Check)
    return stet::check();
  errs() << "usage: stet check [options] FILE...\n";
  return stet::Failed;
}
