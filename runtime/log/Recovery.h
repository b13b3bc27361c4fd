//===-- runtime/log/Recovery.h - Rolls back what a crash left unfinished ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_LOG_RECOVERY_H
#define STET_RUNTIME_LOG_RECOVERY_H

#include "LogDirectory.h"

#include <memory>
#include <vector>

namespace stet {
class Pool;
class OverflowFile;

/// The unfinished transaction of one slot, as recovery finds it.
struct LiveLog {
  LogSlot *Slot;
  std::vector<LogChunk *> PoolChunks;
  std::unique_ptr<OverflowFile> Overflow;
  std::vector<const Record *> Undo; ///< in the order in which they were appended

  LiveLog();
  LiveLog(LiveLog &&);
  ~LiveLog();
};

/// Rolls back every live log of the pool: first reads and checks all of them, then
/// applies. Returns false after setError(EBADMSG), with nothing changed, when a
/// record before the end of a log is damaged, has an unknown type or lies outside
/// of what a transaction can write. A crash in the middle is mended by running it
/// again. Frees the chunks that the logs had grown by.
bool recoverLogs(Pool &P, const std::vector<LogBlock *> &Blocks);

} // namespace stet

#endif // STET_RUNTIME_LOG_RECOVERY_H
