//===-- runtime/variables/LayoutComparison.h - Whether a type is what it was ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_VARIABLES_LAYOUTCOMPARISON_H
#define STET_RUNTIME_VARIABLES_LAYOUTCOMPARISON_H

#include <string>
#include <string_view>

namespace stet {

/// Compares two layout texts (LayoutText.h); an incomplete class matches anything. Returns
/// an empty text when data of the pool's layout can be used with the program's; otherwise
/// what differs first, as a part of a sentence: "'node::next' is at offset 8 (node *), but
/// the pool has it at offset 16".
std::string compareLayouts(std::string_view Program, std::string_view Pool);

} // namespace stet

#endif // STET_RUNTIME_VARIABLES_LAYOUTCOMPARISON_H
