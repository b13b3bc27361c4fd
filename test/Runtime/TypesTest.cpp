//===-- test/Runtime/TypesTest.cpp - What the bytes of an object are ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "check/Types.h"

#include <gtest/gtest.h>

using namespace stet::check;

namespace {

const char *const Text = "holder[2]\n"
                         "struct holder size 144 align 8\n"
                         "  0 1 nothing (base)\n"
                         "  0 16 base (base)\n"
                         "  12 4 int Tail\n"
                         "  16:3 5 unsigned int Bits\n"
                         "  24 32 node *const[2][2] Table\n"
                         "  56 8 void (*)(int) Function\n"
                         "  64 8 int holder::* Member\n"
                         "  72 8 int (*)[3] ToArray\n"
                         "  80 8 _Atomic(node *) Atomic\n"
                         "  88 8 either (anonymous)\n"
                         "  96 8 const volatile node * Const\n"
                         "  104 8 nodeconst & Reference\n"
                         "  112 16 void (*[2])(int) Functions\n"
                         "  128 0 node *[0] Flexible\n"
                         "  128 8 std::pair<node *, int> * Pair\n"
                         "  136 8 node ** Indirect\n"
                         "struct nothing size 1 align 1\n"
                         "struct base size 16 align 8\n"
                         "  0 8 unsigned long Length\n"
                         "struct node size 8 align 8\n"
                         "  0 8 node * Next\n"
                         "struct nodeconst size 24 align 8\n"
                         "  0 8 vtable-pointer (virtual functions)\n"
                         "  8 8 char * Name\n"
                         "union either size 8 align 8\n"
                         "  0 8 node * Node\n"
                         "struct std::pair<node *, int> incomplete\n";

class TypesTest : public testing::Test {
protected:
  Part at(uint64_t Offset) { return findPart(Types.ofVariable(), Offset, true); }
  VariableTypes Types{Text, 288};
};

TEST_F(TypesTest, NamesMembers) {
  EXPECT_EQ(at(0).Path, "[0].Length");
  EXPECT_EQ(at(12).Path, "[0].Tail");
  EXPECT_EQ(at(24).Path, "[0].Table[0][0]");
  EXPECT_EQ(at(144 + 48).Path, "[1].Table[1][1]");
  EXPECT_EQ(at(144 + 48).Offset, 0u);
  EXPECT_EQ(at(144 + 51).Offset, 3u);
  EXPECT_EQ(at(136).Path, "[0].Indirect");
}

TEST_F(TypesTest, KnowsPointersToData) {
  for (uint64_t Offset : {24, 48, 72, 80, 96, 104, 128, 136})
    EXPECT_EQ(at(Offset).Of->Kind == Type::Pointer, Offset != 72) << Offset;
  for (uint64_t Offset : {0, 12, 16, 56, 64, 88, 112, 120})
    EXPECT_NE(at(Offset).Of->Kind, Type::Pointer) << Offset;
}

TEST_F(TypesTest, KnowsWhatPointersLeadTo) {
  const Type *Node = at(24).Of->Of;
  ASSERT_TRUE(Node);
  EXPECT_EQ(Node->Name, "node");
  EXPECT_EQ(findPart(*Node, 0).Of->Of, Node) << "a list";
  EXPECT_EQ(at(80).Of->Of, Node);
  EXPECT_EQ(at(96).Of->Of, Node);
  EXPECT_EQ(at(104).Of->Of->Name, "nodeconst");
  EXPECT_EQ(at(128).Of->Of, nullptr) << "incomplete";
  ASSERT_TRUE(at(136).Of->Of);
  EXPECT_EQ(at(136).Of->Of->Of, Node);
}

TEST_F(TypesTest, KnowsWhatHoldsPointers) {
  EXPECT_TRUE(Types.ofVariable().HasPointers);
  VariableTypes Numbers("numbers\nstruct numbers size 8 align 8\n  0 8 long N\n", 8);
  EXPECT_FALSE(Numbers.ofVariable().HasPointers);
  EXPECT_EQ(findPart(Numbers.ofVariable(), 4, true).Path, ".N");
  EXPECT_EQ(VariableTypes("long", 8).ofVariable().Kind, Type::Opaque);
  EXPECT_EQ(VariableTypes("", 0).ofVariable().Size, 0u);
}

} // namespace
