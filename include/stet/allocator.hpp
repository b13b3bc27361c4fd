//===-- stet/allocator.hpp - The pool's heap for containers ------------------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Included by <stet.h> in C++.
//
//===----------------------------------------------------------------------===//
#ifndef STET_ALLOCATOR_HPP
#define STET_ALLOCATOR_HPP
#pragma GCC system_header

#include <stet/abi.h>

#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>

namespace stet {
namespace detail {

/// The allocation function for an alignment of 2^N bytes that is more than the heap's own.
template <std::size_t Alignment> inline constexpr void *(*new_aligned)(std::size_t) = nullptr;
#define STET_NEW_ALIGNED(N)                                                                        \
  template <> inline constexpr void *(*new_aligned<N>)(std::size_t) = stet_new_aligned_##N;
STET_FOR_EACH_OVER_ALIGNMENT(STET_NEW_ALIGNED)
#undef STET_NEW_ALIGNED

} // namespace detail

/// An allocator for containers in persistent memory:
///
///     struct [[persistent]] account {
///       std::vector<long, stet::allocator<long>> history;
///     };
///     [[persistent]] std::map<int, account *, std::less<>,
///                             stet::allocator<std::pair<const int, account *>>> accounts;
///
/// Memory comes from the pool of the running transaction and takes part in it, as that
/// of `new T` of a persistent class: after an abort an allocation never was, and freed
/// memory is still there. Allocation throws stet::error when the pool is full (ENOMEM)
/// and outside every transaction (EPERM), and std::bad_array_new_length when the size
/// does not fit in a size_t. So does deallocation outside every transaction; a container
/// frees in its destructor, where that ends the program with a message.
///
/// All allocators are equal: containers of one pool can be moved, swapped and spliced.
template <class T> class allocator {
  static_assert(!std::is_const<T>::value && !std::is_volatile<T>::value,
                "stet::allocator is for types without const and volatile");

public:
  using value_type = T;
  using size_type = std::size_t;
  using difference_type = std::ptrdiff_t;
  using is_always_equal = std::true_type;
  using propagate_on_container_move_assignment = std::true_type;

  constexpr allocator() noexcept = default;
  template <class U> constexpr allocator(const allocator<U> &) noexcept {}

  [[nodiscard]] T *allocate(std::size_t count) {
    static_assert(sizeof(T) != 0, "stet::allocator is for complete types");
    std::size_t size = size_of(count);
    if constexpr (is_over_aligned()) {
      static_assert(detail::new_aligned<alignof(T)> != nullptr,
                    "persistent memory can be aligned to 4096 bytes at most");
      return static_cast<T *>(detail::new_aligned<alignof(T)>(size));
    } else {
      return static_cast<T *>(stet_new(size));
    }
  }

  void deallocate(T *objects, std::size_t) {
    if constexpr (is_over_aligned())
      stet_delete_aligned(objects);
    else
      stet_delete(objects);
  }

private:
  /// The heap's own alignment is 16 bytes.
  static constexpr bool is_over_aligned() { return alignof(T) > 16; }

  static std::size_t size_of(std::size_t count) {
    std::size_t size;
    if (!__builtin_mul_overflow(count, sizeof(T), &size))
      return size;
#if __cpp_exceptions
    throw std::bad_array_new_length();
#else
    return SIZE_MAX; // which no pool has: ends the program with a message
#endif
  }
};

template <class T, class U>
constexpr bool operator==(const allocator<T> &, const allocator<U> &) noexcept {
  return true;
}
template <class T, class U>
constexpr bool operator!=(const allocator<T> &, const allocator<U> &) noexcept {
  return false;
}

} // namespace stet

#endif // STET_ALLOCATOR_HPP
