//===-- runtime/pool/FreeFooters.cpp - Repairing the footers of free blocks ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FreeFooters.h"
#include "../diagnostics/Error.h"
#include "HeapWalk.h"
#include "OpenError.h"
#include "Pool.h"
#include "PoolFile.h"

#include <cerrno>
#include <cstring>
#include <sys/mman.h>

namespace stet {

using namespace libpmemobj;

bool checkHeap(const PoolFile &File) {
  void *View =
      mmap(nullptr, File.size(), PROT_READ, MAP_SHARED | MAP_NORESERVE, File.descriptor(), 0);
  if (View == MAP_FAILED)
    return setError(errno, "can't map the pool '%s': %s", File.path().c_str(), strerror(errno));
  bool Sound = forEachBlock(static_cast<char *>(View), File.size(),
                            [](const ChunkHeader &, const ChunkHeader &) {});
  munmap(View, File.size());
  return Sound || reportDamaged(File.path(), "its heap has a block of impossible size or type");
}

bool repairFreeFooters(Pool &P) {
  bool Changed = false;
  bool Sound = forEachBlock(P.base(), P.size(), [&](const ChunkHeader &First, ChunkHeader &Last) {
    if (First.Type != Free || First.Chunks == 1)
      return;
    if (Last.Type == Footer && Last.Flags == 0 && Last.Chunks == First.Chunks)
      return;
    Last = {Footer, 0, First.Chunks};
    P.medium().flush(&Last, sizeof(Last));
    Changed = true;
  });
  if (Changed)
    P.medium().drain();
  return Sound || reportDamaged(P.path(), "its heap has a block of impossible size or type");
}

} // namespace stet
