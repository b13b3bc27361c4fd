//===-- runtime/variables/VariableDirectory.h - The persistent variables of a pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_VARIABLES_VARIABLEDIRECTORY_H
#define STET_RUNTIME_VARIABLES_VARIABLEDIRECTORY_H

#include "VariableEntry.h"

#include <memory>
#include <mutex>
#include <stet/abi.h>
#include <string_view>
#include <unordered_map>

namespace stet {
class Pool;

/// Finds variables by name and makes new ones. Safe to use from several threads.
class VariableDirectory {
public:
  /// Reads a pool that has recovered. nullptr after setError(EBADMSG) when an entry
  /// makes no sense.
  static std::unique_ptr<VariableDirectory> load(Pool &P);

  /// Whether resolve() would take `Variable`, unless the pool is full. Changes
  /// nothing. False after setError(EINVAL), for resolve()'s reasons.
  bool accepts(const stet_variable &Variable) const;

  /// The entry of `Variable`, made when the pool does not know it yet: its memory
  /// then holds the image, or zeroes. A crash leaves the whole variable or nothing
  /// of it. Sets `Variable.address`, unless the entry is not Initialised and the
  /// variable has an initialiser: then the caller runs that in a transaction, which
  /// also snapshots and sets the flag, and sets the address. nullptr after
  /// setError(): EINVAL when the type's layout or, of a variable with code pointers,
  /// the program differs from the pool's; ENOSPC.
  VariableEntry *resolve(stet_variable &Variable);

  /// nullptr when there is none of that name.
  VariableEntry *find(std::string_view Name) const;
  void *memoryOf(const VariableEntry &Entry) const;
  size_t size() const { return Entries.size(); }

private:
  explicit VariableDirectory(Pool &P) : ThePool(P) {}
  bool add(PMEMoid Oid);
  bool check(const VariableEntry &Entry, const stet_variable &Variable) const;
  VariableEntry *create(const stet_variable &Variable);

  Pool &ThePool;
  mutable std::mutex Lock;
  /// The keys are the names in the pool.
  std::unordered_map<std::string_view, VariableEntry *> Entries;
  /// Where the next new entry is linked: FirstVariable, or the last entry's Next.
  PMEMoid *End = nullptr;
};

} // namespace stet

#endif // STET_RUNTIME_VARIABLES_VARIABLEDIRECTORY_H
