//===-- plugin/sema/effects/Handles.cpp - Types that lead to other objects ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/Handles.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace stet {

/// The class, when it is one of the C++ library's.
static const CXXRecordDecl *libraryClassOf(QualType Type) {
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  if (!Class || !Class->getIdentifier())
    return nullptr;
  const auto *Outer = dyn_cast<NamespaceDecl>(Class->getEnclosingNamespaceContext());
  bool IsGnu = Outer && Outer->getIdentifier() && Outer->getName() == "__gnu_cxx";
  const DeclContext *Namespace = Class->getEnclosingNamespaceContext();
  return IsGnu || Namespace->isStdNamespace() ||
                 (Namespace->getParent() && Namespace->getParent()->isStdNamespace())
             ? Class
             : nullptr;
}

static ArrayRef<TemplateArgument> argumentsOf(const CXXRecordDecl *Class) {
  const auto *Specialisation = dyn_cast<ClassTemplateSpecializationDecl>(Class);
  return Specialisation ? Specialisation->getTemplateArgs().asArray()
                        : ArrayRef<TemplateArgument>();
}

/// Whether one of the template's arguments is a class of that name: std::allocator, say.
static bool hasArgument(const CXXRecordDecl *Class, bool InStd, StringRef Name) {
  return llvm::any_of(argumentsOf(Class), [&](const TemplateArgument &Argument) {
    const CXXRecordDecl *Given = Argument.getKind() == TemplateArgument::Type
                                     ? Argument.getAsType()->getAsCXXRecordDecl()
                                     : nullptr;
    if (!Given || !Given->getIdentifier() || Given->getName() != Name)
      return false;
    const auto *Namespace = dyn_cast<NamespaceDecl>(Given->getDeclContext());
    return InStd ? Given->isInStdNamespace() : Namespace && Namespace->getName() == "stet";
  });
}

Handle handleOf(QualType Type) {
  if (Type->isPointerType())
    return Handle::Pointer;
  const CXXRecordDecl *Class = libraryClassOf(Type);
  if (!Class)
    return Handle::None;
  StringRef Name = Class->getName();
  if (Name == "function" || Name == "move_only_function" || Name == "copyable_function")
    return Handle::Function;
  if (Name == "unique_ptr")
    return hasArgument(Class, /*InStd=*/true, "default_delete") ? Handle::Owner : Handle::None;
  // __normal_iterator, _Rb_tree_iterator, __wrap_iter, …
  return Name.contains("iter") && !Name.starts_with("istream") && !Name.starts_with("ostream") &&
                 !Name.contains("insert")
             ? Handle::Iterator
             : Handle::None;
}

bool isPassedAsHandle(QualType Parameter) {
  if (Parameter->isReferenceType())
    return Parameter->getPointeeType().isConstQualified() &&
           handleOf(Parameter->getPointeeType()) == Handle::Function;
  return handleOf(Parameter) != Handle::None;
}

Elements elementsOf(QualType Container) {
  const CXXRecordDecl *Class = libraryClassOf(Container);
  if (!Class || handleOf(Container) != Handle::None)
    return Elements::Unknown;
  if (hasArgument(Class, /*InStd=*/true, "allocator"))
    return Elements::Volatile;
  return hasArgument(Class, /*InStd=*/false, "allocator") ? Elements::Pool : Elements::Unknown;
}

bool changesContainer(const CXXMethodDecl *Method) {
  static constexpr llvm::StringLiteral Names[] = {
      "append",       "assign",        "clear",        "emplace",      "emplace_after",
      "emplace_back", "emplace_front", "emplace_hint", "erase",        "erase_after",
      "extract",      "insert",        "insert_after", "insert_range", "insert_or_assign",
      "merge",        "pop_back",      "pop_front",    "push_back",    "push_front",
      "replace",      "resize",        "reverse",      "sort",         "splice",
      "splice_after", "swap",          "try_emplace",
  };
  return !Method->isConst() && !Method->isStatic() && Method->getIdentifier() &&
         llvm::is_contained(Names, Method->getName()) &&
         elementsOf(Method->getFunctionObjectParameterType()) != Elements::Unknown;
}

const FunctionDecl *callOperatorOf(QualType Type) {
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition())
    return nullptr;
  DeclarationName Name = Class->getASTContext().DeclarationNames.getCXXOperatorName(OO_Call);
  auto Found = Class->lookup(Name);
  return Found.isSingleResult() ? dyn_cast<FunctionDecl>(Found.front()) : nullptr;
}

} // namespace stet
