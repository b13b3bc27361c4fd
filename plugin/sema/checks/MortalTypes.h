//===-- plugin/sema/checks/MortalTypes.h - Types that belong to one run of the program ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_CHECKS_MORTALTYPES_H
#define STET_PLUGIN_SEMA_CHECKS_MORTALTYPES_H

#include "clang/AST/Type.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <string>

namespace clang {
class ASTContext;
class RecordDecl;
} // namespace clang

namespace stet {

/// Why an object should not be persistent, and what to use instead.
struct Mortality {
  std::string Reason;
  /// False where there are programs in which the object does survive.
  bool IsCertain = true;
};

/// What the type itself is known for, by its name or kind; its members, bases and elements
/// are not looked at.
std::optional<Mortality> mortalityOf(const clang::ASTContext &C, clang::QualType Type);

/// What the objects of a template of the C++ library consist of, or keep in memory of their
/// own: to be looked at instead of the bases and members, which differ among libraries.
struct LibraryParts {
  llvm::SmallVector<clang::QualType, 4> Types;
  bool AreElements; ///< of a container; else parts of the object
};
std::optional<LibraryParts> libraryPartsOf(const clang::RecordDecl *Class);

} // namespace stet

#endif // STET_PLUGIN_SEMA_CHECKS_MORTALTYPES_H
