//===-- plugin/lowering/Passes.h - The passes in Clang's pipeline ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_PASSES_H
#define STET_PLUGIN_LOWERING_PASSES_H

namespace llvm {
class PassBuilder;
} // namespace llvm

namespace stet {

/// Adds the lowering to every pipeline that the builder builds, at -O0 and before LTO
/// too, and to opt's -passes= language: stet-variables, stet-regions,
/// stet-instrument, stet-addresses.
void registerPasses(llvm::PassBuilder &Builder);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_PASSES_H
