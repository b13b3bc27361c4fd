//===-- runtime/transaction/RestoredTargets.cpp - Which volatile objects an abort finds alive
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An object that was born in a block must not be restored when the block aborts: its
// memory is another's by then. The compiler knows it of variables; of what is reached
// through a pointer the stack tells it: below the frame in which a block began lies
// only what was called from it.
//
//===----------------------------------------------------------------------===//
#include "../pool/OpenPools.h"
#include "Block.h"
#include "Transaction.h"

#include <cerrno>
#include <new>

using namespace stet;

// AddressSanitizer keeps local variables in memory of its own, a frame of it for each
// frame of the stack.
extern "C" {
__attribute__((weak)) void *__asan_get_current_fake_stack(void);
__attribute__((weak)) void *__asan_addr_is_in_fake_stack(void *FakeStack, void *Address,
                                                         void **Begin, void **End);
__attribute__((weak)) void *__asan_stack_malloc_0(size_t Size);
__attribute__((weak)) void __asan_stack_free_0(void *Frame, size_t Size);
}

/// What it says of a frame's place is the stack pointer in its own function, which the
/// frame's function has called: how far that is below the frame's own.
static uintptr_t depthOfSanitizersFunction() {
  constexpr size_t SmallestFrame = 64, PlaceInFrame = 3;
  auto *Frame = static_cast<uintptr_t *>(__asan_stack_malloc_0(SmallestFrame));
  if (!Frame)
    return 0;
  uintptr_t StackPointer;
  __asm__ volatile("mov %%rsp, %0" : "=r"(StackPointer));
  uintptr_t Depth = StackPointer - Frame[PlaceInFrame];
  __asan_stack_free_0(Frame, SmallestFrame);
  return Depth;
}

/// The address, or the end of the frame on the stack that the object belongs to.
static uintptr_t placeOf(void *Address) {
  void *Stack = __asan_get_current_fake_stack && __asan_addr_is_in_fake_stack &&
                        __asan_stack_malloc_0 && __asan_stack_free_0
                    ? __asan_get_current_fake_stack()
                    : nullptr;
  void *Place = Stack ? __asan_addr_is_in_fake_stack(Stack, Address, nullptr, nullptr) : nullptr;
  if (!Place)
    return reinterpret_cast<uintptr_t>(Address);
  static const uintptr_t Depth = depthOfSanitizersFunction();
  return reinterpret_cast<uintptr_t>(Place) + Depth;
}

/// The outermost of the levels 1 to Depth whose frame lies above `Place`'s, or Depth + 1.
static unsigned oldestLevelOutlived(uintptr_t Place, unsigned Depth, uintptr_t OutermostFrame) {
  uintptr_t Here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  auto diesBefore = [&](uintptr_t Frame) { return Place >= Here && Place < Frame; };
  if (!diesBefore(OutermostFrame))
    return 1;
  unsigned Level = Depth + 1;
  for (const Block *B = ThisBlocks.innermost(); Level > 2 && !diesBefore(B->Frame); B = B->Outer)
    --Level;
  return Level;
}

/// Completes `T`. False when there is nothing to restore.
bool Transaction::findTarget(RestoredMemory::Target &T, unsigned Blocks) {
  // Persistent memory is restored by the undo log.
  if (Depth == 0 || T.Size == 0 || findOpenPool(T.Address))
    return false;
  T.Place = placeOf(T.Address);
  T.Oldest = oldestLevelOutlived(T.Place, Depth, Frame);
  if (Blocks < Depth)
    T.Oldest = std::max(T.Oldest, Depth - Blocks + 1);
  return T.Oldest <= Depth;
}

void Transaction::doomUnsaved() { doom(ENOMEM, nullptr); }

void Transaction::save(const void *Address, size_t Bytes, unsigned Blocks) {
  saveObject(const_cast<void *>(Address), Bytes, nullptr, Blocks, /*Escapes=*/false);
}

void Transaction::saveObject(void *Address, size_t Bytes, stet_restoration *How, unsigned Blocks,
                             bool Escapes) {
  RestoredMemory::Target T{static_cast<char *>(Address), Bytes, How, 0, 0};
  if (!findTarget(T, Blocks))
    return;
  try {
    if (!Restored)
      Restored = new RestoredMemory;
    if (!Restored->saveObject(T, Depth, Escapes))
      doomUnsaved();
  } catch (const std::bad_alloc &) {
    doomUnsaved();
  }
}

void Transaction::forgetFramesBelow(uintptr_t LiveFrame) {
  const Block *B = ThisBlocks.innermost();
  uintptr_t Lowest = Depth > 1 && B ? B->Frame : Frame;
  if (Restored && Lowest < LiveFrame)
    Restored->forget(Lowest, LiveFrame);
}

void Transaction::discardRestored() {
  if (!Restored)
    return;
  Restored->clear();
  delete Restored;
  Restored = nullptr;
}
