//===-- runtime/transaction/JumpTarget.h - Where a longjmp is going to ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_TRANSACTION_JUMPTARGET_H
#define STET_RUNTIME_TRANSACTION_JUMPTARGET_H

#include <cstdint>

namespace stet {

/// Where the stack of setjmp's caller ended when it filled the buffer (a jmp_buf or
/// sigjmp_buf of glibc's): what STET_CALLERS_FRAME would have been in setjmp. 0 on
/// processors whose buffers are not known.
uintptr_t frameOfJumpTarget(const void *Buffer) noexcept;

} // namespace stet

#endif // STET_RUNTIME_TRANSACTION_JUMPTARGET_H
