//===-- runtime/heap/BlockCheck.cpp - Whether an address is an allocated object ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "BlockCheck.h"

#include "../pool/Pool.h"
#include "ObjectType.h"

using namespace stet;

const char *stet::whyNotAnObject(const Pool &P, const void *Object) {
  if (!P.contains(Object, 1) || P.offsetOf(Object) % 16 != 0 || P.offsetOf(Object) < 16)
    return "is not the start of an object";
  return nullptr;
}
