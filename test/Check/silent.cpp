// Checked mode has nothing to say about a program that is right: several threads on the same
// pages, nested blocks and aborts, objects that come and go, memory that grows past what
// stays open, a fork, and a second run on the same pool.
// RUN: rm -rf %t && mkdir %t
// RUN: %clangxx_stet -O2 %s %link_stet -o %t/program
// RUN: env STET_CHECK=1 STET_DURABILITY=process STET_POOL=%t/in-place %t/program 400
// RUN: env STET_CHECK=1 STET_DURABILITY=process STET_POOL=%t/in-place %t/program 400
// RUN: env STET_CHECK=1 STET_DURABILITY=power STET_POOL=%t/copy %t/program 8
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <stet.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

struct [[persistent]] item {
  long Value;
  item *Next;
  char Text[40];
};
struct [[persistent]] large {
  char Bytes[20000];
};
constexpr int Threads = 4, Lists = 64;
[[persistent]] item *List[Lists];
[[persistent]] long Sums[Threads];
[[persistent]] std::vector<long, stet::allocator<long>> Numbers;
[[persistent]] large *Large;
static std::mutex Locks[Lists], NumbersLock;

static void step(int Me, unsigned &Seed) {
  int At = rand_r(&Seed) % Lists;
  transaction<Locks[At]> {
    item *New = new item{Seed, List[At], {}};
    std::strcpy(New->Text, "some text");
    List[At] = New;
    Sums[Me]++;
    try {
      transaction<> {
        New->Value = 5;
        Sums[Me] += 7;
        delete List[At]->Next;
        List[At]->Next = new item{3, nullptr, {}};
        if (Seed % 3 == 0)
          stet::abort();
        std::memset(New->Text, 'x', 30);
      }
    } catch (stet::aborted &) {
    }
    if (Seed % 5 == 0)
      stet::abort();
    if (item *Second = List[At]->Next) {
      List[At]->Next = nullptr;
      delete Second;
    }
  }
}

static void work(int Me, int Steps) {
  unsigned Seed = Me + 1;
  for (int I = 0; I < Steps; ++I) {
    try {
      step(Me, Seed);
      if (I % 16 == 0)
        transaction<NumbersLock> {
          Numbers.push_back(I);
          delete Large;
          Large = new large{};
          std::memset(Large->Bytes, I, sizeof Large->Bytes);
        }
    } catch (stet::aborted &) {
    }
  }
}

int main(int, char **Arguments) {
  std::vector<std::thread> All;
  for (int I = 0; I < Threads; ++I)
    All.emplace_back(work, I, std::atoi(Arguments[1]));
  for (std::thread &T : All)
    T.join();
  transaction<> { Sums[0]++; }
  pid_t Child = fork();
  if (Child == 0)
    _exit(0);
  int Status = 1;
  waitpid(Child, &Status, 0);
  transaction<> { Sums[0]++; }
  return Status != 0;
}
