//===-- tools/check/Mixtures.h - Object files that don't fit together ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TOOLS_CHECK_MIXTURES_H
#define STET_TOOLS_CHECK_MIXTURES_H

#include "check/Program.h"

namespace stet {

/// A message for each way in which marks contradict one another or this tool: versions
/// of the plugin or its interface, and flavours. Each names two units.
std::vector<std::string> findMixtures(const std::vector<Unit> &Units);

} // namespace stet

#endif // STET_TOOLS_CHECK_MIXTURES_H
