//===-- plugin/syntax/TransactionPragma.cpp - The transaction keyword ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "syntax/TransactionPragma.h"

#include "syntax/BlockTokens.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;

namespace stet {

TransactionPragma::TransactionPragma(Preprocessor &PP, std::function<NameMeaning()> LookUp)
    : PragmaHandler("transaction"), LookUp(std::move(LookUp)), Position(PP) {}

/// In `transaction <f<int>> {` the first `>` of the `>>` belongs to an argument.
static Token firstHalfOfShift(Token Shift) {
  Shift.setKind(tok::greater);
  Shift.setLength(1);
  return Shift;
}

TransactionPragma::Head TransactionPragma::readHead(Preprocessor &PP) const {
  Head H;
  auto Next = [&] {
    Token T;
    PP.Lex(T);
    H.Seen.push_back(T);
    return T;
  };
  Token T = Next();
  H.StartsWithLess = T.is(tok::less);
  if (!H.StartsWithLess)
    return H;
  unsigned Depth = 0;
  for (T = Next(); T.isNot(tok::eof) && T.isNot(tok::semi); T = Next()) {
    if (Depth == 0 && T.isOneOf(tok::greater, tok::greatergreater)) {
      Token Behind = Next();
      if (Behind.is(tok::l_brace)) {
        H.OpenBrace = Behind;
        if (T.is(tok::greatergreater))
          H.Arguments.push_back(firstHalfOfShift(T));
        return H;
      }
      if (!H.CloseIndex)
        H.CloseIndex = H.Seen.size() - 2;
      H.Arguments.push_back(T);
      T = Behind;
      if (T.isOneOf(tok::eof, tok::semi))
        return H;
    }
    if (T.isOneOf(tok::l_paren, tok::l_square, tok::l_brace))
      ++Depth;
    else if (T.isOneOf(tok::r_paren, tok::r_square, tok::r_brace) && Depth-- == 0)
      return H;
    H.Arguments.push_back(T);
  }
  return H;
}

bool TransactionPragma::isBlock(const Head &H, bool StatementMayBegin) const {
  return H.OpenBrace && StatementMayBegin && LookUp() != NameMeaning::ClassTemplate;
}

std::optional<size_t> TransactionPragma::diagnoseMalformedHead(Preprocessor &PP,
                                                               const Head &H) const {
  if (!H.StartsWithLess || H.OpenBrace || LookUp() != NameMeaning::Undeclared)
    return std::nullopt;
  DiagnosticsEngine &Diags = PP.getDiagnostics();
  if (H.CloseIndex) {
    unsigned Missing =
        Diags.getCustomDiagID(DiagnosticsEngine::Error,
                              "expected '{' after 'transaction <...>': a transaction is a block");
    SourceLocation Close = H.Seen[*H.CloseIndex].getLocation();
    SourceLocation Behind = PP.getLocForEndOfToken(PP.getSourceManager().getExpansionLoc(Close));
    Diags.Report(Behind, Missing);
    return *H.CloseIndex + 1;
  }
  const auto *Brace = llvm::find_if(H.Seen, [](const Token &T) { return T.is(tok::l_brace); });
  size_t Resume = Brace != H.Seen.end() ? Brace - H.Seen.begin() : H.Seen.size() - 1;
  unsigned Unclosed = Diags.getCustomDiagID(DiagnosticsEngine::Error,
                                            "expected '>' to end the arguments of 'transaction'");
  unsigned Opened = Diags.getCustomDiagID(DiagnosticsEngine::Note, "to match this '<'");
  {
    DiagnosticBuilder Error = Diags.Report(H.Seen[Resume].getLocation(), Unclosed);
    SourceLocation Last = PP.getSourceManager().getExpansionLoc(H.Seen[Resume - 1].getLocation());
    if (Brace != H.Seen.end())
      Error << FixItHint::CreateInsertion(PP.getLocForEndOfToken(Last), ">");
  }
  Diags.Report(H.Seen.front().getLocation(), Opened);
  return Resume;
}

/// Tokens that were peeked are re-injected: token watchers have seen them already.
static void enter(Preprocessor &PP, ArrayRef<Token> Tokens, bool IsReinject) {
  if (Tokens.empty())
    return;
  auto Copy = std::make_unique<Token[]>(Tokens.size());
  std::copy(Tokens.begin(), Tokens.end(), Copy.get());
  PP.EnterTokenStream(std::move(Copy), Tokens.size(), /*DisableMacroExpansion=*/true, IsReinject);
}

void TransactionPragma::giveBackName(Preprocessor &PP, SourceLocation Keyword,
                                     const Head &H) const {
  Token Name;
  Name.startToken();
  Name.setKind(tok::identifier);
  Name.setIdentifierInfo(PP.getIdentifierInfo("transaction"));
  Name.setLocation(Keyword);
  Name.setLength(strlen("transaction"));
  Name.setFlag(Token::DisableExpand);
  enter(PP, H.Seen, /*IsReinject=*/true);
  enter(PP, Name, /*IsReinject=*/false);
}

/// Tokens with these locations were peeked; the others are new.
static bool isOneOf(const Token &T, ArrayRef<Token> Peeked) {
  return llvm::any_of(Peeked, [&](const Token &P) {
    return P.getLocation() == T.getLocation() && P.getKind() == T.getKind();
  });
}

void TransactionPragma::enterBlock(Preprocessor &PP, SourceLocation Keyword, const Head &H) {
  SmallVector<Token, 64> Tokens = blockTokens(PP, Keyword, H.Arguments, *H.OpenBrace, ++BlockCount);
  // The last piece is entered first, so that the first is lexed first.
  ArrayRef<Token> Rest = Tokens;
  while (!Rest.empty()) {
    size_t Begin = Rest.size() - 1;
    bool Peeked = isOneOf(Rest[Begin], H.Arguments);
    while (Begin && isOneOf(Rest[Begin - 1], H.Arguments) == Peeked)
      --Begin;
    enter(PP, Rest.drop_front(Begin), /*IsReinject=*/Peeked);
    Rest = Rest.take_front(Begin);
  }
}

void TransactionPragma::HandlePragma(Preprocessor &PP, PragmaIntroducer Introducer,
                                     Token &FirstToken) {
  SourceManager &SM = PP.getSourceManager();
  SourceLocation Start = Introducer.Loc.isValid() ? Introducer.Loc : FirstToken.getLocation();
  SourceLocation Keyword = SM.getExpansionLoc(Start);
  // Inside the argument of another macro the text before the keyword says nothing.
  SourceLocation Caller = SM.getImmediateMacroCallerLoc(Start);
  bool StatementMayBegin =
      (Start.isMacroID() && Caller.isMacroID()) || Position.mayBeginStatement(Keyword);

  Token T;
  do
    PP.Lex(T);
  while (T.isNot(tok::eod));

  Head H = readHead(PP);
  if (isBlock(H, StatementMayBegin))
    return enterBlock(PP, Keyword, H);
  if (StatementMayBegin)
    if (std::optional<size_t> Resume = diagnoseMalformedHead(PP, H))
      return enter(PP, ArrayRef<Token>(H.Seen).drop_front(*Resume), /*IsReinject=*/true);
  giveBackName(PP, Keyword, H);
}

} // namespace stet
