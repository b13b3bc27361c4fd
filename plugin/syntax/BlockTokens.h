//===-- plugin/syntax/BlockTokens.h - The tokens that a transaction block becomes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SYNTAX_BLOCKTOKENS_H
#define STET_PLUGIN_SYNTAX_BLOCKTOKENS_H

#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/Token.h"

namespace stet {

/// Lexes `Text` as if it stood in a system header and had been expanded from a
/// macro at `At`: warnings in it are off, and what is said about it points at `At`.
void lexGeneratedText(clang::Preprocessor &PP, llvm::StringRef Text, clang::SourceLocation At,
                      llvm::SmallVectorImpl<clang::Token> &Out);

/// What the parser sees instead of `transaction < Arguments > {`. `Keyword` is
/// where the user wrote `transaction`; `OpenBrace` the user's `{`, whose location
/// is kept; `Number` makes the names unique in the translation unit.
llvm::SmallVector<clang::Token, 64> blockTokens(clang::Preprocessor &PP,
                                                clang::SourceLocation Keyword,
                                                llvm::ArrayRef<clang::Token> Arguments,
                                                const clang::Token &OpenBrace, unsigned Number);

} // namespace stet

#endif // STET_PLUGIN_SYNTAX_BLOCKTOKENS_H
