/*===-- stet/plugin.h - Whether the plugin is there --------------------------===
 *
 * Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===------------------------------------------------------------------------===
 *
 * Included by <stet.h>. Defines __STET_HAS_PLUGIN, or ends the translation unit with
 * one error.
 *
 * The plugin shows by its attributes: Clang knows them as soon as it is loaded, also
 * where it does not run (-E, -M, precompiled headers). Dependency scanners load no
 * plugins, but leave out #warning and #error, too; for their sake what stands behind
 * in <stet.h> is included in any case.
 *
 *===------------------------------------------------------------------------===*/
#ifndef STET_PLUGIN_H
#define STET_PLUGIN_H
#pragma GCC system_header

#if !defined(__clang__)
#error "Stet is an extension of Clang: compile with clang or clang++"
#define __STET_HAS_PLUGIN 0
#elif defined(__cplusplus)
#define __STET_HAS_PLUGIN __has_cpp_attribute(stet::persistent)
#else
#define __STET_HAS_PLUGIN __has_c_attribute(stet::persistent)
#endif

#if defined(__clang__) && !__STET_HAS_PLUGIN && !defined(STET_WITHOUT_PLUGIN) &&                   \
    !defined(STET_EDITOR)
/* A fatal error is the last: without the plugin nothing that follows makes sense. Only
 * a warning can be made one; -w and -M drop it, then #error says the same. */
#pragma clang diagnostic fatal "-W#warnings"
#warning "Stet needs its plugin: compile with -fplugin=FOLDER/stet.so -fpass-plugin=FOLDER/stet.so, which $(pkg-config --cflags stet) prints"
#error "Stet needs its plugin: compile with -fplugin=FOLDER/stet.so -fpass-plugin=FOLDER/stet.so, which $(pkg-config --cflags stet) prints"
#endif

#endif /* STET_PLUGIN_H */
