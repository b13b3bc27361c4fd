/*===-- stet/cxxlibrary.h - Parts of the C++ library that keep a log -----------===
 *
 * Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===------------------------------------------------------------------------===
 *
 * A part of the interface between generated code and the runtime (<stet/abi.h>). The
 * containers of libstdc++ link their nodes by functions of its shared library, which are
 * compiled without the plugin. In transactions the plugin calls these in their places:
 * they do the same and save what they overwrite. Outside every transaction they just do
 * the same.
 *
 *===------------------------------------------------------------------------===*/
#ifndef STET_CXXLIBRARY_H
#define STET_CXXLIBRARY_H

#include <stet/abi.h>

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

/* The node of a red-black tree. A tree's header is one too: its parent is the root (whose
 * parent is the header), its left and right the first and last node. */
struct stet_cxx_tree_node {
  uint32_t color; /* 0: red, 1: black */
  struct stet_cxx_tree_node *parent, *left, *right;
};

/* std::_Rb_tree_insert_and_rebalance: makes `node` the left or right child of `parent`,
 * which has none there. */
void stet_cxx_tree_insert(bool is_left, struct stet_cxx_tree_node *node,
                          struct stet_cxx_tree_node *parent,
                          struct stet_cxx_tree_node *header) STET_ABI_NOTHROW;

/* std::_Rb_tree_rebalance_for_erase: takes `node` out of its tree and returns it. */
struct stet_cxx_tree_node *stet_cxx_tree_erase(struct stet_cxx_tree_node *node,
                                               struct stet_cxx_tree_node *header) STET_ABI_NOTHROW;

/* The node of a list, a ring that the list itself is part of. */
struct stet_cxx_list_node {
  struct stet_cxx_list_node *next, *previous;
};

/* std::__detail::_List_node_base::_M_hook, _M_unhook, _M_transfer, _M_reverse, swap. */
void stet_cxx_list_hook(struct stet_cxx_list_node *node,
                        struct stet_cxx_list_node *before) STET_ABI_NOTHROW;
void stet_cxx_list_unhook(struct stet_cxx_list_node *node) STET_ABI_NOTHROW;
void stet_cxx_list_transfer(struct stet_cxx_list_node *before, struct stet_cxx_list_node *first,
                            struct stet_cxx_list_node *end) STET_ABI_NOTHROW;
void stet_cxx_list_reverse(struct stet_cxx_list_node *list) STET_ABI_NOTHROW;
void stet_cxx_list_swap(struct stet_cxx_list_node *one,
                        struct stet_cxx_list_node *other) STET_ABI_NOTHROW;

#ifdef __cplusplus
} /* extern "C" */
#endif
#pragma GCC visibility pop

#endif /* STET_CXXLIBRARY_H */
