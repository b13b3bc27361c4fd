//===-- runtime/heap/ObjectType.h - What the objects of a pool are ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_HEAP_OBJECTTYPE_H
#define STET_RUNTIME_HEAP_OBJECTTYPE_H

#include <cstdint>

namespace stet {

/// Type numbers of the pool's objects, as `pmempool info` shows them.
enum ObjectType : uint64_t {
  UserObject = 1,
  LogBlockObject = 0x5354'4554'0001,
  LogChunkObject = 0x5354'4554'0002,
  ReserveObject = 0x5354'4554'0003,
  RootObject = 0x5354'4554'0004,     ///< stet_pool_root
  VariableObject = 0x5354'4554'0005, ///< an entry of runtime/variables, with the variable
};

} // namespace stet

#endif // STET_RUNTIME_HEAP_OBJECTTYPE_H
