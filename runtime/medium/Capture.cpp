//===-- runtime/medium/Capture.cpp - What was flushed and is not in the log yet ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Capture.h"
#include "../diagnostics/CaptureTrace.h"
#include "../diagnostics/CrashPoint.h"
#include "../diagnostics/PlantedBug.h"

#include <algorithm>
#include <immintrin.h>
#include <sched.h>

namespace stet {

/// Held for some dozen instructions, by every flush: shorter than a mutex takes.
class Capture::Lock {
public:
  explicit Lock(std::atomic<bool> &Flag) : Flag(Flag) {
    while (Flag.exchange(true, std::memory_order_acquire))
      wait();
  }
  ~Lock() { Flag.store(false, std::memory_order_release); }

private:
  void wait() {
    for (unsigned I = 0; I < 64; ++I) {
      if (!Flag.load(std::memory_order_relaxed))
        return;
      _mm_pause();
    }
    sched_yield(); // who has it may wait for this processor
  }
  std::atomic<bool> &Flag;
};

Capture::Capture(const char *Base, size_t Size) : Base(Base), Size(Size) {
  pthread_rwlockattr_t Attributes;
  pthread_rwlockattr_init(&Attributes);
  // A stream of commits must not keep a batch from being cut.
  pthread_rwlockattr_setkind_np(&Attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
  pthread_rwlock_init(&Gate, &Attributes);
  pthread_rwlockattr_destroy(&Attributes);
}

Capture::~Capture() { pthread_rwlock_destroy(&Gate); }

void Capture::copy(uint64_t Offset, const char *Bytes, size_t Length) {
  redo::Batch &Batch = Batches[Filling];
  traceCapture(Offset, Bytes, Length);
  Batch.add(Offset, Bytes, Length);
  Waiting.store(Batch.mostBytes(), std::memory_order_relaxed);
}

void Capture::add(const void *Address, size_t Length) {
  auto *Bytes = static_cast<const char *>(Address);
  auto Offset = uint64_t(Bytes - Base);
  // libpmemobj may flush whole lines at the pool's end.
  Length = std::min(Length, Size - Offset);
  if (!Length)
    return;
  {
    Lock Guard(IsLocked);
    if (isPlanted(PlantedBug::CopyAtCut))
      Uncopied.push_back({Bytes, Length});
    else
      copy(Offset, Bytes, Length);
  }
  crashPoint("capture");
}

void Capture::enter() {
  if (!isPlanted(PlantedBug::NoGate))
    pthread_rwlock_rdlock(&Gate);
}

void Capture::leave() {
  if (!isPlanted(PlantedBug::NoGate))
    pthread_rwlock_unlock(&Gate);
}

CommitTicket Capture::leaveCommitted() {
  CommitTicket Ticket;
  {
    Lock Guard(IsLocked);
    traceCommit();
    Ticket = NextNumber;
    LastCommit.store(Ticket, std::memory_order_release);
    Commits.fetch_add(1, std::memory_order_relaxed);
  }
  leave();
  return Ticket;
}

/// What libpmemobj may capture besides what is announced.
static constexpr uint64_t Slack = 16 * 1024;

uint64_t Capture::expectedBytes() const { return Announced + waitingBytes() + Slack; }

bool Capture::announce(size_t Bytes) {
  // Sequentially consistent, as setRoom and expectedBytes are: who lowers the room sees
  // the announcements that counted on more.
  uint64_t Before = Announced.fetch_add(Bytes);
  if (Before + Bytes + waitingBytes() + Slack <= Room) [[likely]]
    return true;
  Announced -= Bytes;
  return false;
}

redo::Batch &Capture::cut(uint64_t &Number, uint64_t InCurrent, uint64_t InOther) {
  if (!isPlanted(PlantedBug::NoGate))
    pthread_rwlock_wrlock(&Gate);
  redo::Batch *Full;
  {
    Lock Guard(IsLocked);
    for (const Range &R : Uncopied)
      copy(uint64_t(R.Bytes - Base), R.Bytes, R.Size);
    Uncopied.clear();
    Full = &Batches[Filling];
    Filling = 1 - Filling;
    Number = NextNumber++;
    // Whoever enters from here on must not count on what this batch takes.
    uint64_t Bytes = redo::roundUp(Full->mostBytes(), redo::BlockBytes);
    setRoom(Bytes <= InCurrent ? std::max(InCurrent - Bytes, InOther)
                               : InOther - std::min(InOther, Bytes));
    Announced.store(0, std::memory_order_relaxed);
    Waiting.store(0, std::memory_order_relaxed);
    traceCut(Number);
  }
  leave();
  crashPoint("cut");
  return *Full;
}

} // namespace stet
