//===-- plugin/sema/effects/Effects.h - What functions do to what lies outside them ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In the manner of Clang's SemaFunctionEffects: what each function does itself is noted
// down once (FunctionFacts.h); what its callees do is added, seen through its arguments,
// until nothing changes, so that recursion needs no special case. A function without a
// body does nothing that is known, but what its attributes and the library table say.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_EFFECTS_H
#define STET_PLUGIN_SEMA_EFFECTS_EFFECTS_H

#include "sema/diagnostics/Reporter.h"
#include "sema/effects/FunctionFacts.h"
#include "llvm/ADT/MapVector.h"

namespace stet {

/// One thing that a function or a statement does, itself or through calls.
struct Effect {
  enum Kind {
    Write,           ///< changes the volatile object `Where`
    UnsafeCall,      ///< calls `Callee`, which is marked [[stet::transaction_unsafe]]
    IrrevocableCall, ///< calls `Callee`, which does to the outside what `Outside` tells
    UnseenWrite,     ///< calls `Callee`, which may write to `Where`, persistent, unseen by lowering
    IndirectCall     ///< calls what `Where`, a Parameter, leads to; in summaries only
  };
  Kind What;
  Place Where;
  const clang::FunctionDecl *Callee = nullptr;
  clang::SourceLocation At; ///< of the write or of the call of `Callee`

  /// The calls that lead there, the first of them where the effect is seen.
  struct Step {
    clang::SourceLocation At;
    const clang::FunctionDecl *Callee;
  };
  llvm::SmallVector<Step, 4> Chain;
  Irrevocable Outside = Irrevocable::No;
  llvm::SmallVector<Place, 0> Arguments = {}; ///< of an IndirectCall

  /// Where the effect begins in the text that it was asked for.
  clang::SourceLocation begin() const { return Chain.empty() ? At : Chain.front().At; }
};

class Effects {
public:
  explicit Effects(const Reporter &Report) : Report(Report) {}

  /// The effects of a statement of the function `In`, in the order of the text. Writes to
  /// what `In` declares are among them.
  std::vector<Effect> of(const clang::FunctionDecl *In, const clang::Stmt *Statement);

  /// The effects of a function on what is not its own: each object once, by the first way.
  llvm::ArrayRef<Effect> of(const clang::FunctionDecl *Function);

  PlaceFinder &places() { return Places; }

private:
  struct Summary {
    FunctionFacts Facts;
    std::vector<Effect> Found;
  };
  void discover(const clang::FunctionDecl *Function,
                llvm::SmallVectorImpl<const clang::FunctionDecl *> &New);
  bool extend(const clang::FunctionDecl *Function, Summary &S);
  void add(std::vector<Effect> &Found, const clang::FunctionDecl *In, Effect E) const;
  std::vector<Effect> through(const clang::FunctionDecl *In, const CallFact &Call) const;
  void follow(const Effect &Indirect, std::vector<Effect> &Found) const;

  const Reporter &Report;
  PlaceFinder Places;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Summary>> Summaries;
};

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_EFFECTS_H
