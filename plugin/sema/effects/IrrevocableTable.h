//===-- plugin/sema/effects/IrrevocableTable.h - Functions that an abort can't undo ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_IRREVOCABLETABLE_H
#define STET_PLUGIN_SEMA_EFFECTS_IRREVOCABLETABLE_H

#include "llvm/ADT/StringRef.h"

namespace stet {

/// What a function does to the world outside the program.
enum class Irrevocable {
  No,
  Output,    ///< writes to a file, a terminal, a socket
  File,      ///< opens, closes, creates, removes or changes files
  Thread,    ///< starts a thread
  Lock,      ///< takes or gives back a lock, waits for or wakes other threads
  Process,   ///< starts, replaces, ends or signals a process
  Tolerated, ///< nothing to complain of, whatever it calls: a message to the standard error stream
};

/// Of a function of C, by its name.
Irrevocable irrevocableC(llvm::StringRef Name);
/// Of a function of C++, by its name with namespace and class: `std::mutex::lock`.
Irrevocable irrevocableCxx(llvm::StringRef Name);

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_IRREVOCABLETABLE_H
