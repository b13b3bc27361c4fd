//===-- runtime/interface/Environment.cpp - What the environment says about the program's pool
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Environment.h"

#include "../diagnostics/Error.h"
#include "../pool/Pool.h"

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

/// A number of bytes, or with K, M or G. 0 when the variable is unset.
static bool sizeFromEnvironment(const char *Variable, size_t &Size) {
  Size = 0;
  const char *Text = secure_getenv(Variable);
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
    return setError(EINVAL, "%s='%s' is not a size: give bytes, or a number with K, M or G",
                    Variable, Text);
  Size = size_t(Number << Shift);
  return true;
}

bool stet::poolSizeFromEnvironment(size_t &Size) {
  return sizeFromEnvironment("STET_POOL_SIZE", Size);
}

/// The N of `power:N`.
static bool parseBound(const char *Text, unsigned &Milliseconds) {
  char *End = nullptr;
  errno = 0;
  unsigned long Number = strtoul(Text, &End, 10);
  Milliseconds = unsigned(Number);
  constexpr unsigned long MostMilliseconds = 3600 * 1000;
  return !errno && isdigit(static_cast<unsigned char>(*Text)) && !*End && Number > 0 &&
         Number <= MostMilliseconds;
}

static bool durabilityFromEnvironment(PoolOptions &Options) {
  const char *Text = secure_getenv("STET_DURABILITY");
  if (!Text || !*Text)
    return true;
  if (strcmp(Text, "process") == 0) {
    Options.Durability = STET_DURABILITY_PROCESS;
    return true;
  }
  Options.Durability = STET_DURABILITY_POWER;
  if (strcmp(Text, "power") == 0 ||
      (strncmp(Text, "power:", 6) == 0 && parseBound(Text + 6, Options.RelaxedMilliseconds)))
    return true;
  return setError(EINVAL,
                  "STET_DURABILITY='%s' is neither 'power' nor 'power:N', with N milliseconds, "
                  "nor 'process'",
                  Text);
}

static bool placementFromEnvironment(PoolOptions &Options) {
  const char *Text = secure_getenv("STET_PLACEMENT");
  if (!Text || !*Text)
    return true;
  if (strcmp(Text, "in-place") == 0)
    Options.Where = Placement::InPlace;
  else if (strcmp(Text, "copy") == 0)
    Options.Where = Placement::Copy;
  else
    return setError(EINVAL, "STET_PLACEMENT='%s' is neither 'in-place' nor 'copy'", Text);
  return true;
}

bool stet::optionsFromEnvironment(PoolOptions &Options) {
  size_t LogBytes;
  if (!durabilityFromEnvironment(Options) || !placementFromEnvironment(Options) ||
      !sizeFromEnvironment("STET_LOG_SIZE", LogBytes))
    return false;
  Options.LogBytes = LogBytes;
  return true;
}
