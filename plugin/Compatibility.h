//===-- plugin/Compatibility.h - Differences between LLVM versions ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only place that asks which LLVM this is.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_COMPATIBILITY_H
#define STET_PLUGIN_COMPATIBILITY_H

#include "llvm/Config/llvm-config.h"
#include "llvm/IR/PassManager.h"

#if LLVM_VERSION_MAJOR >= 22
#include "llvm/Plugins/PassPlugin.h"
#else
#include "llvm/Passes/PassPlugin.h"
#endif

#endif // STET_PLUGIN_COMPATIBILITY_H
