//===-- runtime/check/Types.h - What the bytes of an object are ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_CHECK_TYPES_H
#define STET_RUNTIME_CHECK_TYPES_H

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace stet::check {

struct Type;

struct Member {
  uint64_t Offset = 0; ///< in bytes
  const Type *Of = nullptr;
  std::string Name; ///< empty: a base, or without a name
};

struct Type {
  enum Kinds : uint8_t {
    Opaque, ///< numbers, unions, pointers to functions and to members
    Pointer,
    Array,
    Class,
  };
  Kinds Kind = Opaque;
  bool HasPointers = false;
  uint64_t Size = 0;           ///< in bytes
  std::string Name;            ///< of a class
  const Type *Of = nullptr;    ///< an array's elements; what a pointer points to, if known
  std::vector<Member> Members; ///< of a class, by offset; no bit-fields
};

/// The types of one variable and of all that it leads to.
class VariableTypes {
public:
  /// By the variable's layout text (variables/LayoutText.h) and size.
  VariableTypes(std::string_view Layout, uint64_t Size);
  VariableTypes(const VariableTypes &) = delete;
  VariableTypes &operator=(const VariableTypes &) = delete;

  const Type &ofVariable() const { return *OfVariable; }

private:
  const Type *parse(std::string_view Spelling, uint64_t Size);
  const Type *parseArray(std::string_view Spelling, uint64_t Size);
  Type *add(Type::Kinds Kind, uint64_t Size);
  void noteWhatHasPointers();

  std::deque<Type> All;
  std::map<std::string, Type *, std::less<>> Classes;
  std::map<std::string, const Type *, std::less<>> Pointers; ///< by spelling
  const Type *OfVariable = nullptr;
};

/// What lies at an offset of a type.
struct Part {
  const Type *Of = nullptr; ///< the innermost that begins or lies there
  uint64_t Offset = 0;      ///< in it
  std::string Path;         ///< to it: ".inner[3].next"; only when asked for
};
Part findPart(const Type &In, uint64_t Offset, bool WithPath = false);

} // namespace stet::check

#endif // STET_RUNTIME_CHECK_TYPES_H
