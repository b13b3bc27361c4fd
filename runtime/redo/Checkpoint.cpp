//===-- runtime/redo/Checkpoint.cpp - Bringing a log's batches into the pool file ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Checkpoint.h"
#include "../diagnostics/CrashPoint.h"
#include "PageWriter.h"

#include <cerrno>

namespace stet::redo {

bool checkpointArea(const PoolFileAccess &Pool, const LogStorage &Log, uint64_t LogId,
                    const Area &Filled, uint64_t Last, PageSet &Touched, CheckpointResult &Result) {
  AreaReader Reader(Log, LogId, Filled);
  PageWriter Writer(Pool.Pool, &Touched, /*Gently=*/true);
  while (Reader.last() < Last) {
    const BatchHeader *Batch = Reader.next();
    if (!Batch) {
      if (!Reader.failed())
        errno = EBADMSG;
      return false;
    }
    if (!Writer.apply(*Batch, Pool.Size))
      return false;
  }
  if (!Writer.flush())
    return false;
  crashPoint("checkpoint written");
  if (!Pool.Pool.sync())
    return false;
  crashPoint("checkpoint synced");
  if (!Pool.setApplied(Last))
    return false;
  crashPoint("checkpoint noted");
  Result = {Last, Writer.bytesWritten()};
  return true;
}

} // namespace stet::redo
