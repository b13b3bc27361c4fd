//===-- runtime/variables/LayoutText.cpp - The layout of a type, taken apart ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LayoutText.h"

namespace stet::layout {

string_view takeFirst(string_view &Text, char Separator) {
  size_t At = std::min(Text.find(Separator), Text.size());
  string_view First = Text.substr(0, At);
  Text.remove_prefix(std::min(At + 1, Text.size()));
  return First;
}

namespace {

/// Takes what stands behind the last space, and it, off the text's back.
string_view takeLast(string_view &Text) {
  size_t At = Text.rfind(' ');
  string_view Last = At == string_view::npos ? Text : Text.substr(At + 1);
  Text = At == string_view::npos ? string_view() : Text.substr(0, At);
  return Last;
}

/// "struct NAME size S align A" or "struct NAME incomplete". A name may hold spaces.
Class parseClass(string_view Line) {
  Class C;
  C.IsUnion = takeFirst(Line, ' ') == "union";
  if (Line.ends_with(" incomplete")) {
    takeLast(Line);
  } else {
    C.Alignment = takeLast(Line);
    takeLast(Line);
    C.Size = takeLast(Line);
    takeLast(Line);
  }
  C.Name = Line;
  return C;
}

/// "OFFSET SIZE TYPE NAME". A type may hold spaces.
Field parseField(string_view Line) {
  Field F;
  F.Offset = takeFirst(Line, ' ');
  F.Size = takeFirst(Line, ' ');
  F.Name = takeLast(Line);
  F.Type = Line;
  return F;
}

} // namespace

Layout parse(string_view Text) {
  Layout L;
  L.Type = takeFirst(Text, '\n');
  while (!Text.empty()) {
    string_view Line = takeFirst(Text, '\n');
    if (Line.starts_with("  ") && !L.Classes.empty())
      L.Classes.back().Fields.push_back(parseField(Line.substr(2)));
    else if (!Line.empty())
      L.Classes.push_back(parseClass(Line));
  }
  return L;
}

} // namespace stet::layout
