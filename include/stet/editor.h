/*===-- stet/editor.h - Blocks for tools without the plugin ------------------===
 *
 * Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===------------------------------------------------------------------------===
 *
 * Included by <stet.h> when STET_EDITOR is defined. It makes Clang read
 * `transaction <arguments> { body }` as one statement that contains the body, at the
 * price of one error, which the tool has to hide ("expected ')'", docs/editors.md).
 *
 * No macro can make the block valid C or C++. But Objective-C's `@synchronized(lock) {`
 * is a block, and when the `)` is missing Clang goes on at the next `{`.
 *
 *===------------------------------------------------------------------------===*/
#ifndef STET_EDITOR_H
#define STET_EDITOR_H
#pragma GCC system_header

#if !defined(__OBJC__)
#error "STET_EDITOR is for tools that read code as Objective-C: add -xobjective-c or -xobjective-c++ (docs/editors.md)"
#endif

/* A program must not be made this way: its blocks would be no transactions. */
__asm__(".error \"compiled with -DSTET_EDITOR, which is for editors: transactions would be lost\"");

typedef id __stet_editor_object;

/* The second word is what stands where the `)` is expected. */
#define transaction @synchronized((__stet_editor_object)0 __stet_block

#endif /* STET_EDITOR_H */
