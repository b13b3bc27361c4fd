//===-- runtime/redo/Checkpoint.h - Bringing a log's batches into the pool file ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STET_RUNTIME_REDO_CHECKPOINT_H
#define STET_RUNTIME_REDO_CHECKPOINT_H

#include "AreaReader.h"
#include "PageSet.h"
#include "PoolFileAccess.h"

namespace stet::redo {

/// What a checkpoint has done.
struct CheckpointResult {
  uint64_t Applied = 0; ///< the number of the last batch that is in the file
  uint64_t Bytes = 0;   ///< that were written to the pool file
};

/// Applies the batches of a full area to the pool file and notes that in its mark. All of
/// them are durable in the log; `Last` is the number of the last. Enters the
/// pages that it writes in `Touched`. A crash in the
/// middle leaves a file that the log mends. False with errno: ENOSPC when the disk is
/// full (the call may be repeated), EBADMSG when the log can't be read back.
bool checkpointArea(const PoolFileAccess &Pool, const LogStorage &Log, uint64_t LogId,
                    const Area &Filled, uint64_t Last, PageSet &Touched, CheckpointResult &Result);

/// Brings a pool file that was not closed up to date with the log that its mark names,
/// clears the mark and removes the log. With no mark it does nothing. A crash in the
/// middle is mended by the next call. False after setError(), and then the log is
/// where it was: EBADMSG when it is missing, damaged, or another pool's or another
/// copy's; ENOSPC.
bool recoverPoolFile(const PoolFileAccess &Pool, const Mark &Needed);

} // namespace stet::redo

#endif // STET_RUNTIME_REDO_CHECKPOINT_H
