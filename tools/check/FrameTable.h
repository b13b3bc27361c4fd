//===-- tools/check/FrameTable.h - Functions that an unwinder knows ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TOOLS_CHECK_FRAMETABLE_H
#define STET_TOOLS_CHECK_FRAMETABLE_H

#include "check/ElfImage.h"
#include <vector>

namespace stet {

/// Where the functions of a linked file start, in order, by its search table for
/// unwinding (.eh_frame_hdr); those that the linker made are left out.
llvm::Expected<std::vector<uint64_t>> functionsOfFrameTable(const ElfImage &Image);

} // namespace stet

#endif // STET_TOOLS_CHECK_FRAMETABLE_H
