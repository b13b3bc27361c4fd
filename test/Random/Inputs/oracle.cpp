//===-- test/Random/Inputs/oracle.cpp - Transactions that copy everything -----------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "oracle.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unwind.h>

/// Every allocation has its size before it; nothing is used again.
static constexpr size_t HeapRoom = 1 << 20, Before = 16;
alignas(16) static char Heap[HeapRoom];
static size_t HeapSize;
static char *State;
static size_t StateSize;
static oracle_block *Innermost;
static int LastAbort;

void oracle_use(void *NewState, size_t Size) {
  State = static_cast<char *>(NewState);
  StateSize = Size;
}

void *stet_malloc(size_t Size) {
  size_t Rounded = (Size + 15) / 16 * 16 + Before;
  if (HeapRoom - HeapSize < Rounded) {
    std::fprintf(stderr, "oracle: the heap is full\n");
    std::_Exit(3);
  }
  char *Object = Heap + HeapSize + Before;
  std::memcpy(Object - Before, &Size, sizeof Size);
  HeapSize += Rounded;
  return Object;
}

void *stet_calloc(size_t Count, size_t Size) {
  return std::memset(stet_malloc(Count * Size), 0, Count * Size);
}

void *stet_realloc(void *Object, size_t Size) {
  void *New = stet_malloc(Size);
  if (Object) {
    size_t Old;
    std::memcpy(&Old, static_cast<char *>(Object) - Before, sizeof Old);
    std::memcpy(New, Object, Old < Size ? Old : Size);
  }
  return New;
}

void stet_free(void *) {}

int stet_last_abort() { return LastAbort; }

void oracle_begin(oracle_block *Block, void *Frame) {
  Block->Outer = Innermost;
  Block->Frame = Frame;
  Block->HeapSize = HeapSize;
  Block->HasEnded = 0;
  Block->Exceptions = std::uncaught_exceptions();
  Block->Copy = static_cast<char *>(std::malloc(StateSize + HeapSize));
  std::memcpy(Block->Copy, State, StateSize);
  std::memcpy(Block->Copy + StateSize, Heap, HeapSize);
  Innermost = Block;
}

static void end(oracle_block *Block, int Error) {
  std::free(Block->Copy);
  Block->HasEnded = 1;
  Innermost = Block->Outer;
  LastAbort = Error;
}

void oracle_leave(oracle_block *Block) {
  if (!Block->HasEnded)
    end(Block, 0);
}

void oracle_roll_back(oracle_block *Block, int Error) {
  std::memcpy(State, Block->Copy, StateSize);
  std::memcpy(Heap, Block->Copy + StateSize, Block->HeapSize);
  HeapSize = Block->HeapSize;
  end(Block, Error);
}

void oracle_roll_back_all() {
  while (Innermost)
    oracle_roll_back(Innermost, 1);
}

/// Unwinds, so that cleanups run, as far as the function of the block.
static _Unwind_Reason_Code stopAtBlock(int, _Unwind_Action Actions, _Unwind_Exception_Class,
                                       _Unwind_Exception *, _Unwind_Context *Context, void *Error) {
  constexpr int FramePointer = 6;
  if (reinterpret_cast<void *>(_Unwind_GetGR(Context, FramePointer)) == Innermost->Frame) {
    oracle_block *Block = Innermost;
    oracle_roll_back(Block, *static_cast<int *>(Error));
    longjmp(Block->Jump, 1);
  }
  if (Actions & _UA_END_OF_STACK)
    std::abort();
  return _URC_NO_REASON;
}

void stet_abort(int Error) {
  if (!Innermost)
    std::abort();
  if (!Innermost->Frame)
    throw stet::aborted(Error);
  static int Reason;
  static _Unwind_Exception Exception;
  Reason = Error;
  Exception = {};
  _Unwind_ForcedUnwind(&Exception, stopAtBlock, &Reason);
  std::abort();
}
