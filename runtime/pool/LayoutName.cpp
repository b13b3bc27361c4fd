//===-- runtime/pool/LayoutName.cpp - What a pool says before it is mapped ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayoutName.h"
#include "Flavour.h"

#include <cinttypes>
#include <cstdio>
#include <stet/abi.h>

namespace stet {

std::string LayoutName::encode() const {
  char Text[64];
  snprintf(Text, sizeof(Text), "stet/%u %s 0x%" PRIx64, Version, flavourName(Flavour), BaseAddress);
  return Text;
}

bool LayoutName::decode(const std::string &Text, LayoutName &Name) {
  LayoutName Result;
  int Read = 0;
  if (sscanf(Text.c_str(), "stet/%u%n", &Result.Version, &Read) != 1)
    return false;
  if (Result.Version != CurrentVersion) {
    Name = Result;
    return true;
  }
  char Flavour[16];
  int More = 0;
  if (sscanf(Text.c_str() + Read, " %15s 0x%" SCNx64 "%n", Flavour, &Result.BaseAddress, &More) !=
          2 ||
      size_t(Read + More) != Text.size())
    return false;
  Result.Flavour = UINT32_MAX;
  for (uint32_t F : {STET_FLAVOUR_PLAIN, STET_FLAVOUR_SANITIZER})
    if (std::string(Flavour) == flavourName(F))
      Result.Flavour = F;
  Name = Result;
  return true;
}

} // namespace stet
