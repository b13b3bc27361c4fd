//===-- runtime/pool/OpenError.h - Why a pool can't be opened ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each sets errno as <stet.h> documents it and a message that names the pool, says
// what is wrong and what to do; each returns false.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_POOL_OPENERROR_H
#define STET_RUNTIME_POOL_OPENERROR_H

#include "PoolFile.h"

#include <string>

namespace stet {

/// open(2) of the file failed with `Error`.
bool reportCannotOpen(const char *Path, int Error);
/// Another process, or another open of this one, has the lock (EBUSY).
bool reportInUse(const char *Path, dev_t Device, ino_t Inode);
/// Anything but a regular file (EINVAL).
bool reportNotAFile(const char *Path);
/// The file is not a finished pool (EINVAL).
bool reportNotAPool(const PoolFile &File, PoolFile::Kind Kind);
/// The file is in the way of a new pool (EEXIST).
bool reportExists(const PoolFile &File, PoolFile::Kind Kind);
/// The pool's format is not this runtime's (EINVAL).
bool reportVersion(const PoolFile &File, uint32_t Version);
/// The pool is of the other flavour (EINVAL).
bool reportFlavour(const PoolFile &File, uint32_t Flavour);
/// The file is smaller than the pool (EBADMSG).
bool reportTruncated(const PoolFile &File, uint64_t NeededSize);
/// Something that can't be (EBADMSG).
bool reportDamaged(const std::string &Path, const char *What);
/// The pool's address is taken (EEXIST).
bool reportAddressTaken(const PoolFile &File, uint64_t Address, size_t Size);

} // namespace stet

#endif // STET_RUNTIME_POOL_OPENERROR_H
