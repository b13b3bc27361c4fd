//===-- runtime/variables/LayoutComparison.cpp - Whether a type is what it was ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayoutComparison.h"

#include "LayoutText.h"

#include <algorithm>

namespace stet {
namespace {

using namespace layout;
using std::string;
using std::string_view;

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
