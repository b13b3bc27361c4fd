//===-- runtime/pool/TransientFields.h - Volatile fields of persistent objects ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_POOL_TRANSIENTFIELDS_H
#define STET_RUNTIME_POOL_TRANSIENTFIELDS_H

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace stet {

/// Which bytes of an open pool are those of [[stet::transient]] fields in use: a bit for
/// each byte, in memory that costs nothing before it is touched. A field whose bits are
/// not set holds what an earlier run, or another object, has left there.
class TransientFields {
public:
  /// For a pool of `Size` bytes at `Base`. isUsable() is false when there is no room.
  TransientFields(char *Base, uint64_t Size);
  ~TransientFields();
  TransientFields(const TransientFields &) = delete;
  TransientFields &operator=(const TransientFields &) = delete;
  bool isUsable() const { return Bits != nullptr; }

  /// Whether the byte is one of a field in use.
  bool isInUse(uint64_t Offset) const {
    return Bits[Offset / 64].load(std::memory_order_acquire) >> Offset % 64 & 1;
  }
  /// Before the first access: zeroes the field and has it in use. Any number of threads.
  void zero(uint64_t Offset, size_t Size) noexcept;

  /// The bytes belong to another object from here on. None of them is in use.
  void forget(uint64_t Begin, uint64_t End);
  void forgetAll();

  /// Calls F(Begin, End) for each stretch of [Begin, End) that belongs to no field.
  template <class Function> void forEachOther(uint64_t Begin, uint64_t End, Function F) const {
    while (Begin < End) {
      uint64_t Other = find(Begin, End, false);
      Begin = find(Other, End, true);
      if (Other != Begin)
        F(Other, Begin);
    }
  }

private:
  /// The first byte of [Begin, End) whose bit is Set, or End.
  uint64_t find(uint64_t Begin, uint64_t End, bool Set) const;

  char *Base;
  uint64_t Size;
  std::atomic<uint64_t> *Bits = nullptr;
  std::mutex Mutex; ///< who zeroes
};

} // namespace stet

#endif // STET_RUNTIME_POOL_TRANSIENTFIELDS_H
