//===-- runtime/check/Report.cpp - What checked mode says ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Report.h"

#include "../pool/Pool.h"
#include "../variables/VariableEntry.h"
#include "../variables/VariableName.h"
#include "Mode.h"
#include "Pointers.h"
#include "WatchedPool.h"
#include "Writer.h"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace stet::check {

static const char *headline(Change What, bool IsGone) {
  if (IsGone)
    switch (What) {
    case Change::LogAfterFree:
      return "an object of persistent memory is used after it was freed: a transaction is about "
             "to store to it";
    default:
      return "an object of persistent memory is used after it was freed: it was stored to";
    }
  switch (What) {
  case Change::Unlogged:
    return "a store to persistent memory in a transaction that has not logged it: an abort would "
           "not undo it";
  case Change::Outside:
    return "a store to persistent memory outside every transaction";
  case Change::BeforeLogged:
    return "persistent memory was changed outside every transaction, or by this one before it was "
           "logged: an abort would not undo it";
  case Change::AfterAbort:
    return "persistent memory was changed and not logged: an abort has not undone it";
  case Change::AtClose:
    return "persistent memory was changed outside every transaction, or not logged";
  case Change::Unknown:
  case Change::LogAfterFree:
    break;
  }
  return "persistent memory was changed and no transaction has logged it: an abort would not undo "
         "it";
}

static std::string bytesAsText(const char *Bytes, uint64_t Count) {
  constexpr uint64_t Most = 32;
  std::string Text;
  char Byte[4];
  for (uint64_t I = 0; I < std::min(Count, Most); ++I) {
    snprintf(Byte, sizeof(Byte), " %02x", static_cast<unsigned char>(Bytes[I]));
    Text += Byte;
  }
  return Count > Most ? Text + " …" : Text;
}

static std::string number(const char *Format, uint64_t N) {
  char Text[32];
  snprintf(Text, sizeof(Text), Format, static_cast<unsigned long long>(N));
  return Text;
}

std::string describe(WatchedPool &P, uint64_t Offset) {
  ObjectMap::Entry *E = P.objects().around(Offset);
  if (!E)
    return "in no object";
  const Object &O = E->second;
  uint64_t In = Offset - E->first;
  std::string What;
  if (O.Variable)
    What = "persistent variable '" + readableName(O.Variable->name()) + "'";
  else if (O.IsRoot)
    What = "the pool's root";
  else
    What = "the object at " + number("0x%llx", reinterpret_cast<uintptr_t>(P.pool().at(E->first))) +
           " of " + number("%llu", O.End - E->first) + " bytes";
  std::string Member = nameOfMember(*E, Offset);
  return (In ? number("%llu", In) + " bytes into " : "at the start of ") + What +
         (Member.empty() ? "" : " ('" + Member + "')");
}

/// One write, so that reports of several threads don't mix; no stdio, whose locks the
/// reported code may hold.
static void print(const std::string &Text) {
  for (size_t Done = 0; Done < Text.size();) {
    ssize_t Written = write(STDERR_FILENO, Text.data() + Done, Text.size() - Done);
    if (Written <= 0)
      return;
    Done += size_t(Written);
  }
}

void report(const std::string &Message) { print("stet: checked mode: " + Message + "\n"); }

static std::string where(WatchedPool &P, uint64_t Begin, uint64_t Size) {
  return "\n  where:  " + number("0x%llx", reinterpret_cast<uintptr_t>(P.pool().base() + Begin)) +
         ", " + number("%llu", Size) + (Size == 1 ? " byte, " : " bytes, ") + describe(P, Begin);
}

void reportPointer(WatchedPool &P, uint64_t Offset, const void *Target, const std::string &What) {
  report("a pointer to volatile memory was stored in persistent memory: the next run may find "
         "something else there" +
         where(P, Offset, sizeof(Target)) +
         "\n  now:    " + number("0x%llx", reinterpret_cast<uintptr_t>(Target)) + ", " + What +
         "\n  pool:   " + P.pool().path());
}

void report(WatchedPool &P, const ChangedBytes &C) {
  ObjectMap::Entry *E = P.objects().around(C.Begin);
  uint64_t Size = C.End - C.Begin;
  const char *Now = P.pool().base() + C.Begin;
  std::string Text = headline(C.What, E && E->second.isGone());
  Text += where(P, C.Begin, Size);
  if (C.Old)
    Text += "\n  before:" + bytesAsText(C.Old, Size);
  if (C.What != Change::LogAfterFree)
    Text += "\n  now:   " + bytesAsText(Now, Size);
  Text += "\n  by:     " + (C.By ? C.By->describe() : "not known");
  Text += "\n  pool:   " + P.pool().path();
  report(Text);
}

void endIfToStop() {
  if (mode() == Mode::Stop)
    _exit(1);
}

} // namespace stet::check
