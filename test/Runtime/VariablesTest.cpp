//===-- test/Runtime/VariablesTest.cpp - Persistent variables ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TemporaryPool.h"
#include "variables/Registration.h"
#include "variables/VariableDirectory.h"
#include "variables/VariableName.h"

#include <csignal>
#include <cstring>
#include <sys/mman.h>
#include <sys/stat.h>

using namespace stet;

namespace {

void someInitialiser() {}

stet_variable makeVariable(const char *Name, uint64_t Size, uint64_t Alignment = 8,
                           const void *Image = nullptr) {
  stet_variable V{};
  V.name = Name;
  V.layout = "char[]\n";
  V.size = Size;
  V.alignment = Alignment;
  V.image = Image;
  return V;
}

class VariablesTest : public PoolFixture {
protected:
  std::unique_ptr<Pool> P;
  std::unique_ptr<VariableDirectory> Variables;

  void SetUp() override {
    P = create();
    load();
  }
  void load() {
    Variables = VariableDirectory::load(*P);
    ASSERT_TRUE(Variables) << lastErrorMessage();
  }
  void reopen() {
    Variables.reset();
    P.reset();
    P = open();
    load();
  }
  VariableEntry *resolve(stet_variable &V) {
    VariableEntry *E = Variables->resolve(V);
    EXPECT_TRUE(E) << lastErrorMessage();
    return E;
  }
  void expectUnresolved(stet_variable V, int Error, std::initializer_list<const char *> Words) {
    EXPECT_FALSE(Variables->resolve(V));
    EXPECT_EQ(errno, Error);
    EXPECT_EQ(V.address, nullptr);
    for (const char *Word : Words)
      EXPECT_NE(strstr(lastErrorMessage(), Word), nullptr) << lastErrorMessage();
  }
};

TEST_F(VariablesTest, KeepTheirValueAndAddress) {
  long Image = 42;
  stet_variable V = makeVariable("answer", 8, 8, &Image);
  VariableEntry *E = resolve(V);
  EXPECT_TRUE(E->Initialised);
  ASSERT_TRUE(V.address);
  EXPECT_EQ(*static_cast<long *>(V.address), 42);
  *static_cast<long *>(V.address) = 43;
  void *Address = V.address;
  reopen();
  V.address = nullptr;
  Image = 44; // first values don't matter any more
  resolve(V);
  EXPECT_EQ(V.address, Address);
  EXPECT_EQ(*static_cast<long *>(V.address), 43);
  EXPECT_EQ(Variables->find("answer")->Size, 8u);
  EXPECT_EQ(Variables->find("question"), nullptr);
}

TEST_F(VariablesTest, StartAsZeroesInUsedMemory) {
  PMEMoid Object;
  ASSERT_EQ(pmemobj_alloc(P->handle(), &Object, 50 * MiB, 1, nullptr, nullptr), 0);
  memset(pmemobj_direct(Object), 0xff, 50 * MiB);
  pmemobj_free(&Object);
  stet_variable V = makeVariable("zeroes", 4500);
  resolve(V);
  const char *Bytes = static_cast<char *>(V.address);
  EXPECT_TRUE(std::all_of(Bytes, Bytes + 4500, [](char C) { return C == 0; }));
}

TEST_F(VariablesTest, HugeOnesAreHoles) {
  PMEMoid Object;
  ASSERT_EQ(pmemobj_alloc(P->handle(), &Object, 50 * MiB, 1, nullptr, nullptr), 0);
  memset(pmemobj_direct(Object), 0xff, 50 * MiB);
  pmemobj_free(&Object);
  stet_variable V = makeVariable("huge", 48 * MiB + 7, 4096);
  resolve(V);
  struct stat Status;
  ASSERT_EQ(stat(Path.c_str(), &Status), 0);
  EXPECT_LT(Status.st_blocks * 512, off_t(10 * MiB));
  const char *Bytes = static_cast<char *>(V.address);
  EXPECT_TRUE(std::all_of(Bytes, Bytes + V.size, [](char C) { return C == 0; }));
}

TEST_F(VariablesTest, AreAligned) {
  for (uint64_t Alignment = 1; Alignment <= 4096; Alignment *= 2) {
    std::string Name = "aligned" + std::to_string(Alignment);
    stet_variable V = makeVariable(Name.c_str(), 100, Alignment);
    resolve(V);
    EXPECT_EQ(uintptr_t(V.address) % Alignment, 0u);
  }
  expectUnresolved(makeVariable("wild", 8, 8192), EINVAL, {"wild", "8192"});
  expectUnresolved(makeVariable("odd", 8, 3), EINVAL, {"odd"});
}

TEST_F(VariablesTest, ThousandsAreFoundAgain) {
  constexpr unsigned Count = 3000;
  std::vector<void *> Addresses;
  for (unsigned I = 0; I < Count; ++I) {
    std::string Name = "variable" + std::to_string(I);
    stet_variable V = makeVariable(Name.c_str(), 4, 4, &I);
    resolve(V);
    Addresses.push_back(V.address);
  }
  reopen();
  EXPECT_EQ(Variables->size(), Count);
  for (unsigned I = 0; I < Count; ++I) {
    std::string Name = "variable" + std::to_string(I);
    stet_variable V = makeVariable(Name.c_str(), 4, 4);
    resolve(V);
    ASSERT_EQ(V.address, Addresses[I]);
    ASSERT_EQ(*static_cast<unsigned *>(V.address), I);
  }
}

TEST_F(VariablesTest, DynamicInitialisersAreOutstanding) {
  stet_variable V = makeVariable("dynamic", 8);
  V.initialise = someInitialiser;
  VariableEntry *E = resolve(V);
  EXPECT_FALSE(E->Initialised);
  EXPECT_EQ(V.address, nullptr); // not before it has its value
  stet_variable L = makeVariable("function local", 8);
  L.flags = STET_VARIABLE_FUNCTION_LOCAL;
  EXPECT_FALSE(resolve(L)->Initialised);
  E->Initialised = 1;
  P->persist(E, sizeof(*E));
  reopen();
  EXPECT_TRUE(resolve(V)->Initialised);
  EXPECT_NE(V.address, nullptr);
  EXPECT_FALSE(resolve(L)->Initialised);
}

TEST_F(VariablesTest, AChangedLayoutIsRefused) {
  stet_variable V = makeVariable("_ZN4list4headE", 8);
  V.layout = "node *\nstruct node size 24 align 8\n  0 8 long value\n  16 8 node * next\n";
  resolve(V);
  V.address = nullptr;
  V.layout = "node *\nstruct node size 16 align 8\n  0 8 long value\n  8 8 node * next\n";
  expectUnresolved(V, EINVAL,
                   {"'list::head'", Path.c_str(),
                    "'node::next' is at offset 8 (node *), but the pool has it at offset 16"});
  V.layout = "node *\nstruct node incomplete\n";
  resolve(V);
}

TEST_F(VariablesTest, AChangedSizeIsRefused) {
  stet_variable V = makeVariable("counter@bank.c", 8);
  resolve(V);
  expectUnresolved(makeVariable("counter@bank.c", 16), EINVAL,
                   {"'counter (of bank.c)'", "16 bytes, but 8 in the pool"});
  stet_variable C = makeVariable("class", 8);
  C.storage_class = 1;
  expectUnresolved(C, EINVAL, {"storage class 1"});
}

TEST_F(VariablesTest, CodePointersBelongToOneBuildAtOneAddress) {
  static stet_variable V = makeVariable("table", 8); // in this module
  V.flags = STET_VARIABLE_HOLDS_CODE_POINTERS;
  VariableEntry *E = resolve(V);
  ASSERT_TRUE(E);
  EXPECT_GT(E->Code.BuildIdSize, 0u);
  reopen();
  E = resolve(V);
  ASSERT_TRUE(E);
  E->Code.LoadAddress += 0x1000;
  EXPECT_FALSE(Variables->resolve(V));
  EXPECT_EQ(errno, EINVAL);
  EXPECT_NE(strstr(lastErrorMessage(), "-no-pie"), nullptr);
  E->Code.LoadAddress -= 0x1000;
  E->Code.BuildId[3] ^= 1;
  EXPECT_FALSE(Variables->resolve(V));
  EXPECT_NE(strstr(lastErrorMessage(), "another build"), nullptr);
}

TEST_F(VariablesTest, AFullPoolIsSaid) {
  expectUnresolved(makeVariable("giant", 100 * MiB), ENOSPC, {"giant", "no room"});
  EXPECT_EQ(Variables->size(), 0u);
  reopen();
}

TEST_F(VariablesTest, ADamagedDirectoryIsRefused) {
  long Image = 1;
  stet_variable A = makeVariable("a", 8, 8, &Image), B = makeVariable("b", 8, 8, &Image);
  VariableEntry *E = resolve(A);
  resolve(B);
  auto ExpectDamaged = [&] {
    EXPECT_FALSE(VariableDirectory::load(*P));
    EXPECT_EQ(errno, EBADMSG);
  };
  VariableEntry Good = *E;
  E->NameSize = 1 << 30;
  ExpectDamaged();
  *E = Good;
  E->Offset = P->size() - 1;
  ExpectDamaged();
  *E = Good;
  E->Size = P->size();
  ExpectDamaged();
  *E = Good;
  E->Magic = 0;
  ExpectDamaged();
  *E = Good;
  E->Next = P->oidOf(E); // a ring
  ExpectDamaged();
  E->Next.off = P->size() - 8;
  ExpectDamaged();
  *E = Good;
  EXPECT_TRUE(VariableDirectory::load(*P));
}

TEST_F(VariablesTest, AKilledCreationLeavesWholeVariablesOnly) {
  for (unsigned Round = 0; Round < 15; ++Round) {
    Variables.reset();
    P.reset();
    pid_t Child = inChild([&] {
      P = Pool::open(Path.c_str(), STET_DURABILITY_STORED);
      Variables = VariableDirectory::load(*P);
      std::string Image(3000, 'x');
      for (;;) {
        std::string Name = "v" + std::to_string(Variables->size());
        stet_variable V = makeVariable(Name.c_str(), 3000, 64, Image.data());
        if (!Variables->resolve(V))
          return 1;
      }
    });
    usleep(8000 + Round * 300);
    kill(Child, SIGKILL);
    exitStatusOf(Child);
    P = open();
    load();
    for (size_t I = 0; I < Variables->size(); ++I) {
      VariableEntry *E = Variables->find("v" + std::to_string(I));
      ASSERT_TRUE(E);
      const char *Bytes = static_cast<char *>(Variables->memoryOf(*E));
      ASSERT_TRUE(std::all_of(Bytes, Bytes + 3000, [](char C) { return C == 'x'; }));
    }
    // Nothing is allocated that isn't in the directory.
    size_t Entries = 0;
    for (PMEMoid O = pmemobj_first(P->handle()); !OID_IS_NULL(O); O = pmemobj_next(O))
      Entries += pmemobj_type_num(O) == VariableObject;
    EXPECT_EQ(Entries, Variables->size());
  }
}

TEST(VariableNameTest, IsReadable) {
  EXPECT_EQ(readableName("_ZN4list4headE"), "list::head");
  EXPECT_EQ(readableName("head"), "head");
  EXPECT_EQ(readableName("_ZL5count@src/bank.cpp"), "count (of src/bank.cpp)");
}

TEST(RegistrationTest, CountsModules) {
  stet_variable A = makeVariable("registered a", 8), B = makeVariable("registered b", 8);
  stet_variable *First[] = {&A, &B}, *Second[] = {&B};
  size_t Before = registeredVariables().size();
  registerVariables(First, 2);
  registerVariables(Second, 1);
  EXPECT_EQ(registeredVariables().size(), Before + 2);
  A.address = B.address = &A;
  forgetVariableAddresses();
  EXPECT_EQ(A.address, nullptr);
  EXPECT_EQ(B.address, nullptr);
  unregisterVariables(First, 2);
  EXPECT_EQ(registeredVariables().size(), Before + 1);
  unregisterVariables(Second, 1);
  EXPECT_EQ(registeredVariables().size(), Before);
  unregisterVariables(Second, 1);
  registerVariables(First, 2); // loaded again
  unregisterVariables(First, 2);
  EXPECT_EQ(registeredVariables().size(), Before);
}

TEST(RegistrationDeathTest, TwoOfOneNameEndTheProcess) {
  stet_variable A = makeVariable("_ZN4list4headE", 8), B = A;
  stet_variable *Both[] = {&A, &B};
  EXPECT_EXIT(registerVariables(Both, 2), testing::ExitedWithCode(1),
              "two persistent variables have the name 'list::head'");
}

} // namespace
