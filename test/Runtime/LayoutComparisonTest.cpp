//===-- test/Runtime/LayoutComparisonTest.cpp - What changed in a type ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "variables/LayoutComparison.h"

#include <gtest/gtest.h>

using stet::compareLayouts;

namespace {

const char Node[] = "node *\n"
                    "struct node size 24 align 8\n"
                    "  0 8 long value\n"
                    "  8 8 node * next\n"
                    "  16 4 unsigned int count\n"
                    "  20:0 3 unsigned int kind\n"
                    "  20:3 5 unsigned int rest\n"
                    "struct list<long, unsigned char> size 8 align 8\n"
                    "  0 8 node * head\n"
                    "struct hidden incomplete\n";

std::string changed(std::string_view From, std::string_view To) {
  std::string Text = Node;
  size_t At = Text.find(From);
  EXPECT_NE(At, std::string::npos);
  return Text.replace(At, From.size(), To);
}

/// What is said when the program has the changed layout, and the pool the original.
std::string difference(std::string_view From, std::string_view To) {
  return compareLayouts(changed(From, To), Node);
}

TEST(LayoutComparisonTest, EqualLayouts) {
  EXPECT_EQ(compareLayouts(Node, Node), "");
  EXPECT_EQ(compareLayouts("int", "int\n"), "");
}

TEST(LayoutComparisonTest, VariableType) {
  EXPECT_EQ(difference("node *\n", "node *[2]\n"),
            "its type is 'node *[2]', but in the pool it is 'node *'");
}

TEST(LayoutComparisonTest, MovedField) {
  EXPECT_EQ(compareLayouts(Node, changed("  8 8 node * next", "  16 8 node * next")),
            "'node::next' is at offset 8 (node *), but the pool has it at offset 16");
}

TEST(LayoutComparisonTest, ChangedType) {
  EXPECT_EQ(difference("8 long value", "8 double value"),
            "'node::value' is of type 'double', but in the pool it is of type 'long'");
  EXPECT_EQ(difference("4 unsigned int count", "2 unsigned int count"),
            "'node::count' has 2 bytes, but 4 bytes in the pool");
}

TEST(LayoutComparisonTest, AddedField) {
  EXPECT_EQ(difference("  8 8 node * next\n", "  8 8 node * previous\n  16 8 node * next\n"),
            "'node::previous' (node * at offset 8) is not in the pool's 'node'");
  EXPECT_EQ(difference("struct list", "  28 4 int extra\nstruct list"),
            "'node::extra' (int at offset 28) is not in the pool's 'node'");
}

TEST(LayoutComparisonTest, RemovedField) {
  EXPECT_EQ(difference("  8 8 node * next\n", ""),
            "'node::next' (node * at offset 8) is in the pool, but not in the program's 'node'");
  EXPECT_EQ(difference("  20:3 5 unsigned int rest\n", ""),
            "'node::rest' (unsigned int at offset 20, bit 3) is in the pool, but not in the "
            "program's 'node'");
}

TEST(LayoutComparisonTest, RenamedField) {
  EXPECT_EQ(difference("node * next", "node * successor"),
            "'node::successor' is called 'next' in the pool");
}

TEST(LayoutComparisonTest, ExchangedFields) {
  EXPECT_EQ(
      difference("  0 8 long value\n  8 8 node * next\n", "  0 8 node * next\n  8 8 long value\n"),
      "'node::next' is at offset 0 (node *), but the pool has it at offset 8");
}

TEST(LayoutComparisonTest, BitFields) {
  EXPECT_EQ(difference("20:3 5", "21:0 5"),
            "'node::rest' is at offset 21, bit 0 (unsigned int), but the pool has it at offset 20, "
            "bit 3");
  EXPECT_EQ(difference("20:3 5", "20:3 4"), "'node::rest' has 4 bits, but 5 bits in the pool");
}

TEST(LayoutComparisonTest, ClassSizeAndAlignment) {
  EXPECT_EQ(difference("node size 24 align 8", "node size 32 align 8"),
            "'node' has 32 bytes, but 24 in the pool");
  EXPECT_EQ(difference("node size 24 align 8", "node size 24 align 4"),
            "'node' is aligned to 4 bytes, but to 8 in the pool");
}

TEST(LayoutComparisonTest, NamesWithSpaces) {
  EXPECT_EQ(difference("  0 8 node * head", "  0 8 void * head"),
            "'list<long, unsigned char>::head' is of type 'void *', but in the pool it is of type "
            "'node *'");
}

TEST(LayoutComparisonTest, IncompleteClassesMatchAnything) {
  EXPECT_EQ(
      difference("struct hidden incomplete\n", "struct hidden size 4 align 4\n  0 4 int secret\n"),
      "");
  EXPECT_EQ(difference("struct hidden incomplete\n", ""), "");
  EXPECT_EQ(compareLayouts(Node, changed("struct node size 24 align 8\n  0 8 long value\n",
                                         "struct node incomplete\n")),
            "");
}

TEST(LayoutComparisonTest, RubbishIsADifferenceAndNothingWorse) {
  for (const char *Text : {"", "\n", "  ", "node *\nstruct", "node *\nstruct node size",
                           "node *\n  8", "node *\nstruct node size 24 align 8\n  \n  0\n"})
    compareLayouts(Node, Text), compareLayouts(Text, Node);
}

} // namespace
