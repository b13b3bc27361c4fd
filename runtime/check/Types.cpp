//===-- runtime/check/Types.cpp - What the bytes of an object are ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Types are spelled as Clang spells canonical ones: "const node *const", "node *[4]",
// "void (*)(int)", "int node::*", "_Atomic(node *)".
//
//===----------------------------------------------------------------------===//
#include "Types.h"

#include "../variables/LayoutText.h"

#include <algorithm>
#include <charconv>

namespace stet::check {

using std::string_view;

static uint64_t number(string_view Text) {
  uint64_t N = 0;
  std::from_chars(Text.data(), Text.data() + Text.size(), N);
  return N;
}

static bool drop(string_view &Text, string_view Prefix) {
  bool Has = Text.starts_with(Prefix);
  if (Has)
    Text.remove_prefix(Prefix.size());
  return Has;
}

/// Takes a qualifier off the back of "node *const" or "node const".
static bool dropQualifier(string_view &Text, string_view Qualifier) {
  if (!Text.ends_with(Qualifier))
    return false;
  string_view Rest = Text.substr(0, Text.size() - Qualifier.size());
  if (!Rest.ends_with('*') && !Rest.ends_with(' '))
    return false;
  Text = Rest;
  return true;
}

/// "node" of "const node", "node *" of "node *const" and "_Atomic(node *)".
static string_view unqualified(string_view Spelling) {
  for (;;) {
    while (Spelling.ends_with(' '))
      Spelling.remove_suffix(1);
    if (!dropQualifier(Spelling, "const") && !dropQualifier(Spelling, "volatile") &&
        !dropQualifier(Spelling, "__restrict") && !dropQualifier(Spelling, "restrict"))
      break;
  }
  // "const node *" is a pointer to what is const.
  if (!Spelling.ends_with('*'))
    while (drop(Spelling, "const ") || drop(Spelling, "volatile "))
      ;
  if (Spelling.ends_with(')') && drop(Spelling, "_Atomic("))
    return unqualified(Spelling.substr(0, Spelling.size() - 1));
  return Spelling;
}

/// The first member that begins behind the offset.
static std::vector<Member>::const_iterator firstBehind(const std::vector<Member> &Members,
                                                       uint64_t Offset) {
  return std::upper_bound(Members.begin(), Members.end(), Offset,
                          [](uint64_t Offset, const Member &M) { return Offset < M.Offset; });
}

Type *VariableTypes::add(Type::Kinds Kind, uint64_t Size) {
  Type &New = All.emplace_back();
  New.Kind = Kind;
  New.Size = Size;
  return &New;
}

VariableTypes::VariableTypes(string_view Text, uint64_t Size) {
  layout::Layout L = layout::parse(Text);
  // All are known before the first one's members are: they refer to each other.
  for (const layout::Class &C : L.Classes)
    if (C.isComplete() && !C.IsUnion) {
      Type *New = add(Type::Class, number(C.Size));
      New->Name = C.Name;
      Classes.emplace(C.Name, New);
    }
  for (const layout::Class &C : L.Classes) {
    auto Found = Classes.find(C.Name);
    if (Found == Classes.end() || !Found->second->Members.empty())
      continue;
    std::vector<Member> &Members = Found->second->Members;
    for (const layout::Field &F : C.Fields) {
      if (F.isBitField() || F.Type.starts_with("vtable-pointer"))
        continue;
      bool IsNamed = F.Name != "(base)" && F.Name != "(anonymous)";
      uint64_t Offset = number(F.Offset);
      Members.insert(firstBehind(Members, Offset), {Offset, parse(F.Type, number(F.Size)),
                                                    std::string(IsNamed ? F.Name : string_view())});
    }
  }
  OfVariable = parse(L.Type, Size);
  noteWhatHasPointers();
}

void VariableTypes::noteWhatHasPointers() {
  auto has = [](const Type &T) {
    return T.Kind == Type::Pointer || (T.Kind == Type::Array && T.Of->HasPointers) ||
           std::any_of(T.Members.begin(), T.Members.end(),
                       [](const Member &M) { return M.Of->HasPointers; });
  };
  for (bool Changes = true; Changes;) {
    Changes = false;
    for (Type &T : All)
      if (!T.HasPointers && has(T))
        T.HasPointers = Changes = true;
  }
}

const Type *VariableTypes::parse(string_view Spelling, uint64_t Size) {
  Spelling = unqualified(Spelling);
  if (auto Known = Classes.find(Spelling); Known != Classes.end())
    return Known->second;
  if (Spelling.ends_with(']'))
    return parseArray(Spelling, Size);
  if (!Spelling.ends_with('*') && !Spelling.ends_with('&'))
    return add(Type::Opaque, Size);
  if (Spelling.ends_with("::*"))
    return add(Type::Opaque, Size);
  if (auto Known = Pointers.find(Spelling); Known != Pointers.end())
    return Known->second;
  Type *New = add(Type::Pointer, sizeof(void *));
  Pointers.emplace(Spelling, New);
  string_view Target = unqualified(Spelling.substr(0, Spelling.size() - 1));
  bool IsKnown = Target.ends_with('*') || Classes.contains(Target);
  if (IsKnown)
    New->Of = parse(Target, sizeof(void *));
  return New;
}

/// "node *[4][2]", but for pointers to arrays, "int (*)[3]", and arrays of pointers to
/// functions, "void (*[3])(int)".
const Type *VariableTypes::parseArray(string_view Spelling, uint64_t Size) {
  size_t Begin = Spelling.size();
  while (Begin && Spelling[Begin - 1] == ']') {
    size_t Bracket = Spelling.rfind('[', Begin - 1);
    if (Bracket == string_view::npos)
      return add(Type::Opaque, Size);
    Begin = Bracket;
  }
  string_view Innermost = Spelling.substr(0, Begin), Bounds = Spelling.substr(Begin);
  size_t End = Bounds.find(']');
  uint64_t Count = number(Bounds.substr(1, End - 1));
  // Of a flexible array the size is 0.
  if (!Count || !Size || Innermost.ends_with("*)"))
    return add(Type::Opaque, Size);
  Type *New = add(Type::Array, Size);
  New->Of = parse(std::string(Innermost) + std::string(Bounds.substr(End + 1)), Size / Count);
  return New;
}

static const Member *memberAt(const Type &In, uint64_t Offset) {
  auto After = firstBehind(In.Members, Offset);
  // Empty bases and members lie where others do.
  while (After != In.Members.begin()) {
    const Member &M = *--After;
    bool IsEmpty = M.Of->Kind == Type::Class && M.Of->Members.empty();
    if (!IsEmpty && Offset - M.Offset < M.Of->Size)
      return &M;
  }
  return nullptr;
}

Part findPart(const Type &In, uint64_t Offset, bool WithPath) {
  Part P{&In, Offset, {}};
  for (;;) {
    if (P.Of->Kind == Type::Array && P.Of->Of->Size) {
      if (WithPath)
        P.Path += "[" + std::to_string(P.Offset / P.Of->Of->Size) + "]";
      P.Offset %= P.Of->Of->Size;
      P.Of = P.Of->Of;
      continue;
    }
    const Member *M = P.Of->Kind == Type::Class ? memberAt(*P.Of, P.Offset) : nullptr;
    if (!M)
      return P;
    if (WithPath && !M->Name.empty())
      P.Path += "." + M->Name;
    P.Offset -= M->Offset;
    P.Of = M->Of;
  }
}

} // namespace stet::check
