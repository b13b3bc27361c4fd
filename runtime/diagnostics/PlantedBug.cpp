//===-- runtime/diagnostics/PlantedBug.cpp - Bugs that the tests must find ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifdef STET_CRASH_POINTS

#include "PlantedBug.h"

#include "Error.h"

#include <cstdlib>
#include <cstring>

using namespace stet;

static constexpr const char *Names[] = {"no-gate", "copy-at-cut", "header-not-synced",
                                        "checksum-ignored", "sync-skipped"};

/// The index of the bug that the environment names, -1 when there is none.
static int plantedIndex() {
  const char *Wanted = getenv("STET_PLANT");
  if (!Wanted)
    return -1;
  for (int I = 0; I < int(sizeof(Names) / sizeof(Names[0])); ++I)
    if (strcmp(Wanted, Names[I]) == 0)
      return I;
  fatalUserError("STET_PLANT is '%s', which names no bug (runtime/diagnostics/PlantedBug.h)",
                 Wanted);
}

bool stet::isPlanted(PlantedBug Bug) {
  static const int Planted = plantedIndex();
  return Planted == int(Bug);
}

#endif // STET_CRASH_POINTS
