//===-- stet/pool.hpp - Pools, errors and block arguments in C++ -----------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Included by <stet.h> in C++.
//
//===----------------------------------------------------------------------===//
#ifndef STET_POOL_HPP
#define STET_POOL_HPP
#pragma GCC system_header

#include <cerrno>
#include <chrono>
#include <exception>
#include <string>
#include <type_traits>
#include <utility>

namespace stet {

/// What a commit survives.
enum class durability {
  stored = STET_DURABILITY_STORED,
  power = STET_DURABILITY_POWER,
  process = STET_DURABILITY_PROCESS,
};

/// Where a pool's bytes are while it is open.
enum class placement {
  automatic = STET_PLACEMENT_DEFAULT,
  in_place = STET_PLACEMENT_IN_PLACE,
  copy = STET_PLACEMENT_COPY,
};

/// How a pool is to be opened or created; as stet_options.
struct options {
  stet::durability durability = stet::durability::stored;
  std::chrono::milliseconds relaxed{0};
  stet::placement placement = stet::placement::automatic;
  std::size_t log_size = 0;

  stet_options in_c() const {
    return {stet_durability(int(durability)), unsigned(relaxed.count()),
            stet_placement(int(placement)), log_size};
  }
};

/// What a working copy has done; as stet_statistics.
using statistics = stet_statistics;

/// A pool could not be created or opened, or an allocation failed.
class error : public std::exception {
public:
  error(int code, std::string message) : Code(code), Message(std::move(message)) {}
  /// An errno, as the C function of the same purpose sets it.
  int code() const noexcept { return Code; }
  const char *what() const noexcept override { return Message.c_str(); }

private:
  int Code;
  std::string Message;
};

/// A block has been rolled back: by stet::abort, by stet_abort below a C++ block,
/// or because it could not commit.
class aborted : public std::exception {
public:
  aborted(int code, std::string reason) : Code(code), Reason(std::move(reason)) {}
  /// stet_abort's number; ECANCELED for stet::abort; ENOSPC when the pool is
  /// full; EXDEV when the transaction wrote to two pools; EIO or another error of the
  /// disk when the block was not rolled back but may not be durable.
  int code() const noexcept { return Code; }
  const char *what() const noexcept override { return Reason.c_str(); }

private:
  int Code;
  std::string Reason;
};

#if __cpp_exceptions
/// Leaves the running block by throwing stet::aborted, which rolls it back.
[[noreturn]] inline void abort(std::string reason = "transaction aborted") {
  throw aborted(ECANCELED, std::move(reason));
}
#endif

/// An open pool; the destructor closes it.
class pool {
public:
  /// As stet_pool_create, but throws stet::error.
  static pool create(const char *path, std::size_t size = 0, durability d = durability::stored) {
    return pool(stet_pool_create(path, size, stet_durability(int(d))));
  }
  /// As stet_pool_open, but throws stet::error.
  static pool open(const char *path, durability d = durability::stored) {
    return pool(stet_pool_open(path, stet_durability(int(d))));
  }

  static pool create(const char *path, std::size_t size, const options &o) {
    stet_options c = o.in_c();
    return pool(stet_pool_create_with(path, size, &c));
  }
  static pool open(const char *path, const options &o) {
    stet_options c = o.in_c();
    return pool(stet_pool_open_with(path, &c));
  }

  pool(pool &&other) noexcept : Handle(std::exchange(other.Handle, nullptr)) {}
  pool &operator=(pool &&other) noexcept {
    std::swap(Handle, other.Handle);
    return *this;
  }
  ~pool() {
    if (Handle)
      stet_pool_close(Handle);
  }

  /// The pool's root object, zero when first asked for; as stet_pool_root, but
  /// throws stet::error.
  template <class T> T *root() {
    static_assert(std::is_trivially_default_constructible<T>::value,
                  "a pool's root starts as zeroes: it can't have a constructor");
    static_assert(alignof(T) <= 16, "a pool's root is aligned to 16 bytes: this type needs more");
    void *r = stet_pool_root(Handle, sizeof(T));
    if (!r)
      __stet_throw_error(errno, stet_error_message());
    return static_cast<T *>(r);
  }

  /// As stet_sync, stet_checkpoint, stet_trim and stet_pool_stats, but they throw stet::error.
  void sync() { check(stet_sync(Handle)); }
  void checkpoint() { check(stet_checkpoint(Handle)); }
  void trim() { check(stet_trim(Handle)); }
  stet::statistics statistics() const {
    stet::statistics result;
    check(stet_pool_stats(Handle, &result));
    return result;
  }

  /// The handle for the C interface; stays owned by this object.
  stet_pool *handle() const noexcept { return Handle; }

private:
  explicit pool(stet_pool *handle) : Handle(handle) {
    if (!handle)
      __stet_throw_error(errno, stet_error_message());
  }
  static void check(int result) {
    if (result != 0)
      __stet_throw_error(errno, stet_error_message());
  }
  stet_pool *Handle;
};

namespace detail {

template <class Lockable, class = void> struct try_lock_of {
  static constexpr int (*function)(void *) = nullptr;
};
template <class Lockable>
struct try_lock_of<Lockable, std::void_t<decltype(std::declval<Lockable &>().try_lock())>> {
  static int function(void *l) { return static_cast<Lockable *>(l)->try_lock(); }
};

inline __stet_argument argument(stet_pool *p) { return {p, nullptr, nullptr, nullptr}; }
inline __stet_argument argument(const pool &p) { return argument(p.handle()); }
inline __stet_argument argument(pool &p) { return argument(p.handle()); }
template <class Lockable, class = void> struct is_lockable : std::false_type {};
template <class Lockable>
struct is_lockable<Lockable, std::void_t<decltype(std::declval<Lockable &>().lock()),
                                         decltype(std::declval<Lockable &>().unlock())>>
    : std::true_type {};

template <class Lockable> __stet_argument argument(Lockable &l) {
  static_assert(is_lockable<Lockable>::value,
                "a transaction's argument must be a pool or have lock() and unlock()");
  if constexpr (is_lockable<Lockable>::value)
    return {const_cast<std::remove_const_t<Lockable> *>(&l),
            [](void *o) { static_cast<Lockable *>(o)->lock(); }, try_lock_of<Lockable>::function,
            [](void *o) { static_cast<Lockable *>(o)->unlock(); }};
  else
    return {};
}
inline __stet_argument argument(pthread_mutex_t *m) {
  return {m, [](void *o) { pthread_mutex_lock(static_cast<pthread_mutex_t *>(o)); },
          [](void *o) { return int(!pthread_mutex_trylock(static_cast<pthread_mutex_t *>(o))); },
          [](void *o) { pthread_mutex_unlock(static_cast<pthread_mutex_t *>(o)); }};
}

/// The arguments of one block, in the form that __stet_block_begin_cxx takes.
template <std::size_t N> struct argument_list {
  static constexpr std::size_t Count = N;
  __stet_argument Items[N];
};
template <class... Arguments> argument_list<sizeof...(Arguments)> list(Arguments &&...arguments) {
  return {{argument(arguments)...}};
}

} // namespace detail
} // namespace stet

// The runtime throws with the program's own C++ library. Without exceptions an
// error ends the program.
extern "C" {
#if __cpp_exceptions
[[noreturn]] inline
    __attribute__((__weak__, __used__)) void __stet_throw_aborted(int error, const char *message) {
  throw stet::aborted(error, message);
}
[[noreturn]] inline __attribute__((__weak__, __used__)) void
__stet_throw_error(int error, const char *message) {
  throw stet::error(error, message);
}
#endif
}

#endif // STET_POOL_HPP
