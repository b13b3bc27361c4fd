//===-- plugin/sema/checks/PersistentLayoutCheck.cpp - What persistent objects can't hold ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/PersistentLayoutCheck.h"

#include "Compatibility.h"
#include "sema/StorageClass.h"
#include "sema/checks/AllocatorFixIt.h"
#include "sema/checks/MortalTypes.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace stet {
namespace {

/// Looks through a type for the first thing that does not survive.
class LayoutWalk {
public:
  LayoutWalk(const ASTContext &C, bool WantCertain) : C(C), WantCertain(WantCertain) {}

  struct Step {
    SourceLocation At;
    std::string Path;
  };
  struct Result {
    Mortality What;
    std::string Path;
    /// Members and bases on the way, from outside in.
    SmallVector<Step, 4> Steps;
  };

  std::optional<Result> visitType(QualType Type, const std::string &Path) {
    if (const ArrayType *Array = C.getAsArrayType(Type))
      if (!mortalityOf(C, Type))
        return visitType(Array->getElementType(), Path);
    if (const auto *Atomic = Type->getAs<AtomicType>())
      return visitType(Atomic->getValueType(), Path);
    const RecordDecl *Class = Type->getAsRecordDecl();
    if (Class && isPersistentClass(Class))
      return std::nullopt;
    if (std::optional<Mortality> What = mortalityOf(C, Type);
        What && What->IsCertain == WantCertain)
      return Result{*What, Path, {}};
    if (!Class || !Class->getDefinition())
      return std::nullopt;
    return visitInside(Class->getDefinition(), Path);
  }

  std::optional<Result> visitBase(const CXXBaseSpecifier &Base, const std::string &Path) {
    const auto *Class = Base.getType()->getAsCXXRecordDecl();
    std::string Name = Class ? Class->getNameAsString() : "(base)";
    return step(Base.getBaseTypeLoc(), Path + Name, Base.getType());
  }
  std::optional<Result> visitField(const FieldDecl *Field, const std::string &Path) {
    if (isTransient(Field) || Field->isInvalidDecl())
      return std::nullopt;
    // A member without a name adds nothing to the path, but for the separator's sake.
    std::string Name = Field->getDeclName() ? Field->getNameAsString() : "(anonymous)";
    return step(Field->getLocation(), Path + Name, Field->getType());
  }

private:
  std::optional<Result> visitInside(const RecordDecl *Class, const std::string &Path) {
    if (Class->isInvalidDecl() || !Visited.insert(Class).second)
      return std::nullopt;
    if (std::optional<LibraryParts> Parts = libraryPartsOf(Class)) {
      for (QualType Type : Parts->Types)
        if (auto Found = visitType(Type, Parts->AreElements ? Path + "[]" : Path))
          return Found;
      return std::nullopt;
    }
    std::string Inside = Path + "::";
    if (const auto *Cxx = dyn_cast<CXXRecordDecl>(Class))
      for (const CXXBaseSpecifier &Base : Cxx->bases())
        if (auto Found = visitBase(Base, Inside))
          return Found;
    for (const FieldDecl *Field : Class->fields())
      if (auto Found = visitField(Field, Inside))
        return Found;
    return std::nullopt;
  }

  std::optional<Result> step(SourceLocation At, const std::string &Path, QualType Type) {
    std::optional<Result> Found = visitType(Type, Path);
    if (Found)
      Found->Steps.insert(Found->Steps.begin(), {At, Path});
    return Found;
  }

  const ASTContext &C;
  const bool WantCertain;
  llvm::SmallPtrSet<const RecordDecl *, 16> Visited;
};

std::string nameOf(const RecordDecl *Class) {
  if (Class->getDeclName())
    return Class->getNameAsString();
  const TypedefNameDecl *Alias = Class->getTypedefNameForAnonDecl();
  return Alias ? Alias->getNameAsString() : "(anonymous)";
}

class LayoutReport {
public:
  explicit LayoutReport(TranslationUnit &Unit) : Unit(Unit) {}

  /// Reports the first certain thing that the walk finds, else the first doubtful one.
  /// `At` is where the message stands.
  template <class Walk> void reportFirst(SourceLocation At, Walk Visit) {
    for (bool WantCertain : {true, false}) {
      LayoutWalk Walker(Unit.C, WantCertain);
      if (std::optional<LayoutWalk::Result> Found = Visit(Walker))
        return report(At, *Found);
    }
  }

  std::vector<FindingNote> Notes; ///< below those of the path

private:
  void report(SourceLocation At, const LayoutWalk::Result &Found) {
    Finding F{Diagnostic::PersistentLayout,
              At,
              "'" + Found.Path + "' " +
                  (Found.What.IsCertain ? "can't be persistent: " : "should not be persistent: ") +
                  Found.What.Reason,
              {}};
    if (!Found.What.IsCertain)
      F.Default = DiagnosticSeverity::Warning;
    for (const LayoutWalk::Step &Step : Found.Steps)
      if (Step.At != At)
        F.Notes.push_back({Step.At, "'" + Step.Path + "' is declared here", {}});
    F.Notes.insert(F.Notes.end(), Notes.begin(), Notes.end());
    Unit.Report.report(std::move(F));
  }

  TranslationUnit &Unit;
};

} // namespace

void checkPersistentLayout(TranslationUnit &Unit, const RecordDecl *Class) {
  if (!isPersistentClass(Class))
    return;
  std::string Path = nameOf(Class);
  LayoutReport Report(Unit);
  if (const auto *Specialisation = dyn_cast<ClassTemplateSpecializationDecl>(Class);
      Specialisation && Specialisation->getPointOfInstantiation().isValid())
    Report.Notes.push_back({Specialisation->getPointOfInstantiation(),
                            "in the instantiation of '" + Path + "' for this use",
                            {}});
  // The class itself, not what is in it: virtual functions.
  if (std::optional<Mortality> What = mortalityOf(Unit.C, typeOf(Unit.C, Class)))
    Report.reportFirst(Class->getLocation(), [&](LayoutWalk &) {
      return std::optional(LayoutWalk::Result{*What, Path, {}});
    });
  Path += "::";
  if (const auto *Cxx = dyn_cast<CXXRecordDecl>(Class))
    for (const CXXBaseSpecifier &Base : Cxx->bases())
      Report.reportFirst(Base.getBaseTypeLoc(),
                         [&](LayoutWalk &Walk) { return Walk.visitBase(Base, Path); });
  for (const FieldDecl *Field : Class->fields()) {
    LayoutReport OfField(Report);
    if (std::optional<FindingNote> Proposal = proposeAllocator(Unit.C, Field->getTypeSourceInfo()))
      OfField.Notes.push_back(*Proposal);
    OfField.reportFirst(Field->getLocation(),
                        [&](LayoutWalk &Walk) { return Walk.visitField(Field, Path); });
  }
}

void checkPersistentLayout(TranslationUnit &Unit, const VarDecl *Variable) {
  if (!isPersistentVariable(Variable) || Variable->isInvalidDecl() ||
      Variable->getType()->isReferenceType())
    return;
  LayoutReport Report(Unit);
  if (std::optional<FindingNote> Proposal = proposeAllocator(Unit.C, Variable->getTypeSourceInfo()))
    Report.Notes.push_back(*Proposal);
  Report.reportFirst(Variable->getLocation(), [&](LayoutWalk &Walk) {
    return Walk.visitType(Variable->getType(), Variable->getNameAsString());
  });
}

} // namespace stet
