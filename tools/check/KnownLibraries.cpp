//===-- tools/check/KnownLibraries.cpp - What needs no mark ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "check/KnownLibraries.h"
#include "lowering/CxxSignature.h"
#include "lowering/LibraryTable.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace stet {

bool isKnownLibrary(StringRef FileName) {
  // What stands before ".so", ".a" or ".o".
  static constexpr StringLiteral Names[] = {"libc",
                                            "libm",
                                            "libpthread",
                                            "libdl",
                                            "librt",
                                            "libresolv",
                                            "libutil",
                                            "libanl",
                                            "libmvec",
                                            "libc_nonshared",
                                            "libpthread_nonshared",
                                            "ld-linux-x86-64",
                                            "linux-vdso",
                                            "libgcc",
                                            "libgcc_s",
                                            "libgcc_eh",
                                            "libstdc++",
                                            "libsupc++",
                                            "libstdc++fs",
                                            "libc++",
                                            "libc++abi",
                                            "libc++experimental",
                                            "libunwind",
                                            "libatomic",
                                            "libasan",
                                            "libubsan",
                                            "libtsan",
                                            "liblsan",
                                            "libstet",
                                            "libstet-test",
                                            "crt1",
                                            "Scrt1",
                                            "gcrt1",
                                            "rcrt1",
                                            "crti",
                                            "crtn",
                                            "crtbegin",
                                            "crtbeginS",
                                            "crtbeginT",
                                            "crtend",
                                            "crtendS"};
  StringRef File = sys::path::filename(FileName);
  if (File.starts_with("libclang_rt.") || File.starts_with("clang_rt."))
    return true;
  size_t End = std::min({File.find(".so"), File.size() - File.ends_with(".a") * 2,
                         File.size() - File.ends_with(".o") * 2});
  return is_contained(Names, File.take_front(End));
}

bool isKnownUnit(const Unit &U) {
  StringRef File = U.Name;
  if (File.ends_with(")")) // a member of an archive
    File = File.take_front(File.rfind('('));
  return isKnownLibrary(U.SharedName) || isKnownLibrary(File);
}

/// Functions that are put into a program by its compiler, or by what comes with the C
/// library for that.
static bool isOfCompiler(StringRef Name) {
  static constexpr StringLiteral Names[] = {
      "_start",
      "_init",
      "_fini",
      "_dl_relocate_static_pie",
      "__libc_csu_init",
      "__libc_csu_fini",
      "deregister_tm_clones",
      "register_tm_clones",
      "__do_global_dtors_aux",
      "frame_dummy",
      "atexit",
      "at_quick_exit",
      "pthread_atfork",
      "__pthread_atfork",
      "__stack_chk_fail_local",
  };
  static constexpr StringLiteral Prefixes[] = {
      "asan.module_",       "tsan.module_",          "msan.module_",
      "sancov.module_",     "__llvm_retpoline_",     "__llvm_lvi_thunk_",
      "OUTLINED_FUNCTION_", "__x86_indirect_thunk_", "__llvm_profile_",
  };
  return is_contained(Names, Name) ||
         any_of(Prefixes, [&](StringRef Prefix) { return Name.starts_with(Prefix); });
}

bool isKnownFunction(StringRef Name) {
  static const StringSet<> OfTable = [] {
    StringSet<> Result;
    for (const LibraryWrite &Row : libraryTable())
      Result.insert(Row.Function);
    return Result;
  }();
  return OfTable.contains(Name) || isOfCompiler(Name);
}

bool isCxxLibraryName(StringRef Name) {
  CxxSignature Signature;
  return isCxxLibraryFunction(Name, Signature);
}

} // namespace stet
