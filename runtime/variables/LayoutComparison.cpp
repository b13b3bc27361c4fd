//===-- runtime/variables/LayoutComparison.cpp - Whether a type is what it was ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayoutComparison.h"

#include <algorithm>
#include <vector>

namespace stet {
namespace {

using std::string;
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

/// Takes what stands before the first `Separator`, and it, off the text's front.
string_view takeFirst(string_view &Text, char Separator) {
  size_t At = std::min(Text.find(Separator), Text.size());
  string_view First = Text.substr(0, At);
  Text.remove_prefix(std::min(At + 1, Text.size()));
  return First;
}

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
  takeFirst(Line, ' ');
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

string text(string_view S) { return string(S); }

string quoted(const Class &C, const Field &F) {
  return "'" + text(C.Name) + "::" + (F.Name.empty() ? "<unnamed>" : text(F.Name)) + "'";
}

string place(const Field &F) {
  if (!F.isBitField())
    return "offset " + text(F.Offset);
  string_view Rest = F.Offset;
  string Byte = text(takeFirst(Rest, ':'));
  return "offset " + Byte + ", bit " + text(Rest);
}

string sizeOf(const Field &F) { return text(F.Size) + (F.isBitField() ? " bits" : " bytes"); }

const Field *findField(const Class &C, string_view Name) {
  auto F = std::find_if(C.Fields.begin(), C.Fields.end(),
                        [&](const Field &F) { return F.Name == Name; });
  return F == C.Fields.end() ? nullptr : &*F;
}

/// Two fields of one name, of which something differs.
string compareField(const Class &C, const Field &Program, const Field &Pool) {
  if (Program.Offset != Pool.Offset)
    return quoted(C, Program) + " is at " + place(Program) + " (" + text(Program.Type) +
           "), but the pool has it at " + place(Pool) +
           (Program.Type == Pool.Type ? "" : " (" + text(Pool.Type) + ")");
  if (Program.Type != Pool.Type)
    return quoted(C, Program) + " is of type '" + text(Program.Type) +
           "', but in the pool it is of type '" + text(Pool.Type) + "'";
  return quoted(C, Program) + " has " + sizeOf(Program) + ", but " + sizeOf(Pool) + " in the pool";
}

string compareFields(const Class &Program, const Class &Pool) {
  size_t Common = std::min(Program.Fields.size(), Pool.Fields.size());
  for (size_t I = 0; I < Common; ++I) {
    const Field &Ours = Program.Fields[I], &Theirs = Pool.Fields[I];
    if (Ours == Theirs)
      continue;
    if (Ours.Name == Theirs.Name)
      return compareField(Program, Ours, Theirs);
    const Field *Moved = findField(Pool, Ours.Name);
    bool Removed = !findField(Program, Theirs.Name);
    if (!Moved && Removed && Ours.Offset == Theirs.Offset && Ours.Size == Theirs.Size &&
        Ours.Type == Theirs.Type)
      return quoted(Program, Ours) + " is called '" + text(Theirs.Name) + "' in the pool";
    if (!Moved)
      return quoted(Program, Ours) + " (" + text(Ours.Type) + " at " + place(Ours) +
             ") is not in the pool's '" + text(Pool.Name) + "'";
    if (Removed)
      return quoted(Pool, Theirs) + " (" + text(Theirs.Type) + " at " + place(Theirs) +
             ") is in the pool, but not in the program's '" + text(Program.Name) + "'";
    if (Ours != *Moved)
      return compareField(Program, Ours, *Moved);
  }
  if (Program.Fields.size() > Common) {
    const Field &F = Program.Fields[Common];
    return quoted(Program, F) + " (" + text(F.Type) + " at " + place(F) +
           ") is not in the pool's '" + text(Pool.Name) + "'";
  }
  if (Pool.Fields.size() > Common) {
    const Field &F = Pool.Fields[Common];
    return quoted(Pool, F) + " (" + text(F.Type) + " at " + place(F) +
           ") is in the pool, but not in the program's '" + text(Program.Name) + "'";
  }
  return "";
}

string compareClasses(const Class &Program, const Class &Pool) {
  string Difference = compareFields(Program, Pool);
  if (!Difference.empty())
    return Difference;
  if (Program.Size != Pool.Size)
    return "'" + text(Program.Name) + "' has " + text(Program.Size) + " bytes, but " +
           text(Pool.Size) + " in the pool";
  if (Program.Alignment != Pool.Alignment)
    return "'" + text(Program.Name) + "' is aligned to " + text(Program.Alignment) +
           " bytes, but to " + text(Pool.Alignment) + " in the pool";
  return "";
}

} // namespace

string compareLayouts(string_view ProgramText, string_view PoolText) {
  if (ProgramText == PoolText)
    return "";
  Layout Program = parse(ProgramText), Pool = parse(PoolText);
  if (Program.Type != Pool.Type)
    return "its type is '" + text(Program.Type) + "', but in the pool it is '" + text(Pool.Type) +
           "'";
  for (const Class &Ours : Program.Classes) {
    // A class that only one of them has is behind one that the other doesn't know.
    const Class *Theirs = Pool.find(Ours.Name);
    if (!Theirs || !Ours.isComplete() || !Theirs->isComplete())
      continue;
    string Difference = compareClasses(Ours, *Theirs);
    if (!Difference.empty())
      return Difference;
  }
  return "";
}

} // namespace stet
