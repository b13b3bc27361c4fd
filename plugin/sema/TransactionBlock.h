//===-- plugin/sema/TransactionBlock.h - A transaction block in the AST ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_TRANSACTIONBLOCK_H
#define STET_PLUGIN_SEMA_TRANSACTIONBLOCK_H

#include "clang/Basic/SourceLocation.h"
#include <optional>

namespace clang {
class CompoundStmt;
class FunctionDecl;
class SourceManager;
class VarDecl;
} // namespace clang

namespace stet {

/// A block as plugin/syntax has written it: the arguments' variable, if there are
/// arguments in C++, then the guard, then the user's statements.
struct TransactionBlock {
  const clang::CompoundStmt *Body;
  const clang::VarDecl *Guard;

  /// The function, or the lambda's call operator, that the block stands in.
  const clang::FunctionDecl *function() const;
  /// The word `transaction`.
  clang::SourceLocation keyword(const clang::SourceManager &SM) const;
  /// Whether an abort resumes right after the block, as in C, and in C++ where
  /// exceptions are off. Otherwise an exception leaves the block.
  bool resumes() const;
};

/// The block that the statement is the body of, or nothing.
std::optional<TransactionBlock> blockOf(const clang::CompoundStmt *Body);

} // namespace stet

#endif // STET_PLUGIN_SEMA_TRANSACTIONBLOCK_H
