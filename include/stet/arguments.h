/*===-- stet/arguments.h - Arguments of a transaction block in C ------------===
 *
 * Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===------------------------------------------------------------------------===
 *
 * Each argument A of `transaction <A, …> {` becomes __stet_argument(A). Included
 * by <stet.h>.
 *
 *===------------------------------------------------------------------------===*/
#ifndef STET_ARGUMENTS_H
#define STET_ARGUMENTS_H
#pragma GCC system_header

static __inline__ void __stet_mutex_lock(void *mutex) {
  pthread_mutex_lock((pthread_mutex_t *)mutex);
}
static __inline__ int __stet_mutex_try_lock(void *mutex) {
  return pthread_mutex_trylock((pthread_mutex_t *)mutex) == 0;
}
static __inline__ void __stet_mutex_unlock(void *mutex) {
  pthread_mutex_unlock((pthread_mutex_t *)mutex);
}

static __inline__ __attribute__((__overloadable__)) struct __stet_argument
__stet_argument(stet_pool *pool) {
  struct __stet_argument argument = {pool, NULL, NULL, NULL};
  return argument;
}
static __inline__ __attribute__((__overloadable__)) struct __stet_argument
__stet_argument(pthread_mutex_t *mutex) {
  struct __stet_argument argument = {mutex, __stet_mutex_lock,
                                     __stet_mutex_try_lock,
                                     __stet_mutex_unlock};
  return argument;
}
/* Any other pointer prefers this one. */
struct __stet_argument __stet_argument(const volatile void *other) __attribute__((
    __overloadable__,
    __unavailable__("a transaction's argument must be a 'stet_pool *' or a 'pthread_mutex_t *'")));

#endif /* STET_ARGUMENTS_H */
