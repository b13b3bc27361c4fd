/*===-- stet/abi.h - What instrumented code calls ---------------------------===
 *
 * Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===------------------------------------------------------------------------===
 *
 * The one declaration of the interface between the code that the plugin
 * generates and the runtime. The plugin takes names and signatures from here
 * (plugin/lowering/RuntimeFunctions.h), the runtime defines them. A program
 * never calls these functions itself; its manual is <stet.h>.
 *
 *===------------------------------------------------------------------------===*/
#ifndef STET_ABI_H
#define STET_ABI_H

#include <stddef.h>
#include <stdint.h>

/* The interface's version. A module registers with the version that it was
 * compiled for; the runtime refuses one that it does not know. */
#define STET_ABI_VERSION 1

/* Found by the linker from both sides, also under -fvisibility=hidden. */
#pragma GCC visibility push(default)

/* -- Address windows --------------------------------------------------------
 * The storage class of an address is its window: `address >> SHIFT` is the
 * class's number. Thread and memory sanitizer own the usual window, so their
 * builds (another flavour) use a smaller one elsewhere. A pool knows the
 * flavour that it was made for. */
#define STET_WINDOW_SHIFT 44
#define STET_WINDOW_PERSISTENT 0x2u
#define STET_WINDOW_STM 0x3u /* reserved for [[persistent(stm)]] */
#define STET_SANITIZER_WINDOW_SHIFT 40
#define STET_SANITIZER_WINDOW_PERSISTENT 0x58u
#define STET_SANITIZER_WINDOW_STM 0x59u

/* Flavours, as registered by a module. */
#define STET_FLAVOUR_PLAIN 0u
#define STET_FLAVOUR_SANITIZER 1u
#define STET_FLAVOUR_ANY UINT32_MAX /* has no code that tests addresses */

#ifdef __cplusplus
extern "C" {
#define STET_ABI_NOTHROW noexcept
#define STET_ABI_THREAD_LOCAL thread_local
#else
#define STET_ABI_NOTHROW __attribute__((__nothrow__))
#define STET_ABI_THREAD_LOCAL _Thread_local
#endif

/* -- The thread's mode ------------------------------------------------------ */

/* What a store in this thread means at present. A function that may write
 * persistent memory tests this word for zero at its entry and continues in its
 * instrumented body otherwise. */
enum stet_mode {
  STET_MODE_NONE = 0,     /* outside every transaction */
  STET_MODE_ROLLBACK = 1, /* in a transaction of [[persistent]] memory */
  STET_MODE_STM = 2       /* reserved */
};
extern __attribute__((__tls_model__("initial-exec")))
STET_ABI_THREAD_LOCAL uint32_t stet_thread_mode;

/* -- Snapshots -------------------------------------------------------------- */

/* Saves the `size` bytes at `address` so that an abort, or recovery after a
 * crash, brings them back. Call before overwriting them. When it returns, the
 * old bytes of this and of every earlier unfenced snapshot are durable in the
 * undo log. Bytes that the transaction has saved already, and addresses outside
 * every open pool, cost a look-up. Outside every transaction it does nothing.
 * Never fails: when the log cannot grow, or the address lies in another pool
 * than the transaction's, the transaction is doomed and its commit aborts
 * (ENOSPC, EXDEV). */
void stet_snapshot(const void *address, size_t size) STET_ABI_NOTHROW;

/* The same, but the saved bytes may not be durable yet: no store to them may
 * execute before the next stet_snapshot. One fence serves a run of stores. */
void stet_snapshot_unfenced(const void *address, size_t size) STET_ABI_NOTHROW;

/* Around a compare-and-exchange, which may turn out to store nothing. begin is
 * stet_snapshot; end says whether the bytes were stored. When they were not, the
 * snapshot is taken back: neither an abort nor recovery touches the bytes, which
 * another thread may have changed. Between the two the thread does nothing but
 * the exchange. A crash there may still put the old bytes back. */
void stet_exchange_begin(const void *address, size_t size) STET_ABI_NOTHROW;
void stet_exchange_end(int has_stored) STET_ABI_NOTHROW;

/* -- Restored volatile memory -------------------------------------------------
 * For what is marked [[stet::restored]]. Outside every transaction they do nothing;
 * persistent memory is left to the undo log. `blocks`: how many of the innermost
 * running blocks the object outlives, as far as the compiler knows (UINT32_MAX: all).
 * Never fail: when memory runs out, or an object can't be copied, the transaction is
 * doomed and its commit aborts with ENOMEM. */

/* What is done with an object that can't be copied byte by byte. `object` is `size`
 * bytes: an object or an array of them. */
enum {
  STET_RESTORATION_COPY = 0,    /* returns a new copy of `object`, or NULL */
  STET_RESTORATION_RESTORE = 1, /* gives `object` the value of `copy` */
  STET_RESTORATION_DESTROY = 2  /* destroys `copy` and frees its memory */
};
typedef void *stet_restoration(unsigned operation, void *copy, void *object,
                               size_t size);

/* Sees to it that an abort of the innermost block, or of one around it, brings back the
 * `size` bytes at `address`. Call before overwriting them. */
void stet_save(const void *address, size_t size, uint32_t blocks) STET_ABI_NOTHROW;

/* The same for the whole object. `how` NULL: its bytes. `escapes` not 0: its address
 * goes where it may be changed from now on at any time, so it is saved, too, when
 * further nested blocks begin. */
void stet_save_object(void *address, size_t size, stet_restoration *how,
                      uint32_t blocks, uint32_t escapes) STET_ABI_NOTHROW;

/* The objects in these bytes end now: nothing that was saved of them is restored. */
void stet_forget(const void *address, size_t size) STET_ABI_NOTHROW;
/* The same for all that lies in an allocation of malloc, which may be NULL. */
void stet_forget_allocation(void *allocation) STET_ABI_NOTHROW;

/* -- Transient fields -----------------------------------------------------------
 * Stands before each access to a field marked [[stet::transient]], and returns its
 * address, which counts as volatile: when it lies in a pool, and nobody has come here
 * since the pool was opened or the memory was allocated, its `size` bytes are zeroed.
 * Threads may come at the same time. */
void *stet_transient(void *field, size_t size) STET_ABI_NOTHROW;

/* Before a whole object is read or overwritten that has such a field, or a restored
 * one, at `offset`; return `object`. */
void *stet_transient_part(void *object, size_t offset, size_t size) STET_ABI_NOTHROW;
void *stet_save_part(void *object, size_t offset, size_t size) STET_ABI_NOTHROW;

/* Reserved names of the STM class: stet_load_{1,2,4,8,16},
 * stet_store_{1,2,4,8,16}, stet_read_range, stet_write_range,
 * stet_become_irrevocable. */

/* -- Transaction blocks ------------------------------------------------------
 * plugin/syntax turns `transaction < ARGUMENTS > {` into
 *
 *   C:    if (__stet_block_aborted()) {} else {
 *           struct __stet_guard G cleanup(__stet_block_end) =
 *             __stet_block_begin(N, (struct __stet_argument[]){ ... });
 *   C++:  { __stet_guard G cleanup(__stet_block_end_cxx) =
 *             __stet_block_begin_cxx(N, ...);
 *
 * plugin/lowering replaces the markers (aborted, end, end_cxx) by the functions
 * below them; the markers have no definition. */

/* One argument of a block: a pool (lock == NULL), or something that the block
 * holds locked until it has committed or rolled back. `try_lock` may be NULL
 * and otherwise returns non-zero when it locked. */
struct __stet_argument {
  void *object;
  void (*lock)(void *object);
  int (*try_lock)(void *object);
  void (*unlock)(void *object);
};

/* `token` stands for the running block. */
struct __stet_guard {
  void *token;
};

/* Opens the program's pool when no pool is named and it is not open yet, takes
 * the locks without deadlock (a lock that an enclosing block holds already is
 * not taken twice), and starts a transaction or, inside one, a nested block.
 * The `count` arguments are copied. C: a pool that can't be opened ends the
 * program with a message. */
struct __stet_guard __stet_block_begin(size_t count,
                                       const struct __stet_argument *arguments);
/* The same for a block in C++, where stet_abort throws stet::aborted and a pool
 * that can't be opened throws stet::error. A lock that throws releases those
 * already taken and starts nothing. */
struct __stet_guard
__stet_block_begin_cxx(size_t count, const struct __stet_argument *arguments);

/* Markers. */
int __stet_block_aborted(void) STET_ABI_NOTHROW;
void __stet_block_end(struct __stet_guard *guard) STET_ABI_NOTHROW;
void __stet_block_end_cxx(struct __stet_guard *guard);

/* The block is left normally: commits an outermost block, joins a nested one to
 * the block around it (with its locks), and releases the locks of an outermost
 * one. Returns 0, or 1 when the transaction was doomed and has been rolled back
 * instead: control goes on right after the block. A C++ block throws
 * stet::aborted in that case and does not return. */
int stet_block_commit(void *token);

/* The block is left by unwinding: rolls it back and releases its locks. Returns
 * 1 when `exception` is this block's own stet_abort, so that control resumes
 * right after the block; 0 when unwinding goes on. */
int stet_block_unwound(void *token, void *exception) STET_ABI_NOTHROW;

/* Around setjmp, for blocks in the function that calls it; the runtime stands before
 * longjmp for all others. `mark` stands for the innermost block at the first return, 0 for none;
 * after each return, blocks that have begun since and still run were left by longjmp: they
 * are rolled back. A mark of a block that has ended ends the program with a message. */
uint64_t stet_block_mark(void) STET_ABI_NOTHROW;
void stet_block_return_to(uint64_t mark) STET_ABI_NOTHROW;

/* stet_abort whose landing pad is in the same function: records the reason and
 * returns the exception object to pass to stet_block_unwound. */
void *stet_block_abort_locally(int error) STET_ABI_NOTHROW;

/* -- Persistent variables --------------------------------------------------- */

/* Flags of a variable. */
#define STET_VARIABLE_HOLDS_CODE_POINTERS 1u /* only valid in this very program */
#define STET_VARIABLE_FUNCTION_LOCAL 2u      /* initialised when control passes it */

/* A persistent variable as its defining module describes it. Every access reads
 * `address`; zero means that the pool is not open yet. */
struct stet_variable {
  void *address;           /* where it lives, once its pool is open */
  const char *name;        /* mangled; NAME@FILE for internal linkage */
  const char *layout;      /* textual layout of its type, see docs/layout.md */
  uint64_t size;           /* in bytes */
  uint64_t alignment;      /* in bytes */
  const void *image;       /* first value; NULL: zeroes */
  void (*initialise)(void); /* run once per pool, in a transaction; or NULL */
  uint32_t flags;
  uint32_t storage_class;  /* 0: rollback persistent; others reserved */
  void *reserved[2];
};

/* Called by a constructor of each module that defines persistent variables or tests
 * addresses, before its other initialisers. When the program's pool is open already, they
 * are resolved at once. `variables` stays valid until stet_unregister. The same
 * variable may be registered by several modules (inline variables). */
void stet_register(uint32_t abi_version, uint32_t flavour,
                   struct stet_variable *const *variables,
                   size_t count) STET_ABI_NOTHROW;
void stet_unregister(struct stet_variable *const *variables,
                     size_t count) STET_ABI_NOTHROW;

/* The slow path of an access: opens the program's pool and returns
 * `variable->address`. A pool that can't be opened, or whose layout differs,
 * ends the program with a message that says why. */
void *stet_variable_resolve(struct stet_variable *variable) STET_ABI_NOTHROW;

/* The dynamic initialiser of a function-local persistent variable. These take
 * the places of __cxa_guard_acquire, _release and _abort: acquire returns 1
 * when the caller must run the initialiser, in a transaction that it has begun;
 * 0 when the variable has its value, from this or from an earlier run. release
 * commits, abort rolls back. */
int stet_static_acquire(void *guard, struct stet_variable *variable);
void stet_static_release(void *guard, struct stet_variable *variable);
void stet_static_abort(void *guard,
                       struct stet_variable *variable) STET_ABI_NOTHROW;

/* -- Allocation of persistent classes ----------------------------------------
 * The implicit `operator new` and `operator delete` members of a persistent
 * class have these symbols. Outside a transaction, and when the pool is full,
 * new throws stet::error; delete outside a transaction throws likewise. The
 * object is reserved until the commit makes it real; after an abort or a crash
 * it never was. An object that was deleted can be reused after the commit. */
void *stet_new(size_t size);
void *stet_new_in(size_t size, void *pool_object); /* new (pool) T: a stet::pool & */
void *stet_new_at(size_t size, void *place) STET_ABI_NOTHROW; /* placement new */
void stet_delete(void *object);
void stet_delete_in(void *object, void *pool_object); /* its constructor threw */
void stet_delete_at(void *object, void *place) STET_ABI_NOTHROW; /* likewise */

/* For classes aligned to more than 16 bytes: stet_new_aligned_32 ... _4096 and
 * stet_new_in_aligned_32 ...; one delete serves them all. */
#define STET_FOR_EACH_OVER_ALIGNMENT(X)                                         \
  X(32) X(64) X(128) X(256) X(512) X(1024) X(2048) X(4096)
#define STET_DECLARE_ALIGNED_NEW(N)                                             \
  void *stet_new_aligned_##N(size_t size);                                      \
  void *stet_new_in_aligned_##N(size_t size, void *pool_object);
STET_FOR_EACH_OVER_ALIGNMENT(STET_DECLARE_ALIGNED_NEW)
#undef STET_DECLARE_ALIGNED_NEW
void stet_delete_aligned(void *object);
void stet_delete_in_aligned(void *object, void *pool_object);

/* -- Exceptions ---------------------------------------------------------------
 * <stet.h> defines these in every C++ translation unit with exceptions, so that
 * they throw with the C++ library of the program; the runtime refers to them
 * weakly. `message` is copied. */
#ifdef __cplusplus
[[noreturn]]
#else
_Noreturn
#endif
void __stet_throw_aborted(int error, const char *message);
#ifdef __cplusplus
[[noreturn]]
#else
_Noreturn
#endif
void __stet_throw_error(int error, const char *message);

#ifdef __cplusplus
} /* extern "C" */
#endif

#pragma GCC visibility pop

#endif /* STET_ABI_H */
