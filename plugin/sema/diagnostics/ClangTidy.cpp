//===-- plugin/sema/diagnostics/ClangTidy.cpp - Messages that clang-tidy can take ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/diagnostics/ClangTidy.h"

#include "Compatibility.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticFrontend.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace stet {
namespace {

/// Stands before clang-tidy's consumer.
class KnownNames : public DiagnosticConsumer {
public:
  KnownNames(DiagnosticConsumer *Next, std::unique_ptr<DiagnosticConsumer> Owned)
      : Next(Next), Owned(std::move(Owned)) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level, const clang::Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    // The level is given beside the ID, and clang-tidy goes by it.
    if (Info.getID() < diag::DIAG_UPPER_LIMIT)
      Next->HandleDiagnostic(Level, Info);
    else
      handOn(*Next, Level, Info, diag::err_fe_backend_plugin);
  }
  void clear() override {
    DiagnosticConsumer::clear();
    Next->clear();
  }
  void BeginSourceFile(const LangOptions &Options, const Preprocessor *PP) override {
    Next->BeginSourceFile(Options, PP);
  }
  void EndSourceFile() override { Next->EndSourceFile(); }
  void finish() override { Next->finish(); }
  bool IncludeInDiagnosticCounts() const override { return Next->IncludeInDiagnosticCounts(); }

private:
  DiagnosticConsumer *Next;
  std::unique_ptr<DiagnosticConsumer> Owned; ///< `Next`, when the engine owned it
};

} // namespace

void adaptToClangTidy(DiagnosticsEngine &Diags) {
  std::string Program = llvm::sys::fs::getMainExecutable(nullptr, nullptr);
  if (!llvm::sys::path::filename(Program).starts_with("clang-tidy"))
    return;
  DiagnosticConsumer *Next = Diags.getClient();
  Diags.setClient(new KnownNames(Next, Diags.takeClient()), /*ShouldOwnClient=*/true);
}

} // namespace stet
