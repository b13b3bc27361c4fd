//===-- plugin/PassPlugin.cpp - The passes alone, for opt ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The plugin needs Clang's symbols, which opt does not have. test/Lowering runs
// single passes with this module instead.
//
//===----------------------------------------------------------------------===//
#include "Compatibility.h"
#include "lowering/Passes.h"

extern "C" __attribute__((visibility("default"))) llvm::PassPluginLibraryInfo
llvmGetPassPluginInfo() {
  return {LLVM_PLUGIN_API_VERSION, "stet", "0.1", stet::registerPasses};
}
