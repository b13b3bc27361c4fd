//===-- plugin/sema/Consumer.h - Sema's view of the translation unit ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_CONSUMER_H
#define STET_PLUGIN_SEMA_CONSUMER_H

#include "clang/AST/ASTConsumer.h"
#include <memory>

namespace stet {

class DiagnosticControl;

/// Sees every declaration before code is generated for it: gives persistent classes
/// their operators, describes persistent variables for lowering, and runs the checks
/// at the end of the translation unit.
std::unique_ptr<clang::ASTConsumer>
createConsumer(std::shared_ptr<const DiagnosticControl> Control);

} // namespace stet

#endif // STET_PLUGIN_SEMA_CONSUMER_H
