//===-- runtime/medium/Synced.h - Draining what a thread has flushed ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_MEDIUM_SYNCED_H
#define STET_RUNTIME_MEDIUM_SYNCED_H

namespace stet {

/// Syncs all that this thread has flushed to synced media. For pmem_drain, which
/// does not say what is to be drained. Costs a test when there is nothing.
void drainSyncedMedia();

} // namespace stet

#endif // STET_RUNTIME_MEDIUM_SYNCED_H
