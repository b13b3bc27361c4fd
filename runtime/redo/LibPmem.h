//===-- runtime/redo/LibPmem.h - libpmem itself, behind the interposition ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The runtime is linked with --wrap for these symbols: whoever calls pmem_flush
// gets __wrap_pmem_flush (Interpose.cpp); these are the originals.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_REDO_LIBPMEM_H
#define STET_RUNTIME_REDO_LIBPMEM_H

#include <cstddef>
#include <sys/types.h>

extern "C" {
int __real_pmem_is_pmem(const void *Address, size_t Size);
void __real_pmem_flush(const void *Address, size_t Size);
void __real_pmem_deep_flush(const void *Address, size_t Size);
void __real_pmem_persist(const void *Address, size_t Size);
int __real_pmem_msync(const void *Address, size_t Size);
void __real_pmem_drain(void);
void *__real_pmem_memcpy(void *To, const void *From, size_t Size, unsigned Flags);
void *__real_pmem_memmove(void *To, const void *From, size_t Size, unsigned Flags);
void *__real_pmem_memset(void *To, int Byte, size_t Size, unsigned Flags);
void *__real_mmap(void *Address, size_t Size, int Protection, int Flags, int File, off_t Offset);
int __real_flock(int File, int Operation);
}

#endif // STET_RUNTIME_REDO_LIBPMEM_H
