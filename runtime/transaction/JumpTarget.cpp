//===-- runtime/transaction/JumpTarget.cpp - Where a longjmp is going to ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// glibc keeps the stack pointer in disguise, so that who overwrites the buffer can't
// choose it: the exclusive or with a secret of the process, rotated.
//
//===----------------------------------------------------------------------===//
#include "JumpTarget.h"

#include <bit>

namespace stet {

#if defined(__x86_64__) && defined(__GLIBC__)

uintptr_t frameOfJumpTarget(const void *Buffer) noexcept {
  constexpr unsigned StackPointer = 6; // sysdeps/x86_64/jmpbuf-offsets.h
  constexpr int Rotation = 17;         // sysdeps/unix/sysv/linux/x86_64/pointer_guard.h
  uintptr_t Secret;
  asm("mov %%fs:0x30, %0" : "=r"(Secret));
  return std::rotr(static_cast<const uintptr_t *>(Buffer)[StackPointer], Rotation) ^ Secret;
}

#else

uintptr_t frameOfJumpTarget(const void *) noexcept { return 0; }

#endif

} // namespace stet
