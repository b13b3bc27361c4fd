//===-- plugin/syntax/Rejection.h - Says that an attribute can't stand here ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SYNTAX_REJECTION_H
#define STET_PLUGIN_SYNTAX_REJECTION_H

#include "clang/Basic/Diagnostic.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"

namespace stet {

/// An error at the attribute. Returns false.
template <unsigned N>
bool reject(clang::Sema &S, const clang::ParsedAttr &Attr, const char (&Message)[N]) {
  clang::DiagnosticsEngine &Diags = S.getDiagnostics();
  S.Diag(Attr.getLoc(), Diags.getCustomDiagID(clang::DiagnosticsEngine::Error, Message))
      << Attr.getRange();
  return false;
}

} // namespace stet

#endif // STET_PLUGIN_SYNTAX_REJECTION_H
