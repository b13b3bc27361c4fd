//===-- plugin/Loader.cpp - Finds the plugin for the running Clang ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `stet.so` is what -fplugin and -fpass-plugin name. It has no LLVM symbols of
// its own, so that every Clang can load it; it asks the running LLVM for its
// version and loads `stet-<major>.so` from its own folder. A Clang for which there
// is none is told so, instead of dying with "symbol lookup error".
//
//===----------------------------------------------------------------------===//
#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <dlfcn.h>
#include <string>

namespace {

/// llvm::PassPluginLibraryInfo, whose size differs between versions. It is returned
/// through memory of the caller, which the plugin itself fills: never copied here.
struct PassPluginInfo {
  char Bytes[40];
};

/// The major version of the LLVM in this process, 0 when there is none.
unsigned runningLLVMVersion() {
  using GetVersion = void(unsigned *Major, unsigned *Minor, unsigned *Patch);
  auto *Get = reinterpret_cast<GetVersion *>(dlsym(RTLD_DEFAULT, "LLVMGetVersion"));
  unsigned Major = 0, Minor = 0, Patch = 0;
  if (Get)
    Get(&Major, &Minor, &Patch);
  return Major;
}

std::string ownFolder() {
  Dl_info Info;
  if (!dladdr(reinterpret_cast<void *>(&ownFolder), &Info) || !Info.dli_fname)
    return ".";
  std::string Path = Info.dli_fname;
  size_t Slash = Path.rfind('/');
  return Slash == std::string::npos ? "." : Path.substr(0, Slash);
}

/// The versions that the plugin was built for, as "19, 22".
std::string builtVersions(const std::string &Folder) {
  std::string Versions;
  DIR *Directory = opendir(Folder.c_str());
  if (!Directory)
    return "none";
  while (dirent *Entry = readdir(Directory)) {
    unsigned Version;
    int End = 0;
    if (sscanf(Entry->d_name, "stet-%u.so%n", &Version, &End) == 1 && End && !Entry->d_name[End])
      Versions += (Versions.empty() ? "" : ", ") + std::to_string(Version);
  }
  closedir(Directory);
  return Versions.empty() ? "none" : Versions;
}

void *loadPlugin() {
  std::string Folder = ownFolder();
  unsigned Version = runningLLVMVersion();
  std::string Name = Folder + "/stet-" + std::to_string(Version) + ".so";
  if (void *Plugin = dlopen(Name.c_str(), RTLD_NOW | RTLD_LOCAL))
    return Plugin;
  std::string Reason = dlerror();
  std::string Built = builtVersions(Folder);
  if (Version == 0)
    fprintf(stderr,
            "error: stet: can't tell which LLVM this compiler is; use Debian's clang "
            "(the plugin in '%s' was built for: %s)\n",
            Folder.c_str(), Built.c_str());
  else if (("," + Built + ",").find(std::to_string(Version)) == std::string::npos)
    fprintf(stderr,
            "error: stet: the plugin in '%s' was built for Clang %s, but this is Clang %u; use "
            "clang-%s, or build the plugin for this one with './dev build --llvm %u' and use the "
            "stet.pc of that build\n",
            Folder.c_str(), Built.c_str(), Version, Built.c_str(), Version);
  else
    fprintf(stderr, "error: stet: can't load the plugin: %s\n", Reason.c_str());
  exit(1);
}

void *Plugin = loadPlugin();

} // namespace

/// The entry point of -fpass-plugin.
extern "C" __attribute__((visibility("default"))) PassPluginInfo llvmGetPassPluginInfo() {
  return reinterpret_cast<PassPluginInfo (*)()>(dlsym(Plugin, "stetGetPassPluginInfo"))();
}
