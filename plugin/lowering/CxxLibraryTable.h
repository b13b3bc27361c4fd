//===-- plugin/lowering/CxxLibraryTable.h - Functions of the C++ library ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is known of the functions of libstdc++.so and libc++.so, which are compiled
// without the plugin. Most of both libraries is templates, which are instrumented like
// the program's own code. Whatever is not here must not get persistent memory that it
// may write (CxxLibraryWrites.h).
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_CXXLIBRARYTABLE_H
#define STET_PLUGIN_LOWERING_CXXLIBRARYTABLE_H

#include "llvm/ADT/StringRef.h"

namespace stet {

/// Functions that change what hangs together, in places that only they find. In their
/// stead a function of the runtime is called (<stet/cxxlibrary.h>).
struct CxxReplacement {
  llvm::StringLiteral Name, Replacement;
};
inline constexpr CxxReplacement CxxReplacements[] = {
    {"_ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_", "stet_cxx_tree_insert"},
    {"_ZSt28_Rb_tree_rebalance_for_erasePSt18_Rb_tree_node_baseRS_", "stet_cxx_tree_erase"},
    {"_ZNSt8__detail15_List_node_base7_M_hookEPS0_", "stet_cxx_list_hook"},
    {"_ZNSt8__detail15_List_node_base9_M_unhookEv", "stet_cxx_list_unhook"},
    {"_ZNSt8__detail15_List_node_base11_M_transferEPS0_S1_", "stet_cxx_list_transfer"},
    {"_ZNSt8__detail15_List_node_base10_M_reverseEv", "stet_cxx_list_reverse"},
    {"_ZNSt8__detail15_List_node_base4swapERS0_S1_", "stet_cxx_list_swap"},
};

/// Functions that write one field of their object, though they are const.
struct CxxField {
  llvm::StringLiteral Name;
  unsigned Offset, Size;
};
inline constexpr CxxField CxxFields[] = {
    // _M_next_resize of an unordered container, when it grows.
    {"_ZNKSt8__detail20_Prime_rehash_policy11_M_next_bktEm", 8, 8},
    {"_ZNKSt8__detail20_Prime_rehash_policy14_M_need_rehashEmmm", 8, 8},
};

/// Functions that write just what their parameters refer to: a built-in type, as many
/// of them as the next parameter says, or those up to the next parameter.
struct CxxOutput {
  llvm::StringLiteral Class, Name;
};
inline constexpr CxxOutput CxxOutputs[] = {
    {"istream", "operator>>"}, {"istream", "_M_extract"}, {"istream", "get"},
    {"istream", "getline"},    {"istream", "read"},       {"istream", "readsome"},
    {"streambuf", "xsgetn"},   {"std", "operator>>"},     {"std", "__istream_extract"},
    {"std", "to_chars"},       {"std", "from_chars"},     {"std", "align"},
    {"std", "__sort"}, // libc++'s std::sort of built-in types
};

/// Functions that write nothing through a pointer that is not const.
inline constexpr CxxOutput CxxReaders[] = {
    {"std", "_Rb_tree_increment"},
    {"std", "_Rb_tree_decrement"},
    {"allocator", "allocator"}, // empty
    {"allocator", "~allocator"},
};

/// Classes whose objects order threads; a transaction does not undo that.
inline constexpr llvm::StringLiteral CxxSynchronisation[] = {
    "mutex",
    "timed_mutex",
    "recursive_mutex",
    "recursive_timed_mutex",
    "shared_mutex",
    "shared_timed_mutex",
    "__shared_mutex_base",
    "condition_variable",
    "condition_variable_any",
    "thread",
};

/// Classes whose objects can't be persistent once their constructors are known to have
/// been called for volatile memory.
inline constexpr llvm::StringLiteral CxxStreams[] = {
    "istream", "ostream", "iostream", "ios", "ios_base", "streambuf", "locale",
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_CXXLIBRARYTABLE_H
