//===-- plugin/sema/TransientFields.h - What [[stet::transient]] stands on ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_TRANSIENTFIELDS_H
#define STET_PLUGIN_SEMA_TRANSIENTFIELDS_H

namespace clang {
class FieldDecl;
class Sema;
} // namespace clang

namespace stet {

/// Completes the annotation of a transient member of a complete class: its size. Says
/// what can't be transient: such a member is zeroed by the runtime and never destroyed.
void describeTransient(clang::Sema &S, clang::FieldDecl *Field);

} // namespace stet

#endif // STET_PLUGIN_SEMA_TRANSIENTFIELDS_H
