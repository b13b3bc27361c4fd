//===-- explore.cpp - Every state that a crash may leave, opened ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: explore POOL TRACE IMAGES SEED [strict] [final FILE]
//
// POOL is a pool's file as it was when the trace (runtime/diagnostics/CaptureTrace.h)
// began. At every cut of a batch, at every drain and between captures (all or random ones,
// so that there are at least IMAGES in all if the trace has as many), the file plus what was
// captured until then is opened by the plain libpmemobj, walked and worked on. At a cut the data
// must be what the transactions before it noted, no more and no less.
//
// TRACE may be "-": then the pool itself is the only image.
//
// strict: what was acknowledged must have been in a batch by then. final: the trace's
// end and this file, a pool that was closed, must be the same.
//
//===----------------------------------------------------------------------===//

#include "PoolImage.h"
#include "Trace.h"
#include "Verification.h"
#include "pool/LibPmemobjFormat.h"
#include "pool/PoolHeader.h"

#include <chrono>
#include <csignal>
#include <unordered_map>

/// For whoever debugs: which image it was.
static uint64_t Position = 0;
static const char *Kind = "";

[[noreturn]] static void fail(const std::string &Wrong) {
  printf("event %lu (%s): %s\n", Position, Kind, Wrong.c_str());
  fflush(stdout);
  _exit(1);
}

static void onSignal(int Number) {
  fail(Number == SIGALRM ? "libpmemobj hangs" : "libpmemobj crashes");
}

namespace {

class Explorer {
public:
  Explorer(const char *Pool, const char *TracePath, uint64_t Wanted, uint64_t Seed, bool Strict)
      : Image(Pool), Events(strcmp(TracePath, "-") == 0 ? "/dev/null" : TracePath),
        Random(Seed * 2 + 1), Strict(Strict) {
    count(Wanted);
    PMEMobjpool *Opened = Image.open();
    if (!Opened)
      fail(std::string("libpmemobj can't open it: ") + pmemobj_errormsg());
    Verification(Opened, Image.size()).readPromises(Committed);
    std::copy(std::begin(Committed), std::end(Committed), std::begin(InBatches));
    Image.close(Opened);
  }

  void run() {
    Events.forEach([this](const Trace::Event &E, const char *Bytes) {
      ++Position;
      step(E, Bytes);
    });
  }

  void examineBase() { examine("pool", Cuts, true); }

  void compareWith(const char *ClosedPool) const;

  uint64_t Cuts = 0, Drains = 0, Prefixes = 0, Checks = 0;

private:
  using Event = Trace::Event;

  /// How likely a capture gives an image, so that there are enough.
  void count(uint64_t Wanted) {
    uint64_t Of[Event::Note + 1] = {};
    Events.forEach([&](const Event &E, const char *) { ++Of[E.Kind]; });
    uint64_t Left = Wanted - std::min(Wanted, 1 + Of[Event::Cut] + Of[Event::Drain]);
    PrefixChance = Of[Event::Capture] ? double(Left) / double(Of[Event::Capture]) : 0;
  }

  bool happens(double Chance) {
    Random = Random * 6364136223846793005 + 1442695040888963407;
    return double(Random >> 11) * 0x1p-53 < Chance;
  }

  void step(const Event &E, const char *Bytes) {
    switch (E.Kind) {
    case Event::Capture:
      Image.apply(E.Arguments[0], Bytes, E.Size);
      if (happens(PrefixChance))
        examine("capture", Prefixes, false);
      break;
    case Event::Drain:
      examine("drain", Drains, false);
      break;
    case Event::Commit:
      if (auto At = Intents.find(E.Thread); At != Intents.end()) {
        Committed[At->second.first] = At->second.second;
        Intents.erase(At);
      }
      break;
    case Event::Cut:
      examine("cut", Cuts, true);
      std::copy(std::begin(Committed), std::end(Committed), std::begin(InBatches));
      break;
    case Event::Note:
      takeNote(E);
    }
  }

  void takeNote(const Event &E) {
    auto What = note(E.Arguments[0] & 0xff);
    unsigned Part = unsigned(E.Arguments[0] >> 8 & 0xff);
    uint64_t Version = E.Arguments[0] >> 16;
    Kind = "note";
    if (What == note::Intent)
      Intents[E.Thread] = {Part, {Version, E.Arguments[1]}};
    else if (Version > Committed[Part].Version)
      fail("a transaction went on without having committed");
    else if (Strict && Version > InBatches[Part].Version)
      fail("a transaction was acknowledged before it was in a batch");
  }

  void examine(const char *What, uint64_t &Counter, bool IsCommitPoint) {
    Kind = What;
    ++Counter;
    alarm(20);
    PMEMobjpool *Pool = Image.open();
    if (!Pool)
      fail(std::string("libpmemobj can't open it: ") + pmemobj_errormsg());
    Verification V(Pool, Image.size());
    std::string Wrong = V.heap();
    if (Wrong.empty() && IsCommitPoint)
      Wrong = V.data(Committed);
    if (Wrong.empty())
      Wrong = V.use(Position);
    if (!Wrong.empty())
      fail(Wrong);
    Image.close(Pool);
    if ((Cuts + Drains + Prefixes) % 40 == 1) {
      ++Checks;
      if (!Image.passesPmempool())
        fail("pmempool check finds it damaged");
    }
    alarm(0);
  }

  PoolImage Image;
  Trace Events;
  uint64_t Random;
  bool Strict;
  double PrefixChance = 0;
  std::unordered_map<uint32_t, std::pair<unsigned, Promise>> Intents; ///< by thread
  Promise Committed[ThreadLimit + 1], InBatches[ThreadLimit + 1];
};

void Explorer::compareWith(const char *ClosedPool) const {
  Kind = "end";
  MappedFile Closed(ClosedPool);
  if (Closed.Size != Image.size())
    fail("the closed pool has another size");
  auto &D = *reinterpret_cast<const stet::libpmemobj::Descriptor *>(Closed.Bytes +
                                                                    stet::libpmemobj::HeaderSize);
  // Stet's mark and libpmemobj's volatile state go past the log.
  uint64_t Header = D.RootOffset, HeaderEnd = Header + sizeof(stet::PoolHeader);
  for (uint64_t At = stet::libpmemobj::RuntimeStateEnd; At < Closed.Size; At += 64) {
    if (At + 64 > Header && At < HeaderEnd)
      continue;
    if (memcmp(Closed.Bytes + At, Image.bytes() + At, 64) != 0)
      fail("the closed pool differs from what was captured, at offset " + std::to_string(At));
  }
}

} // namespace

int main(int Count, char **Arguments) {
  if (Count < 5)
    return fprintf(stderr, "usage: explore POOL TRACE IMAGES SEED [strict] [final FILE]\n"), 2;
  // libpmemobj reads it when it is loaded: a flush then needs no msync.
  if (!getenv("PMEM_IS_PMEM_FORCE")) {
    setenv("PMEM_IS_PMEM_FORCE", "1", 1);
    execv("/proc/self/exe", Arguments);
  }
  bool Strict = false;
  const char *Closed = nullptr;
  for (int I = 5; I < Count; ++I) {
    Strict |= strcmp(Arguments[I], "strict") == 0;
    if (strcmp(Arguments[I], "final") == 0 && I + 1 < Count)
      Closed = Arguments[++I];
  }
  for (int Signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGALRM})
    signal(Signal, onSignal);
  auto Start = std::chrono::steady_clock::now();
  Explorer X(Arguments[1], Arguments[2], strtoull(Arguments[3], nullptr, 10),
             strtoull(Arguments[4], nullptr, 10), Strict);
  if (strcmp(Arguments[2], "-") == 0)
    X.examineBase();
  else
    X.run();
  if (Closed)
    X.compareWith(Closed);
  std::chrono::duration<double> Took = std::chrono::steady_clock::now() - Start;
  uint64_t Images = X.Cuts + X.Drains + X.Prefixes;
  printf("%lu images: %lu cuts, %lu drains, %lu between captures; pmempool checked %lu; %.0f a "
         "second\n",
         Images, X.Cuts, X.Drains, X.Prefixes, X.Checks, double(Images) / Took.count());
}
