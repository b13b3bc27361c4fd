//===-- plugin/lowering/CxxSignature.cpp - What a mangled name says of a function ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/CxxSignature.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Demangle/Demangle.h"
#include <cstdlib>

using namespace llvm;

namespace stet {

// -- Text ---------------------------------------------------------------------------

/// How deep a character stands in brackets; of the ones in "operator<" nothing is known.
static int nesting(char C) {
  return StringRef("<([{").contains(C) ? 1 : StringRef(">)]}").contains(C) ? -1 : 0;
}

/// The text between the commas outside of all brackets.
static std::vector<StringRef> splitList(StringRef List) {
  std::vector<StringRef> Parts;
  int Depth = 0;
  size_t Start = 0;
  for (size_t I = 0; I < List.size(); ++I) {
    Depth += nesting(List[I]);
    if (List[I] == ',' && Depth == 0) {
      Parts.push_back(List.slice(Start, I).trim());
      Start = I + 1;
    }
  }
  StringRef Last = List.substr(Start).trim();
  if (!Last.empty() && Last != "void")
    Parts.push_back(Last);
  return Parts;
}

std::string shortName(StringRef Type) {
  int Depth = 0;
  size_t Start = 0, End = Type.size();
  for (size_t I = 0; I < Type.size(); ++I) {
    if (Depth == 0 && Type.substr(I).starts_with("::"))
      Start = I + 2, End = Type.size();
    if (Depth == 0 && Type[I] == '<')
      End = I;
    Depth += nesting(Type[I]);
  }
  StringRef Name = Type.slice(Start, End).trim();
  Name.consume_front("basic_");
  return Name.str();
}

// -- Whose function it is -------------------------------------------------------------

static bool isNamespaceOfLibrary(StringRef Word) {
  return is_contained({"std", "__gnu_cxx", "__gnu_debug", "__cxxabiv1"}, Word);
}

static bool isWordOfLanguage(StringRef Word) {
  static constexpr StringLiteral Words[] = {
      "bool",     "char", "signed", "unsigned", "short",   "int",      "long",     "float",
      "double",   "void", "const",  "volatile", "wchar_t", "char8_t",  "char16_t", "char32_t",
      "__int128", "true", "false",  "operator", "nullptr", "decltype", "auto",     "sizeof"};
  return isDigit(Word.front()) || is_contained(Words, Word);
}

/// Whether every name in the text starts in a namespace of the library.
static bool hasOnlyNamesOfLibrary(StringRef Text) {
  auto IsPartOfWord = [](char C) { return isAlnum(C) || C == '_' || C == '$'; };
  for (size_t I = 0; I < Text.size(); ++I) {
    if (Text[I] == '[') // an ABI tag
      I = std::min(Text.find(']', I), Text.size());
    else if (IsPartOfWord(Text[I])) {
      StringRef Word = Text.substr(I).take_while(IsPartOfWord);
      bool IsQualified = Text.take_front(I).ends_with("::") || Text.take_front(I).ends_with("~");
      if (!IsQualified && !isNamespaceOfLibrary(Word) && !isWordOfLanguage(Word))
        return false;
      I += Word.size() - 1;
    }
  }
  return true;
}

// -- Parameters -----------------------------------------------------------------------

/// Bytes that a store of the type writes; 0 when it is not built in.
static uint64_t storedSize(StringRef Type) {
  if (Type.ends_with("*"))
    return 8;
  static constexpr std::pair<StringLiteral, unsigned> Sizes[] = {{"bool", 1},
                                                                 {"char", 1},
                                                                 {"signed char", 1},
                                                                 {"unsigned char", 1},
                                                                 {"char8_t", 1},
                                                                 {"short", 2},
                                                                 {"unsigned short", 2},
                                                                 {"char16_t", 2},
                                                                 {"int", 4},
                                                                 {"unsigned int", 4},
                                                                 {"char32_t", 4},
                                                                 {"wchar_t", 4},
                                                                 {"float", 4},
                                                                 {"long", 8},
                                                                 {"unsigned long", 8},
                                                                 {"long long", 8},
                                                                 {"unsigned long long", 8},
                                                                 {"double", 8},
                                                                 {"long double", 10},
                                                                 {"__int128", 16},
                                                                 {"unsigned __int128", 16}};
  const auto *Found = find_if(Sizes, [&](const auto &Size) { return Size.first == Type; });
  return Found == std::end(Sizes) ? 0 : Found->second;
}

static CxxParameter parameter(StringRef Type) {
  CxxParameter P;
  if (Type.ends_with(")")) { // a pointer to a function
    P.Kind = CxxParameter::ReadOnly;
    return P;
  }
  if (Type.ends_with("*") || Type.ends_with("&")) {
    P.IsPointer = Type.ends_with("*");
    StringRef Pointee = P.IsPointer ? Type.drop_back() : Type.rtrim('&');
    P.Kind = Pointee.ends_with(" const") ? CxxParameter::ReadOnly : CxxParameter::Writable;
    P.Pointee = Pointee.str();
    P.PointeeSize = storedSize(Pointee);
    return P;
  }
  // Views are a pointer and a size, which only read.
  std::string Name = shortName(Type);
  if (is_contained({"string_view", "__sv_wrapper", "initializer_list"}, Name)) {
    P.Kind = CxxParameter::ReadOnly;
    P.ArgumentCount = 2;
    return P;
  }
  P.Kind = storedSize(Type) ? CxxParameter::Value : CxxParameter::Aggregate;
  return P;
}

// -- Demangling -----------------------------------------------------------------------

/// What the demangler allocated, as a string.
static std::string take(char *Allocated) {
  std::string Result = Allocated ? Allocated : "";
  std::free(Allocated);
  return Result;
}

static bool looksLikeLibrary(StringRef Mangled) {
  for (StringRef Prefix : {"_ZSt", "_ZNSt", "_ZNKSt", "_ZNSs", "_ZNKSs", "_ZNSi", "_ZNKSi", "_ZNSo",
                           "_ZNKSo", "_ZNSd", "_ZNSa", "_ZNSb", "_ZNKSb", "_ZN9__gnu_cxx",
                           "_ZNK9__gnu_cxx", "_ZN11__gnu_debug", "_ZNK11__gnu_debug"})
    if (Mangled.starts_with(Prefix))
      return true;
  return false;
}

bool describeCxxFunction(StringRef Mangled, CxxSignature &Signature) {
  ItaniumPartialDemangler Demangler;
  size_t Room = 0;
  std::string Name = Mangled.str();
  Signature.Text = Name;
  if (Demangler.partialDemangle(Name.c_str()) || !Demangler.isFunction())
    return false;
  Signature.Text = take(Demangler.finishDemangle(nullptr, &(Room = 0)));
  Signature.Class = shortName(take(Demangler.getFunctionDeclContextName(nullptr, &(Room = 0))));
  if (StringRef(Signature.Class).starts_with("__1"))
    Signature.Class = "std";
  Signature.Name = take(Demangler.getFunctionBaseName(nullptr, &(Room = 0)));
  Signature.IsConst = Demangler.hasFunctionQualifiers();
  Signature.IsConstructorOrSo = Demangler.isCtorOrDtor();
  std::string List = take(Demangler.getFunctionParameters(nullptr, &(Room = 0)));
  for (StringRef Type : splitList(StringRef(List).drop_front().drop_back()))
    Signature.Parameters.push_back(parameter(Type));
  Signature.IsUnderstood = true;
  return true;
}

bool isCxxLibraryFunction(StringRef Mangled, CxxSignature &Signature) {
  return looksLikeLibrary(Mangled) &&
         (!describeCxxFunction(Mangled, Signature) || hasOnlyNamesOfLibrary(Signature.Text));
}

} // namespace stet
