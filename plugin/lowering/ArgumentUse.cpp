//===-- plugin/lowering/ArgumentUse.cpp - What a function does with an object it gets ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/ArgumentUse.h"
#include "lowering/CxxSignature.h"
#include "llvm/IR/Function.h"

using namespace llvm;

namespace stet {

static bool isConstMember(StringRef Mangled) {
  return Mangled.starts_with("_ZNK") || Mangled.starts_with("_ZNVK");
}

/// The parameter that gets argument `Number` of `Count`, both without a returned
/// structure; nullptr: `this`, or not known.
static const CxxParameter *parameterOf(const CxxSignature &Signature, unsigned Number,
                                       unsigned Count) {
  unsigned Declared = 0;
  for (const CxxParameter &P : Signature.Parameters) {
    if (P.Kind == CxxParameter::Aggregate)
      return nullptr;
    Declared += P.ArgumentCount;
  }
  // A mangled name does not tell whether a member function is static.
  if (Count != Declared && Count != Declared + 1)
    return nullptr;
  unsigned At = Count - Declared;
  for (const CxxParameter &P : Signature.Parameters) {
    if (Number >= At && Number < At + P.ArgumentCount)
      return &P;
    At += P.ArgumentCount;
  }
  return nullptr;
}

ArgumentUse useOfArgument(const CallBase &Call, unsigned Number) {
  const Function *Callee = Call.getCalledFunction();
  CxxSignature Signature;
  if (!Callee || !describeCxxFunction(Callee->getName(), Signature))
    return ArgumentUse::Changes;
  unsigned First = Call.hasStructRetAttr() ? 1 : 0;
  if (Number == First) {
    if (Signature.IsConstructorOrSo)
      return StringRef(Signature.Name).starts_with("~") ? ArgumentUse::Destroys
                                                        : ArgumentUse::Constructs;
    if (isConstMember(Callee->getName()))
      return ArgumentUse::Reads;
  }
  if (Number < First)
    return ArgumentUse::Changes;
  const CxxParameter *P = parameterOf(Signature, Number - First, Call.arg_size() - First);
  return P && P->Kind == CxxParameter::ReadOnly ? ArgumentUse::Reads : ArgumentUse::Changes;
}

} // namespace stet
