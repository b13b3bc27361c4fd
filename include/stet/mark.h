/*===-- stet/mark.h - What says that an object file was compiled with Stet --===
 *
 * Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===------------------------------------------------------------------------===
 *
 * The plugin leaves two things in an object file, `stet check` reads them. A
 * program has no use for this header. docs/stet-check.md tells the reasons.
 *
 * A note for each module, which a linker keeps whatever else it drops; and for
 * each function one entry in a section of its own, which goes where the function
 * goes: a linker that drops a function, or takes another object's copy, drops the
 * entry too. So what is covered by entries in a program is what was compiled with
 * the plugin, to the byte, without any symbol.
 *
 *===------------------------------------------------------------------------===*/
#ifndef STET_MARK_H
#define STET_MARK_H

#include <stdint.h>

/* An ELF note section: each note has this owner, one of the types below it, and a
 * description. */
#define STET_MARK_SECTION ".note.stet"
#define STET_MARK_OWNER "Stet"

/* The module's struct stet_mark, and after it the plugin's version as text, ended
 * by a zero. */
#define STET_MARK_MODULE 1u
/* Names of functions that other modules define and that this one saw declared
 * [[stet::transaction_pure]], each ended by a zero. */
#define STET_MARK_PURE 2u

struct stet_mark {
  uint32_t abi_version; /* STET_ABI_VERSION of abi.h */
  uint32_t flavour;     /* of abi.h */
};

/* The entries: where a function starts, as a signed distance from the entry itself,
 * and its size as 32 bits. The distance has 32 bits, or 64 in modules of the medium
 * and the large code model. */
#define STET_FUNCTIONS_SECTION "stet_functions"
#define STET_FAR_FUNCTIONS_SECTION "stet_functions_far"

#endif /* STET_MARK_H */
