//===-- runtime/redo/AlignedBuffer.h - Memory that a disk can be written from ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STET_RUNTIME_REDO_ALIGNEDBUFFER_H
#define STET_RUNTIME_REDO_ALIGNEDBUFFER_H

#include <cstddef>

namespace stet::redo {

/// A growing stretch of whole pages. Growing moves pages and copies nothing.
class AlignedBuffer {
public:
  AlignedBuffer() = default;
  ~AlignedBuffer();
  AlignedBuffer(AlignedBuffer &&Other) noexcept;
  AlignedBuffer &operator=(AlignedBuffer &&Other) noexcept;

  char *data() { return Data; }
  const char *data() const { return Data; }
  size_t size() const { return Size; }

  /// Appends `Bytes` whose content is up to the caller. Ends the program when there is
  /// no memory.
  char *append(size_t Bytes) {
    if (Bytes > Capacity - Size) [[unlikely]]
      reserve(Size + Bytes);
    char *At = Data + Size;
    Size += Bytes;
    return At;
  }
  /// Appends zeroes up to a multiple of `Alignment`.
  void pad(size_t Alignment);
  void reserve(size_t Bytes);
  /// Gives back what is unusually large.
  void clear();

private:
  char *Data = nullptr;
  size_t Size = 0;
  size_t Capacity = 0;
};

} // namespace stet::redo

#endif // STET_RUNTIME_REDO_ALIGNEDBUFFER_H
