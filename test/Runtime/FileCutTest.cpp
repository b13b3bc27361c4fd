//===-- test/Runtime/FileCutTest.cpp - Simulated power cuts of files ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "diagnostics/FileCut.h"
#include "TemporaryPool.h"

#include <fstream>
#include <set>
#include <sstream>

// The crash tests are as good as the simulation that they rest on.
using namespace stet;

namespace {

constexpr unsigned Cuts = 60;
constexpr size_t Sector = 512;

class FileCutTest : public testing::Test {
protected:
  TemporaryDirectory Directory;
  std::string Path = Directory / "file";
  std::unique_ptr<FileCut> Cut;

  /// A new simulation with this seed, over an empty directory.
  void begin(unsigned Seed) {
    setenv("STET_CRASH_SEED", std::to_string(Seed).c_str(), 1);
    Cut.release(); // its mutex is locked for good after a cut
    Cut = std::make_unique<FileCut>();
    ::unlink(Path.c_str());
  }
  ~FileCutTest() override {
    Cut.release();
    unsetenv("STET_CRASH_SEED");
  }

  void make(const std::string &Content) { std::ofstream(Path) << Content; }
  void write(uint64_t Offset, const std::string &Data) {
    Cut->write(Path.c_str(), Offset, Data.data(), Data.size());
    int File = ::open(Path.c_str(), O_WRONLY);
    ASSERT_EQ(pwrite(File, Data.data(), Data.size(), off_t(Offset)), ssize_t(Data.size()));
    close(File);
  }
  void sync() { Cut->sync(Path.c_str(), UINT64_MAX); }
  void syncDirectory() { Cut->syncDirectory((Directory / "").c_str()); }
  bool exists() const { return access(Path.c_str(), F_OK) == 0; }
  std::string content() const {
    std::ostringstream Text;
    Text << std::ifstream(Path).rdbuf();
    return Text.str();
  }
};

TEST_F(FileCutTest, KeepsWhatWasSynced) {
  for (unsigned Seed = 0; Seed < Cuts; ++Seed) {
    begin(Seed);
    make(std::string(8 * Sector, 'a'));
    write(100, std::string(2 * Sector, 'b'));
    sync();
    std::string Durable = content();
    Cut->cut();
    EXPECT_EQ(content(), Durable);
  }
}

TEST_F(FileCutTest, KeepsSomeSectorsOfWhatWasNotSynced) {
  std::set<std::string> Seen;
  for (unsigned Seed = 0; Seed < Cuts; ++Seed) {
    begin(Seed);
    std::string Old(4 * Sector, 'a');
    make(Old);
    write(0, std::string(2 * Sector, 'b'));
    write(Sector, std::string(Sector, 'c'));
    Cut->cut();
    std::string Now = content();
    ASSERT_EQ(Now.size(), Old.size());
    std::string Firsts;
    for (size_t At = 0; At < Now.size(); At += Sector) {
      EXPECT_EQ(Now.substr(At, Sector), std::string(Sector, Now[At])) << "torn in a sector";
      Firsts += Now[At];
    }
    Seen.insert(Firsts);
  }
  EXPECT_EQ(Seen, (std::set<std::string>{"aaaa", "abaa", "acaa", "baaa", "bbaa", "bcaa"}));
}

TEST_F(FileCutTest, DoesNotCoverWritesThatCameAfterTheSyncBegan) {
  unsigned Lost = 0;
  for (unsigned Seed = 0; Seed < Cuts; ++Seed) {
    begin(Seed);
    make(std::string(2 * Sector, 'a'));
    write(0, "first");
    uint64_t Start = Cut->lastWrite();
    write(Sector, "second");
    Cut->sync(Path.c_str(), Start);
    Cut->cut();
    EXPECT_EQ(content().substr(0, 5), "first");
    Lost += content()[Sector] == 'a';
  }
  EXPECT_GT(Lost, 0u);
  EXPECT_LT(Lost, Cuts);
}

TEST_F(FileCutTest, NeedsASyncedDirectoryForANewName) {
  unsigned Missing = 0;
  for (unsigned Seed = 0; Seed < 2 * Cuts; ++Seed) {
    begin(Seed);
    Cut->create(Path.c_str());
    make("");
    write(0, "data");
    sync();
    if (Seed % 2)
      syncDirectory();
    Cut->cut();
    Missing += !exists();
    EXPECT_TRUE(exists() || Seed % 2 == 0);
    if (exists()) {
      EXPECT_EQ(content(), "data");
    }
  }
  EXPECT_GT(Missing, 0u);
  EXPECT_LT(Missing, Cuts);
}

TEST_F(FileCutTest, MayBringARemovedFileBack) {
  unsigned Back = 0;
  for (unsigned Seed = 0; Seed < 2 * Cuts; ++Seed) {
    begin(Seed);
    make("old");
    Cut->unlink(Path.c_str());
    ::unlink(Path.c_str());
    if (Seed % 2)
      syncDirectory();
    Cut->cut();
    Back += exists();
    EXPECT_TRUE(!exists() || Seed % 2 == 0);
    if (exists()) {
      EXPECT_EQ(content(), "old");
    }
  }
  EXPECT_GT(Back, 0u);
  EXPECT_LT(Back, Cuts);
}

TEST_F(FileCutTest, MayLoseTheSizeOfAFileThatGrew) {
  unsigned Short = 0;
  for (unsigned Seed = 0; Seed < Cuts; ++Seed) {
    begin(Seed);
    Cut->create(Path.c_str());
    make("");
    syncDirectory();
    write(0, std::string(Sector, 'a'));
    Cut->cut();
    Short += content().empty();
    EXPECT_TRUE(content().empty() || content() == std::string(Sector, 'a') ||
                content() == std::string(Sector, '\0'));
  }
  EXPECT_GT(Short, 0u);
  EXPECT_LT(Short, Cuts);
}

} // namespace
