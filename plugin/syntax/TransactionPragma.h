//===-- plugin/syntax/TransactionPragma.h - The transaction keyword ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// <stet.h> defines `transaction` as `_Pragma("stet transaction")`, which also
// survives preprocessing to a file. The handler looks at the tokens behind it:
// `< arguments > {` becomes a block (BlockTokens.h); anything else leaves
// `transaction` an ordinary name.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SYNTAX_TRANSACTIONPRAGMA_H
#define STET_PLUGIN_SYNTAX_TRANSACTIONPRAGMA_H

#include "syntax/StatementPosition.h"

#include "clang/Lex/Pragma.h"
#include <functional>
#include <optional>

namespace stet {

/// What the name `transaction` means where the preprocessor stands.
enum class NameMeaning { Undeclared, ClassTemplate, Other };

class TransactionPragma : public clang::PragmaHandler {
public:
  /// `LookUp` tells what the program has declared under the name `transaction`.
  TransactionPragma(clang::Preprocessor &PP, std::function<NameMeaning()> LookUp);

  void HandlePragma(clang::Preprocessor &PP, clang::PragmaIntroducer Introducer,
                    clang::Token &FirstToken) override;

private:
  /// The tokens that follow the keyword, as far as they were looked at.
  struct Head {
    llvm::SmallVector<clang::Token, 32> Seen; ///< all of them, in order
    llvm::SmallVector<clang::Token, 32> Arguments;
    std::optional<clang::Token> OpenBrace; ///< the `{` right behind the closing `>`
    std::optional<size_t> CloseIndex;      ///< in Seen: the first `>` with no `{` behind it
    bool StartsWithLess = false;
  };

  Head readHead(clang::Preprocessor &PP) const;
  bool isBlock(const Head &H, bool StatementMayBegin) const;
  /// Explains a head that was meant to be a block and isn't one. Returns the index
  /// in Seen from which the parser goes on, or nothing when it may be a name.
  std::optional<size_t> diagnoseMalformedHead(clang::Preprocessor &PP, const Head &H) const;
  void giveBackName(clang::Preprocessor &PP, clang::SourceLocation Keyword, const Head &H) const;
  void enterBlock(clang::Preprocessor &PP, clang::SourceLocation Keyword, const Head &H);

  std::function<NameMeaning()> LookUp;
  StatementPosition Position;
  unsigned BlockCount = 0;
};

} // namespace stet

#endif // STET_PLUGIN_SYNTAX_TRANSACTIONPRAGMA_H
