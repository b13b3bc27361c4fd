//===-- runtime/pool/LayoutName.h - What a pool says before it is mapped ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_POOL_LAYOUTNAME_H
#define STET_RUNTIME_POOL_LAYOUTNAME_H

#include <cstdint>
#include <string>

namespace stet {

/// The layout name of the libpmemobj pool, shown by `pmempool info`: what must be
/// known before the pool can be mapped. "stet/1 plain 0x200000000000"
struct LayoutName {
  static constexpr uint32_t CurrentVersion = 1;

  uint32_t Version = CurrentVersion;
  uint32_t Flavour = 0; ///< STET_FLAVOUR_*; UINT32_MAX: one that this runtime doesn't know
  uint64_t BaseAddress = 0;

  std::string encode() const;
  /// Returns false when the text is not Stet's. Of another version's text, only
  /// Version is decoded.
  static bool decode(const std::string &Text, LayoutName &Name);
};

} // namespace stet

#endif // STET_RUNTIME_POOL_LAYOUTNAME_H
