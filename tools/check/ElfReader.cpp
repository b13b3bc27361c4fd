//===-- tools/check/ElfReader.cpp - Reads functions from ELF files ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "check/ElfReader.h"
#include "check/ElfReferences.h"
#include "check/FrameTable.h"
#include "check/MarkReader.h"
#include "llvm/ADT/StringSet.h"
#include <set>
#include <stet/mark.h>

using namespace llvm;

namespace stet {
namespace {

class ElfReader {
public:
  ElfReader(const ElfImage &Image, InstrumentedCode Instrumented, Unit &U)
      : Image(Image), Instrumented(std::move(Instrumented)), U(U) {}

  Error run() {
    if (Error E = readAllNotes())
      return E;
    U.Kind = Image.isLinked() ? Unit::Linked : Unit::ObjectFile;
    U.HasCode = Image.hasCode();
    if (!Image.isLinked()) {
      addFunctions(Image.symbols());
      return readReferences(Image, U);
    }
    // A stripped file still tells what other libraries see.
    addFunctions(Image.hasSymbolTable() ? Image.symbols() : Image.dynamicSymbols());
    if (!Image.hasSymbolTable() && U.isMarked())
      if (Error E = addFunctionsWithoutNames())
        return E;
    addDynamicReferences();
    return readDynamicTable();
  }

private:
  Error readAllNotes() {
    for (const auto &Section : Image.sections()) {
      if (Section.sh_type != ELF::SHT_NOTE || !Image.name(Section).starts_with(STET_MARK_SECTION))
        continue;
      auto Bytes = Image.contents(Section);
      if (!Bytes)
        return Bytes.takeError();
      if (Error E = readNotes(*Bytes, U))
        return E;
    }
    return Error::success();
  }

  static bool isFunction(const ElfSymbol &S) {
    // Assembly without a .type leaves its functions without one.
    bool MayBe = S.Type == ELF::STT_FUNC || S.Type == ELF::STT_GNU_IFUNC ||
                 (S.Type == ELF::STT_NOTYPE && S.Binding != ELF::STB_LOCAL);
    return S.IsDefined && S.IsInCode && MayBe && !S.Name.empty();
  }

  static Function::Scopes scopeOf(const ElfSymbol &S) {
    if (S.Binding == ELF::STB_LOCAL)
      return Function::Local;
    bool IsHidden = S.Visibility == ELF::STV_HIDDEN || S.Visibility == ELF::STV_INTERNAL;
    return IsHidden ? Function::Program : Function::Exported;
  }

  void addFunctions(ArrayRef<ElfSymbol> Symbols) {
    for (const ElfSymbol &S : Symbols)
      if (isFunction(S))
        U.Functions.push_back({.Name = S.Name.str(),
                               .Section = S.Where.Section,
                               .Address = S.Where.Offset,
                               .Scope = scopeOf(S),
                               .IsReplaceable = S.Binding == ELF::STB_WEAK,
                               .IsInstrumented = Instrumented.contains(S.Where)});
    if (Image.isLinked())
      limitScopes();
  }

  /// What the program's symbol table calls global is seen by other libraries only when
  /// the dynamic one has it too.
  void limitScopes() {
    StringSet<> Exported;
    for (const ElfSymbol &S : Image.dynamicSymbols())
      if (S.IsDefined)
        Exported.insert(S.Name);
    for (Function &F : U.Functions)
      if (F.Scope == Function::Exported && !Exported.contains(F.Name))
        F.Scope = Function::Program;
  }

  /// What an unwinder knows of: all that a compiler has made.
  Error addFunctionsWithoutNames() {
    std::set<uint64_t> Known;
    for (const Function &F : U.Functions)
      Known.insert(F.Address);
    auto Starts = functionsOfFrameTable(Image);
    if (!Starts)
      return Starts.takeError();
    for (uint64_t Start : *Starts)
      if (!Known.count(Start) && !isStartUpCode(Start) && !Instrumented.contains({0, Start}))
        U.Functions.push_back({.Name = "", .Address = Start});
    return Error::success();
  }

  /// crt1.o comes with the C library and lies before all else.
  bool isStartUpCode(uint64_t Address) const {
    constexpr uint64_t MostOfCrt1 = 64;
    return Image.entryPoint() && Address - Image.entryPoint() < MostOfCrt1;
  }

  void addDynamicReferences() {
    for (const ElfSymbol &S : Image.dynamicSymbols())
      if (!S.IsDefined && !S.Name.empty())
        U.References.emplace_back().Name = S.Name.str();
  }

  Error readDynamicTable() {
    auto Entries = Image.file().dynamicEntries();
    if (!Entries)
      return Entries.takeError();
    StringRef Strings;
    for (const auto &Entry : *Entries)
      if (Entry.getTag() == ELF::DT_STRTAB) {
        auto Start = Image.file().toMappedAddr(Entry.getVal());
        if (!Start)
          return Start.takeError();
        const uint8_t *End = Image.file().end();
        Strings = StringRef(reinterpret_cast<const char *>(*Start), End - *Start);
      }
    for (const auto &Entry : *Entries) {
      uint64_t Offset = Entry.getVal();
      bool IsNeeded = Entry.getTag() == ELF::DT_NEEDED, IsName = Entry.getTag() == ELF::DT_SONAME;
      if ((!IsNeeded && !IsName) || Offset >= Strings.size())
        continue;
      std::string Text = Strings.drop_front(Offset).take_until([](char C) { return !C; }).str();
      if (IsNeeded)
        U.Needed.push_back(Text);
      else
        U.SharedName = Text;
    }
    return Error::success();
  }

  const ElfImage &Image;
  const InstrumentedCode Instrumented;
  Unit &U;
};

} // namespace

Expected<Unit> readElf(StringRef Bytes, std::string Name) {
  auto Image = ElfImage::open(Bytes);
  if (!Image)
    return Image.takeError();
  auto Instrumented = InstrumentedCode::read(*Image);
  if (!Instrumented)
    return Instrumented.takeError();
  Unit Result;
  Result.Name = std::move(Name);
  if (Error E = ElfReader(*Image, std::move(*Instrumented), Result).run())
    return std::move(E);
  return Result;
}

} // namespace stet
