//===-- plugin/sema/effects/Handles.h - Types that lead to other objects ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_HANDLES_H
#define STET_PLUGIN_SEMA_EFFECTS_HANDLES_H

#include "clang/AST/Type.h"

namespace clang {
class CXXMethodDecl;
class FunctionDecl;
} // namespace clang

namespace stet {

/// Pointers, and the classes of the C++ library that stand for them.
enum class Handle {
  None,
  Pointer,
  Iterator,
  Owner,   ///< std::unique_ptr that deletes with `delete`
  Function ///< std::function and the like
};
Handle handleOf(clang::QualType Type);

/// Whether an argument for the parameter counts by what it leads to: pointers and handles by
/// value, std::function also by reference to const.
bool isPassedAsHandle(clang::QualType Parameter);

/// Where the container of the C++ library, by its allocator's type, keeps its elements.
enum class Elements { Unknown, Volatile, Pool };
Elements elementsOf(clang::QualType Container);

/// Whether the member function of a container certainly changes the container.
bool changesContainer(const clang::CXXMethodDecl *Method);

/// What objects of the class do when they are called: the call operator, when there is one
/// and it is no template.
const clang::FunctionDecl *callOperatorOf(clang::QualType Class);

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_HANDLES_H
