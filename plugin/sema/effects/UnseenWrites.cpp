//===-- plugin/sema/effects/UnseenWrites.cpp - What the C library writes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/UnseenWrites.h"

#include "lowering/LibraryTable.h"
#include "sema/StorageClass.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace clang;

namespace stet {

/// Functions that take the address of memory whose bytes they leave alone or that is nobody's any
/// more, and those that lowering replaces by others (LibraryReferences.h).
static constexpr llvm::StringLiteral KnownBesides[] = {
    "madvise", "mincore",       "mlock",           "mlock2",       "mprotect", "msync",
    "munlock", "posix_madvise", "operator_delete", "operator_new", "strtok",
};

StringRef cLibraryName(const FunctionDecl *Callee) {
  if (!Callee->getIdentifier() || !Callee->isExternC())
    return {};
  StringRef Name = Callee->getName();
  Name.consume_front("__builtin_");
  Name.consume_front("__");
  Name.consume_back("_chk");
  return Name;
}

bool isOfSystemHeader(const FunctionDecl *Callee) {
  const SourceManager &SM = Callee->getASTContext().getSourceManager();
  return SM.isInSystemHeader(SM.getExpansionLoc(Callee->getFirstDecl()->getLocation()));
}

/// The arguments that each function of the table writes through; none where a helper of the
/// runtime finds them.
static const llvm::StringMap<SmallVector<unsigned, 2>> &writtenArguments() {
  static const llvm::StringMap<SmallVector<unsigned, 2>> Table = [] {
    llvm::StringMap<SmallVector<unsigned, 2>> Rows;
    for (const LibraryWrite &Row : libraryTable()) {
      SmallVector<unsigned, 2> &Arguments = Rows[Row.Function];
      if (Row.How != Extent::Helper)
        Arguments.push_back(Row.Argument);
    }
    return Rows;
  }();
  return Table;
}

ArrayRef<unsigned> argumentsWrittenBy(const FunctionDecl *Callee) {
  auto Row = writtenArguments().find(cLibraryName(Callee));
  return Row == writtenArguments().end() ? ArrayRef<unsigned>() : ArrayRef(Row->second);
}

bool mayWriteUnseen(const FunctionDecl *Callee, const ParmVarDecl *Parameter) {
  QualType Type = Parameter->getType();
  if ((!Type->isPointerType() && !Type->isReferenceType()) ||
      Type->getPointeeType().isConstQualified() || Type->getPointeeType()->isFunctionType())
    return false;
  StringRef Name = cLibraryName(Callee);
  const SourceManager &SM = Callee->getASTContext().getSourceManager();
  return !Name.empty() && !Name.starts_with("stet_") && !Callee->hasBody() &&
         SM.isInSystemHeader(SM.getExpansionLoc(Callee->getLocation())) &&
         !Callee->hasAttr<PureAttr>() && !Callee->hasAttr<ConstAttr>() &&
         !isTransactionPure(Callee) && !writtenArguments().contains(Callee->getName()) &&
         !writtenArguments().contains(Name) && !llvm::is_contained(KnownBesides, Name);
}

} // namespace stet
