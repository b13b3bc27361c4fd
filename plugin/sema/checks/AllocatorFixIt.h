//===-- plugin/sema/checks/AllocatorFixIt.h - Gives a container stet::allocator ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_CHECKS_ALLOCATORFIXIT_H
#define STET_PLUGIN_SEMA_CHECKS_ALLOCATORFIXIT_H

#include "sema/diagnostics/Finding.h"
#include <optional>

namespace clang {
class ASTContext;
class TypeSourceInfo;
} // namespace clang

namespace stet {

/// The note that changes a type written as `std::string`, or as a sequence of the C++
/// library with its elements' type alone, so that it allocates in the pool. Nothing for
/// any other text.
std::optional<FindingNote> proposeAllocator(const clang::ASTContext &C,
                                            const clang::TypeSourceInfo *Written);

} // namespace stet

#endif // STET_PLUGIN_SEMA_CHECKS_ALLOCATORFIXIT_H
