//===-- runtime/interface/Transient.cpp - Entry points for transient fields ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "../check/RuntimeWrites.h"
#include "../diagnostics/Error.h"
#include "../pool/OpenPools.h"
#include "../pool/Pool.h"
#include "../transaction/Transaction.h"

using namespace stet;

/// The pool of the running transaction first: one that is being opened is in no table.
static Pool *poolOf(const void *Address) {
  Pool *Running = ThisTransaction.isRunning() ? ThisTransaction.pool() : nullptr;
  return Running && Running->contains(Address, 1) ? Running : findOpenPool(Address);
}

void *stet_transient(void *Field, size_t Size) noexcept {
  Pool *P = poolOf(Field);
  if (!P)
    return Field;
  TransientFields *Fields = P->transientFields();
  if (!Fields) [[unlikely]] {
    Fields = P->makeTransientFields();
    if (!Fields)
      fatalUserError("there is no room in the address space for the transient fields of pool '%s'",
                     P->path().c_str());
    ThisTransaction.watchTransientFields();
  }
  uint64_t Offset = P->offsetOf(Field);
  if (!Fields->isInUse(Offset)) [[unlikely]] {
    check::RuntimeWrites Scope;
    Fields->zero(Offset, Size);
  }
  return Field;
}

void *stet_transient_part(void *Object, size_t Offset, size_t Size) noexcept {
  stet_transient(static_cast<char *>(Object) + Offset, Size);
  return Object;
}

void *stet_save_part(void *Object, size_t Offset, size_t Size) noexcept {
  ThisTransaction.save(static_cast<char *>(Object) + Offset, Size, UINT32_MAX);
  return Object;
}
