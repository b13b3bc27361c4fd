//===-- runtime/variables/ZeroedMemory.h - Zeroing the memory of a variable ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_VARIABLES_ZEROEDMEMORY_H
#define STET_RUNTIME_VARIABLES_ZEROEDMEMORY_H

#include <cstddef>

namespace stet {
class Medium;

/// Fills the range with zeroes and starts to make them durable (Medium::drain). A
/// large range becomes a hole in the file, so that a huge array takes no disk space
/// before it is used.
void fillWithZeroes(Medium &Storage, void *Start, size_t Size);

} // namespace stet

#endif // STET_RUNTIME_VARIABLES_ZEROEDMEMORY_H
