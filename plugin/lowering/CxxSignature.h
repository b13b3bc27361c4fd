//===-- plugin/lowering/CxxSignature.h - What a mangled name says of a function ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_CXXSIGNATURE_H
#define STET_PLUGIN_LOWERING_CXXSIGNATURE_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace stet {

/// A parameter's type, as far as it says what a function can write through it.
struct CxxParameter {
  enum Kinds {
    Value,     ///< a number
    Aggregate, ///< a class by value: any number of arguments
    ReadOnly,  ///< a pointer or reference to what is const, or to code
    Writable   ///< any other pointer or reference
  };
  Kinds Kind = Writable;
  bool IsPointer = false;     ///< and not a reference
  std::string Pointee;        ///< the type it refers to
  uint64_t PointeeSize = 0;   ///< of a built-in type, in bytes; 0: not built in
  unsigned ArgumentCount = 1; ///< how many arguments pass it, if it is no Aggregate
};

/// A function of C++.
struct CxxSignature {
  std::string Text;  ///< all of it, for messages
  std::string Class; ///< the last part of its scope's name: "istream", "std"
  std::string Name;
  std::vector<CxxParameter> Parameters;
  bool IsConst = false;           ///< a const member function
  bool IsConstructorOrSo = false; ///< or a destructor
  bool IsUnderstood = false;      ///< false: nothing but the text is known
};

/// The last part of a type's name without template arguments and "basic_":
/// "istream" for std::basic_istream<char, …>.
std::string shortName(llvm::StringRef Type);

/// What the function of that mangled name is declared as. False when it is none, or can't
/// be demangled: then nothing but the text is known.
bool describeCxxFunction(llvm::StringRef Mangled, CxxSignature &Signature);

/// Whether the mangled name is that of a function in namespace std (or of the library's
/// own) that has nothing but the library's and built-in types in it. What such a
/// function is declared as goes to `Signature`.
bool isCxxLibraryFunction(llvm::StringRef Mangled, CxxSignature &Signature);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_CXXSIGNATURE_H
