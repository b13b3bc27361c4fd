//===-- plugin/sema/checks/VolatileAddress.h - Addresses of volatile memory ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_CHECKS_VOLATILEADDRESS_H
#define STET_PLUGIN_SEMA_CHECKS_VOLATILEADDRESS_H

#include "sema/diagnostics/Finding.h"
#include "sema/effects/Place.h"
#include <optional>

namespace clang {
class ASTContext;
} // namespace clang

namespace stet {

/// An address that is certainly one of volatile memory.
struct VolatileAddress {
  std::string Of; ///< `volatile variable 'x'`, `a string literal`
  /// Where it comes from, with what would make it persistent.
  std::vector<FindingNote> Notes;
};

/// What the pointer `Value` certainly is the address of, when that is volatile; the address of
/// `Value` itself when it is the object. `In` is the function around it, nullptr in the
/// initialiser of a variable of a namespace.
std::optional<VolatileAddress> volatileAddressOf(const clang::ASTContext &C, PlaceFinder &Places,
                                                 const clang::FunctionDecl *In,
                                                 const clang::Expr *Value, bool IsObject);

} // namespace stet

#endif // STET_PLUGIN_SEMA_CHECKS_VOLATILEADDRESS_H
