//===-- plugin/sema/checks/AllocatorFixIt.cpp - Gives a container stet::allocator ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/AllocatorFixIt.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace stet {

static StringRef textOf(const ASTContext &C, CharSourceRange Range) {
  if (Range.isInvalid() || Range.getBegin().isMacroID() || Range.getEnd().isMacroID())
    return {};
  return Lexer::getSourceText(Range, C.getSourceManager(), C.getLangOpts()).trim();
}

static FindingNote proposal(SourceLocation At, FixItHint Hint) {
  return {At, "let it allocate in the pool", {std::move(Hint)}};
}

std::optional<FindingNote> proposeAllocator(const ASTContext &C, const TypeSourceInfo *Written) {
  if (!Written)
    return std::nullopt;
  TypeLoc Loc = Written->getTypeLoc().getUnqualifiedLoc();
  if (textOf(C, CharSourceRange::getTokenRange(Loc.getSourceRange())) == "std::string")
    return proposal(Loc.getBeginLoc(),
                    FixItHint::CreateReplacement(
                        Loc.getSourceRange(),
                        "std::basic_string<char, std::char_traits<char>, stet::allocator<char>>"));
  const CXXRecordDecl *Class = Loc.getType()->getAsCXXRecordDecl();
  auto Arguments = Loc.getAsAdjusted<TemplateSpecializationTypeLoc>();
  if (!Class || !Class->isInStdNamespace() || !Class->getIdentifier() || !Arguments ||
      Arguments.getNumArgs() != 1 ||
      !isa_and_nonnull<ClassTemplateDecl>(
          Arguments.getTypePtr()->getTemplateName().getAsTemplateDecl()))
    return std::nullopt;
  SourceLocation RAngle = Arguments.getRAngleLoc();
  StringRef Name = Class->getName();
  StringRef Element = textOf(
      C, CharSourceRange::getCharRange(Arguments.getLAngleLoc().getLocWithOffset(1), RAngle));
  if (Element.empty() ||
      (Name != "vector" && Name != "deque" && Name != "list" && Name != "forward_list"))
    return std::nullopt;
  return proposal(Loc.getBeginLoc(),
                  FixItHint::CreateInsertion(RAngle, (", stet::allocator<" + Element + ">").str()));
}

} // namespace stet
