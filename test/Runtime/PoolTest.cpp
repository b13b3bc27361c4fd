//===-- test/Runtime/PoolTest.cpp - Creating, opening and refusing pools ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TemporaryPool.h"
#include "pool/CodeIdentity.h"
#include "pool/Flavour.h"
#include "pool/LayoutName.h"
#include "pool/LibPmemobjFormat.h"
#include "pool/OpenPools.h"
#include "pool/Placement.h"

#include <csignal>
#include <cstring>
#include <dlfcn.h>
#include <sys/mman.h>
#include <sys/stat.h>

using namespace stet;

namespace {

class PoolTest : public PoolFixture {
protected:
  uint64_t headerOffset() {
    auto P = open();
    return P->offsetOf(&P->header());
  }
};

TEST_F(PoolTest, LiesAtTheSameAddressInEveryRun) {
  auto P = create(STET_DURABILITY_POWER);
  char *Base = P->base();
  EXPECT_EQ(uintptr_t(Base) >> STET_WINDOW_SHIFT, STET_WINDOW_PERSISTENT);
  EXPECT_EQ(uintptr_t(Base) % (1 << 30), 0u);
  EXPECT_EQ(P->size(), 64 * MiB);
  EXPECT_EQ(P->path(), Path);
  P.reset();
  P = open();
  EXPECT_EQ(P->base(), Base);
  EXPECT_EQ(P->header().BaseAddress, uintptr_t(Base));
}

TEST_F(PoolTest, IsSparseAndPrivate) {
  create();
  struct stat Status;
  ASSERT_EQ(stat(Path.c_str(), &Status), 0);
  EXPECT_EQ(Status.st_mode & 07777, 0600u);
  EXPECT_EQ(Status.st_size, off_t(64 * MiB));
  EXPECT_LT(Status.st_blocks * 512, off_t(8 * MiB));
}

TEST_F(PoolTest, KeepsItsDurability) {
  create(STET_DURABILITY_STORED);
  EXPECT_TRUE(open()->medium().flushes()); // power, unless told otherwise
  EXPECT_FALSE(open(STET_DURABILITY_PROCESS)->medium().flushes());
  EXPECT_TRUE(open()->medium().flushes());
}

TEST_F(PoolTest, GivesIdentitiesOfObjects) {
  auto P = create();
  PMEMoid Object;
  ASSERT_EQ(pmemobj_alloc(P->handle(), &Object, 100, 1, nullptr, nullptr), 0);
  PMEMoid Same = P->oidOf(pmemobj_direct(Object));
  EXPECT_TRUE(OID_EQUALS(Same, Object));
  EXPECT_TRUE(OID_IS_NULL(P->oidOf(nullptr)));
}

TEST_F(PoolTest, IsFoundByAddressAndPath) {
  auto P = create();
  EXPECT_EQ(findOpenPool(P->base()), nullptr);
  ASSERT_TRUE(registerOpenPool(*P));
  EXPECT_EQ(findOpenPool(P->base()), P.get());
  EXPECT_EQ(findOpenPool(P->base() + P->size() - 1), P.get());
  EXPECT_EQ(findOpenPool(P->base() + P->size()), nullptr);
  EXPECT_EQ(findOpenPool(&P), nullptr);
  std::string Link = Directory / "link";
  ASSERT_EQ(symlink(Path.c_str(), Link.c_str()), 0);
  EXPECT_EQ(findOpenPoolByPath(Link.c_str()), P.get());
  unregisterOpenPool(*P);
  EXPECT_EQ(findOpenPool(P->base()), nullptr);
  EXPECT_EQ(findOpenPoolByPath(Path.c_str()), nullptr);
}

TEST_F(PoolTest, CreateRefusesAnExistingFile) {
  create();
  EXPECT_FALSE(Pool::create(Path.c_str(), 64 * MiB, STET_DURABILITY_STORED));
  EXPECT_EQ(errno, EEXIST);
  EXPECT_NE(strstr(lastErrorMessage(), "a pool with that name exists"), nullptr);

  std::string Text = Directory / "text";
  FILE *File = fopen(Text.c_str(), "w");
  fputs("precious", File);
  fclose(File);
  EXPECT_FALSE(Pool::create(Text.c_str(), 64 * MiB, STET_DURABILITY_STORED));
  EXPECT_EQ(errno, EEXIST);
  EXPECT_EQ(std::filesystem::file_size(Text), 8u);
}

TEST_F(PoolTest, CreateRefusesATinySize) {
  EXPECT_FALSE(Pool::create(Path.c_str(), 4096, STET_DURABILITY_STORED));
  EXPECT_EQ(errno, EINVAL);
  EXPECT_FALSE(std::filesystem::exists(Path));
}

TEST_F(PoolTest, CreateLeavesNothingWhereItCant) {
  // No file of that size fits into the window.
  EXPECT_FALSE(Pool::create(Path.c_str(), size_t(1) << 45, STET_DURABILITY_PROCESS));
  EXPECT_EQ(errno, EINVAL);
  EXPECT_FALSE(std::filesystem::exists(Path));
}

// -- What can't be opened -----------------------------------------------------

TEST_F(PoolTest, Missing) { expectRefused(ENOENT, {"there is no pool", Path.c_str()}); }

TEST_F(PoolTest, NotAFile) {
  mkdir(Path.c_str(), 0700);
  expectRefused(EINVAL, {"not a regular file"});
  rmdir(Path.c_str());
  mkfifo(Path.c_str(), 0600);
  expectRefused(EINVAL, {"not a regular file"});
}

TEST_F(PoolTest, NoPermission) {
  create();
  chmod(Path.c_str(), 0400);
  if (access(Path.c_str(), W_OK) == 0)
    GTEST_SKIP() << "root may do everything";
  expectRefused(EACCES, {"permission"});
}

TEST_F(PoolTest, NotAPool) {
  FILE *File = fopen(Path.c_str(), "w");
  for (int I = 0; I < 100000; ++I)
    fputs("text", File);
  fclose(File);
  expectRefused(EINVAL, {"is not a pool"});
  // Zeroes are somebody's disk image, not an unfinished pool.
  ASSERT_EQ(truncate(Path.c_str(), 0), 0);
  ASSERT_EQ(truncate(Path.c_str(), 64 * MiB), 0);
  expectRefused(EINVAL, {"is not a pool"});
  EXPECT_FALSE(Pool::create(Path.c_str(), 64 * MiB, STET_DURABILITY_STORED));
  EXPECT_EQ(errno, EEXIST);
}

TEST_F(PoolTest, ForeignPool) {
  pmemobj_close(pmemobj_create(Path.c_str(), "somebody's", 16 * MiB, 0600));
  expectRefused(EINVAL, {"libpmemobj", "not made by Stet"});
  std::filesystem::remove(Path);
  pmemobj_close(pmemobj_create(Path.c_str(), nullptr, 16 * MiB, 0600));
  expectRefused(EINVAL, {"libpmemobj", "not made by Stet"});
}

TEST_F(PoolTest, WrongFlavour) {
  create();
  LayoutName Name;
  Name.Flavour = STET_FLAVOUR_SANITIZER;
  Name.BaseAddress = windowOf(STET_FLAVOUR_SANITIZER).Base;
  std::string Text = Name.encode();
  patch(4096, Text.c_str(), Text.size() + 1);
  expectRefused(EINVAL, {"sanitizer"});
}

TEST_F(PoolTest, OtherVersion) {
  create();
  patch(4096, "stet/7 something else", 22);
  expectRefused(EINVAL, {"format 7"});
}

TEST_F(PoolTest, UnknownStorageClass) {
  create();
  uint32_t Class = 1;
  patch(headerOffset() + offsetof(PoolHeader, StorageClass), &Class, sizeof(Class));
  expectRefused(EINVAL, {"storage class 1"});
}

TEST_F(PoolTest, Truncated) {
  create();
  ASSERT_EQ(truncate(Path.c_str(), 63 * MiB), 0);
  expectRefused(EBADMSG, {"truncated"});
  ASSERT_EQ(truncate(Path.c_str(), 100000), 0);
  expectRefused(EBADMSG, {"truncated"});
}

TEST_F(PoolTest, DamagedDescriptor) {
  create();
  patch(4096 + 1500, "rubbish", 7); // its checksum doesn't fit any more
  expectRefused(EBADMSG, {"damaged"});
}

TEST_F(PoolTest, DamagedHeader) {
  create();
  uint64_t Rubbish = 0x2000'1234'5000;
  patch(headerOffset() + offsetof(PoolHeader, BaseAddress), &Rubbish, sizeof(Rubbish));
  expectRefused(EBADMSG, {"damaged"});
}

TEST_F(PoolTest, InUseByThisProcess) {
  auto P = create();
  expectRefused(EBUSY, {"in use by this process"});
}

TEST_F(PoolTest, InUseByAnotherProcess) {
  create();
  int Ready[2];
  ASSERT_EQ(pipe(Ready), 0);
  pid_t Child = inChild([&] {
    auto P = Pool::open(Path.c_str(), STET_DURABILITY_STORED);
    if (write(Ready[1], P ? "y" : "n", 1) != 1)
      return 1;
    pause();
    return 0;
  });
  char Opened = 0;
  ASSERT_EQ(read(Ready[0], &Opened, 1), 1);
  ASSERT_EQ(Opened, 'y');
  expectRefused(EBUSY, {"in use by process", std::to_string(Child).c_str()});
  kill(Child, SIGKILL);
  exitStatusOf(Child);
  EXPECT_TRUE(open());
}

TEST_F(PoolTest, AddressTakenByAMapping) {
  auto P = create();
  void *Base = P->base();
  P.reset();
  void *Obstacle = mmap(static_cast<char *>(Base) + MiB, 4096, PROT_READ,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
  expectRefused(EEXIST, {"is taken by another mapping"});
  munmap(Obstacle, 4096);
  int Exe = ::open("/proc/self/exe", O_RDONLY);
  Obstacle = mmap(Base, 4096, PROT_READ, MAP_PRIVATE | MAP_FIXED_NOREPLACE, Exe, 0);
  close(Exe);
  expectRefused(EEXIST, {"is taken by '/"});
  munmap(Obstacle, 4096);
  EXPECT_TRUE(open());
}

TEST_F(PoolTest, AddressTakenByAnotherPool) {
  create();
  std::string Copy = Directory / "copy";
  std::filesystem::copy_file(Path, Copy);
  auto Other = Pool::open(Copy.c_str(), STET_DURABILITY_STORED);
  ASSERT_TRUE(Other);
  registerOpenPool(*Other);
  expectRefused(EEXIST, {"is taken by the pool", Copy.c_str(), "close that one"});
  unregisterOpenPool(*Other);
  Other.reset();
  EXPECT_TRUE(open());
}

// -- Creation that was cut short ------------------------------------------------

TEST_F(PoolTest, UnfinishedIsRefusedAndReplaced) {
  std::function<void()> States[] = {
      [&] { std::filesystem::resize_file(Path, 0); },
      [&] { // just begun
        std::filesystem::resize_file(Path, 0);
        patch(4096, "stet/unfinished", 16);
        std::filesystem::resize_file(Path, 64 * MiB);
      },
      [&] { // libpmemobj has cleared its descriptor
        std::string Zeroes(4096, 0);
        patch(4096, Zeroes.data(), Zeroes.size());
      },
      [&] { // no root object yet
        uint64_t Zero = 0;
        patch(4096 + offsetof(libpmemobj::Descriptor, RootOffset), &Zero, sizeof(Zero));
      },
      [&] { // all but the last word
        uint64_t Zero = 0;
        patch(headerOffset() + offsetof(PoolHeader, Magic), &Zero, sizeof(Zero));
      },
  };
  create();
  for (auto &Cut : States) {
    EXPECT_FALSE(Pool::isUnfinished(Path.c_str()));
    Cut();
    EXPECT_TRUE(Pool::isUnfinished(Path.c_str()));
    expectRefused(EINVAL, {"unfinished", "create it again"});
    create();
  }
}

TEST_F(PoolTest, AKilledCreationLeavesNothingBad) {
  unsigned Unfinished = 0;
  for (unsigned I = 0; I < 40; ++I) {
    pid_t Child = inChild([&] {
      Pool::create(Path.c_str(), 64 * MiB, STET_DURABILITY_PROCESS);
      return 0;
    });
    usleep(I * 300);
    kill(Child, SIGKILL);
    exitStatusOf(Child);
    if (!std::filesystem::exists(Path))
      continue;
    if (Pool::isUnfinished(Path.c_str())) {
      ++Unfinished;
      create();
    }
    EXPECT_TRUE(open());
    std::filesystem::remove(Path);
  }
  RecordProperty("Unfinished", Unfinished);
}

// -- Smaller parts ----------------------------------------------------------------

TEST(LayoutNameTest, IsReadAsItWasWritten) {
  LayoutName Name, Read;
  Name.Flavour = STET_FLAVOUR_SANITIZER;
  Name.BaseAddress = 0x580040000000;
  EXPECT_EQ(Name.encode(), "stet/1 sanitizer 0x580040000000");
  ASSERT_TRUE(LayoutName::decode(Name.encode(), Read));
  EXPECT_EQ(Read.Flavour, Name.Flavour);
  EXPECT_EQ(Read.BaseAddress, Name.BaseAddress);
}

TEST(LayoutNameTest, RefusesOtherTexts) {
  LayoutName Read;
  for (const char *Text : {"", "stet", "stet/", "btree", "stet/1", "stet/1 plain", "stet/1 plain x",
                           "stet/1 plain 0x1 more"})
    EXPECT_FALSE(LayoutName::decode(Text, Read)) << Text;
  ASSERT_TRUE(LayoutName::decode("stet/2 in a way of its own", Read));
  EXPECT_EQ(Read.Version, 2u);
  ASSERT_TRUE(LayoutName::decode("stet/1 odd 0x1000", Read));
  EXPECT_EQ(Read.Flavour, UINT32_MAX);
}

TEST(PlacementTest, ChoosesFreePlacesInTheWindow) {
  for (uint32_t Flavour : {STET_FLAVOUR_PLAIN, STET_FLAVOUR_SANITIZER}) {
    uint64_t Address = 0;
    ASSERT_TRUE(choosePlacement(Flavour, 3 << 20, Address));
    EXPECT_TRUE(isValidPlacement(Flavour, Address, 3 << 20));
    EXPECT_EQ(describeMappingAt(Address, 3 << 20), "");
    ASSERT_TRUE(choosePlacement(Flavour, windowOf(Flavour).Size, Address));
    EXPECT_EQ(Address, windowOf(Flavour).Base);
    EXPECT_FALSE(choosePlacement(Flavour, windowOf(Flavour).Size + 1, Address));
  }
  Window W = windowOf(STET_FLAVOUR_PLAIN);
  EXPECT_FALSE(isValidPlacement(STET_FLAVOUR_PLAIN, W.Base + W.Size - 4096, 8192));
  EXPECT_FALSE(isValidPlacement(STET_FLAVOUR_PLAIN, W.Base - 4096, 4096));
}

TEST(CodeIdentityTest, TellsModulesApart) {
  CodeIdentity Here{}, Again{}, Library{};
  std::string Path;
  static int InThisProgram;
  ASSERT_TRUE(identifyModule(&InThisProgram, Here, Path));
  ASSERT_TRUE(identifyModule(reinterpret_cast<void *>(&identifyModule), Again, Path));
  EXPECT_TRUE(sameBuild(Here, Again));
  EXPECT_GT(Here.BuildIdSize, 0u);
  EXPECT_EQ(Here.LoadAddress, Again.LoadAddress);
  ASSERT_TRUE(identifyModule(dlsym(RTLD_NEXT, "malloc"), Library, Path));
  EXPECT_FALSE(sameBuild(Here, Library));
  EXPECT_NE(Path.find(".so"), std::string::npos);
  EXPECT_FALSE(identifyModule(&Path, Library, Path)); // the stack
}

} // namespace
