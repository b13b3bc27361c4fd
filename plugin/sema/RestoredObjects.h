//===-- plugin/sema/RestoredObjects.h - What [[stet::restored]] stands on ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_RESTOREDOBJECTS_H
#define STET_PLUGIN_SEMA_RESTOREDOBJECTS_H

namespace clang {
class LambdaExpr;
class Sema;
class ValueDecl;
} // namespace clang

namespace stet {

/// Completes the annotation of a marked variable or field for lowering: the size, and
/// how its objects are saved where bytes won't do (stet/restored.hpp). Says what can't
/// be restored. Does nothing while the type depends on template parameters or is incomplete, or
/// twice.
void describeRestored(clang::Sema &S, clang::ValueDecl *D);

/// Marks the captures of a lambda that refer to marked variables.
void markRestoredCaptures(clang::Sema &S, clang::LambdaExpr *Lambda);

} // namespace stet

#endif // STET_PLUGIN_SEMA_RESTOREDOBJECTS_H
