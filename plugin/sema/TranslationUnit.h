//===-- plugin/sema/TranslationUnit.h - What the checks look at ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_TRANSLATIONUNIT_H
#define STET_PLUGIN_SEMA_TRANSLATIONUNIT_H

#include "sema/TransactionBlock.h"
#include "sema/diagnostics/Reporter.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"

namespace stet {

/// What the parser has given so far, in the order of the source, instantiations of
/// templates where they were made. Nothing in it depends on template parameters.
struct TranslationUnit {
  TranslationUnit(clang::ASTContext &C, const DiagnosticControl &Control)
      : C(C), Report(C.getDiagnostics(), Control) {}

  clang::ASTContext &C;
  Reporter Report;
  /// Functions with a body, also those of headers; lambdas by their call operators.
  llvm::SetVector<const clang::FunctionDecl *> Functions;
  /// Variables with static or thread storage duration that are defined here, also those
  /// of functions.
  llvm::SetVector<const clang::VarDecl *> Variables;
  /// Complete classes.
  llvm::SetVector<const clang::RecordDecl *> Classes;
  /// Transaction blocks, by their guards.
  llvm::MapVector<const clang::VarDecl *, TransactionBlock> Blocks;
};

/// Runs every check that needs the whole translation unit.
void checkTranslationUnit(TranslationUnit &Unit);

} // namespace stet

#endif // STET_PLUGIN_SEMA_TRANSLATIONUNIT_H
