//===-- PoolImage.cpp - One pool as it may be left, over and over ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PoolImage.h"
#include "Trace.h"
#include "pool/LibPmemobjFormat.h"

#include <algorithm>
#include <cerrno>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/// Set while libpmemobj opens an image.
static bool Opening = false;

/// Takes the place of the C library's function for libpmemobj too: what it maps of a
/// pool is its own copy.
extern "C" void *mmap(void *Address, size_t Length, int Protection, int Flags, int File,
                      off_t Offset) noexcept {
  if (Opening && File >= 0) {
    constexpr int SharedBits = MAP_SHARED | MAP_SHARED_VALIDATE | MAP_SYNC;
    if (Flags & MAP_SYNC) {
      errno = EOPNOTSUPP;
      return MAP_FAILED;
    }
    Flags = (Flags & ~SharedBits) | MAP_PRIVATE | MAP_NORESERVE;
  }
  long Result = syscall(SYS_mmap, Address, Length, Protection, Flags, File, Offset);
  return reinterpret_cast<void *>(Result);
}

namespace {

constexpr size_t Capacity = 256 << 20;
alignas(16) char Storage[Capacity];

/// libpmemobj allocates and frees thousands of small things whenever a pool is opened and
/// closed. Here they lie one behind the other, and what one image has used serves the
/// next, once all of it has been freed.
class ImageMemory {
public:
  static void *allocate(size_t Size) {
    // The nodes of libpmemobj's table of pools outlive each pool.
    if (Size <= LargestNode)
      return ::malloc(Size);
    size_t Bytes = (Size + sizeof(Block) + 15) & ~size_t(15);
    if (Bytes > size_t(Limit - Next))
      return nullptr;
    auto *B = reinterpret_cast<Block *>(Next);
    Next += Bytes;
    B->Size = Size;
    ++Living;
    return B + 1;
  }
  static void free(void *Address) {
    if (!isOurs(Address))
      ::free(Address);
    else if (Address >= First)
      --Living;
  }
  static void *reallocate(void *Address, size_t Size) {
    if (Address && !isOurs(Address))
      return ::realloc(Address, Size); // once small, and growing, or from before
    void *New = allocate(Size);
    if (New && Address) {
      memcpy(New, Address, std::min(Size, (static_cast<Block *>(Address) - 1)->Size));
      free(Address);
    }
    return New;
  }
  static char *duplicate(const char *Text) {
    size_t Size = strlen(Text) + 1;
    void *New = allocate(Size);
    return static_cast<char *>(New ? memcpy(New, Text, Size) : New);
  }
  /// What is still in use stays for good.
  static void startOver() {
    if (Living)
      First = Next;
    Living = 0;
    Next = First;
  }

private:
  static constexpr size_t LargestNode = 192;
  static bool isOurs(const void *Address) { return Address >= Storage && Address < Limit; }
  struct alignas(16) Block {
    size_t Size;
  };
  static inline char *First = Storage, *Next = Storage, *Limit = Storage + Capacity;
  static inline size_t Living = 0;
};

} // namespace

PoolImage::PoolImage(const char *BaseFile) {
  pmemobj_set_funcs(ImageMemory::allocate, ImageMemory::free, ImageMemory::reallocate,
                    ImageMemory::duplicate);
  MappedFile Base(BaseFile);
  Size = Base.Size;
  File = memfd_create("image", MFD_CLOEXEC);
  if (File < 0 || ftruncate(File, off_t(Size)) != 0)
    complain("can't make an image of", BaseFile);
  void *Mapping = mmap(nullptr, Size, PROT_READ | PROT_WRITE, MAP_SHARED, File, 0);
  if (Mapping == MAP_FAILED)
    complain("can't map an image of", BaseFile);
  View = static_cast<char *>(Mapping);
  // Without the holes.
  constexpr size_t PageBytes = 4096;
  static const char Zeroes[PageBytes] = {};
  for (size_t At = 0; At < Size; At += PageBytes)
    if (memcmp(Base.Bytes + At, Zeroes, PageBytes) != 0)
      memcpy(View + At, Base.Bytes + At, PageBytes);
  Path = "/proc/" + std::to_string(getpid()) + "/fd/" + std::to_string(File);
  Layout =
      reinterpret_cast<stet::libpmemobj::Descriptor *>(View + stet::libpmemobj::HeaderSize)->Layout;
}

void PoolImage::apply(uint64_t Offset, const void *Bytes, size_t Count) {
  if (Offset > Size || Count > Size - Offset)
    complain("the trace leaves the pool", "");
  memcpy(View + Offset, Bytes, Count);
}

PMEMobjpool *PoolImage::open() {
  Opening = true;
  PMEMobjpool *Pool = pmemobj_open(Path.c_str(), Layout.c_str());
  Opening = false;
  return Pool;
}

void PoolImage::close(PMEMobjpool *Pool) {
  Opening = true;
  pmemobj_close(Pool);
  Opening = false;
  ImageMemory::startOver();
}

bool PoolImage::passesPmempool() const {
  std::string Argument = Path;
  const char *Words[] = {"pmempool", "check", Argument.c_str(), nullptr};
  posix_spawn_file_actions_t Actions;
  posix_spawn_file_actions_init(&Actions);
  posix_spawn_file_actions_addopen(&Actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t Child;
  int Status = -1;
  if (posix_spawnp(&Child, Words[0], &Actions, nullptr, const_cast<char **>(Words), environ) != 0)
    complain("can't run", Words[0]);
  posix_spawn_file_actions_destroy(&Actions);
  waitpid(Child, &Status, 0);
  return WIFEXITED(Status) && WEXITSTATUS(Status) == 0;
}
