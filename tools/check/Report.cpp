//===-- tools/check/Report.cpp - Says what was found ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "check/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace stet {

static StringRef heading(Reason Why, Unit::Kinds Where) {
  switch (Why) {
  case Reason::Called:
    return "instrumented code calls:";
  case Reason::OtherCopy:
    return Where == Unit::Linked
               ? "inline functions that instrumented code has too, but this copy has been linked:"
               : "inline functions that instrumented files have too; this copy may be linked:";
  case Reason::SameFile:
    return "linked with instrumented code, which may call:";
  case Reason::ByAddress:
    return "its address is taken, so that instrumented code may call it through a pointer:";
  case Reason::Reached:
    return "called by functions that were not compiled with the plugin either:";
  case Reason::Unreferred:
    return "no file given here calls it, others may:";
  }
  llvm_unreachable("a reason without a heading");
}

static StringRef nameInJson(Reason Why) {
  switch (Why) {
  case Reason::Called:
    return "called";
  case Reason::OtherCopy:
    return "other-copy";
  case Reason::SameFile:
    return "same-file";
  case Reason::ByAddress:
    return "by-address";
  case Reason::Reached:
    return "reached";
  case Reason::Unreferred:
    return "unreferred";
  }
  llvm_unreachable("a reason without a name");
}

static std::string describe(const Finding &F) {
  if (F.Function.empty())
    return ("a function without a name at 0x" + Twine::utohexstr(F.Address)).str();
  return demangle(F.Function);
}

static void printFinding(const Finding &F, raw_ostream &Out) {
  Out << "    " << describe(F);
  if (!F.Caller.empty())
    Out << "  (by " << demangle(F.Caller) << " in " << F.CallersUnit << ")";
  else if (!F.CallersUnit.empty())
    Out << "  (by " << F.CallersUnit << ")";
  Out << "\n";
}

static void printUnit(const UnitFindings &U, size_t MostOfAKind, raw_ostream &Out) {
  bool IsMarked = U.Where->isMarked();
  Out << U.Where->Name << (IsMarked ? ": has code that was" : ":")
      << " not compiled with the plugin\n";
  if (U.Functions.empty()) {
    Out << "  none of its functions may be called in a transaction\n";
    return;
  }
  for (auto First = U.Functions.begin(); First != U.Functions.end();) {
    Reason Why = First->Why;
    auto End =
        std::find_if(First, U.Functions.end(), [&](const Finding &F) { return F.Why != Why; });
    Out << "  " << heading(Why, U.Where->Kind) << "\n";
    size_t Count = End - First, Shown = std::min(Count, MostOfAKind);
    for (const Finding &F : make_range(First, First + Shown))
      printFinding(F, Out);
    if (Shown != Count)
      Out << "    and " << Count - Shown << " more; --all shows them\n";
    First = End;
  }
}

void printText(const Findings &Found, size_t UnitCount, size_t MostOfAKind, raw_ostream &Out) {
  size_t Functions = 0;
  for (const UnitFindings &U : Found.Units) {
    printUnit(U, MostOfAKind, Out);
    Functions += U.Functions.size();
  }
  for (const std::string &Name : Found.MissingLibraries)
    Out << "the library " << Name << " is needed too and was not given\n";
  Out << UnitCount << (UnitCount == 1 ? " file" : " files") << ": ";
  if (Found.Units.empty())
    Out << "all code was compiled with the plugin\n";
  else
    Out << Found.Units.size() << " with code that was not compiled with the plugin, " << Functions
        << (Functions == 1 ? " function" : " functions")
        << " that a transaction may call and not undo\n";
}

void printJson(const Findings &Found, size_t UnitCount, raw_ostream &Out) {
  json::OStream J(Out, 2);
  J.object([&] {
    J.attribute("files", int64_t(UnitCount));
    J.attributeArray("uninstrumented", [&] {
      for (const UnitFindings &U : Found.Units)
        J.object([&] {
          J.attribute("file", json::fixUTF8(U.Where->Name));
          J.attribute("marked", U.Where->isMarked());
          J.attributeArray("functions", [&] {
            for (const Finding &F : U.Functions)
              J.object([&] {
                J.attribute("name", json::fixUTF8(F.Function));
                J.attribute("text", json::fixUTF8(describe(F)));
                J.attribute("why", nameInJson(F.Why));
                if (!F.Caller.empty())
                  J.attribute("caller", json::fixUTF8(F.Caller));
                if (!F.CallersUnit.empty())
                  J.attribute("callers-file", json::fixUTF8(F.CallersUnit));
              });
          });
        });
    });
    auto Texts = [&](StringRef Name, const std::vector<std::string> &All) {
      J.attributeArray(Name, [&] {
        for (const std::string &Text : All)
          J.value(json::fixUTF8(Text));
      });
    };
    Texts("errors", Found.Mixtures);
    Texts("missing-libraries", Found.MissingLibraries);
  });
  Out << "\n";
}

} // namespace stet
