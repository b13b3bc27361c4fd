//===-- runtime/interface/LoggedField.h - A field that is saved before it changes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_INTERFACE_LOGGEDFIELD_H
#define STET_RUNTIME_INTERFACE_LOGGEDFIELD_H

#include "LibraryCalls.h"

#include <stet/abi.h>
#include <utility>

namespace stet {

/// Stores `Value` in a field of the program's memory. In a transaction, the old value of
/// a persistent one is saved before.
template <class T> void assign(T &Field, std::type_identity_t<T> Value) {
  if (Field == Value)
    return;
  if (isToBeSaved(&Field))
    stet_snapshot(&Field, sizeof Field);
  Field = Value;
}

template <class T> void swapFields(T &One, T &Other) {
  T Old = One;
  assign(One, Other);
  assign(Other, Old);
}

} // namespace stet

#endif // STET_RUNTIME_INTERFACE_LOGGEDFIELD_H
