//===-- plugin/Compatibility.h - Differences between LLVM versions ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only place that asks which LLVM this is.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_COMPATIBILITY_H
#define STET_PLUGIN_COMPATIBILITY_H

#include "llvm/Config/llvm-config.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Transforms/Utils/ScalarEvolutionExpander.h"

#if LLVM_VERSION_MAJOR >= 22
#include "llvm/Plugins/PassPlugin.h"
#else
#include "llvm/Passes/PassPlugin.h"
#endif

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Sema/ParsedAttr.h"

namespace stet {

/// Calls `Add` with the pass manager at the very end of the module's pipeline.
template <class F> void registerOptimizerLast(llvm::PassBuilder &Builder, F Add) {
#if LLVM_VERSION_MAJOR >= 20
  Builder.registerOptimizerLastEPCallback([Add](llvm::ModulePassManager &MPM,
                                                llvm::OptimizationLevel,
                                                llvm::ThinOrFullLTOPhase) { Add(MPM); });
#else
  Builder.registerOptimizerLastEPCallback(
      [Add](llvm::ModulePassManager &MPM, llvm::OptimizationLevel) { Add(MPM); });
#endif
}

/// An expander for code that does not change loops.
inline llvm::SCEVExpander scevExpander(llvm::ScalarEvolution &SE, const llvm::DataLayout &DL) {
#if LLVM_VERSION_MAJOR >= 22
  return llvm::SCEVExpander(SE, "stet");
#else
  return llvm::SCEVExpander(SE, DL, "stet");
#endif
}

/// The canonical type of a class.
inline clang::QualType typeOf(clang::ASTContext &C, const clang::RecordDecl *Class) {
#if LLVM_VERSION_MAJOR >= 22
  return C.getCanonicalTagType(Class);
#else
  return C.getCanonicalType(C.getRecordType(Class));
#endif
}

/// An attribute that may stand on statements, too. LLVM 19 has none of a plugin's: it
/// reports an error there.
struct StatementAttributeInfo : clang::ParsedAttrInfo {
#if LLVM_VERSION_MAJOR < 20
  virtual AttrHandling handleStmtAttribute(clang::Sema &, clang::Stmt *, const clang::ParsedAttr &,
                                           clang::Attr *&) const {
    return NotHandled;
  }
#endif
};

/// Hands a diagnostic on under another ID, with its text complete. LLVM 19 can't: as it is.
inline void handOn(clang::DiagnosticConsumer &To, clang::DiagnosticsEngine::Level Level,
                   const clang::Diagnostic &Info, [[maybe_unused]] unsigned ID) {
#if LLVM_VERSION_MAJOR >= 20
  llvm::SmallString<256> Text;
  Info.FormatDiagnostic(Text);
  clang::DiagnosticStorage Storage;
  Storage.DiagRanges.append(Info.getRanges().begin(), Info.getRanges().end());
  Storage.FixItHints.append(Info.getFixItHints().begin(), Info.getFixItHints().end());
  To.HandleDiagnostic(
      Level, clang::Diagnostic(Info.getDiags(), Info.getLocation(), ID, Storage, Text.str()));
#else
  To.HandleDiagnostic(Level, Info);
#endif
}

/// The width of a bit-field in bits.
inline unsigned bitWidthOf(clang::ASTContext &C, const clang::FieldDecl *Field) {
#if LLVM_VERSION_MAJOR >= 22
  return Field->getBitWidthValue();
#else
  return Field->getBitWidthValue(C);
#endif
}

} // namespace stet

#endif // STET_PLUGIN_COMPATIBILITY_H
