//===-- runtime/transaction/CallChain.cpp - Which function has called which ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CallChain.h"

#include <unwind.h>

namespace stet {
namespace {

struct Walk {
  uintptr_t Inner, Outer;
  uintptr_t Below = 0; ///< where the stack of the function before ended
  bool IsPastInner = false, IsPastOuter = false;
};

/// Called with where the stack of each function ends now, from the innermost on. It may have
/// ended further up when the function called what we look for, and then grown.
_Unwind_Reason_Code atFrame(_Unwind_Context *Context, void *State) {
  auto &W = *static_cast<Walk *>(State);
  uintptr_t End = _Unwind_GetCFA(Context);
  auto was = [&](uintptr_t Frame) { return Frame == W.Below || (W.Below < Frame && Frame < End); };
  if (W.Below && !W.IsPastInner)
    W.IsPastInner = was(W.Inner);
  else if (W.Below && was(W.Outer))
    W.IsPastOuter = true;
  W.Below = End;
  return W.IsPastOuter ? _URC_END_OF_STACK : _URC_NO_REASON;
}

} // namespace

bool hasCalled(uintptr_t Outer, uintptr_t Inner) noexcept {
  Walk W{Inner, Outer};
  _Unwind_Backtrace(atFrame, &W);
  return W.IsPastOuter;
}

} // namespace stet
