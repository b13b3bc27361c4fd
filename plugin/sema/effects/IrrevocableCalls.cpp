//===-- plugin/sema/effects/IrrevocableCalls.cpp - Functions that an abort can't undo ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/IrrevocableCalls.h"

#include "sema/effects/StdNames.h"
#include "sema/effects/UnseenWrites.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace stet {
namespace {

struct Row {
  llvm::StringLiteral Name;
  Irrevocable What;
};

/// Functions of C. Sorted by name, as is the table of C++.
constexpr Row CFunctions[] = {
    {"_Exit", Irrevocable::Process},
    {"_exit", Irrevocable::Process},
    {"accept", Irrevocable::File},
    {"accept4", Irrevocable::File},
    {"bind", Irrevocable::File},
    {"chdir", Irrevocable::File},
    {"chmod", Irrevocable::File},
    {"chown", Irrevocable::File},
    {"chroot", Irrevocable::File},
    {"close", Irrevocable::File},
    {"cnd_broadcast", Irrevocable::Lock},
    {"cnd_signal", Irrevocable::Lock},
    {"cnd_timedwait", Irrevocable::Lock},
    {"cnd_wait", Irrevocable::Lock},
    {"connect", Irrevocable::File},
    {"copy_file_range", Irrevocable::Output},
    {"creat", Irrevocable::File},
    {"daemon", Irrevocable::Process},
    {"dprintf", Irrevocable::Output},
    {"dup", Irrevocable::File},
    {"dup2", Irrevocable::File},
    {"dup3", Irrevocable::File},
    {"execl", Irrevocable::Process},
    {"execle", Irrevocable::Process},
    {"execlp", Irrevocable::Process},
    {"execv", Irrevocable::Process},
    {"execve", Irrevocable::Process},
    {"execveat", Irrevocable::Process},
    {"execvp", Irrevocable::Process},
    {"execvpe", Irrevocable::Process},
    {"exit", Irrevocable::Process},
    {"fallocate", Irrevocable::File},
    {"fchdir", Irrevocable::File},
    {"fchmod", Irrevocable::File},
    {"fchmodat", Irrevocable::File},
    {"fchown", Irrevocable::File},
    {"fclose", Irrevocable::File},
    {"fdatasync", Irrevocable::File},
    {"fdopen", Irrevocable::File},
    {"fexecve", Irrevocable::Process},
    {"fflush", Irrevocable::Output},
    {"flock", Irrevocable::File},
    {"fopen", Irrevocable::File},
    {"fopen64", Irrevocable::File},
    {"fork", Irrevocable::Process},
    {"fprintf", Irrevocable::Output},
    {"fputc", Irrevocable::Output},
    {"fputc_unlocked", Irrevocable::Output},
    {"fputs", Irrevocable::Output},
    {"fputs_unlocked", Irrevocable::Output},
    {"fputwc", Irrevocable::Output},
    {"fputws", Irrevocable::Output},
    {"freopen", Irrevocable::File},
    {"fsync", Irrevocable::File},
    {"ftruncate", Irrevocable::File},
    {"futimens", Irrevocable::File},
    {"fwprintf", Irrevocable::Output},
    {"fwrite", Irrevocable::Output},
    {"fwrite_unlocked", Irrevocable::Output},
    {"ioctl", Irrevocable::Output},
    {"kill", Irrevocable::Process},
    {"killpg", Irrevocable::Process},
    {"lchown", Irrevocable::File},
    {"link", Irrevocable::File},
    {"linkat", Irrevocable::File},
    {"listen", Irrevocable::File},
    {"lockf", Irrevocable::File},
    {"mkdir", Irrevocable::File},
    {"mkdirat", Irrevocable::File},
    {"mkdtemp", Irrevocable::File},
    {"mkfifo", Irrevocable::File},
    {"mknod", Irrevocable::File},
    {"mkstemp", Irrevocable::File},
    {"mount", Irrevocable::File},
    {"mq_open", Irrevocable::File},
    {"mq_send", Irrevocable::File},
    {"mq_unlink", Irrevocable::File},
    {"msync", Irrevocable::File},
    {"mtx_lock", Irrevocable::Lock},
    {"mtx_timedlock", Irrevocable::Lock},
    {"mtx_trylock", Irrevocable::Lock},
    {"mtx_unlock", Irrevocable::Lock},
    {"open", Irrevocable::File},
    {"open64", Irrevocable::File},
    {"openat", Irrevocable::File},
    {"pclose", Irrevocable::Process},
    {"pipe", Irrevocable::File},
    {"pipe2", Irrevocable::File},
    {"popen", Irrevocable::Process},
    {"posix_fallocate", Irrevocable::File},
    {"posix_spawn", Irrevocable::Process},
    {"posix_spawnp", Irrevocable::Process},
    {"printf", Irrevocable::Output},
    {"pthread_barrier_wait", Irrevocable::Lock},
    {"pthread_cond_broadcast", Irrevocable::Lock},
    {"pthread_cond_signal", Irrevocable::Lock},
    {"pthread_cond_timedwait", Irrevocable::Lock},
    {"pthread_cond_wait", Irrevocable::Lock},
    {"pthread_create", Irrevocable::Thread},
    {"pthread_detach", Irrevocable::Thread},
    {"pthread_join", Irrevocable::Thread},
    {"pthread_kill", Irrevocable::Process},
    {"pthread_mutex_clocklock", Irrevocable::Lock},
    {"pthread_mutex_lock", Irrevocable::Lock},
    {"pthread_mutex_timedlock", Irrevocable::Lock},
    {"pthread_mutex_trylock", Irrevocable::Lock},
    {"pthread_mutex_unlock", Irrevocable::Lock},
    {"pthread_rwlock_rdlock", Irrevocable::Lock},
    {"pthread_rwlock_tryrdlock", Irrevocable::Lock},
    {"pthread_rwlock_trywrlock", Irrevocable::Lock},
    {"pthread_rwlock_unlock", Irrevocable::Lock},
    {"pthread_rwlock_wrlock", Irrevocable::Lock},
    {"pthread_spin_lock", Irrevocable::Lock},
    {"pthread_spin_trylock", Irrevocable::Lock},
    {"pthread_spin_unlock", Irrevocable::Lock},
    {"putc", Irrevocable::Output},
    {"putc_unlocked", Irrevocable::Output},
    {"putchar", Irrevocable::Output},
    {"putchar_unlocked", Irrevocable::Output},
    {"puts", Irrevocable::Output},
    {"putw", Irrevocable::Output},
    {"putwc", Irrevocable::Output},
    {"putwchar", Irrevocable::Output},
    {"pwrite", Irrevocable::Output},
    {"pwrite64", Irrevocable::Output},
    {"pwritev", Irrevocable::Output},
    {"quick_exit", Irrevocable::Process},
    {"raise", Irrevocable::Process},
    {"reboot", Irrevocable::Process},
    {"remove", Irrevocable::File},
    {"rename", Irrevocable::File},
    {"renameat", Irrevocable::File},
    {"renameat2", Irrevocable::File},
    {"rmdir", Irrevocable::File},
    {"sem_post", Irrevocable::Lock},
    {"sem_timedwait", Irrevocable::Lock},
    {"sem_trywait", Irrevocable::Lock},
    {"sem_wait", Irrevocable::Lock},
    {"send", Irrevocable::Output},
    {"sendfile", Irrevocable::Output},
    {"sendmmsg", Irrevocable::Output},
    {"sendmsg", Irrevocable::Output},
    {"sendto", Irrevocable::Output},
    {"setegid", Irrevocable::Process},
    {"seteuid", Irrevocable::Process},
    {"setgid", Irrevocable::Process},
    {"setsid", Irrevocable::Process},
    {"setsockopt", Irrevocable::File},
    {"setuid", Irrevocable::Process},
    {"shm_open", Irrevocable::File},
    {"shm_unlink", Irrevocable::File},
    {"shutdown", Irrevocable::File},
    {"socket", Irrevocable::File},
    {"socketpair", Irrevocable::File},
    {"splice", Irrevocable::Output},
    {"symlink", Irrevocable::File},
    {"symlinkat", Irrevocable::File},
    {"sync", Irrevocable::File},
    {"syncfs", Irrevocable::File},
    {"syslog", Irrevocable::Output},
    {"system", Irrevocable::Process},
    {"tgkill", Irrevocable::Process},
    {"thrd_create", Irrevocable::Thread},
    {"thrd_detach", Irrevocable::Thread},
    {"thrd_join", Irrevocable::Thread},
    {"tmpfile", Irrevocable::File},
    {"truncate", Irrevocable::File},
    {"umask", Irrevocable::File},
    {"umount", Irrevocable::File},
    {"unlink", Irrevocable::File},
    {"unlinkat", Irrevocable::File},
    {"utime", Irrevocable::File},
    {"utimensat", Irrevocable::File},
    {"utimes", Irrevocable::File},
    {"vdprintf", Irrevocable::Output},
    {"vfork", Irrevocable::Process},
    {"vfprintf", Irrevocable::Output},
    {"vfwprintf", Irrevocable::Output},
    {"vprintf", Irrevocable::Output},
    {"vsyslog", Irrevocable::Output},
    {"vwprintf", Irrevocable::Output},
    {"wait", Irrevocable::Process},
    {"waitid", Irrevocable::Process},
    {"waitpid", Irrevocable::Process},
    {"wprintf", Irrevocable::Output},
    {"write", Irrevocable::Output},
    {"writev", Irrevocable::Output},
};

/// Functions of C++ that write files are found by their stream instead.
constexpr Row CxxFunctions[] = {
    {"std::async", Irrevocable::Thread},
    {"std::basic_filebuf::close", Irrevocable::File},
    {"std::basic_filebuf::open", Irrevocable::File},
    {"std::basic_fstream::open", Irrevocable::File},
    {"std::basic_ofstream::open", Irrevocable::File},
    {"std::condition_variable::notify_all", Irrevocable::Lock},
    {"std::condition_variable::notify_one", Irrevocable::Lock},
    {"std::condition_variable::wait", Irrevocable::Lock},
    {"std::condition_variable::wait_for", Irrevocable::Lock},
    {"std::condition_variable::wait_until", Irrevocable::Lock},
    {"std::filesystem::copy", Irrevocable::File},
    {"std::filesystem::copy_file", Irrevocable::File},
    {"std::filesystem::create_directories", Irrevocable::File},
    {"std::filesystem::create_directory", Irrevocable::File},
    {"std::filesystem::create_hard_link", Irrevocable::File},
    {"std::filesystem::create_symlink", Irrevocable::File},
    {"std::filesystem::current_path", Irrevocable::File},
    {"std::filesystem::last_write_time", Irrevocable::File},
    {"std::filesystem::permissions", Irrevocable::File},
    {"std::filesystem::remove", Irrevocable::File},
    {"std::filesystem::remove_all", Irrevocable::File},
    {"std::filesystem::rename", Irrevocable::File},
    {"std::filesystem::resize_file", Irrevocable::File},
    {"std::jthread::jthread", Irrevocable::Thread},
    {"std::lock", Irrevocable::Lock},
    {"std::lock_guard::lock_guard", Irrevocable::Lock},
    {"std::mutex::lock", Irrevocable::Lock},
    {"std::mutex::try_lock", Irrevocable::Lock},
    {"std::mutex::unlock", Irrevocable::Lock},
    {"std::print", Irrevocable::Output},
    {"std::println", Irrevocable::Output},
    {"std::recursive_mutex::lock", Irrevocable::Lock},
    {"std::recursive_mutex::try_lock", Irrevocable::Lock},
    {"std::recursive_mutex::unlock", Irrevocable::Lock},
    {"std::recursive_timed_mutex::lock", Irrevocable::Lock},
    {"std::recursive_timed_mutex::try_lock", Irrevocable::Lock},
    {"std::recursive_timed_mutex::unlock", Irrevocable::Lock},
    {"std::scoped_lock::scoped_lock", Irrevocable::Lock},
    {"std::shared_lock::lock", Irrevocable::Lock},
    {"std::shared_lock::shared_lock", Irrevocable::Lock},
    {"std::shared_mutex::lock", Irrevocable::Lock},
    {"std::shared_mutex::lock_shared", Irrevocable::Lock},
    {"std::shared_mutex::try_lock", Irrevocable::Lock},
    {"std::shared_mutex::try_lock_shared", Irrevocable::Lock},
    {"std::shared_mutex::unlock", Irrevocable::Lock},
    {"std::shared_mutex::unlock_shared", Irrevocable::Lock},
    {"std::thread::detach", Irrevocable::Thread},
    {"std::thread::join", Irrevocable::Thread},
    {"std::thread::thread", Irrevocable::Thread},
    {"std::timed_mutex::lock", Irrevocable::Lock},
    {"std::timed_mutex::try_lock", Irrevocable::Lock},
    {"std::timed_mutex::unlock", Irrevocable::Lock},
    {"std::try_lock", Irrevocable::Lock},
    {"std::unique_lock::lock", Irrevocable::Lock},
    {"std::unique_lock::unique_lock", Irrevocable::Lock},
    {"std::vprint_nonunicode", Irrevocable::Output},
    {"std::vprint_unicode", Irrevocable::Output},
};

} // namespace

static Irrevocable lookUp(ArrayRef<Row> Table, StringRef Name) {
  const Row *Found = llvm::lower_bound(
      Table, Name, [](const Row &R, StringRef Wanted) { return R.Name < Wanted; });
  return Found != Table.end() && Found->Name == Name ? Found->What : Irrevocable::No;
}

/// `std::mutex::lock`, without inline namespaces and template arguments.
static std::string plainName(const FunctionDecl *Callee) {
  std::string Name;
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Callee))
    Name = Constructor->getParent()->getNameAsString();
  else if (Callee->getIdentifier())
    Name = Callee->getNameAsString();
  else
    return {};
  for (const DeclContext *In = Callee->getDeclContext(); !In->isTranslationUnit();
       In = In->getParent()) {
    if (In->isInlineNamespace() || In->isTransparentContext())
      continue;
    const auto *Named = dyn_cast<NamedDecl>(In);
    if (!Named || !Named->getIdentifier())
      return {};
    Name = Named->getNameAsString() + "::" + Name;
  }
  return Name;
}

static const VarDecl *variableOf(const Expr *E) {
  const auto *Reference = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
}

static bool isVariable(const Expr *E, ArrayRef<StringRef> Names) {
  const VarDecl *Variable = variableOf(E);
  return Variable && Variable->getIdentifier() && Variable->hasGlobalStorage() &&
         llvm::is_contained(Names, Variable->getName());
}

/// Whether the call writes to the standard error stream: stderr, or descriptor 2 first.
static bool goesToStandardError(ArrayRef<const Expr *> Arguments) {
  for (const Expr *Argument : Arguments)
    if (isVariable(Argument, {"stderr", "__stderrp"}))
      return true;
  const auto *Number = Arguments.empty()
                           ? nullptr
                           : dyn_cast<IntegerLiteral>(Arguments.front()->IgnoreParenImpCasts());
  return Number && Number->getValue() == 2;
}

static Irrevocable forStream(Irrevocable What, ArrayRef<const Expr *> Arguments) {
  return What == Irrevocable::Output && goesToStandardError(Arguments) ? Irrevocable::Tolerated
                                                                       : What;
}

/// Output with `<<`, write() and the like: to std::cout, or to a stream of a file.
static bool writesStream(const FunctionDecl *Callee, ArrayRef<const Expr *> Arguments) {
  if (Arguments.empty())
    return false;
  const Expr *Stream = Arguments.front()->IgnoreParenImpCasts();
  // `std::ostream &log = std::cout;`
  if (const VarDecl *Reference = variableOf(Stream);
      Reference && Reference->getType()->isReferenceType() && !isa<ParmVarDecl>(Reference) &&
      Reference->getInit())
    Stream = Reference->getInit()->IgnoreParenImpCasts();
  bool IsOutside =
      isStdClass(Stream->getType(), {"basic_ofstream", "basic_fstream"}) ||
      (isVariable(Stream, {"cout", "wcout"}) && variableOf(Stream)->isInStdNamespace());
  if (!IsOutside)
    return false;
  if (Callee->getOverloadedOperator() == OO_LessLess)
    return true;
  return isa<CXXMethodDecl>(Callee) && Callee->getIdentifier() &&
         llvm::is_contained({"write", "put", "flush", "close"}, Callee->getName());
}

/// Of a stream that only reads.
static bool isInputDestructor(const FunctionDecl *Callee) {
  const auto *Destructor = dyn_cast<CXXDestructorDecl>(Callee);
  return Destructor && isStdClass(Destructor->getFunctionObjectParameterType(), {"basic_ifstream"});
}

Irrevocable irrevocabilityOf(const FunctionDecl *Callee, ArrayRef<const Expr *> Arguments) {
  if (isInputDestructor(Callee))
    return Irrevocable::Tolerated;
  if (Callee->getBuiltinID() == 0 && !isOfSystemHeader(Callee))
    return writesStream(Callee, Arguments) ? Irrevocable::Output : Irrevocable::No;
  if (StringRef Name = cLibraryName(Callee); !Name.empty())
    return forStream(lookUp(CFunctions, Name), Arguments);
  if (writesStream(Callee, Arguments))
    return Irrevocable::Output;
  const DeclContext *Outermost = Callee->getDeclContext();
  while (!Outermost->isTranslationUnit() && !Outermost->isStdNamespace())
    Outermost = Outermost->getParent();
  if (Outermost->isTranslationUnit())
    return Irrevocable::No;
  // A thread without a function, a lock without a mutex or one that is not taken now.
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Callee))
    if (Constructor->getNumParams() == 0 || Constructor->isCopyOrMoveConstructor() ||
        llvm::any_of(Arguments, [](const Expr *Argument) {
          return isStdClass(Argument->getType(), {"adopt_lock_t", "defer_lock_t"});
        }))
      return Irrevocable::No;
  return forStream(lookUp(CxxFunctions, plainName(Callee)), Arguments);
}

StringRef whyIrrevocable(Irrevocable What) {
  switch (What) {
  case Irrevocable::No:
  case Irrevocable::Tolerated:
    break;
  case Irrevocable::Output:
    return "what it writes stays written";
  case Irrevocable::File:
    return "what it does to files stays done";
  case Irrevocable::Thread:
    return "another thread does not wait for the commit";
  case Irrevocable::Lock:
    return "others may see changes before they are committed or undone; name the lock in "
           "'transaction <lock>'";
  case Irrevocable::Process:
    return "what it does to processes stays done";
  }
  return "";
}

} // namespace stet
