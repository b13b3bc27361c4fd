//===-- runtime/interface/Restored.cpp - Entry points for restored volatile memory ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "../transaction/Transaction.h"

#include <malloc.h>

using namespace stet;

void stet_save(const void *Address, size_t Size, uint32_t Blocks) noexcept {
  ThisTransaction.save(Address, Size, Blocks);
}

void stet_save_object(void *Address, size_t Size, stet_restoration *How, uint32_t Blocks,
                      uint32_t Escapes) noexcept {
  ThisTransaction.saveObject(Address, Size, How, Blocks, Escapes != 0);
}

void stet_forget(const void *Address, size_t Size) noexcept {
  ThisTransaction.forgetRestored(Address, Size);
}

void stet_forget_allocation(void *Allocation) noexcept {
  if (Allocation && ThisTransaction.hasRestored())
    ThisTransaction.forgetRestored(Allocation, malloc_usable_size(Allocation));
}
