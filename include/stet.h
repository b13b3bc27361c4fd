/*===-- stet.h - Persistent memory for C and C++ ----------------------------===
 *
 * Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===------------------------------------------------------------------------===
 *
 * This header is the manual: read it from top to bottom. Compile with
 * `$(pkg-config --cflags --libs stet)`, which loads the plugin, in C11 and
 * later and in C++17 and later. Without the plugin there is one error that says so.
 * Two macros, for the command line, switch it off where nothing is lost:
 *
 *   STET_WITHOUT_PLUGIN   the file calls the functions below and has neither
 *                         persistent types or variables nor transactions
 *   STET_EDITOR           the file is only read, by a tool that can't load plugins
 *                         (docs/editors.md); it can't be compiled
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
 * A container of the C++ library is persistent where its object and its elements
 * are: `std::vector<long, stet::allocator<long>>` as a member of a persistent class
 * or as a persistent variable. Containers and strings with std::allocator keep
 * their elements in volatile memory: they can't be persistent.
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
 * goes on, or when longjmp leaves it (docs/supported.md has the limits). A nested
 * block joins the one around it when it commits and undoes only its own changes when
 * it aborts. Transactions of several threads are isolated from each other by the
 * locks that you name and by nothing else.
 *
 * 2. WHAT IS NOT ROLLED BACK
 *
 * Ordinary variables: after an abort they keep the values that they had at the
 * abort. Files, sockets and other threads: the world outside the pool.
 *
 * `[[stet::restored]]` (or `__attribute__((restored))`) on an ordinary variable,
 * parameter or member makes a transaction restore it: an abort of a block, of a nested
 * one too, gives it the value that it had when the block began, in whatever function
 * compiled with the plugin it was changed.
 *
 *     [[stet::restored]] int attempts;           // global, static, thread-local, local
 *     struct cache { [[stet::restored]] int hits; };  // of every object
 *
 * What is seen as a change: an assignment to the variable or member, or to a part of it
 * (exactly the bytes that are stored are restored; what other threads change beside them
 * stays); a call that gets its address, by pointer or reference or as `this`, unless
 * it is to const (then all of it counts, in nested blocks further down too); a pointer
 * or reference that is made of it (the same). Not seen: a change through a pointer or
 * reference that was made outside of every block, but for those that the function with
 * the block itself has made of its local variables; memcpy over a whole object, for its
 * members; changes of a variable whose class is not trivially copyable in files that only
 * declare it.
 *
 * In C++ an object of a class that is not trivially copyable must be copyable: its copy
 * is made before the first change and moved back by an abort. When memory runs out, or
 * the copy constructor throws, the transaction is doomed: it aborts at its end with
 * ENOMEM, and what was not saved keeps its value. Objects that are made in the block are
 * not restored, nor those that end in it. Without the attribute's object in a transaction
 * nothing is saved; a change outside costs one test.
 *
 * `[[stet::transient]]` (or `__attribute__((transient))`) on a member of a persistent
 * class: volatile data that is kept in the persistent object: a cache, a lock, a pointer
 * to ordinary memory.
 *
 *     struct [[persistent]] account { long sum; [[stet::transient]] view *shown; };
 *
 * It is zero at its first access after each open of the pool and in each new object,
 * whatever was there before; a constructor or initialiser that runs sets it as usual. No
 * transaction saves or undoes changes of it, also those by a pointer or reference to it.
 * Its class must be valid when all its bytes are zero, and have no destructor and no
 * virtual functions. A copy of a whole object has the values that the members of the
 * original have in this run, and an abort does not bring the target's back. Access it by
 * its name: a pointer to member, offsetof, and memcpy from an object do not zero it. After
 * stet_realloc and stet_trim it is zero again. It takes a call of the runtime for each
 * access, and address space of an eighth of the pool.
 *
 * 3. THE PROGRAM'S POOL is one file, opened at the first use of a persistent
 * variable or transaction, and created when it is missing (mode 0600):
 *
 *   $STET_POOL        its path; else what stet_set_default_pool() said; else
 *                     ./<program>.pool
 *   $STET_POOL_SIZE   its size when it is created: bytes, or with a suffix
 *                     K, M, G (default 1G; the file is sparse)
 *   $STET_DURABILITY  `power` (default), `power:N` (durable N milliseconds later) or
 *                     `process`
 *   $STET_PLACEMENT   `copy` or `in-place` (default: what suits the file)
 *   $STET_LOG_SIZE    of the log of a working copy (default 128M)
 *
 * A pool is mapped at the same address in every run, so pointers into it stay
 * valid. One process at a time can have it open; a child of fork() has it
 * closed.
 *
 * With `power` on an ordinary file the pool is worked on in a private copy in memory.
 * A commit is one write to a log, PATH-log, and one sync; threads that commit at the
 * same time share them. In the background the log is brought into the pool file.
 * Closing the pool removes the log; a pool that was not closed needs it: move and copy
 * the two together.
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
 * A pool's file is sparse. When the file system is full, a transaction on a working
 * copy aborts with ENOSPC and later ones succeed once there is space again. Where a
 * pool is worked on in place, a store to a part that has no disk space yet ends the
 * program with SIGBUS; the next open recovers the pool, as after a crash.
 *
 * When the log of a working copy can't be written, because the disk is broken, the
 * transaction fails with that error (EIO): its changes stay visible, whether they are
 * durable is known when the pool is opened again, and no later transaction commits.
 *
 *===------------------------------------------------------------------------===*/
#ifndef STET_H
#define STET_H
#pragma GCC system_header

#include <stet/plugin.h>

#include <stet/abi.h>

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

/* The block's keyword. A program that uses the word otherwise is unaffected. */
#if __STET_HAS_PLUGIN
#define transaction _Pragma("stet transaction")
#elif defined(STET_EDITOR)
#include <stet/editor.h>
#endif

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

/* Where the pool's bytes are while it is open. */
enum stet_placement {
  STET_PLACEMENT_DEFAULT = 0,  /* in place for `process` and on persistent memory; else a copy */
  STET_PLACEMENT_IN_PLACE = 1, /* stores go to the file's own pages */
  STET_PLACEMENT_COPY = 2      /* stores go to a private copy in memory; commits to a log */
};

/* How a pool is to be opened or created. What is 0 is as usual. */
struct stet_options {
  enum stet_durability durability;
  unsigned relaxed;              /* `power` only: a commit returns before it is durable, at
                                    most so many milliseconds before. Commits become durable
                                    in order; power loss takes the last of them, kill -9 none */
  enum stet_placement placement; /* for `power`; EINVAL where it does not go together */
  size_t log_size;               /* of the log of a copy, in bytes (0: 128 MiB). A disk with
                                    less room gets a smaller one, a large transaction makes
                                    it grow */
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

/* The same with more to choose from. `options` may be NULL. A pool that is created
 * remembers its durability and `relaxed`; the rest is asked for at each open. EEXIST, too,
 * when another pool's log lies where this one's would; EBADMSG, too, when the pool was not
 * closed and its log is missing or another one's (the message names the file); ENOSPC
 * when the disk has no room for the log, or to bring it into the pool (nothing is lost). */
stet_pool *stet_pool_create_with(const char *path, size_t size,
                                 const struct stet_options *options) STET_NOTHROW;
stet_pool *stet_pool_open_with(const char *path,
                               const struct stet_options *options) STET_NOTHROW;

/* In the next four a NULL pool is the program's. They return 0, or -1 with errno. */

/* Waits until every transaction that has committed is durable. EIO and other errors of
 * the disk: not all of them are. */
int stet_sync(stet_pool *pool) STET_NOTHROW;

/* Brings all that was committed into the pool file, so that the next open has nothing to
 * do. ENOSPC: the disk is full; nothing is lost. EBUSY in a transaction. Pools that
 * are worked on in place have nothing to bring. */
int stet_checkpoint(stet_pool *pool) STET_NOTHROW;

/* The same, and gives back the memory of the private copy, about as much as `resident`
 * says: what is read again comes from the file. Call it when the program is quiet: while
 * it runs no other thread may store to the pool's memory outside of transactions (locks
 * that lie there, say). EBUSY while a transaction runs. */
int stet_trim(stet_pool *pool) STET_NOTHROW;

/* What a working copy has done since it was opened; zeroes for a pool in place. */
struct stet_statistics {
  uint64_t commits;
  uint64_t batches;            /* writes to the log: commits / batches is the group size */
  uint64_t bytes_logged;
  uint64_t checkpoints;
  uint64_t bytes_checkpointed; /* written to the pool file */
  uint64_t resident;           /* bytes of private memory that the copy takes, about */
};
int stet_pool_stats(stet_pool *pool, struct stet_statistics *result) STET_NOTHROW;

/* Closes a pool. Returns 0, or -1 with errno EBUSY while a transaction uses it. Where the
 * disk is full or broken the log of a working copy stays, and the next open needs it. -1
 * with EIO or another error of the disk: the pool is closed, but the last `relaxed`
 * commits may not be durable. */
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
 * it did. ENOSPC: the pool or its disk is full; EXDEV: it wrote to two pools; EIO or
 * another error of the disk: it may not be durable (see CAVEATS). */
int stet_last_abort(void) STET_NOTHROW;

/* Whether the thread is in a transaction. */
int stet_in_transaction(void) STET_NOTHROW;

#ifdef __cplusplus
} /* extern "C" */
#endif
#pragma GCC visibility pop

#ifdef __cplusplus
#include <stet/allocator.hpp>
#include <stet/pool.hpp>
#include <stet/restored.hpp>
#else
#include <stet/arguments.h>
#endif

#undef STET_NORETURN
#undef STET_NOTHROW
#undef __STET_HAS_PLUGIN

#endif /* STET_H */
