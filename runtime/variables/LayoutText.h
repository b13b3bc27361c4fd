//===-- runtime/variables/LayoutText.h - The layout of a type, taken apart ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//     node *                         the variable's type
//     struct node size 16 align 8    every class that is reachable from it
//       0 8 long value                 OFFSET SIZE TYPE NAME
//       8:3 2 unsigned int kind        BYTE:BIT WIDTH TYPE NAME, a bit-field
//     struct other incomplete        not known here
//
// docs/layout.md describes it for users.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_VARIABLES_LAYOUTTEXT_H
#define STET_RUNTIME_VARIABLES_LAYOUTTEXT_H

#include <algorithm>
#include <string_view>
#include <vector>

/// All texts are parts of the one that was parsed.
namespace stet::layout {

using std::string_view;

struct Field {
  string_view Offset; ///< "8", or "8:3" of a bit-field
  string_view Size;   ///< in bytes; a bit-field's in bits
  string_view Type;
  string_view Name; ///< may be empty
  bool isBitField() const { return Offset.find(':') != string_view::npos; }
  bool operator==(const Field &) const = default;
};

struct Class {
  string_view Name;
  bool IsUnion = false;
  string_view Size, Alignment; ///< empty: incomplete
  std::vector<Field> Fields;
  bool isComplete() const { return !Size.empty(); }
};

struct Layout {
  string_view Type;
  std::vector<Class> Classes;

  const Class *find(string_view Name) const {
    auto C = std::find_if(Classes.begin(), Classes.end(),
                          [&](const Class &C) { return C.Name == Name; });
    return C == Classes.end() ? nullptr : &*C;
  }
};

Layout parse(string_view Text);

/// Takes what stands before the first `Separator`, and it, off the text's front.
string_view takeFirst(string_view &Text, char Separator);

} // namespace stet::layout

#endif // STET_RUNTIME_VARIABLES_LAYOUTTEXT_H
