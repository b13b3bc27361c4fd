//===-- runtime/interface/Environment.cpp - What the environment says about the program's pool
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Environment.h"

#include "../diagnostics/Error.h"

#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>

using namespace stet;

std::string stet::defaultPoolPath(const char *Named) {
  const char *FromEnvironment = secure_getenv("STET_POOL");
  if (FromEnvironment && *FromEnvironment)
    return FromEnvironment;
  if (Named)
    return Named;
  return std::string("./") + program_invocation_short_name + ".pool";
}

bool stet::poolSizeFromEnvironment(size_t &Size) {
  Size = 0;
  const char *Text = secure_getenv("STET_POOL_SIZE");
  if (!Text || !*Text)
    return true;
  char *End = nullptr;
  errno = 0;
  unsigned long long Number = strtoull(Text, &End, 10);
  unsigned Shift = 0;
  switch (*End) {
  case 'K':
  case 'k':
    Shift = 10;
    break;
  case 'M':
  case 'm':
    Shift = 20;
    break;
  case 'G':
  case 'g':
    Shift = 30;
    break;
  }
  if (Shift)
    ++End;
  if (errno || !isdigit(static_cast<unsigned char>(*Text)) || *End || Number == 0 ||
      Number > (~0ull >> 1) >> Shift)
    return setError(
        EINVAL, "STET_POOL_SIZE='%s' is not a size: give bytes, or a number with K, M or G", Text);
  Size = size_t(Number << Shift);
  return true;
}

bool stet::durabilityFromEnvironment(stet_durability &Durability) {
  const char *Text = secure_getenv("STET_DURABILITY");
  if (!Text || !*Text)
    Durability = STET_DURABILITY_STORED;
  else if (strcmp(Text, "power") == 0)
    Durability = STET_DURABILITY_POWER;
  else if (strcmp(Text, "process") == 0)
    Durability = STET_DURABILITY_PROCESS;
  else
    return setError(EINVAL, "STET_DURABILITY='%s' is neither 'power' nor 'process'", Text);
  return true;
}
