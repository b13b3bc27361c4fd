//===-- runtime/transaction/Abort.cpp - Leaving blocks by an abort ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Abort.h"

#include "../diagnostics/Error.h"

#include <cstdint>
#include <cstring>
#include <dlfcn.h>

using namespace stet;

extern "C" __attribute__((weak)) void __asan_handle_no_return(void);

/// libstdc++ takes an exception whose class begins with an odd byte for one of a
/// dependent kind.
static constexpr char AbortClass[8] = {'T', 'E', 'T', 'S', 'A', 'B', 'R', 'T'};

static void wasCaught(_Unwind_Reason_Code, _Unwind_Exception *) {
  fatal("stet_abort: its way to the block was stopped by a catch (...) that does not rethrow, in a "
        "function between; let it end with 'throw;'");
}

/// Called for every frame before its cleanups run.
static _Unwind_Reason_Code atFrame(int, _Unwind_Action Action, _Unwind_Exception_Class,
                                   _Unwind_Exception *, _Unwind_Context *Context, void *LastPC) {
  auto &Last = *static_cast<uintptr_t *>(LastPC);
  uintptr_t PC = _Unwind_GetIP(Context);
  if (!(Action & _UA_END_OF_STACK)) {
    Last = PC;
    return _URC_NO_REASON;
  }
  if (!PC)
    reportPassedBlock();
  Dl_info Where;
  const char *Function = dladdr(reinterpret_cast<void *>(PC), &Where) && Where.dli_sname
                             ? Where.dli_sname
                             : "a function";
  fatal("stet_abort: the frame of %s (at %#lx, called from %#lx) has no unwind table; compile it "
        "with -fasynchronous-unwind-tables or -fexceptions",
        Function, static_cast<unsigned long>(PC), static_cast<unsigned long>(Last));
}

_Unwind_Exception *stet::prepareAbort(Block &Target, int Error) {
  Target.AbortError = Error;
  memset(Target.Zeroes, 0, sizeof(Target.Zeroes));
  memset(static_cast<void *>(&Target.Exception), 0, sizeof(Target.Exception));
  memcpy(&Target.Exception.exception_class, AbortClass, sizeof(AbortClass));
  Target.Exception.exception_cleanup = wasCaught;
  return &Target.Exception;
}

void stet::unwindTo(Block &Target, int Error) {
  _Unwind_Exception *Exception = prepareAbort(Target, Error);
  if (__asan_handle_no_return)
    __asan_handle_no_return();
  Target.AbortPassed = 0;
  int Reason = _Unwind_ForcedUnwind(Exception, atFrame, &Target.AbortPassed);
  fatal("stet_abort: the stack can't be unwound (%d, at %#lx)", Reason,
        static_cast<unsigned long>(Target.AbortPassed));
}

bool stet::isAbortThatPassedItsBlock(const Block &Here, const void *Exception) {
  if (!Exception || Exception == &Here.Exception)
    return false;
  // Blocks further in lie behind this one on the stack of blocks.
  for (const Block *Inner = ThisBlocks.innermost(); Inner && Inner != &Here; Inner = Inner->Outer)
    if (Exception == &Inner->Exception)
      return true;
  return false;
}

void stet::reportPassedBlock() {
  fatal(
      "stet_abort: it has passed the block that it was to end: a function between is marked as "
      "one that does not unwind (nothrow, or C without -fexceptions under LTO); compile that file "
      "with -fexceptions or with the plugin");
}
