//===-- runtime/diagnostics/PowerCut.h - What would be left after a loss of power ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Only in libstet-test.so: see CrashPoint.h.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_DIAGNOSTICS_POWERCUT_H
#define STET_RUNTIME_DIAGNOSTICS_POWERCUT_H

#include "CutRandom.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace stet {

/// Follows which bytes of the mapped pools are durable. A line (64 bytes) that was
/// flushed becomes durable, as it was then, when the same thread drains; any line
/// that was stored to may become durable by itself at any time.
class PowerCut {
public:
  /// nullptr unless STET_CRASH_MODE=power.
  static PowerCut *ifSimulated();

  void map(const void *Address, size_t Size, const char *Path);
  void unmap(const void *Address);
  void flush(const void *Address, size_t Size);
  void drain();

  /// Puts in the place of each pool's file one with what is durable and a random
  /// part, by STET_CRASH_SEED, of what may be. Other threads go on writing to the
  /// old file, which has no name any more.
  void cut();

private:
  static constexpr size_t LineBytes = 64;
  struct Line {
    alignas(8) char Bytes[LineBytes];
  };
  /// One pool.
  struct Image {
    const char *Base;
    size_t Size;
    std::string Path;
    int File;      ///< the pool's, to read it without touching its holes
    char *Durable; ///< what is durable, zero where nothing was ever written
    std::unordered_map<size_t, uint64_t> Newest; ///< stamp of the durable line, by number
  };
  struct Flushed {
    const char *Address; ///< of the line
    uint64_t Stamp;
    Line Content;
  };

  Image *find(const void *Address);
  void write(const Image &I);

  std::mutex Mutex;
  std::list<Image> Images;
  std::unordered_map<std::thread::id, std::vector<Flushed>> Pending; ///< flushed, not drained
  uint64_t NextStamp = 1;
  CutRandom Random;
};

} // namespace stet

#endif // STET_RUNTIME_DIAGNOSTICS_POWERCUT_H
