//===-- runtime/variables/Registration.cpp - The variables that loaded modules define ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Registration.h"
#include "../diagnostics/Error.h"
#include "VariableName.h"

#include <algorithm>
#include <dlfcn.h>
#include <mutex>
#include <pthread.h>
#include <string_view>
#include <unordered_map>

namespace stet {
namespace {

struct Registered {
  stet_variable *Variable;
  unsigned Modules; ///< that define it
};

struct Registry {
  std::mutex Lock;
  std::vector<Registered> InOrder;
  std::unordered_map<std::string_view, size_t> ByName; ///< an index into InOrder
};

/// Made at the first use and never destroyed: modules register before and
/// unregister after this library's own constructors and destructors.
Registry &registry() {
  static Registry *TheRegistry = [] {
    // A child must not inherit a half-changed list from a thread that it doesn't
    // have. The lock comes after those of runtime/interface, which sets its own
    // handlers later (watchForksOfRegistry).
    pthread_atfork([] { registry().Lock.lock(); }, [] { registry().Lock.unlock(); },
                   [] { registry().Lock.unlock(); });
    return new Registry;
  }();
  return *TheRegistry;
}

const char *moduleOf(const stet_variable *Variable) {
  Dl_info Info;
  return dladdr(Variable, &Info) && Info.dli_fname ? Info.dli_fname : "this program";
}

} // namespace

void registerVariables(stet_variable *const *Variables, size_t Count) {
  Registry &R = registry();
  std::lock_guard<std::mutex> Guard(R.Lock);
  for (size_t I = 0; I < Count; ++I) {
    stet_variable *V = Variables[I];
    auto [Known, New] = R.ByName.try_emplace(V->name, R.InOrder.size());
    if (New) {
      R.InOrder.push_back({V, 1});
      continue;
    }
    Registered &Other = R.InOrder[Known->second];
    if (Other.Variable != V)
      fatalUserError("two persistent variables have the name '%s', one in '%s' and one in '%s': "
                     "rename one of them",
                     readableName(V->name).c_str(), moduleOf(Other.Variable), moduleOf(V));
    ++Other.Modules;
  }
}

void unregisterVariables(stet_variable *const *Variables, size_t Count) {
  Registry &R = registry();
  std::lock_guard<std::mutex> Guard(R.Lock);
  bool Gone = false;
  for (size_t I = 0; I < Count; ++I) {
    auto Known = R.ByName.find(Variables[I]->name);
    if (Known == R.ByName.end() || R.InOrder[Known->second].Variable != Variables[I])
      continue;
    Gone |= --R.InOrder[Known->second].Modules == 0;
  }
  if (!Gone)
    return;
  // The names lie in the module, so the index is built anew while they are there.
  std::erase_if(R.InOrder, [](const Registered &V) { return V.Modules == 0; });
  R.ByName.clear();
  for (size_t I = 0; I < R.InOrder.size(); ++I)
    R.ByName.emplace(R.InOrder[I].Variable->name, I);
}

std::vector<stet_variable *> registeredVariables() {
  Registry &R = registry();
  std::lock_guard<std::mutex> Guard(R.Lock);
  std::vector<stet_variable *> Result;
  Result.reserve(R.InOrder.size());
  for (const Registered &V : R.InOrder)
    Result.push_back(V.Variable);
  return Result;
}

void watchForksOfRegistry() { registry(); }

void forgetVariableAddresses() {
  Registry &R = registry();
  std::lock_guard<std::mutex> Guard(R.Lock);
  for (const Registered &V : R.InOrder)
    __atomic_store_n(&V.Variable->address, nullptr, __ATOMIC_RELEASE);
}

} // namespace stet
