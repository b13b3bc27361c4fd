//===-- runtime/pool/Placement.h - At which address a pool lies ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_POOL_PLACEMENT_H
#define STET_RUNTIME_POOL_PLACEMENT_H

#include <cstddef>
#include <cstdint>
#include <string>

namespace stet {

/// Chooses where a new pool of `Size` bytes will be mapped in this and every later
/// run: a random multiple of 1 GiB in the flavour's window that is free now.
/// Random, so that two pools of one program rarely want the same place. False
/// after setError().
bool choosePlacement(uint32_t Flavour, size_t Size, uint64_t &Address);

/// Whether a pool may lie there: inside the flavour's window, on a page.
bool isValidPlacement(uint32_t Flavour, uint64_t Address, size_t Size);

/// What this process has mapped in the range, in words for a message (the path of
/// the mapping); empty when it is free.
std::string describeMappingAt(uint64_t Address, size_t Size);

} // namespace stet

#endif // STET_RUNTIME_POOL_PLACEMENT_H
