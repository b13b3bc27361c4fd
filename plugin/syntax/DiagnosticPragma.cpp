//===-- plugin/syntax/DiagnosticPragma.cpp - #pragma stet diagnostic ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "syntax/DiagnosticPragma.h"

#include "sema/diagnostics/Control.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;

namespace stet {

static void error(Preprocessor &PP, SourceLocation At, const Twine &Text) {
  DiagnosticsEngine &Diags = PP.getDiagnostics();
  Diags.Report(At, Diags.getCustomDiagID(DiagnosticsEngine::Error, "%0")) << Text.str();
}

static std::optional<DiagnosticSeverity> severityNamed(StringRef Word) {
  return llvm::StringSwitch<std::optional<DiagnosticSeverity>>(Word)
      .Case("ignored", DiagnosticSeverity::Ignored)
      .Case("warning", DiagnosticSeverity::Warning)
      .Case("error", DiagnosticSeverity::Error)
      .Default(std::nullopt);
}

void DiagnosticPragma::HandlePragma(Preprocessor &PP, PragmaIntroducer, Token &FirstToken) {
  Token T;
  PP.LexUnexpandedToken(T);
  SourceLocation At = T.getLocation();
  StringRef Word = T.is(tok::identifier) ? T.getIdentifierInfo()->getName() : "";
  std::optional<DiagnosticSeverity> Severity = severityNamed(Word);
  if (Word != "push" && Word != "pop" && !Severity)
    return error(PP, At,
                 "expected 'push', 'pop', 'ignored', 'warning' or 'error' after "
                 "'#pragma stet diagnostic'");
  PP.LexUnexpandedToken(T);
  std::string Name;
  SourceLocation NameAt = T.getLocation();
  if (Severity && !PP.FinishLexStringLiteral(T, Name, "pragma stet diagnostic",
                                             /*AllowMacroExpansion=*/false))
    return;
  if (T.isNot(tok::eod))
    error(PP, T.getLocation(), "extra tokens at the end of '#pragma stet diagnostic'");
  if (Word == "push")
    return Control->push();
  if (Word == "pop") {
    if (!Control->pop(FirstToken.getLocation()))
      error(PP, At, "'#pragma stet diagnostic pop' without a 'push' before it");
    return;
  }
  std::optional<Diagnostic> D = findDiagnostic(Name);
  if (!D)
    return error(PP, NameAt, "unknown diagnostic '" + Name + "'" + suggestDiagnostic(Name));
  if (!infoOf(*D).CanChange)
    return error(PP, NameAt, "'" + Name + "' is always an error and can't be changed");
  Control->setFrom(FirstToken.getLocation(), *D, *Severity);
}

} // namespace stet
