//===-- plugin/sema/effects/FunctionFacts.h - What the text of one function does ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_FUNCTIONFACTS_H
#define STET_PLUGIN_SEMA_EFFECTS_FUNCTIONFACTS_H

#include "sema/effects/IrrevocableCalls.h"
#include "sema/effects/Place.h"
#include "clang/Basic/SourceLocation.h"
#include <vector>

namespace clang {
class Stmt;
} // namespace clang

namespace stet {

/// Something that a function, or a part of it, does itself.
struct WriteFact {
  Place Where;
  clang::SourceLocation At;
};

struct CallFact {
  const clang::FunctionDecl *Callee;
  clang::SourceLocation At;
  llvm::SmallVector<Place, 4> Arguments; ///< the callee's Parameter places; 0 is *this
  bool IsVirtual = false; ///< another function may override it: only what it promises counts
};

/// A call of what a parameter leads to.
struct IndirectFact {
  Place Callee;
  clang::SourceLocation At;
  llvm::SmallVector<Place, 4> Arguments;
};

/// Code that a new thread runs: a function, or what a parameter leads to.
struct ThreadFact {
  Place Function;
  clang::SourceLocation At;
};

/// A call that an abort can't undo.
struct IrrevocableFact {
  Irrevocable What;
  const clang::FunctionDecl *Callee;
  clang::SourceLocation At;
};

/// A call that may write there without lowering's knowledge.
struct UnseenFact {
  Place Where;
  const clang::FunctionDecl *Callee;
  clang::SourceLocation At;
};

struct FunctionFacts {
  std::vector<WriteFact> Writes;
  std::vector<CallFact> Calls;
  std::vector<IndirectFact> Indirect;
  std::vector<ThreadFact> Threads;
  std::vector<IrrevocableFact> Irrevocable;
  std::vector<UnseenFact> Unseen;
};

/// What the whole function does: body, initialisers of its members, their destructors.
FunctionFacts factsOf(PlaceFinder &Places, const clang::FunctionDecl *Definition);

/// The same without the transaction blocks in it.
FunctionFacts factsOutsideBlocks(PlaceFinder &Places, const clang::FunctionDecl *Definition);

/// What a statement in the function `In` does. The bodies of lambdas count where they are
/// called.
FunctionFacts factsOf(PlaceFinder &Places, const clang::FunctionDecl *In,
                      const clang::Stmt *Statement);

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_FUNCTIONFACTS_H
