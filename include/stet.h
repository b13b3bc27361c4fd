/*===-- stet.h - Persistent memory for C and C++ ----------------------------===
 *
 * Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===------------------------------------------------------------------------===
 *
 * This header is the manual: read it from top to bottom. Compile with
 * `$(pkg-config --cflags --libs stet)`, which loads the plugin, in C11 and
 * later and in C++17 and later.
 *
 * 1. THREE ANNOTATIONS
 *
 *     struct [[persistent]] node { long value; node *next; };
 *     [[persistent]] node *head;
 *     void push(long v) { transaction <> { head = new node{v, head}; } }
 *
 * `[[persistent]]` on a class, struct or union: its objects belong in a pool.
 * In C++ `new T`, `new T[n]` and `delete` use the pool's heap; objects on the
 * stack and placement new stay what they are.
 *
 * `[[persistent]]` on a global variable, a static member or a function-local
 * static: the variable lives in the program's pool and keeps its value from run
 * to run. Its initialiser runs once in the life of the pool; its destructor
 * never runs at exit.
 *
 * The spellings `[[stet::persistent]]` and `__attribute__((persistent))` mean
 * the same. Types and variables of a header that you can't edit are annotated
 * from outside with `#pragma clang attribute push([[persistent]], apply_to = …)`.
 *
 * `transaction < arguments > { body }`: all of the body's changes to persistent
 * memory happen, or none of them, whatever ends the program in the middle. The
 * word keeps its ordinary meaning everywhere else. Arguments, in any order:
 *   - a pool (C: `stet_pool *`, C++: `stet::pool` or `stet_pool *`); without
 *     one the program's pool;
 *   - a lockable (C: `pthread_mutex_t *`; C++: anything with lock() and
 *     unlock()): held from before the first statement until after the commit or
 *     rollback. Several are taken without deadlock. A nested block hands its
 *     locks to the block around it when it commits.
 *
 * The block commits when control leaves it at its end or by return, break,
 * continue or goto. It rolls back when an exception leaves it, and the exception
 * goes on. A nested block joins the one around it when it commits and undoes
 * only its own changes when it aborts. Transactions of several threads are
 * isolated from each other by the locks that you name and by nothing else.
 *
 * 2. WHAT IS NOT ROLLED BACK
 *
 * Ordinary variables: after an abort they keep the values that they had at the
 * abort. Files, sockets and other threads: the world outside the pool.
 *
 * 3. THE PROGRAM'S POOL is one file, opened at the first use of a persistent
 * variable or transaction, and created when it is missing (mode 0600):
 *
 *   $STET_POOL        its path; else what stet_set_default_pool() said; else
 *                     ./<program>.pool
 *   $STET_POOL_SIZE   its size when it is created: bytes, or with a suffix
 *                     K, M, G (default 1G; the file is sparse)
 *   $STET_DURABILITY  `power` (default) or `process`
 *
 * A pool is mapped at the same address in every run, so pointers into it stay
 * valid. One process at a time can have it open; a child of fork() has it
 * closed.
 *
 * 4. CAVEATS
 *
 * Pointers to functions, and virtual functions, in persistent memory are valid
 * only for the very program, at the very address, that stored them: link with
 * -no-pie. Another program is refused when it opens the pool.
 *
 * A transaction changes one pool. A write to a second one dooms it: it rolls
 * back both and aborts with EXDEV.
 *
 * A pool's file is sparse. When the file system is full, a store to a part that
 * has no disk space yet ends the program with SIGBUS; the next open recovers the
 * pool, as after a crash.
 *
 *===------------------------------------------------------------------------===*/
#ifndef STET_H
#define STET_H
#pragma GCC system_header

#if !defined(__clang__)
#error "Stet is an extension of Clang: compile with clang or clang++"
#endif

#include <stet/abi.h>

#include <pthread.h>
#include <stddef.h>

/* The block's keyword. A program that uses the word otherwise is unaffected. */
#define transaction _Pragma("stet transaction")

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#define STET_NORETURN [[noreturn]]
#define STET_NOTHROW noexcept
#else
#define STET_NORETURN _Noreturn
#define STET_NOTHROW __attribute__((__nothrow__))
#endif

/* -- Pools ------------------------------------------------------------------ */

/* One open pool. The default pool is never closed by hand. */
typedef struct stet_pool stet_pool;

/* What a commit survives. */
enum stet_durability {
  STET_DURABILITY_STORED = 0,  /* what the pool was created with */
  STET_DURABILITY_POWER = 1,   /* power loss and every death of the process */
  STET_DURABILITY_PROCESS = 2  /* every death of the process */
};

/* Creates a pool file of `size` bytes (0: 1 GiB) with mode 0600 and opens it.
 * STET_DURABILITY_STORED means `power`. The file must not exist. Returns NULL on
 * failure, with errno set and stet_error_message() telling why. A crash in the
 * middle leaves either no file or a file that is removed and made again by the
 * next stet_pool_create of that path. */
stet_pool *stet_pool_create(const char *path, size_t size,
                            enum stet_durability durability) STET_NOTHROW;

/* Opens a pool, after rolling back what a crash left unfinished in it. Returns
 * NULL on failure, with errno set and stet_error_message() telling why: ENOENT,
 * EACCES, EBUSY (another process has it open), EEXIST (its address is taken),
 * EINVAL (not a pool of Stet, or of another flavour), EBADMSG (damaged; no
 * data was changed). Opening a pool that this process has open already returns the
 * same pool; every open wants its own close. */
stet_pool *stet_pool_open(const char *path,
                          enum stet_durability durability) STET_NOTHROW;

/* Closes a pool. Returns 0, or -1 with errno EBUSY while a transaction uses it. */
int stet_pool_close(stet_pool *pool) STET_NOTHROW;

/* The pool's root object: `size` bytes, zero when first asked for, from where all
 * other data of a pool with no persistent variables can be reached. Aligned to 16
 * bytes. The size is the same in every call (EINVAL otherwise). Returns NULL on
 * failure. Must not be called in a transaction for the first time (EBUSY). */
void *stet_pool_root(stet_pool *pool, size_t size) STET_NOTHROW;

/* Names the program's pool; copies `path`. Call before its first use. Returns 0,
 * or -1 with errno EBUSY when it is open already. $STET_POOL wins over it. */
int stet_set_default_pool(const char *path) STET_NOTHROW;

/* The program's pool; opens it when needed. NULL as stet_pool_open. */
stet_pool *stet_default_pool(void) STET_NOTHROW;

/* The message of the thread's last failed call, without a newline. Valid until
 * the thread's next call. Never NULL. */
const char *stet_error_message(void) STET_NOTHROW;

/* -- Allocation in C --------------------------------------------------------
 * Signatures and rules of malloc, calloc, realloc and free, in the pool of the
 * running transaction. They take part in it: after an abort or a crash an
 * allocation never was and a freed object is still there. Outside a transaction
 * they do nothing: NULL with errno EPERM (stet_free: errno EPERM). When the pool
 * is full: NULL with errno ENOMEM. Memory is aligned to 16 bytes.
 * stet_free(NULL) does nothing; stet_free of an address that is no allocation of
 * the pool ends the program with a message. */
void *stet_malloc(size_t size) STET_NOTHROW __attribute__((__alloc_size__(1)));
void *stet_calloc(size_t count, size_t size) STET_NOTHROW
    __attribute__((__alloc_size__(1, 2)));
void *stet_realloc(void *object, size_t size) STET_NOTHROW
    __attribute__((__alloc_size__(2)));
void stet_free(void *object) STET_NOTHROW;

/* -- Aborting --------------------------------------------------------------- */

/* Rolls back the innermost running block and resumes right after it. May be
 * called in the block or in any function below it; the frames between run their
 * cleanups and destructors. Ordinary locals keep their values. `error` is any
 * number but 0, an errno by convention. When the innermost block is C++ it throws
 * stet::aborted instead. Outside every block the program ends with a message. */
STET_NORETURN void stet_abort(int error);

/* Why the thread's last outermost or nested block to end did not commit; 0 when
 * it did. ENOSPC: the pool is full; EXDEV: it wrote to two pools. */
int stet_last_abort(void) STET_NOTHROW;

/* Whether the thread is in a transaction. */
int stet_in_transaction(void) STET_NOTHROW;

#ifdef __cplusplus
} /* extern "C" */
#endif
#pragma GCC visibility pop

#ifdef __cplusplus
#include <stet/pool.hpp>
#else
#include <stet/arguments.h>
#endif

#undef STET_NORETURN
#undef STET_NOTHROW

#endif /* STET_H */
