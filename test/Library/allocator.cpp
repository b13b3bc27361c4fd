// stet::allocator takes memory from the pool of the running transaction, aligned as the
// type wants, and gives it back; errors are exceptions. A container that is a persistent
// variable is constructed once in the life of its pool and never destroyed.
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx_stet -O1 %s %link_stet -o %t/gnu
// RUN: env STET_POOL=%t/gnu.pool %t/gnu 1 | FileCheck %s --check-prefix=FIRST
// RUN: env STET_POOL=%t/gnu.pool %t/gnu 2 | FileCheck %s --check-prefix=SECOND
// RUN: %clangxx_stet -O1 %libcxx %s %link_stet -o %t/llvm
// RUN: env STET_POOL=%t/llvm.pool %t/llvm 1 | FileCheck %s --check-prefix=FIRST
// RUN: env STET_POOL=%t/llvm.pool %t/llvm 2 | FileCheck %s --check-prefix=SECOND
#include <stet.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <new>
#include <type_traits>
#include <vector>

/// Tells when one in persistent memory is constructed or destroyed.
struct Loud {
  Loud() { tell("constructed"); }
  Loud(const Loud &) { tell("constructed"); }
  ~Loud() { tell("destroyed"); }
  bool operator()(int A, int B) const { return A < B; }

private:
  void tell(const char *What) {
    if (uintptr_t(this) >> STET_WINDOW_SHIFT == STET_WINDOW_PERSISTENT)
      std::puts(What);
  }
};

[[persistent]] std::map<int, int, Loud, stet::allocator<std::pair<const int, int>>> Numbers;

struct alignas(256) Wide {
  char Bytes[256];
};
struct [[persistent]] Holder {
  std::vector<Wide, stet::allocator<Wide>> Wides;
  std::vector<Holder *, stet::allocator<Holder *>> Others;
};
[[persistent]] Holder *Root;

static_assert(std::is_empty_v<stet::allocator<int>>);
static_assert(std::allocator_traits<stet::allocator<int>>::is_always_equal::value);
static_assert(std::is_same_v<std::allocator_traits<stet::allocator<int>>::rebind_alloc<long>,
                             stet::allocator<long>>);

static void must(bool Condition, const char *What) {
  if (!Condition) {
    std::printf("FAILED: %s\n", What);
    std::exit(1);
  }
}

static bool isIn(const void *Address, const void *PersistentNeighbour) {
  return uintptr_t(Address) >> 30 == uintptr_t(PersistentNeighbour) >> 30;
}

template <class F> int errorOf(F Fail) {
  try {
    Fail();
  } catch (const stet::error &Error) {
    return Error.code();
  }
  return 0;
}

static void checkErrors() {
  stet::allocator<int> A;
  must(errorOf([&] { (void)A.allocate(1); }) == EPERM, "allocation outside a transaction");
  int *Kept = nullptr;
  transaction <> { Kept = A.allocate(1); }
  must(errorOf([&] { A.deallocate(Kept, 1); }) == EPERM, "deallocation outside a transaction");
  transaction <> { A.deallocate(Kept, 1); }

  bool Caught = false;
  try {
    transaction <> { (void)A.allocate(SIZE_MAX / 2); }
  } catch (const std::bad_array_new_length &) {
    Caught = true;
  }
  must(Caught, "a length that does not fit");
  int Code = errorOf([&] {
    transaction <> { (void)A.allocate(size_t(1) << 40); }
  });
  must(Code == ENOMEM, "a pool that is full");
}

static void checkAlignment() {
  transaction <> {
    Root = new Holder;
    for (int I = 0; I < 5; ++I) {
      Root->Wides.emplace_back();
      must(uintptr_t(&Root->Wides.back()) % 256 == 0, "over-aligned elements");
    }
    Root->Others.push_back(Root);
    must(isIn(Root->Wides.data(), Root) && isIn(Root->Others.data(), Root), "memory of the pool");
  }
  try {
    transaction <> {
      Root->Wides.clear();
      Root->Wides.shrink_to_fit();
      Root->Others.resize(1000);
      stet::abort();
    }
  } catch (const stet::aborted &) {
  }
  must(Root->Wides.size() == 5 && Root->Others.size() == 1 && Root->Others[0] == Root,
       "an abort brings everything back");
  transaction <> {
    delete Root;
    Root = nullptr;
  }
}

/// Another pool than the program's.
static void checkPool(const char *Path) {
  stet::pool Other = stet::pool::create(Path, 32 << 20, stet::durability::process);
  struct Content {
    std::vector<int, stet::allocator<int>> *Numbers;
  };
  Content *C = Other.root<Content>();
  transaction <Other> {
    C->Numbers = stet::allocator<std::vector<int, stet::allocator<int>>>().allocate(1);
    new (C->Numbers) std::vector<int, stet::allocator<int>>{1, 2, 3};
  }
  must(isIn(C->Numbers->data(), C), "memory of the transaction's own pool");
}

int main(int, char **argv) {
  int Run = std::atoi(argv[1]);
  must(int(Numbers.size()) == Run - 1, "what the last run left");
  transaction <> { Numbers[Run] = Run; }
  checkErrors();
  checkAlignment();
  if (Run == 1)
    checkPool((std::string(std::getenv("STET_POOL")) + ".other").c_str());
  std::printf("%zu numbers\n", Numbers.size());
  // FIRST:     constructed
  // FIRST-NOT: destroyed
  // FIRST:     1 numbers
  // FIRST-NOT: destroyed
  // SECOND-NOT: constructed
  // SECOND:     2 numbers
  // SECOND-NOT: destroyed
}
