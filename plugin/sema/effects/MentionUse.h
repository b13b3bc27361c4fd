//===-- plugin/sema/effects/MentionUse.h - What a mention of a variable does to it ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_MENTIONUSE_H
#define STET_PLUGIN_SEMA_EFFECTS_MENTIONUSE_H

#include "sema/effects/VariableNames.h"

namespace clang {
class ParentMap;
class Stmt;
} // namespace clang

namespace stet {

enum class Use {
  Read,
  Overwritten,
  Likely, ///< overwritten, by a function that gets its address
  Neither
};

/// What becomes of the variable where it is mentioned, by one of its names. `By` becomes the
/// expression behind which it has been overwritten.
Use useOf(const clang::ParentMap &Parents, const clang::VarDecl *Variable,
          const VariableNames &Names, const clang::DeclRefExpr *Mention, const clang::Stmt *&By);

/// Where the value of the pointer that is mentioned is taken; nullptr when it is not.
const clang::Stmt *loadOf(const clang::ParentMap &Parents, const clang::Stmt *Mention);

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_MENTIONUSE_H
