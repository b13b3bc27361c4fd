//===-- plugin/Plugin.cpp - The plugin that Clang loads ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ties syntax, sema and lowering to Clang's hooks. One file serves -fplugin (the
// whole way) and -fpass-plugin (lowering alone, for steps that compile bitcode,
// such as -save-temps); doing both is harmless.
//
//===----------------------------------------------------------------------===//
#include "Compatibility.h"
#include "lowering/Passes.h"
#include "sema/Consumer.h"
#include "sema/diagnostics/ClangTidy.h"
#include "sema/diagnostics/Control.h"
#include "sema/diagnostics/Help.h"
#include "syntax/DiagnosticPragma.h"
#include "syntax/TransactionPragma.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/CodeGenOptions.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "clang/Sema/Lookup.h"

using namespace clang;

namespace stet {
namespace {

NameMeaning meaningOfTransaction(CompilerInstance &CI) {
  if (!CI.hasSema() || !CI.getSema().getCurScope())
    return NameMeaning::Undeclared;
  Sema &S = CI.getSema();
  LookupResult Result(S, &S.getASTContext().Idents.get("transaction"), SourceLocation(),
                      Sema::LookupOrdinaryName);
  Result.suppressDiagnostics();
  if (!S.LookupName(Result, S.getCurScope()))
    return NameMeaning::Undeclared;
  for (const NamedDecl *Found : Result)
    if (isa<ClassTemplateDecl, TypeAliasTemplateDecl>(Found->getUnderlyingDecl()))
      return NameMeaning::ClassTemplate;
  return NameMeaning::Other;
}

class StetAction : public PluginASTAction {
public:
  bool ParseArgs(const CompilerInstance &CI, const std::vector<std::string> &Arguments) override {
    adaptToClangTidy(CI.getDiagnostics());
    for (const std::string &Argument : Arguments)
      readArgument(CI.getDiagnostics(), Argument);
    // Early enough for predefined macros and code generation: C gets landing pads,
    // so that an abort finds the blocks that it leaves. The const is Clang's slip;
    // this is the last hook before the language options are used.
    LangOptions &Options = const_cast<CompilerInstance &>(CI).getLangOpts();
    Options.Exceptions = true;
    Options.ThreadsafeStatics = Options.CPlusPlus;
    return true;
  }

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI, StringRef) override {
    Preprocessor &PP = CI.getPreprocessor();
    PP.AddPragmaHandler("stet",
                        new TransactionPragma(PP, [&CI] { return meaningOfTransaction(CI); }));
    PP.AddPragmaHandler("stet", new DiagnosticPragma(Control));
    CI.getCodeGenOpts().PassBuilderCallbacks.push_back(registerPasses);
    return createConsumer(Control);
  }

  ActionType getActionType() override { return AddBeforeMainAction; }

private:
  void readArgument(DiagnosticsEngine &Diags, StringRef Argument) {
    if (Argument == "help")
      return printHelp(llvm::outs());
    std::string Wrong = isDiagnosticArgument(Argument) ? Control->readArgument(Argument)
                                                       : unknownArgument(Argument);
    if (!Wrong.empty())
      Diags.Report(Diags.getCustomDiagID(DiagnosticsEngine::Error, "stet: %0")) << Wrong;
  }

  std::shared_ptr<DiagnosticControl> Control = std::make_shared<DiagnosticControl>();
};

FrontendPluginRegistry::Add<StetAction> Registration("stet", "persistent memory");

} // namespace
} // namespace stet

/// Called through the loader, which owns the name llvmGetPassPluginInfo. Takes the
/// memory for the result and returns it, as functions that return a structure do in
/// the x86-64 ABI.
extern "C" __attribute__((visibility("default"))) llvm::PassPluginLibraryInfo *
stetGetPassPluginInfo(llvm::PassPluginLibraryInfo *Info) {
  *Info = llvm::PassPluginLibraryInfo();
  Info->APIVersion = LLVM_PLUGIN_API_VERSION;
  Info->PluginName = "stet";
  Info->PluginVersion = "0.1";
  Info->RegisterPassBuilderCallbacks = stet::registerPasses;
  return Info;
}
