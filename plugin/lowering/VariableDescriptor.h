//===-- plugin/lowering/VariableDescriptor.h - What a module says about a persistent variable
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_VARIABLEDESCRIPTOR_H
#define STET_PLUGIN_LOWERING_VARIABLEDESCRIPTOR_H

#include "llvm/ADT/StringRef.h"
#include "llvm/IR/Module.h"

namespace stet {

/// The parts of a struct stet_variable (stet/abi.h) that differ between variables.
struct VariableDescription {
  llvm::StringRef Layout;
  llvm::Constant *Image = nullptr;       ///< the first value, or nullptr for zeroes
  llvm::Function *Initialiser = nullptr; ///< or nullptr
  uint32_t Flags = 0;                    ///< STET_VARIABLE_*
};

/// The symbol of the descriptor of `Variable`.
std::string descriptorName(const llvm::GlobalVariable &Variable);

/// The name in the source of the variable whose descriptor this is.
std::string variableName(const llvm::GlobalVariable &Descriptor);

/// Declares the descriptor of a variable that another module defines.
llvm::GlobalVariable *declareDescriptor(llvm::GlobalVariable &Variable);

/// Defines it, with the linkage, visibility and comdat that the variable had.
llvm::GlobalVariable *defineDescriptor(llvm::GlobalVariable &Variable,
                                       const VariableDescription &Description);

/// Adds a constructor and a destructor to the module that register the descriptors
/// with the runtime, before all other initialisers.
void registerDescriptors(llvm::Module &M, llvm::ArrayRef<llvm::GlobalVariable *> Descriptors);

/// Does so for a module that has no persistent variables but tests addresses: the runtime
/// must know where the module takes pools to be.
void registerFlavour(llvm::Module &M);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_VARIABLEDESCRIPTOR_H
