//===-- plugin/sema/AnnotationArguments.h - Annotations that carry values to lowering ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_ANNOTATIONARGUMENTS_H
#define STET_PLUGIN_SEMA_ANNOTATIONARGUMENTS_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace clang {
class AnnotateAttr;
class ASTContext;
class Expr;
} // namespace clang

namespace stet {

/// The annotation of that text, or nullptr. One with arguments, if there is any.
const clang::AnnotateAttr *findAnnotation(const clang::Decl *D, llvm::StringRef Text);

void removeAnnotation(clang::Decl *D, llvm::StringRef Text);

/// In the place of all annotations of that text: one with these arguments.
void replaceAnnotation(clang::ASTContext &C, clang::Decl *D, llvm::StringRef Text,
                       llvm::MutableArrayRef<clang::Expr *> Arguments, clang::SourceRange Range);

/// A 64-bit integer.
clang::Expr *integerArgument(clang::ASTContext &C, uint64_t Value, clang::SourceLocation Location);
/// The size of a complete type in bytes.
clang::Expr *sizeArgument(clang::ASTContext &C, clang::QualType Type,
                          clang::SourceLocation Location);
/// A function's address. The function is emitted when something annotated is.
clang::Expr *functionArgument(clang::ASTContext &C, clang::FunctionDecl *Function,
                              clang::SourceLocation Location);

} // namespace stet

#endif // STET_PLUGIN_SEMA_ANNOTATIONARGUMENTS_H
