//===-- plugin/sema/checks/MortalTypes.cpp - Types that belong to one run of the program ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/MortalTypes.h"

#include "sema/StorageClass.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace stet {
namespace {

/// What a class of namespace std is known for.
enum class Library {
  Allocator, ///< std::allocator itself, as a base or member of somebody else's container
  Callable,  ///< points to code, may own memory
  Container, ///< its last argument is an allocator
  Owner,     ///< deletes what it points to
  Parts,     ///< consists of its type arguments
  Run,       ///< a thread, a lock, a file, a category: of this run of the program
  Shared,    ///< its counters are where the first owner was made
  Temporary, ///< points to what ends with a full expression
};

struct LibraryClass {
  llvm::StringLiteral Name;
  Library What;
};

constexpr LibraryClass LibraryClasses[] = {
    {"allocator", Library::Allocator},
    {"any", Library::Callable},
    {"array", Library::Parts},
    {"barrier", Library::Run},
    {"basic_filebuf", Library::Run},
    {"basic_fstream", Library::Run},
    {"basic_ifstream", Library::Run},
    {"basic_ios", Library::Run},
    {"basic_iostream", Library::Run},
    {"basic_istream", Library::Run},
    {"basic_istringstream", Library::Run},
    {"basic_ofstream", Library::Run},
    {"basic_ostream", Library::Run},
    {"basic_ostringstream", Library::Run},
    {"basic_regex", Library::Run},
    {"basic_streambuf", Library::Run},
    {"basic_string", Library::Container},
    {"basic_stringbuf", Library::Run},
    {"basic_stringstream", Library::Run},
    {"condition_variable", Library::Run},
    {"condition_variable_any", Library::Run},
    {"copyable_function", Library::Callable},
    {"coroutine_handle", Library::Run},
    {"counting_semaphore", Library::Run},
    {"deque", Library::Container},
    {"error_code", Library::Run},
    {"error_condition", Library::Run},
    {"exception_ptr", Library::Run},
    {"expected", Library::Parts},
    {"forward_list", Library::Container},
    {"function", Library::Callable},
    {"future", Library::Run},
    {"initializer_list", Library::Temporary},
    {"jthread", Library::Run},
    {"latch", Library::Run},
    {"list", Library::Container},
    {"locale", Library::Run},
    {"lock_guard", Library::Run},
    {"map", Library::Container},
    {"move_only_function", Library::Callable},
    {"multimap", Library::Container},
    {"multiset", Library::Container},
    {"mutex", Library::Run},
    {"once_flag", Library::Run},
    {"optional", Library::Parts},
    {"packaged_task", Library::Callable},
    {"polymorphic_allocator", Library::Allocator},
    {"promise", Library::Run},
    {"random_device", Library::Run},
    {"recursive_mutex", Library::Run},
    {"recursive_timed_mutex", Library::Run},
    {"scoped_lock", Library::Run},
    {"set", Library::Container},
    {"shared_future", Library::Run},
    {"shared_lock", Library::Run},
    {"shared_mutex", Library::Run},
    {"shared_ptr", Library::Shared},
    {"shared_timed_mutex", Library::Run},
    {"stop_callback", Library::Run},
    {"stop_source", Library::Run},
    {"stop_token", Library::Run},
    {"thread", Library::Run},
    {"timed_mutex", Library::Run},
    {"tuple", Library::Parts},
    {"type_index", Library::Run},
    {"unique_lock", Library::Run},
    {"unique_ptr", Library::Owner},
    {"unordered_map", Library::Container},
    {"unordered_multimap", Library::Container},
    {"unordered_multiset", Library::Container},
    {"unordered_set", Library::Container},
    {"variant", Library::Parts},
    {"vector", Library::Container},
    {"weak_ptr", Library::Shared},
};

/// Types of C by the names of their typedefs: many are integers or structs of any name.
constexpr llvm::StringLiteral ProcessTypes[] = {
    "DIR",
    "FILE",
    "cnd_t",
    "jmp_buf",
    "mtx_t",
    "once_flag",
    "pthread_barrier_t",
    "pthread_cond_t",
    "pthread_key_t",
    "pthread_mutex_t",
    "pthread_once_t",
    "pthread_rwlock_t",
    "pthread_spinlock_t",
    "pthread_t",
    "sem_t",
    "sigjmp_buf",
    "thrd_t",
    "tss_t",
    "va_list",
};

} // namespace

/// Also in a namespace of std: pmr, or libstdc++'s __exception_ptr.
static bool isOfStd(const RecordDecl *Class) {
  const auto *Namespace = dyn_cast<NamespaceDecl>(Class->getDeclContext());
  return Class->isInStdNamespace() ||
         (Namespace && Namespace->getParent()->isStdNamespace() &&
          llvm::is_contained({"pmr", "__exception_ptr"}, Namespace->getName()));
}

static std::optional<Library> libraryClass(const RecordDecl *Class) {
  if (!Class->getIdentifier() || !isOfStd(Class))
    return std::nullopt;
  const auto *Found =
      llvm::lower_bound(LibraryClasses, Class->getName(),
                        [](const LibraryClass &Row, StringRef Name) { return Row.Name < Name; });
  if (Found == std::end(LibraryClasses) || Found->Name != Class->getName())
    return std::nullopt;
  return Found->What;
}

static bool isLibraryClass(QualType Type, StringRef Name) {
  const RecordDecl *Class = Type->getAsRecordDecl();
  return Class && Class->getIdentifier() && Class->getName() == Name && isOfStd(Class);
}

/// The type arguments of a specialisation, packs opened.
static SmallVector<QualType, 4> typeArguments(const RecordDecl *Class) {
  SmallVector<QualType, 4> Types;
  const auto *Specialisation = dyn_cast<ClassTemplateSpecializationDecl>(Class);
  if (!Specialisation)
    return Types;
  for (const TemplateArgument &Argument : Specialisation->getTemplateArgs().asArray()) {
    ArrayRef<TemplateArgument> Opened =
        Argument.getKind() == TemplateArgument::Pack ? Argument.pack_elements() : Argument;
    for (const TemplateArgument &Element : Opened)
      if (Element.getKind() == TemplateArgument::Type)
        Types.push_back(Element.getAsType());
  }
  return Types;
}

/// Whether a std::unique_ptr deletes volatile memory: not when its class is persistent, or
/// may be the base of one that is, or when the deleter is the user's.
static bool ownsVolatile(const RecordDecl *Pointer) {
  SmallVector<QualType, 4> Arguments = typeArguments(Pointer);
  if (Arguments.size() != 2 || !isLibraryClass(Arguments[1], "default_delete"))
    return false;
  const RecordDecl *Class = Arguments[0]->getBaseElementTypeUnsafe()->getAsRecordDecl();
  if (!Class)
    return true;
  const RecordDecl *Definition = Class->getDefinition();
  if (!Definition || isPersistentClass(Definition))
    return false;
  const auto *Cxx = dyn_cast<CXXRecordDecl>(Definition);
  return !Cxx || !Cxx->isPolymorphic();
}

/// The name of the typedef of C that the type was written with, empty when it is none.
static StringRef processType(QualType Type) {
  while (const auto *Alias = Type->getAs<TypedefType>()) {
    const TypedefNameDecl *Declared = Alias->getDecl();
    if (Declared->getDeclContext()->getRedeclContext()->isTranslationUnit() &&
        llvm::binary_search(ProcessTypes, Declared->getName()))
      return Declared->getName();
    Type = Alias->desugar();
  }
  return {};
}

static bool pointsToCode(QualType Type) {
  return Type->isFunctionPointerType() || Type->isMemberFunctionPointerType() ||
         Type->isBlockPointerType();
}

/// Code that may be loaded anywhere: a pool with pointers to it can't be opened again.
static std::optional<Mortality> mortalityOfCode(const ASTContext &C, std::string What) {
  if (C.getLangOpts().PICLevel == 0)
    return std::nullopt;
  return Mortality{What + " the same addresses in every run; compile with '-fno-pie' and link "
                          "with '-no-pie'",
                   /*IsCertain=*/false};
}

/// Whether a string of libstdc++ is of the kind that programs shared before 2015
/// (_GLIBCXX_USE_CXX11_ABI=0). Empty ones all point to one variable of the program.
static bool isStringOfOldAbi(const RecordDecl *Class) {
  return Class->getName() == "basic_string" && llvm::any_of(Class->decls(), [](const Decl *D) {
           const auto *Nested = dyn_cast<CXXRecordDecl>(D);
           return Nested && Nested->getIdentifier() && Nested->getName() == "_Rep";
         });
}

/// Whether a container of libstdc++ has a list of its iterators (_GLIBCXX_DEBUG).
static bool knowsItsIterators(const RecordDecl *Class) {
  const auto *Cxx = dyn_cast<CXXRecordDecl>(Class);
  return Cxx && !Cxx->forallBases([](const CXXRecordDecl *Base) {
    return !Base->getIdentifier() || Base->getName() != "_Safe_sequence_base";
  });
}

static std::optional<Mortality> mortalityOfClass(const ASTContext &C, const RecordDecl *Class,
                                                 const std::string &Name) {
  switch (libraryClass(Class).value_or(Library::Parts)) {
  case Library::Allocator:
    return Mortality{Name + " allocates volatile memory; use 'stet::allocator'"};
  case Library::Callable:
    return Mortality{Name + " points to code and may own volatile memory; keep a number or a "
                            "name that selects the function"};
  case Library::Container:
    if (llvm::any_of(typeArguments(Class), [](QualType Type) {
          const RecordDecl *Argument = Type->getAsRecordDecl();
          return Argument && libraryClass(Argument) == Library::Allocator;
        }))
      return Mortality{Name + " keeps its contents in volatile memory; give it 'stet::allocator'"};
    if (isStringOfOldAbi(Class))
      return Mortality{Name + " points to a variable of the program when it is empty; compile "
                              "without '-D_GLIBCXX_USE_CXX11_ABI=0'"};
    if (knowsItsIterators(Class))
      return Mortality{Name + " keeps a list of its iterators, which are in volatile memory; "
                              "compile without '-D_GLIBCXX_DEBUG'"};
    break;
  case Library::Owner:
    if (ownsVolatile(Class))
      return Mortality{Name + " owns volatile memory; let it own an object of a persistent class"};
    break;
  case Library::Run:
    return Mortality{Name + " belongs to one run of the program; keep it in ordinary memory"};
  case Library::Shared:
    return Mortality{Name + " keeps its counters in volatile memory unless it was made by "
                            "'std::allocate_shared' with 'stet::allocator'",
                     /*IsCertain=*/false};
  case Library::Temporary:
    return Mortality{Name + " points to temporary objects"};
  case Library::Parts:
    break;
  }
  const auto *Cxx = dyn_cast<CXXRecordDecl>(Class);
  if (!Cxx || !Cxx->isDynamicClass() || llvm::any_of(Cxx->bases(), [](const CXXBaseSpecifier &B) {
        const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
        return Base && Base->isDynamicClass();
      }))
    return std::nullopt;
  return mortalityOfCode(C, std::string("virtual ") +
                                (Cxx->isPolymorphic() ? "functions" : "bases") + " need");
}

std::optional<Mortality> mortalityOf(const ASTContext &C, QualType Type) {
  PrintingPolicy Policy(C.getLangOpts());
  Policy.SuppressTagKeyword = true;
  auto Quoted = [&] { return "'" + Type.getUnqualifiedType().getAsString(Policy) + "'"; };
  if (Type->isReferenceType()) {
    const RecordDecl *Class = Type->getPointeeType()->getAsRecordDecl();
    return Mortality{"a reference can't be set anew; use a pointer",
                     !Class || !isPersistentClass(Class)};
  }
  StringRef Named = processType(Type->isPointerType() ? Type->getPointeeType() : Type);
  bool IsHandle = Named == "FILE" || Named == "DIR";
  if (!Named.empty() && (IsHandle || !Type->isPointerType()))
    return Mortality{Quoted() + " belongs to one run of the program; keep it in ordinary memory"};
  if (pointsToCode(Type))
    return mortalityOfCode(C, "pointers to functions need");
  const RecordDecl *Class = Type->getAsRecordDecl();
  if (Class && Class->getDefinition())
    return mortalityOfClass(C, Class->getDefinition(), Quoted());
  return std::nullopt;
}

std::optional<LibraryParts> libraryPartsOf(const RecordDecl *Class) {
  std::optional<Library> What = libraryClass(Class);
  if (!What || *What == Library::Owner || *What == Library::Shared)
    return std::nullopt;
  LibraryParts Parts{typeArguments(Class), *What == Library::Container};
  if (*What == Library::Container && !Parts.Types.empty())
    Parts.Types.pop_back();
  return Parts;
}

} // namespace stet
