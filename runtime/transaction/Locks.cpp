//===-- runtime/transaction/Locks.cpp - Locks that blocks hold ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Locks.h"

#include <algorithm>
#include <functional>

using namespace stet;

namespace {

/// Takes all of `Wanted` or, when a lock throws, none.
class Acquisition {
public:
  explicit Acquisition(std::vector<__stet_argument> &Wanted) : Wanted(Wanted) {}
  ~Acquisition() {
    if (!Complete)
      release();
  }

  void run() {
    bool CanTry = std::all_of(Wanted.begin(), Wanted.end(),
                              [](const __stet_argument &L) { return L.try_lock != nullptr; });
    if (Wanted.size() == 1 || !CanTry)
      inOrder();
    else
      byTrying();
    Complete = true;
  }

private:
  void inOrder() {
    std::sort(Wanted.begin(), Wanted.end(), [](const __stet_argument &A, const __stet_argument &B) {
      return A.object == B.object ? std::less<>()(A.lock, B.lock)
                                  : std::less<void *>()(A.object, B.object);
    });
    for (; Taken < Wanted.size(); ++Taken)
      Wanted[Taken].lock(Wanted[Taken].object);
  }

  /// Waits for one lock holding none; then whichever could not be had is the next to
  /// wait for.
  void byTrying() {
    for (;;) {
      Wanted[0].lock(Wanted[0].object);
      Taken = 1;
      while (Taken < Wanted.size() && Wanted[Taken].try_lock(Wanted[Taken].object))
        ++Taken;
      if (Taken == Wanted.size())
        return;
      size_t Busy = Taken;
      release();
      std::rotate(Wanted.begin(), Wanted.begin() + ptrdiff_t(Busy), Wanted.end());
    }
  }

  void release() {
    for (; Taken; --Taken)
      Wanted[Taken - 1].unlock(Wanted[Taken - 1].object);
  }

  std::vector<__stet_argument> &Wanted;
  size_t Taken = 0;
  bool Complete = false;
};

/// A lock has the address of its first member too, which may be another lock.
bool has(const std::vector<__stet_argument> &Locks, const __stet_argument &Lock) {
  return std::any_of(Locks.begin(), Locks.end(), [&Lock](const __stet_argument &L) {
    return L.object == Lock.object && L.lock == Lock.lock;
  });
}

} // namespace

void HeldLocks::acquire(size_t Count, const __stet_argument *Arguments) {
  std::vector<__stet_argument> Wanted;
  for (size_t I = 0; I < Count; ++I)
    if (Arguments[I].lock && !has(Held, Arguments[I]) && !has(Wanted, Arguments[I]))
      Wanted.push_back(Arguments[I]);
  if (Wanted.empty())
    return;
  Held.reserve(Held.size() + Wanted.size());
  Acquisition(Wanted).run();
  Held.insert(Held.end(), Wanted.begin(), Wanted.end());
}

void HeldLocks::releaseTo(size_t Count) noexcept {
  while (Held.size() > Count) {
    __stet_argument Last = Held.back();
    Held.pop_back();
    Last.unlock(Last.object);
  }
}
