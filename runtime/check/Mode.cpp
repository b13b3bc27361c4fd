//===-- runtime/check/Mode.cpp - Whether the program runs in checked mode ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Mode.h"

#include "../diagnostics/Error.h"

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace stet::check {

static std::atomic<Mode> TheMode{Mode::Off};
static std::atomic<bool> AllPages{false};

static bool pagesFromEnvironment() {
  const char *Text = secure_getenv("STET_CHECK_PAGES");
  bool IsSet = Text && *Text;
  if (IsSet && strcmp(Text, "all") != 0)
    return setError(EINVAL,
                    "STET_CHECK_PAGES='%s' is not 'all', which compares all open pages at each "
                    "commit; without it those are compared for which there is time",
                    Text);
  AllPages.store(IsSet, std::memory_order_relaxed);
  return true;
}

bool modeFromEnvironment(Mode &Result) {
  const char *Text = secure_getenv("STET_CHECK");
  if (!Text || !*Text || strcmp(Text, "0") == 0)
    Result = Mode::Off;
  else if (strcmp(Text, "1") == 0)
    Result = Mode::Stop;
  else if (strcmp(Text, "warn") == 0)
    Result = Mode::Warn;
  else
    return setError(EINVAL,
                    "STET_CHECK='%s' is neither '1', which ends the program at the first report, "
                    "nor 'warn', which goes on, nor '0'",
                    Text);
  TheMode.store(Result, std::memory_order_relaxed);
  return pagesFromEnvironment();
}

Mode mode() { return TheMode.load(std::memory_order_relaxed); }
bool comparesAllPages() { return AllPages.load(std::memory_order_relaxed); }

} // namespace stet::check
