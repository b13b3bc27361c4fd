/*===-- stet/library.h - What a call of the C library will write -----------------===
 *
 * Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===------------------------------------------------------------------------===
 *
 * A part of the interface between generated code and the runtime (<stet/abi.h>). The
 * extent of most functions of the C library follows from their arguments by a line of
 * code, which the plugin emits. For the rest it calls one of these first, with the
 * arguments of the call from the one on that matters: each saves the bytes that the call
 * will write. Outside every transaction they do nothing.
 *
 *===------------------------------------------------------------------------===*/
#ifndef STET_LIBRARY_H
#define STET_LIBRARY_H

#include <stdarg.h>
#include <stddef.h>
#include <stet/abi.h>
#include <wchar.h>

struct iovec;
struct random_data;
struct msghdr;
struct mmsghdr;

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

/* What scanf and its family store. A `%s` or `%[` without a width takes as much as the
 * input has: read from a string that is measured; read from a stream it can't be known,
 * and ends the program with a message when it goes to persistent memory. */
void stet_library_scan(const char *input, const char *format, ...) STET_ABI_NOTHROW;
void stet_library_scan_list(const char *input, const char *format, va_list) STET_ABI_NOTHROW;
void stet_library_scan_stream(const char *format, ...) STET_ABI_NOTHROW;
void stet_library_scan_stream_list(const char *format, va_list) STET_ABI_NOTHROW;
void stet_library_wide_scan(const wchar_t *input, const wchar_t *format, ...) STET_ABI_NOTHROW;
void stet_library_wide_scan_list(const wchar_t *input, const wchar_t *format,
                                 va_list) STET_ABI_NOTHROW;
void stet_library_wide_scan_stream(const wchar_t *format, ...) STET_ABI_NOTHROW;
void stet_library_wide_scan_stream_list(const wchar_t *format, va_list) STET_ABI_NOTHROW;

/* The counts that `%n` stores in printf and its family. */
void stet_library_print(const char *format, ...) STET_ABI_NOTHROW;
void stet_library_print_list(const char *format, va_list) STET_ABI_NOTHROW;
void stet_library_wide_print(const wchar_t *format, ...) STET_ABI_NOTHROW;
void stet_library_wide_print_list(const wchar_t *format, va_list) STET_ABI_NOTHROW;

/* Scattered input. */
void stet_library_vector(const struct iovec *parts, size_t count) STET_ABI_NOTHROW;
void stet_library_message(struct msghdr *message) STET_ABI_NOTHROW;
void stet_library_messages(struct mmsghdr *messages, unsigned count) STET_ABI_NOTHROW;

/* The end that strtok_r, wcstok, and strsep and getsubopt put behind a word. */
void stet_library_token(char *string, const char *delimiters, char **place) STET_ABI_NOTHROW;
void stet_library_wide_token(wchar_t *string, const wchar_t *delimiters,
                             wchar_t **place) STET_ABI_NOTHROW;
void stet_library_separate(char **place, const char *delimiters) STET_ABI_NOTHROW;
void stet_library_suboption(char **place) STET_ABI_NOTHROW;

/* The six characters that mkstemp and its like replace. */
void stet_library_template(char *name, int suffix) STET_ABI_NOTHROW;
void stet_library_plain_template(char *name) STET_ABI_NOTHROW;

/* An element of a list of insque's kind gets, or loses, its neighbours. */
void stet_library_insert(void *element, void *before) STET_ABI_NOTHROW;
void stet_library_remove(void *element) STET_ABI_NOTHROW;

/* A generator's state: the structure, and the array that it points to. */
void stet_library_random(struct random_data *data) STET_ABI_NOTHROW;

/* The result of a command. */
void stet_library_fcntl(int command, void *argument) STET_ABI_NOTHROW;
void stet_library_prctl(int command, void *argument) STET_ABI_NOTHROW;

/* A call whose writes can't be known, or come after its return, gets `pointer`: ends the
 * program with a message that names the function, if that is persistent and the thread is
 * in a transaction. */
void stet_library_unknown(const char *function, const void *pointer) STET_ABI_NOTHROW;

#ifdef __cplusplus
} /* extern "C" */
#endif
#pragma GCC visibility pop

#endif /* STET_LIBRARY_H */
