//===-- plugin/syntax/StatementPosition.cpp - Whether a token can begin a statement ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "syntax/StatementPosition.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;

namespace stet {

static bool canPrecedeStatement(tok::TokenKind Kind) {
  // `)` ends the head of if, for, while and switch; `]` an attribute.
  return Kind == tok::semi || Kind == tok::l_brace || Kind == tok::r_brace ||
         Kind == tok::r_paren || Kind == tok::r_square || Kind == tok::colon;
}

bool StatementPosition::mayBeginStatement(SourceLocation Location) {
  SourceManager &SM = PP.getSourceManager();
  if (!Location.isFileID())
    return true;
  auto [File, Offset] = SM.getDecomposedLoc(Location);
  std::unique_ptr<Progress> &Slot = Files[File];
  if (!Slot || Slot->Offset > Offset) {
    Slot = std::make_unique<Progress>();
    Slot->Lex = std::make_unique<Lexer>(File, SM.getBufferOrFake(File), SM, PP.getLangOpts());
  }
  Progress &P = *Slot;
  for (;;) {
    if (!P.HasPending) {
      P.Lex->LexFromRawLexer(P.Pending);
      P.HasPending = true;
    }
    if (P.Pending.is(tok::eof) || SM.getFileOffset(P.Pending.getLocation()) >= Offset)
      break;
    // Directives and line markers are not part of the text before a statement.
    if (P.Pending.isAtStartOfLine())
      P.InDirective = P.Pending.is(tok::hash);
    if (!P.InDirective) {
      P.Last = P.Pending.getKind();
      P.LastIsElseOrDo =
          P.Pending.is(tok::raw_identifier) &&
          (P.Pending.getRawIdentifier() == "else" || P.Pending.getRawIdentifier() == "do");
    }
    P.HasPending = false;
  }
  P.Offset = Offset;
  return canPrecedeStatement(P.Last) || P.LastIsElseOrDo;
}

} // namespace stet
