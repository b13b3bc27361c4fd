//===-- stet/restored.hpp - How objects in restored memory are saved --------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Included by <stet.h> in C++. The plugin instantiates stet::detail::restoration for
// the class of each `[[stet::restored]]` object that can't be copied byte by byte.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RESTORED_HPP
#define STET_RESTORED_HPP
#pragma GCC system_header

#include <stet/abi.h>

#include <cstddef>
#include <new>
#include <type_traits>

namespace stet {
namespace detail {

template <class T> struct copies {
  static constexpr std::align_val_t alignment{alignof(T)};

  static void destroy(T *objects, std::size_t count) noexcept {
    while (count)
      objects[--count].~T();
  }

  static void free(T *objects) noexcept { ::operator delete(objects, alignment); }

  /// The copies of `count` objects; nullptr when one can't be copied.
  static T *make(const T *objects, std::size_t count) noexcept {
    auto *copy = static_cast<T *>(
        ::operator new(count * sizeof(T), alignment, std::nothrow));
    if (!copy)
      return nullptr;
    std::size_t done = 0;
#ifdef __cpp_exceptions
    try {
#endif
      for (; done != count; ++done)
        ::new (static_cast<void *>(copy + done)) T(objects[done]);
      return copy;
#ifdef __cpp_exceptions
    } catch (...) {
      destroy(copy, done);
      free(copy);
      return nullptr;
    }
#endif
  }

  static void restore(T &object, T &copy) noexcept {
    if constexpr (std::is_nothrow_move_assignable<T>::value) {
      object = static_cast<T &&>(copy);
    } else {
      object.~T();
      ::new (static_cast<void *>(&reinterpret_cast<char &>(object)))
          T(static_cast<T &&>(copy));
    }
  }
};

/// stet_restoration (<stet/abi.h>) for objects of class T.
template <class T>
void *restoration(unsigned operation, void *copy, void *object, std::size_t size) noexcept {
  auto *saved = static_cast<T *>(copy), *objects = static_cast<T *>(object);
  std::size_t count = size / sizeof(T);
  if (operation == STET_RESTORATION_COPY)
    return copies<T>::make(objects, count);
  if (operation == STET_RESTORATION_RESTORE) {
    for (std::size_t each = 0; each != count; ++each)
      copies<T>::restore(objects[each], saved[each]);
  } else {
    copies<T>::destroy(saved, count);
    copies<T>::free(saved);
  }
  return nullptr;
}

} // namespace detail
} // namespace stet

#endif // STET_RESTORED_HPP
