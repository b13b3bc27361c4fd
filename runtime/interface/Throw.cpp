//===-- runtime/interface/Throw.cpp - Failures that reach C++ as exceptions ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Throw.h"

#include "../diagnostics/Error.h"

#include <cerrno>
#include <stet/abi.h>

// The program has them when it includes <stet.h> in C++ with exceptions.
#pragma weak __stet_throw_error
#pragma weak __stet_throw_aborted

using namespace stet;

bool stet::canThrow() { return __stet_throw_aborted != nullptr; }

void stet::throwError() {
  if (__stet_throw_error)
    __stet_throw_error(errno, lastErrorMessage());
  fatalUserError("%s", lastErrorMessage());
}

void stet::throwAborted(int Error, const char *Message) {
  if (__stet_throw_aborted)
    __stet_throw_aborted(Error, Message);
  fatal("a transaction was rolled back, which a C++ block reports by an exception, and the program "
        "has none: %s",
        Message);
}
