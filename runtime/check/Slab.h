//===-- runtime/check/Slab.h - Memory that a signal handler can take ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_CHECK_SLAB_H
#define STET_RUNTIME_CHECK_SLAB_H

#include "../diagnostics/Error.h"

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <new>
#include <sys/mman.h>

namespace stet::check {

/// `Bytes` of zeroes straight from the system, which hands out pages when they are
/// touched. Ends the program when there are none.
inline void *takePages(size_t Bytes) {
  void *Memory = mmap(nullptr, Bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (Memory == MAP_FAILED)
    fatalUserError("no memory for checked mode: %s", strerror(errno));
  return Memory;
}

/// Objects that are taken and given back without malloc. Not safe for several threads.
template <class T> class Slab {
public:
  T *take() {
    if (!Free)
      grow();
    Cell *C = Free;
    Free = C->Next;
    return new (C->Memory) T;
  }
  void give(T *Object) {
    Object->~T();
    auto *C = reinterpret_cast<Cell *>(Object);
    C->Next = Free;
    Free = C;
  }
  Slab() = default;
  Slab(const Slab &) = delete;
  Slab &operator=(const Slab &) = delete;
  ~Slab() {
    while (Chunk *C = Chunks) {
      Chunks = C->Next;
      munmap(C, ChunkBytes);
    }
  }

private:
  union Cell {
    Cell *Next;
    alignas(T) char Memory[sizeof(T)];
  };
  static constexpr size_t ChunkBytes = 1 << 18;
  static constexpr size_t CellsInChunk = (ChunkBytes - 64) / sizeof(Cell);
  struct Chunk {
    Chunk *Next;
    alignas(64) Cell Cells[CellsInChunk];
  };
  static_assert(sizeof(Chunk) <= ChunkBytes);

  void grow() {
    auto *C = static_cast<Chunk *>(takePages(ChunkBytes));
    C->Next = Chunks;
    Chunks = C;
    for (size_t I = CellsInChunk; I--;) {
      C->Cells[I].Next = Free;
      Free = &C->Cells[I];
    }
  }

  Cell *Free = nullptr;
  Chunk *Chunks = nullptr;
};

} // namespace stet::check

#endif // STET_RUNTIME_CHECK_SLAB_H
