//===-- plugin/Preloaded.cpp - The plugin in a program that loads none ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `stet-clangd` brings the plugin into clangd by LD_PRELOAD. The programs that clangd
// starts, compilers among them, are not meant: as soon as the plugin is there it puts
// the environment back.
//
//===----------------------------------------------------------------------===//
#include <cstdlib>

namespace {

/// $STET_CLANGD_PRELOADED is what LD_PRELOAD was before the launcher added the plugin.
bool restoreEnvironment() {
  const char *Before = getenv("STET_CLANGD_PRELOADED");
  if (!Before)
    return false;
  if (*Before)
    setenv("LD_PRELOAD", Before, /*overwrite=*/1);
  else
    unsetenv("LD_PRELOAD");
  unsetenv("STET_CLANGD_PRELOADED");
  return true;
}

const bool Preloaded = restoreEnvironment();

} // namespace
