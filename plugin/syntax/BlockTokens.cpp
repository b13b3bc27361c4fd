//===-- plugin/syntax/BlockTokens.cpp - The tokens that a transaction block becomes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "syntax/BlockTokens.h"

#include "Markers.h"

#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace clang;

namespace stet {

void lexGeneratedText(Preprocessor &PP, StringRef Text, SourceLocation At,
                      SmallVectorImpl<Token> &Out) {
  SourceManager &SM = PP.getSourceManager();
  FileID File =
      SM.createFileID(llvm::MemoryBuffer::getMemBufferCopy(Text, "<stet>"), SrcMgr::C_System);
  SourceLocation Start = SM.getLocForStartOfFile(File);
  // One expansion for the whole text, or -Wcompound-token-split fires.
  SourceLocation Expansion = SM.createExpansionLoc(Start, At, At, Text.size());
  Lexer Lex(File, SM.getBufferOrFake(File), SM, PP.getLangOpts());
  Token T;
  for (Lex.LexFromRawLexer(T); T.isNot(tok::eof); Lex.LexFromRawLexer(T)) {
    if (T.is(tok::raw_identifier))
      PP.LookUpIdentifierInfo(T);
    // `else` stays in the system buffer, or -Wdangling-else fires.
    if (T.isNot(tok::kw_else))
      T.setLocation(Expansion.getLocWithOffset(SM.getFileOffset(T.getLocation())));
    Out.push_back(T);
  }
}

/// The ranges of `Arguments` between commas outside all brackets.
static SmallVector<ArrayRef<Token>, 4> splitAtCommas(ArrayRef<Token> Arguments) {
  SmallVector<ArrayRef<Token>, 4> Parts;
  unsigned Depth = 0;
  size_t Begin = 0;
  for (size_t I = 0; I < Arguments.size(); ++I) {
    const Token &T = Arguments[I];
    if (T.isOneOf(tok::l_paren, tok::l_square, tok::l_brace))
      ++Depth;
    else if (T.isOneOf(tok::r_paren, tok::r_square, tok::r_brace) && Depth)
      --Depth;
    else if (T.is(tok::comma) && !Depth) {
      Parts.push_back(Arguments.slice(Begin, I - Begin));
      Begin = I + 1;
    }
  }
  if (!Arguments.empty())
    Parts.push_back(Arguments.drop_front(Begin));
  return Parts;
}

namespace {

/// Writes one block's tokens.
class BlockWriter {
public:
  BlockWriter(Preprocessor &PP, SourceLocation Keyword, unsigned Number)
      : PP(PP), Keyword(Keyword), Number(std::to_string(Number)) {}

  /// C++: an exception rolls back and goes on, so nothing resumes after the block.
  void writeThrowing(ArrayRef<Token> Arguments) {
    text("{");
    argumentVariable(Arguments);
    text("__stet_guard " + guard() + " __attribute__((__cleanup__(__stet_block_end_cxx))) = " +
         "__stet_block_begin_cxx(" + argumentList(Arguments) + ");");
  }

  /// C++ without exceptions: like C, with arguments like C++.
  void writeResuming(ArrayRef<Token> Arguments) {
    text("if (__stet_block_aborted()) {} else {");
    argumentVariable(Arguments);
    text("struct __stet_guard " + guard() + " __attribute__((__cleanup__(__stet_block_end))) = " +
         "__stet_block_begin(" + argumentList(Arguments) + ");");
  }

  void writeC(ArrayRef<Token> Arguments) {
    text("if (__stet_block_aborted()) {} else { struct __stet_guard " + guard() +
         " __attribute__((__cleanup__(__stet_block_end))) = __stet_block_begin(");
    SmallVector<ArrayRef<Token>, 4> Parts = splitAtCommas(Arguments);
    if (Parts.empty())
      text("0, (struct __stet_argument *)0");
    else {
      text(std::to_string(Parts.size()) + ", (struct __stet_argument[]){");
      for (ArrayRef<Token> Part : Parts) {
        text("__stet_argument(");
        Tokens.append(Part.begin(), Part.end());
        text("),");
      }
      text("}");
    }
    text(");");
  }

  SmallVector<Token, 64> Tokens;

private:
  void text(const Twine &Text) { lexGeneratedText(PP, Text.str(), Keyword, Tokens); }
  std::string guard() const { return (GuardName + Number).str(); }
  std::string arguments() const { return "__stet_arguments_" + Number; }

  void argumentVariable(ArrayRef<Token> Arguments) {
    if (Arguments.empty())
      return;
    text("const auto " + arguments() + " = ::stet::detail::list(");
    Tokens.append(Arguments.begin(), Arguments.end());
    text(");");
  }
  std::string argumentList(ArrayRef<Token> Arguments) const {
    return Arguments.empty() ? "0, nullptr" : arguments() + ".Count, " + arguments() + ".Items";
  }

  Preprocessor &PP;
  SourceLocation Keyword;
  std::string Number;
};

} // namespace

SmallVector<Token, 64> blockTokens(Preprocessor &PP, SourceLocation Keyword,
                                   ArrayRef<Token> Arguments, const Token &OpenBrace,
                                   unsigned Number) {
  BlockWriter Writer(PP, Keyword, Number);
  const LangOptions &Options = PP.getLangOpts();
  if (!Options.CPlusPlus)
    Writer.writeC(Arguments);
  else if (Options.CXXExceptions)
    Writer.writeThrowing(Arguments);
  else
    Writer.writeResuming(Arguments);
  // The block's own brace is the user's, in diagnostics about braces.
  bool AfterElse = Options.CPlusPlus && Options.CXXExceptions;
  for (Token &T : Writer.Tokens) {
    if (AfterElse && T.is(tok::l_brace)) {
      T.setLocation(OpenBrace.getLocation());
      break;
    }
    AfterElse |= T.is(tok::kw_else);
  }
  return std::move(Writer.Tokens);
}

} // namespace stet
