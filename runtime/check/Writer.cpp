//===-- runtime/check/Writer.cpp - Which instruction of the program has stored ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Writer.h"

#include "FunctionName.h"

#include <cstdint>
#include <unwind.h>

namespace stet::check {
namespace {

/// Goes up the stack from the handler.
struct Walk {
  static constexpr unsigned MostCallers = 8;
  const void *Interrupted = nullptr;
  bool IsPast = false; ///< has met the interrupted function
  unsigned Callers = 0;
  std::string Text;
};

_Unwind_Reason_Code atFrame(_Unwind_Context *Context, void *State) {
  auto &W = *static_cast<Walk *>(State);
  auto *Place = reinterpret_cast<const char *>(_Unwind_GetIP(Context));
  if (!W.IsPast) {
    W.IsPast = Place == W.Interrupted;
    return _URC_NO_REASON;
  }
  if (!Place)
    return _URC_END_OF_STACK;
  // The call, which may be its function's last instruction.
  DescribedInstruction Call = findInstruction(Place - 1);
  W.Text += "\n          called by " + Call.Text;
  bool GoesOn = ++W.Callers < Walk::MostCallers && Call.IsOfLibrary;
  return GoesOn ? _URC_NO_REASON : _URC_END_OF_STACK;
}

} // namespace

std::string Writer::describe() const {
  DescribedInstruction Found = findInstruction(Store);
  if (!Found.IsOfLibrary)
    return Found.Text;
  Walk W;
  W.Interrupted = Next;
  _Unwind_Backtrace(atFrame, &W);
  return Found.Text + W.Text;
}

} // namespace stet::check
