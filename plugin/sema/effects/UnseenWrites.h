//===-- plugin/sema/effects/UnseenWrites.h - What the C library writes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_UNSEENWRITES_H
#define STET_PLUGIN_SEMA_EFFECTS_UNSEENWRITES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace clang {
class FunctionDecl;
class ParmVarDecl;
} // namespace clang

namespace stet {

/// The name by which the C library's manual knows the function: `memcpy` also for the
/// builtin and for the checked form. Empty when it isn't a function of C; a program's own has its
/// name.
llvm::StringRef cLibraryName(const clang::FunctionDecl *Callee);

/// Whether a header of the system declared the function first: no program's own of that name.
bool isOfSystemHeader(const clang::FunctionDecl *Callee);

/// The arguments that a function of the C library writes through, as the library table
/// (lowering/LibraryTable.h) tells, which lowering saves.
llvm::ArrayRef<unsigned> argumentsWrittenBy(const clang::FunctionDecl *Callee);

/// Whether the function may write through the parameter without lowering's knowledge: a
/// function of a system header, which was compiled without the plugin, that isn't in the
/// library table. Functions of the C++ library are lowering's business.
bool mayWriteUnseen(const clang::FunctionDecl *Callee, const clang::ParmVarDecl *Parameter);

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_UNSEENWRITES_H
