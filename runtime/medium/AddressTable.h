//===-- runtime/medium/AddressTable.h - Which object owns an address ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A few address ranges, each with an owner. Looked up at every flush and many
// snapshots, changed when a pool is opened or closed.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_MEDIUM_ADDRESSTABLE_H
#define STET_RUNTIME_MEDIUM_ADDRESSTABLE_H

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace stet {

/// Maps disjoint address ranges to owners. find() takes no lock and never touches
/// an owner, so it is safe while another thread opens or closes something else.
/// Constant-initialised: usable before any constructor has run.
template <class Owner> class AddressTable {
public:
  static constexpr unsigned Capacity = 256;

  /// Returns false when the table is full.
  bool insert(const void *Base, size_t Size, Owner *O) {
    std::lock_guard<std::mutex> Guard(Writers);
    for (unsigned I = 0; I < Capacity; ++I) {
      Range &R = Ranges[I];
      if (R.O.load(std::memory_order_relaxed))
        continue;
      R.Base.store(reinterpret_cast<uintptr_t>(Base), std::memory_order_relaxed);
      R.Size.store(Size, std::memory_order_relaxed);
      R.O.store(O, std::memory_order_release);
      if (I >= Used.load(std::memory_order_relaxed))
        Used.store(I + 1, std::memory_order_release);
      return true;
    }
    return false;
  }

  /// Returns whether it was there.
  bool remove(const Owner *O) {
    std::lock_guard<std::mutex> Guard(Writers);
    bool Found = false;
    for (Range &R : Ranges) {
      if (R.O.load(std::memory_order_relaxed) != O)
        continue;
      // The range first: a reader that still sees the owner finds nothing in it.
      R.Size.store(0, std::memory_order_release);
      R.O.store(nullptr, std::memory_order_release);
      Found = true;
    }
    return Found;
  }

  Owner *find(const void *Address) const {
    uintptr_t A = reinterpret_cast<uintptr_t>(Address);
    for (unsigned I = 0, E = Used.load(std::memory_order_acquire); I < E; ++I) {
      const Range &R = Ranges[I];
      Owner *O = R.O.load(std::memory_order_acquire);
      if (!O ||
          A - R.Base.load(std::memory_order_acquire) >= R.Size.load(std::memory_order_acquire))
        continue;
      // The slot may have changed hands between the loads.
      if (R.O.load(std::memory_order_acquire) == O)
        return O;
    }
    return nullptr;
  }

  /// Calls F(Owner &) for each. F may remove its argument.
  template <class Function> void forEach(Function F) const {
    for (unsigned I = 0, E = Used.load(std::memory_order_acquire); I < E; ++I)
      if (Owner *O = Ranges[I].O.load(std::memory_order_acquire))
        F(*O);
  }

private:
  struct Range {
    std::atomic<uintptr_t> Base{0};
    std::atomic<size_t> Size{0};
    std::atomic<Owner *> O{nullptr};
  };
  Range Ranges[Capacity];
  std::atomic<unsigned> Used{0}; ///< no slot from here on was ever used
  std::mutex Writers;
};

} // namespace stet

#endif // STET_RUNTIME_MEDIUM_ADDRESSTABLE_H
