//===-- plugin/lowering/RuntimeFunctions.h - The runtime's functions in a module ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names and signatures come from <stet/abi.h>: the type of a declaration in the
// module is derived from the C declaration there.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_RUNTIMEFUNCTIONS_H
#define STET_PLUGIN_LOWERING_RUNTIMEFUNCTIONS_H

#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Module.h"
#include <stet/abi.h>
#include <type_traits>

namespace stet {

/// The LLVM type that a C type of abi.h has in generated code.
template <class T> llvm::Type *irType(llvm::LLVMContext &C) {
  if constexpr (std::is_void_v<T>)
    return llvm::Type::getVoidTy(C);
  else if constexpr (std::is_pointer_v<T>)
    return llvm::PointerType::get(C, 0);
  else {
    static_assert(std::is_integral_v<T>, "a type that abi.h does not use yet");
    return llvm::Type::getIntNTy(C, sizeof(T) * 8);
  }
}

template <class F> struct RuntimeSignature;
template <class R, class... A> struct RuntimeSignature<R(A...)> {
  static constexpr bool IsNothrow = false;
  static llvm::FunctionType *type(llvm::LLVMContext &C) {
    return llvm::FunctionType::get(irType<R>(C), {irType<A>(C)...}, false);
  }
};
template <class R, class... A>
struct RuntimeSignature<R(A...) noexcept> : RuntimeSignature<R(A...)> {
  static constexpr bool IsNothrow = true;
};

/// Declares a function of the runtime in `M`, or finds it.
template <class F>
llvm::FunctionCallee declareRuntimeFunction(llvm::Module &M, llvm::StringRef Name) {
  llvm::FunctionCallee Callee =
      M.getOrInsertFunction(Name, RuntimeSignature<F>::type(M.getContext()));
  if (auto *Declared = llvm::dyn_cast<llvm::Function>(Callee.getCallee()))
    if (RuntimeSignature<F>::IsNothrow)
      Declared->setDoesNotThrow();
  return Callee;
}

/// STET_RUNTIME_FUNCTION(M, stet_snapshot): that function in the module M.
#define STET_RUNTIME_FUNCTION(M, NAME)                                                             \
  (::stet::declareRuntimeFunction<decltype(::NAME)>((M), #NAME))

/// Whether `Callee` is the runtime function (or marker) of this name. The argument
/// is a declaration of abi.h, so that a misspelt name does not compile.
#define STET_IS_RUNTIME_FUNCTION(CALLEE, NAME)                                                     \
  ((CALLEE) && (static_cast<void>(sizeof(&::NAME)), (CALLEE)->getName() == #NAME))

/// The pseudo function `ptr stet.variable.address(ptr VARIABLE)` stands for the
/// address of a persistent variable from the pipeline's start to its end, so that
/// the optimiser shares and hoists it like any pure computation.
inline constexpr llvm::StringLiteral VariableAddressName = "stet.variable.address";

} // namespace stet

#endif // STET_PLUGIN_LOWERING_RUNTIMEFUNCTIONS_H
