//===-- plugin/syntax/DiagnosticPragma.h - #pragma stet diagnostic ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//     #pragma stet diagnostic push
//     #pragma stet diagnostic ignored "volatile-write"    (or warning, error)
//     #pragma stet diagnostic pop
//
// as Clang's own pragma, which doesn't know diagnostics of plugins.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SYNTAX_DIAGNOSTICPRAGMA_H
#define STET_PLUGIN_SYNTAX_DIAGNOSTICPRAGMA_H

#include "clang/Lex/Pragma.h"
#include <memory>

namespace stet {

class DiagnosticControl;

class DiagnosticPragma : public clang::PragmaHandler {
public:
  explicit DiagnosticPragma(std::shared_ptr<DiagnosticControl> Control)
      : PragmaHandler("diagnostic"), Control(std::move(Control)) {}

  void HandlePragma(clang::Preprocessor &PP, clang::PragmaIntroducer Introducer,
                    clang::Token &FirstToken) override;

private:
  std::shared_ptr<DiagnosticControl> Control;
};

} // namespace stet

#endif // STET_PLUGIN_SYNTAX_DIAGNOSTICPRAGMA_H
