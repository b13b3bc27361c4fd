//===-- plugin/syntax/StmArgument.cpp - The argument of [[persistent(stm)]] ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "syntax/StmArgument.h"

#include "Compatibility.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Sema/ExternalSemaSource.h"
#include "clang/Sema/Lookup.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace stet {
namespace {

class StmName : public ExternalSemaSource {
public:
  explicit StmName(Sema &S) : S(S) {}

  bool LookupUnqualified(LookupResult &R, Scope *) override {
    IdentifierInfo *Name = R.getLookupName().getAsIdentifierInfo();
    if (!Name || Name->getName() != "stm" || !isAttributeArgument(R.getNameLoc()))
      return false;
    R.addDecl(placeholder(Name));
    R.resolveKind();
    return true;
  }

private:
  /// Whether `persistent (` stands before the location.
  bool isAttributeArgument(SourceLocation Location) const {
    SourceManager &SM = S.getSourceManager();
    if (Location.isInvalid())
      return false;
    auto [File, Offset] = SM.getDecomposedSpellingLoc(Location);
    StringRef Before = SM.getBufferData(File).take_front(Offset).rtrim();
    return Before.consume_back("(") && Before.rtrim().ends_with("persistent");
  }

  VarDecl *placeholder(IdentifierInfo *Name) {
    ASTContext &C = S.getASTContext();
    if (!Placeholder) {
      Placeholder = VarDecl::Create(C, C.getTranslationUnitDecl(), SourceLocation(),
                                    SourceLocation(), Name, C.IntTy, nullptr, SC_Extern);
      Placeholder->setImplicit();
    }
    return Placeholder;
  }

  Sema &S;
  VarDecl *Placeholder = nullptr;
};

} // namespace

void recogniseStmArgument(Sema &S) { addExternalSource<StmName>(S); }

} // namespace stet
