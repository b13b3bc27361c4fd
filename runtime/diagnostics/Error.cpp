//===-- runtime/diagnostics/Error.cpp - Error messages of the runtime ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Error.h"

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace stet {
namespace {

/// The thread's last message. Kept on the heap: the runtime's thread-local block
/// is of the initial-exec kind and must stay small for programs that dlopen it.
struct MessageBuffer {
  char *Text = nullptr;
  ~MessageBuffer() {
    free(Text);
    Text = nullptr; // a destructor that runs later may still fail
  }
};
thread_local MessageBuffer LastMessage;

/// One write, so that messages of several threads don't mix. Does not allocate
/// unless the message is unusually long.
void writeToStandardError(const char *Format, va_list Arguments) {
  char Short[2048];
  va_list Again;
  va_copy(Again, Arguments);
  int Length = vsnprintf(Short, sizeof(Short), Format, Arguments);
  char *Long = nullptr;
  if (Length >= int(sizeof(Short)) && vasprintf(&Long, Format, Again) < 0)
    Long = nullptr;
  va_end(Again);
  fflush(stdout);
  dprintf(STDERR_FILENO, "stet: %s\n", Long ? Long : Short);
  free(Long);
}

} // namespace

bool setError(int Code, const char *Format, ...) {
  va_list Arguments;
  va_start(Arguments, Format);
  char *Text = nullptr;
  if (vasprintf(&Text, Format, Arguments) < 0)
    Text = nullptr;
  va_end(Arguments);
  // Only now: the arguments may point into the old message.
  free(LastMessage.Text);
  LastMessage.Text = Text;
  errno = Code;
  return false;
}

const char *lastErrorMessage() { return LastMessage.Text ? LastMessage.Text : ""; }

void fatal(const char *Format, ...) {
  va_list Arguments;
  va_start(Arguments, Format);
  writeToStandardError(Format, Arguments);
  va_end(Arguments);
  abort();
}

void fatalUserError(const char *Format, ...) {
  va_list Arguments;
  va_start(Arguments, Format);
  writeToStandardError(Format, Arguments);
  va_end(Arguments);
  _exit(1);
}

} // namespace stet
