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

/// Sees every declaration before code is generated for it: gives persistent classes
/// their operators, describes persistent variables for lowering, and checks
/// transaction blocks.
std::unique_ptr<clang::ASTConsumer> createConsumer();

} // namespace stet

#endif // STET_PLUGIN_SEMA_CONSUMER_H
