//===-- runtime/pool/Placement.cpp - At which address a pool lies ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placement.h"
#include "../diagnostics/Error.h"
#include "Flavour.h"

#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <sys/random.h>
#include <vector>

namespace stet {
namespace {

constexpr uint64_t Step = uint64_t(1) << 30;

struct Mapping {
  uint64_t Start, End;
  std::string Path;
};

/// The process's mappings that overlap [Start, End), in order.
std::vector<Mapping> mappingsIn(uint64_t Start, uint64_t End) {
  std::vector<Mapping> Result;
  FILE *Maps = fopen("/proc/self/maps", "re");
  if (!Maps)
    return Result; // MAP_FIXED_NOREPLACE decides
  char *Line = nullptr;
  size_t Room = 0;
  while (getline(&Line, &Room, Maps) > 0) {
    Mapping M;
    int Path = 0;
    if (sscanf(Line, "%" SCNx64 "-%" SCNx64 " %*s %*s %*s %*s %n", &M.Start, &M.End, &Path) < 2)
      continue;
    if (M.Start >= End || M.End <= Start)
      continue;
    if (Path)
      M.Path = Line + Path;
    while (!M.Path.empty() && M.Path.back() == '\n')
      M.Path.pop_back();
    Result.push_back(std::move(M));
  }
  free(Line);
  fclose(Maps);
  return Result;
}

uint64_t randomNumber() {
  uint64_t Number = 0;
  if (getrandom(&Number, sizeof(Number), GRND_NONBLOCK) != sizeof(Number))
    Number = reinterpret_cast<uintptr_t>(&Number) >> 4; // the stack's place is random too
  return Number;
}

} // namespace

bool choosePlacement(uint32_t Flavour, size_t Size, uint64_t &Address) {
  Window W = windowOf(Flavour);
  if (Size > W.Size)
    return setError(EINVAL,
                    "a pool of %zu bytes is larger than the address window of %" PRIu64
                    " GiB that all pools share",
                    Size, W.Size >> 30);
  std::vector<Mapping> Taken = mappingsIn(W.Base, W.Base + W.Size);
  uint64_t Places = (W.Size - Size) / Step + 1;
  uint64_t First = randomNumber() % Places;
  for (uint64_t I = 0; I < Places; ++I) {
    uint64_t Start = W.Base + (First + I) % Places * Step;
    bool Free = true;
    for (const Mapping &M : Taken)
      Free &= M.Start >= Start + Size || M.End <= Start;
    if (Free) {
      Address = Start;
      return true;
    }
  }
  return setError(ENOMEM,
                  "the address window of pools has no room for %zu more bytes: close a pool", Size);
}

bool isValidPlacement(uint32_t Flavour, uint64_t Address, size_t Size) {
  Window W = windowOf(Flavour);
  return Address % 4096 == 0 && Address >= W.Base && Address - W.Base < W.Size &&
         Size <= W.Size - (Address - W.Base);
}

std::string describeMappingAt(uint64_t Address, size_t Size) {
  std::vector<Mapping> Taken = mappingsIn(Address, Address + Size);
  if (Taken.empty())
    return "";
  const std::string &Path = Taken.front().Path;
  return Path.empty() ? "another mapping of this process" : "'" + Path + "'";
}

} // namespace stet
