//===-- plugin/lowering/WriteDescription.h - A write in the words of the source ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For remarks. What IR has kept of the source's names: those of globals and functions,
// and of structures, in address computations or in what type-based alias analysis needs.
// Locals have names where there is debug information.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_WRITEDESCRIPTION_H
#define STET_PLUGIN_LOWERING_WRITEDESCRIPTION_H

#include "lowering/MemoryWrites.h"
#include "llvm/IR/DiagnosticInfo.h"

namespace stet {

/// A part of a remark: text and names.
using Phrase = llvm::SmallVector<llvm::DiagnosticInfoOptimizationBase::Argument, 6>;

Phrase text(const llvm::Twine &Text);

/// "store of 8 bytes to variable 'head'". `Address` is null where it is not known.
Phrase describeWrite(const llvm::Instruction &I, const llvm::Value *Address);
Phrase describeWrite(const MemoryAccess &Access);

/// Where an address comes from: "its address is a parameter of 'push'".
Phrase describeOrigin(const llvm::Value &Address);

/// What an instruction does that no snapshot may move over: "the call of 'f' may
/// synchronise with another thread, throw or not return".
Phrase describeObstacle(const llvm::Instruction &I);

/// "line 12", with the file's name where that is not the one of `Here`; nothing when the
/// line is not known.
Phrase describePlace(const llvm::DebugLoc &Place, const llvm::DebugLoc &Here);

/// The name of a function in the source, without parameters.
std::string sourceName(const llvm::Function &F);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_WRITEDESCRIPTION_H
