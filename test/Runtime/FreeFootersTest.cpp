//===-- test/Runtime/FreeFootersTest.cpp - What power loss does to the heap's footers ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TemporaryPool.h"
#include "pool/LibPmemobjFormat.h"

#include <cstring>
#include <vector>

using namespace stet;
using namespace stet::libpmemobj;

namespace {

/// Makes the image that power loss leaves: libpmemobj writes the footer of a free
/// block of several chunks, but doesn't make it durable. What the file then has in
/// its place is whatever was there before.
class FreeFootersTest : public PoolFixture {
protected:
  struct FooterInFile {
    uint64_t Offset;
    uint32_t Chunks;
  };

  /// The footers of all free blocks of several chunks, by a walk of its own.
  static std::vector<FooterInFile> footers(const Pool &P) {
    std::vector<FooterInFile> Result;
    auto &D = *static_cast<const libpmemobj::Descriptor *>(P.at(4096));
    auto &Z = *static_cast<const Zone *>(P.at(D.HeapOffset + 1024));
    EXPECT_EQ(Z.Magic, ZoneMagic);
    for (uint32_t I = 0; I < Z.Chunks; I += Z.Headers[I].Chunks)
      if (Z.Headers[I].Type == Free && Z.Headers[I].Chunks > 1)
        Result.push_back(
            {P.offsetOf(&Z.Headers[I + Z.Headers[I].Chunks - 1]), Z.Headers[I].Chunks});
    return Result;
  }

  /// The next object of type 1 (ours are of other types), from `Object` on.
  static PMEMoid nextObject(PMEMoid Object, bool Itself = false) {
    if (!Itself)
      Object = pmemobj_next(Object);
    while (!OID_IS_NULL(Object) && pmemobj_type_num(Object) != 1)
      Object = pmemobj_next(Object);
    return Object;
  }
  static PMEMoid firstObject(const Pool &P) { return nextObject(pmemobj_first(P.handle()), true); }

  /// Leaves a pool with used and free blocks, each of several chunks.
  std::vector<FooterInFile> makeHoles() {
    auto P = create(STET_DURABILITY_PROCESS);
    PMEMoid Blocks[9];
    for (unsigned I = 0; I < 9; ++I)
      EXPECT_EQ(
          pmemobj_alloc(P->handle(), &Blocks[I], (12 + I % 3) * ChunkSize, 1, nullptr, nullptr), 0);
    P.reset();
    P = open(); // allocated and freed in different runs, as in the report
    for (unsigned I = 1; I < 9; I += 2)
      pmemobj_free(&Blocks[I]);
    auto Result = footers(*P);
    EXPECT_GE(Result.size(), 5u);
    return Result;
  }
};

TEST_F(FreeFootersTest, AreRebuiltFromTheHeaders) {
  auto Footers = makeHoles();
  // A block header that lay there once: the worst kind of rubbish.
  ChunkHeader Rubbish = {Free, 0, 7};
  for (const FooterInFile &F : Footers)
    patch(F.Offset, &Rubbish, sizeof(Rubbish));

  auto P = open();
  for (const FooterInFile &F : Footers) {
    auto &Header = *static_cast<ChunkHeader *>(P->at(F.Offset));
    EXPECT_EQ(Header.Type, Footer);
    EXPECT_EQ(Header.Chunks, F.Chunks);
  }
}

TEST_F(FreeFootersTest, AllocationsDoNotOverlapAfterwards) {
  auto Footers = makeHoles();
  // Each footer leads to the start of the free block before the last used one, as if
  // all between were free: freeing a neighbour would merge it with that.
  for (size_t I = 1; I < Footers.size(); ++I) {
    uint32_t Distance = (Footers[I].Offset - Footers[I - 1].Offset) / sizeof(ChunkHeader);
    ChunkHeader Rubbish = {Footer, 0, Distance + Footers[I - 1].Chunks};
    patch(Footers[I].Offset, &Rubbish, sizeof(Rubbish));
  }
  auto P = open();
  std::vector<PMEMoid> Objects;
  for (PMEMoid O = firstObject(*P); !OID_IS_NULL(O); O = nextObject(O))
    Objects.push_back(O);
  ASSERT_EQ(Objects.size(), 5u);
  PMEMoid First; // lets libpmemobj find the free blocks
  ASSERT_EQ(pmemobj_alloc(P->handle(), &First, 20 * ChunkSize, 1, nullptr, nullptr), 0);
  pmemobj_free(&Objects[3]);
  for (size_t I : {0, 1, 2, 4})
    memset(pmemobj_direct(Objects[I]), 'o', pmemobj_alloc_usable_size(Objects[I]));
  for (size_t Chunks : {36, 24, 12, 8})
    for (PMEMoid New;
         pmemobj_alloc(P->handle(), &New, Chunks * ChunkSize - 64, 1, nullptr, nullptr) == 0;)
      memset(pmemobj_direct(New), 'n', pmemobj_alloc_usable_size(New));
  for (size_t I : {0, 1, 2, 4}) {
    const char *Bytes = static_cast<char *>(pmemobj_direct(Objects[I]));
    size_t Size = pmemobj_alloc_usable_size(Objects[I]);
    EXPECT_TRUE(std::all_of(Bytes, Bytes + Size, [](char C) { return C == 'o'; }));
  }
  P.reset();
  EXPECT_EQ(pmemobj_check(Path.c_str(), nullptr), 1);
}

TEST_F(FreeFootersTest, ADamagedHeaderIsRefused) {
  makeHoles();
  uint64_t First = 0;
  {
    auto P = open();
    First = static_cast<const libpmemobj::Descriptor *>(P->at(4096))->HeapOffset + 1024 +
            offsetof(Zone, Headers);
  }
  ChunkHeader Original;
  {
    int File = ::open(Path.c_str(), O_RDONLY);
    ASSERT_EQ(pread(File, &Original, sizeof(Original), First), ssize_t(sizeof(Original)));
    close(File);
  }
  for (ChunkHeader Damage :
       {ChunkHeader{Free, 0, 0}, ChunkHeader{Free, 0, 70000}, ChunkHeader{9, 0, 1}}) {
    patch(First, &Damage, sizeof(Damage));
    expectRefused(EBADMSG, {"damaged"});
  }
  patch(First, &Original, sizeof(Original));
  EXPECT_TRUE(open());
}

} // namespace
