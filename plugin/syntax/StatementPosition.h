//===-- plugin/syntax/StatementPosition.h - Whether a token can begin a statement ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SYNTAX_STATEMENTPOSITION_H
#define STET_PLUGIN_SYNTAX_STATEMENTPOSITION_H

#include "clang/Basic/SourceLocation.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/DenseMap.h"
#include <memory>

namespace clang {
class Preprocessor;
} // namespace clang

namespace stet {

/// Tells a statement from an expression by the token before it: in
/// `x = transaction<int>{3}` the word is a name, after `;` it may be a keyword.
/// Each file is lexed at most once, as far as needed.
class StatementPosition {
public:
  explicit StatementPosition(clang::Preprocessor &PP) : PP(PP) {}

  /// Whether a statement may begin at `Location`, where the user's text has a
  /// token. In macros, where this can't be known, the answer is yes.
  bool mayBeginStatement(clang::SourceLocation Location);

private:
  /// How far a file has been lexed, and what came last.
  struct Progress {
    std::unique_ptr<clang::Lexer> Lex;
    unsigned Offset = 0;
    bool InDirective = false;
    clang::tok::TokenKind Last = clang::tok::semi;
    bool LastIsElseOrDo = false;
    clang::Token Pending;
    bool HasPending = false;
  };

  clang::Preprocessor &PP;
  llvm::DenseMap<clang::FileID, std::unique_ptr<Progress>> Files;
};

} // namespace stet

#endif // STET_PLUGIN_SYNTAX_STATEMENTPOSITION_H
