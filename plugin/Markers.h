//===-- plugin/Markers.h - How one part of the plugin marks things for the next ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the attributes say is kept in the AST and in the IR itself, so that it
// survives templates, precompiled headers, modules and bitcode.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_MARKERS_H
#define STET_PLUGIN_MARKERS_H

#include "llvm/ADT/StringRef.h"

namespace stet {

/// The annotation of a persistent class.
inline constexpr llvm::StringLiteral PersistentAnnotation = "stet.persistent";

/// The annotations of functions that promise not to write persistent memory, and of
/// functions that must not be called in a transaction.
inline constexpr llvm::StringLiteral PureAnnotation = "stet.transaction_pure";
inline constexpr llvm::StringLiteral UnsafeAnnotation = "stet.transaction_unsafe";

/// Before each name in Clang's attribute `suppress`, which keeps what
/// `[[stet::suppress("name")]]` says and generates no code.
inline constexpr llvm::StringLiteral SuppressPrefix = "stet-";

/// The section of a persistent variable, in declarations and definitions. Const
/// variables have another one: Clang keeps them apart.
inline constexpr llvm::StringLiteral PersistentSection = "stet.persistent";
inline constexpr llvm::StringLiteral PersistentConstSection = "stet.persistent.const";
inline bool isPersistentSection(llvm::StringRef Section) {
  return Section == PersistentSection || Section == PersistentConstSection;
}

/// Prefix of the symbol of a persistent variable whose declarations can't have a section;
/// its own symbol follows.
inline constexpr llvm::StringLiteral PersistentSymbolPrefix = "stet.persistent.";

/// Prefixes of a variable definition's annotation: its type's layout, and whether
/// that holds pointers to code.
inline constexpr llvm::StringLiteral LayoutAnnotation = "stet.layout:";
inline constexpr llvm::StringLiteral CodeLayoutAnnotation = "stet.layout.code:";

/// Prefix of the init_seg section that ties a variable to its dynamic initialiser;
/// the variable's symbol follows.
inline constexpr llvm::StringLiteral InitialiserSection = "stet.init.";

/// The annotation of a restored variable, field or capture. Its arguments: the size in
/// bytes and, where an object can't be copied byte by byte, its stet_restoration.
inline constexpr llvm::StringLiteral RestoredAnnotation = "stet.restored";
/// Behind that annotation where it stands on the stet_restoration of a variable which can't be
/// copied byte by byte and whose definition lies elsewhere; the variable's symbol follows.
inline constexpr llvm::StringLiteral SymbolInAnnotation = ":";
/// The section of other restored variables whose definition lies elsewhere: Clang keeps no
/// annotations of them.
inline constexpr llvm::StringLiteral RestoredSection = "stet.restored";
/// Prefix of the symbol of a restored variable whose declarations can't have a section.
inline constexpr llvm::StringLiteral RestoredSymbolPrefix = "stet.restored.";

/// The annotation of a transient field. Its argument: the size in bytes.
inline constexpr llvm::StringLiteral TransientAnnotation = "stet.transient";

/// Prefix of the guard variables of transaction blocks; a number follows.
inline constexpr llvm::StringLiteral GuardName = "__stet_guard_";

} // namespace stet

#endif // STET_PLUGIN_MARKERS_H
