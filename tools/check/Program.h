//===-- tools/check/Program.h - What is known of a program's files ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The readers fill this in, from ELF files and from bitcode alike; Findings.h draws
// the conclusions. A unit is what is marked or not: an object file, a member of an
// archive, a shared library or a program.
//
//===----------------------------------------------------------------------===//
#ifndef STET_TOOLS_CHECK_PROGRAM_H
#define STET_TOOLS_CHECK_PROGRAM_H

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stet {

/// What a module says of the plugin that compiled it (<stet/mark.h>).
struct Mark {
  uint32_t AbiVersion = 0;
  uint32_t Flavour = 0;
  std::string Version;
  auto operator<=>(const Mark &) const = default;
};

/// A function that a unit defines.
struct Function {
  enum Scopes {
    Local,   ///< known in its own object file
    Program, ///< in all object files that are linked together
    Exported ///< in other libraries too
  };
  std::string Name; ///< mangled; empty when the file does not tell
  // Where it is. Several names can have one place.
  uint32_t Section = 0; ///< of a relocatable file
  uint64_t Address = 0; ///< or offset in that section; in bitcode a number
  Scopes Scope = Local;
  bool IsReplaceable = false; ///< another object's copy may be linked in its stead
  bool IsInstrumented = false;
};

/// A place in a unit that refers to a function by its name.
struct Reference {
  enum Kinds { Call, Address };
  Kinds Kind = Call;
  std::string Name;               ///< of a function of any unit
  std::optional<unsigned> Target; ///< or of this unit, by its number
  std::optional<unsigned> From;   ///< the function that does; otherwise it is data, or not known
};

struct Unit {
  /// A linked file does not tell which of its functions call which.
  enum Kinds { ObjectFile, Linked };
  Kinds Kind = ObjectFile;
  std::string Name; ///< "libx.a(part.o)"
  bool HasCode = false;
  std::vector<Mark> Marks; ///< in order, each once; none: not compiled with the plugin
  std::vector<std::string> PureFunctions; ///< of other units, as this one declares them
  std::vector<Function> Functions;
  std::vector<Reference> References;

  // Of a linked file:
  std::string SharedName;          ///< its SONAME
  std::vector<std::string> Needed; ///< the libraries that it names

  bool isMarked() const { return !Marks.empty(); }
};

} // namespace stet

#endif // STET_TOOLS_CHECK_PROGRAM_H
