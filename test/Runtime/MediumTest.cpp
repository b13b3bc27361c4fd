//===-- test/Runtime/MediumTest.cpp - How bytes reach durability ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TemporaryPool.h"
#include "medium/AddressTable.h"
#include "medium/Synced.h"

#include <libpmem.h>
#include <mutex>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <thread>
#include <vector>

using namespace stet;

namespace {

struct SyncedRange {
  pid_t Thread;
  uintptr_t Start, End;
};
std::mutex SyncsLock;
std::vector<SyncedRange> Syncs;

std::vector<SyncedRange> takeSyncs() {
  std::lock_guard<std::mutex> Guard(SyncsLock);
  return std::exchange(Syncs, {});
}

} // namespace

// The test program's own msync, which the runtime's calls reach.
extern "C" int msync(void *Address, size_t Size, int Flags) {
  {
    std::lock_guard<std::mutex> Guard(SyncsLock);
    uintptr_t Start = reinterpret_cast<uintptr_t>(Address);
    Syncs.push_back({gettid(), Start, Start + Size});
  }
  return syscall(SYS_msync, Address, Size, Flags);
}

namespace {

class SyncedMediumTest : public testing::Test {
protected:
  static constexpr size_t Pages = 64;
  char *Memory = static_cast<char *>(
      mmap(nullptr, Pages * 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  std::unique_ptr<Medium> M = createSyncedMedium();
  SyncedMediumTest() { takeSyncs(); }
  ~SyncedMediumTest() override { munmap(Memory, Pages * 4096); }
  uintptr_t page(size_t N) const { return reinterpret_cast<uintptr_t>(Memory) + N * 4096; }
};

TEST_F(SyncedMediumTest, MergesFlushesIntoOneSync) {
  M->flush(Memory + 5 * 4096 + 100, 8);
  M->flush(Memory + 2 * 4096 + 4090, 10); // two pages
  M->flush(Memory + 9 * 4096, 4096);
  EXPECT_TRUE(takeSyncs().empty());
  M->drain();
  auto Done = takeSyncs();
  ASSERT_EQ(Done.size(), 1u);
  EXPECT_EQ(Done[0].Start, page(2));
  EXPECT_EQ(Done[0].End, page(10));
  M->drain();
  EXPECT_TRUE(takeSyncs().empty());
}

TEST_F(SyncedMediumTest, DrainOfOneThreadLeavesTheOthersAlone) {
  M->flush(Memory, 8);
  std::thread([&] {
    M->flush(Memory + 4096, 8);
    M->drain();
  }).join();
  auto Done = takeSyncs();
  ASSERT_EQ(Done.size(), 1u);
  EXPECT_EQ(Done[0].Start, page(1));
  M->drain();
  EXPECT_EQ(takeSyncs().size(), 1u);
}

TEST_F(SyncedMediumTest, ManyThreadsSyncWhatTheyFlushed) {
  std::vector<std::thread> Threads;
  std::atomic<unsigned> Missing{0};
  for (size_t T = 0; T < 8; ++T)
    Threads.emplace_back([&, T] {
      for (unsigned Round = 0; Round < 50; ++Round) {
        size_t First = T * 8 + Round % 5;
        M->flush(Memory + First * 4096, 1);
        M->flush(Memory + (First + 2) * 4096, 1);
        M->drain();
        std::lock_guard<std::mutex> Guard(SyncsLock);
        bool Found = false;
        for (const SyncedRange &R : Syncs)
          Found |= R.Thread == gettid() && R.Start == page(First) && R.End == page(First + 3);
        Missing += !Found;
      }
    });
  for (std::thread &T : Threads)
    T.join();
  EXPECT_EQ(Missing, 0u);
  EXPECT_EQ(takeSyncs().size(), 8u * 50);
}

TEST_F(SyncedMediumTest, SeveralMediaInOneThread) {
  std::vector<std::unique_ptr<Medium>> Media;
  for (size_t I = 0; I < 6; ++I)
    Media.push_back(createSyncedMedium());
  for (size_t I = 0; I < 6; ++I)
    Media[I]->flush(Memory + 2 * I * 4096, 8);
  for (auto &Each : Media)
    Each->drain();
  EXPECT_EQ(takeSyncs().size(), 6u); // two of them early
  Media[0]->flush(Memory, 8);
  Media[1]->flush(Memory + 4096, 8);
  pmem_drain(); // as libpmemobj calls it: of all
  EXPECT_EQ(takeSyncs().size(), 2u);
}

TEST_F(SyncedMediumTest, AFlushOfAPoolThatWasClosedSinceIsForgotten) {
  void *Gone = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  M->flush(Gone, 8);
  munmap(Gone, 4096);
  M->drain();
}

class InterposeTest : public PoolFixture {};

TEST_F(InterposeTest, ProcessPoolsAreNeverSynced) {
  takeSyncs();
  auto P = create(STET_DURABILITY_PROCESS);
  EXPECT_FALSE(P->medium().flushes());
  PMEMoid Object;
  ASSERT_EQ(pmemobj_alloc(P->handle(), &Object, 100, 1, nullptr, nullptr), 0);
  P.reset();
  P = open();
  P.reset();
  EXPECT_TRUE(takeSyncs().empty());
}

TEST_F(InterposeTest, SyncedPoolsSyncAnAllocation) {
  PoolOptions Options = STET_DURABILITY_POWER;
  Options.Where = Placement::InPlace;
  auto P = create(Options);
  if (P->medium().isPersistentMemory())
    GTEST_SKIP() << "the directory is on persistent memory";
  takeSyncs();
  PMEMoid Object;
  ASSERT_EQ(pmemobj_alloc(P->handle(), &Object, 100, 1, nullptr, nullptr), 0);
  auto Done = takeSyncs();
  EXPECT_FALSE(Done.empty());
  for (const SyncedRange &R : Done)
    EXPECT_TRUE(P->contains(reinterpret_cast<void *>(R.Start), R.End - R.Start));
}

TEST_F(InterposeTest, OtherMemoryGoesToLibpmem) {
  auto P = create(STET_DURABILITY_PROCESS);
  char Elsewhere[64] = "";
  pmem_memset(Elsewhere, 7, sizeof(Elsewhere), 0);
  EXPECT_EQ(Elsewhere[63], 7);
  EXPECT_EQ(pmem_is_pmem(P->base(), P->size()), 1);
  P.reset();
  EXPECT_EQ(pmem_is_pmem(Elsewhere, sizeof(Elsewhere)), getenv("PMEM_IS_PMEM_FORCE") ? 1 : 0);
}

// libpmem reads the variable when it is loaded, so this runs the program again.
TEST_F(InterposeTest, ForcedPersistentMemoryIsFlushedByCacheLines) {
  if (!getenv("PMEM_IS_PMEM_FORCE")) {
    std::string Command = "PMEM_IS_PMEM_FORCE=1 '" +
                          std::filesystem::read_symlink("/proc/self/exe").string() +
                          "' --gtest_filter=InterposeTest.Forced* > /dev/null";
    EXPECT_EQ(system(Command.c_str()), 0);
    return;
  }
  auto P = create(STET_DURABILITY_POWER);
  EXPECT_TRUE(P->medium().isPersistentMemory());
  takeSyncs();
  PMEMoid Object;
  ASSERT_EQ(pmemobj_alloc(P->handle(), &Object, 100, 1, nullptr, nullptr), 0);
  EXPECT_TRUE(takeSyncs().empty());
}

TEST(AddressTableTest, FindsTheOwnerOfAnAddress) {
  AddressTable<int> Table;
  int A, B;
  char Memory[100];
  EXPECT_TRUE(Table.insert(Memory, 10, &A));
  EXPECT_TRUE(Table.insert(Memory + 50, 50, &B));
  EXPECT_EQ(Table.find(Memory), &A);
  EXPECT_EQ(Table.find(Memory + 9), &A);
  EXPECT_EQ(Table.find(Memory + 10), nullptr);
  EXPECT_EQ(Table.find(Memory + 99), &B);
  EXPECT_TRUE(Table.remove(&A));
  EXPECT_FALSE(Table.remove(&A));
  EXPECT_EQ(Table.find(Memory), nullptr);
  EXPECT_EQ(Table.find(Memory + 50), &B);
}

TEST(AddressTableTest, IsFull) {
  AddressTable<char> Table;
  std::vector<char> Owners(Table.Capacity + 1);
  for (unsigned I = 0; I < Table.Capacity; ++I)
    EXPECT_TRUE(Table.insert(&Owners[I], 1, &Owners[I]));
  EXPECT_FALSE(Table.insert(&Owners.back(), 1, &Owners.back()));
}

} // namespace
