//===-- runtime/variables/VariableEntry.h - A persistent variable as it lies in the pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Described for users in docs/pool-format.md.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_VARIABLES_VARIABLEENTRY_H
#define STET_RUNTIME_VARIABLES_VARIABLEENTRY_H

#include "../heap/ObjectType.h"
#include "../pool/PoolHeader.h"

#include <cstdint>
#include <libpmemobj/base.h>
#include <string_view>

namespace stet {

/// One allocation (of type VariableObject): this, the name and the layout (each with a NUL), and
/// the variable's memory at its alignment. Linked from PoolHeader::FirstVariable in the order in
/// which the pool learned of them. Never changed but for `Next`, `Initialised` and the memory.
struct VariableEntry {
  static constexpr uint64_t MagicNumber = 0x3152415654455453; // "STETVAR1"

  uint64_t Magic;
  PMEMoid Next;
  uint64_t Offset; ///< of the memory, in the pool
  uint64_t Size;
  uint64_t Alignment;
  uint32_t NameSize;    ///< without the NUL
  uint32_t LayoutSize;  ///< likewise
  uint32_t Initialised; ///< 0: its dynamic initialiser has not run to its end
  uint32_t Flags;       ///< STET_VARIABLE_*
  uint8_t StorageClass; ///< 0: rollback persistent; others reserved
  uint8_t ReservedBytes[7];
  CodeIdentity Code; ///< of the defining module, when it holds code pointers
  uint64_t Reserved[4];

  const char *text() const { return reinterpret_cast<const char *>(this + 1); }
  std::string_view name() const { return {text(), NameSize}; }
  std::string_view layout() const { return {text() + NameSize + 1, LayoutSize}; }
  /// Where the memory may begin at the earliest.
  uint64_t headSize() const { return sizeof(*this) + NameSize + 1 + LayoutSize + 1; }
};

} // namespace stet

#endif // STET_RUNTIME_VARIABLES_VARIABLEENTRY_H
