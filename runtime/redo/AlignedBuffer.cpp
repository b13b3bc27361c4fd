//===-- runtime/redo/AlignedBuffer.cpp - Memory that a disk can be written from ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AlignedBuffer.h"
#include "../diagnostics/Error.h"
#include "Format.h"

#include <algorithm>
#include <cstring>
#include <sys/mman.h>
#include <utility>

namespace stet::redo {

static constexpr size_t UsualBytes = 1 << 20;

AlignedBuffer::~AlignedBuffer() {
  if (Data)
    munmap(Data, Capacity);
}

AlignedBuffer::AlignedBuffer(AlignedBuffer &&Other) noexcept
    : Data(std::exchange(Other.Data, nullptr)), Size(std::exchange(Other.Size, 0)),
      Capacity(std::exchange(Other.Capacity, 0)) {}

AlignedBuffer &AlignedBuffer::operator=(AlignedBuffer &&Other) noexcept {
  std::swap(Data, Other.Data);
  std::swap(Size, Other.Size);
  std::swap(Capacity, Other.Capacity);
  return *this;
}

void AlignedBuffer::reserve(size_t Bytes) {
  if (Bytes <= Capacity)
    return;
  size_t Wanted = roundUp(std::max({Bytes, Capacity * 2, size_t(64) * 1024}), BlockBytes);
  void *New = Data ? mremap(Data, Capacity, Wanted, MREMAP_MAYMOVE)
                   : mmap(nullptr, Wanted, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (New == MAP_FAILED)
    fatal("no memory for %zu bytes of a pool's redo log; nothing is lost: open the pool again",
          Wanted);
  Data = static_cast<char *>(New);
  Capacity = Wanted;
}

void AlignedBuffer::pad(size_t Alignment) {
  size_t Bytes = roundUp(Size, Alignment) - Size;
  memset(append(Bytes), 0, Bytes);
}

void AlignedBuffer::clear() {
  Size = 0;
  if (Capacity <= UsualBytes)
    return;
  munmap(Data, Capacity);
  Data = nullptr;
  Capacity = 0;
}

} // namespace stet::redo
