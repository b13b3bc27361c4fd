//===-- plugin/sema/TypeLayout.cpp - The layout of a type as text ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/TypeLayout.h"

#include "Compatibility.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/CXXInheritance.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/RecordLayout.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace stet {
namespace {

class LayoutWriter {
public:
  explicit LayoutWriter(ASTContext &C) : C(C), Policy(C.getLangOpts()), Out(Layout.Text) {
    Policy.SuppressTagKeyword = true;
    // The same text wherever the source lies.
    Policy.AnonymousTagLocations = false;
  }

  TypeLayout write(QualType Type) {
    Out << name(Type) << '\n';
    visit(Type);
    for (size_t I = 0; I < Records.size(); ++I)
      writeRecord(Records[I]);
    return std::move(Layout);
  }

private:
  std::string name(QualType Type) { return Type.getCanonicalType().getAsString(Policy); }

  std::string name(const RecordDecl *Record) {
    if (!Record->getDeclName() && !Record->getTypedefNameForAnonDecl())
      return "(anonymous " + std::to_string(Numbers.lookup(canonical(Record))) + ")";
    return typeOf(C, Record).getAsString(Policy);
  }

  /// Remembers the classes that the type leads to, in the order of discovery.
  void visit(QualType Type) {
    Type = Type.getCanonicalType();
    if (Type->isFunctionPointerType() || Type->isMemberFunctionPointerType() ||
        Type->isFunctionType())
      Layout.HoldsCodePointers = true;
    else if (const auto *Member = Type->getAs<MemberPointerType>())
      visit(Member->getPointeeType());
    else if (Type->isPointerType() || Type->isReferenceType())
      visit(Type->getPointeeType());
    else if (const auto *Array = C.getAsArrayType(Type))
      visit(Array->getElementType());
    else if (const auto *Atomic = Type->getAs<AtomicType>())
      visit(Atomic->getValueType());
    else if (const RecordDecl *Record = recordOf(Type))
      if (Numbers.try_emplace(canonical(Record), Records.size()).second)
        Records.push_back(Record);
  }

  static const RecordDecl *canonical(const RecordDecl *Record) {
    return cast<RecordDecl>(Record->getCanonicalDecl());
  }

  static const RecordDecl *recordOf(QualType Type) {
    const auto *Tag = Type->getAsTagDecl();
    return dyn_cast_or_null<RecordDecl>(Tag);
  }

  static StringRef kind(const RecordDecl *Record) { return Record->isUnion() ? "union" : "struct"; }

  void writeRecord(const RecordDecl *Declared) {
    const RecordDecl *Record = Declared->getDefinition();
    if (!Record || Record->isInvalidDecl() || Record->isDependentContext()) {
      Out << kind(Declared) << ' ' << name(Declared) << " incomplete\n";
      return;
    }
    const ASTRecordLayout &L = C.getASTRecordLayout(Record);
    Out << kind(Record) << ' ' << name(Record) << " size " << L.getSize().getQuantity() << " align "
        << L.getAlignment().getQuantity() << '\n';
    if (const auto *Class = dyn_cast<CXXRecordDecl>(Record))
      writeBases(Class, L);
    for (const FieldDecl *Field : Record->fields())
      writeField(Field, L.getFieldOffset(Field->getFieldIndex()));
  }

  void writeBases(const CXXRecordDecl *Class, const ASTRecordLayout &L) {
    if (Class->isDynamicClass()) {
      Layout.HoldsCodePointers = true;
      if (L.hasOwnVFPtr())
        Out << "  0 8 vtable-pointer (virtual functions)\n";
    }
    auto Write = [&](const CXXBaseSpecifier &Base, CharUnits Offset) {
      QualType Type = Base.getType();
      Out << "  " << Offset.getQuantity() << ' ' << C.getTypeSizeInChars(Type).getQuantity() << ' '
          << name(Type) << " (base)\n";
      visit(Type);
    };
    for (const CXXBaseSpecifier &Base : Class->bases())
      if (!Base.isVirtual())
        Write(Base, L.getBaseClassOffset(Base.getType()->getAsCXXRecordDecl()));
    for (const CXXBaseSpecifier &Base : Class->vbases())
      Write(Base, L.getVBaseClassOffset(Base.getType()->getAsCXXRecordDecl()));
  }

  void writeField(const FieldDecl *Field, uint64_t BitOffset) {
    visit(Field->getType());
    Out << "  " << BitOffset / 8;
    if (Field->isBitField())
      Out << ':' << BitOffset % 8 << ' ' << bitWidthOf(C, Field);
    else
      Out << ' ' << C.getTypeSizeInChars(Field->getType()).getQuantity();
    Out << ' ' << fieldType(Field->getType()) << ' '
        << (Field->getDeclName() ? Field->getNameAsString() : "(anonymous)") << '\n';
  }

  std::string fieldType(QualType Type) {
    const RecordDecl *Record = recordOf(Type);
    return Record ? name(canonical(Record)) : name(Type);
  }

  ASTContext &C;
  PrintingPolicy Policy;
  TypeLayout Layout;
  llvm::raw_string_ostream Out;
  SmallVector<const RecordDecl *, 16> Records;
  llvm::DenseMap<const RecordDecl *, size_t> Numbers;
};

} // namespace

TypeLayout describeLayout(ASTContext &C, QualType Type) { return LayoutWriter(C).write(Type); }

} // namespace stet
