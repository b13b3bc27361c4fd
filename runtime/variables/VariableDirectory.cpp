//===-- runtime/variables/VariableDirectory.cpp - The persistent variables of a pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "VariableDirectory.h"
#include "../diagnostics/Error.h"
#include "../pool/CodeIdentity.h"
#include "../pool/Pool.h"
#include "LayoutComparison.h"
#include "VariableName.h"
#include "ZeroedMemory.h"

#include <algorithm>
#include <cerrno>
#include <cinttypes>
#include <cstring>

namespace stet {
namespace {

constexpr uint64_t MaxAlignment = 4096;

bool reportDamagedEntry(const Pool &P) {
  return setError(EBADMSG,
                  "the pool '%s' is damaged (an entry of its directory of variables makes no "
                  "sense); restore it from a copy",
                  P.path().c_str());
}

/// Whether all that an entry says of itself stays inside its allocation.
bool isSound(const Pool &P, PMEMoid Oid) {
  if (!P.contains(P.at(Oid.off), sizeof(VariableEntry)))
    return false;
  const auto &E = *static_cast<const VariableEntry *>(P.at(Oid.off));
  if (E.Magic != VariableEntry::MagicNumber || pmemobj_type_num(Oid) != VariableObject)
    return false;
  uint64_t Room = pmemobj_alloc_usable_size(Oid);
  if (E.NameSize >= Room || E.LayoutSize >= Room || E.headSize() > Room || E.text()[E.NameSize] ||
      E.layout().data()[E.LayoutSize])
    return false;
  uint64_t Start = E.Offset - Oid.off;
  return E.StorageClass == 0 && E.Alignment && E.Offset % E.Alignment == 0 &&
         Start >= E.headSize() && Start <= Room && E.Size <= Room - Start;
}

bool isKnownModule(const VariableEntry &Entry, const stet_variable &Variable, const Pool &P) {
  CodeIdentity Now{};
  std::string Module;
  if (!identifyModule(&Variable, Now, Module))
    return false;
  std::string Name = readableName(Variable.name);
  if (!sameBuild(Now, Entry.Code))
    return setError(EINVAL,
                    "persistent variable '%s' holds pointers to functions or virtual functions, "
                    "which are valid only in the build of '%s' that stored them in the pool '%s'; "
                    "this is another build: use that one, or another pool",
                    Name.c_str(), Module.c_str(), P.path().c_str());
  if (Now.LoadAddress != Entry.Code.LoadAddress)
    return setError(EINVAL,
                    "persistent variable '%s' holds pointers to functions or virtual functions, "
                    "which are valid only at the address where '%s' was loaded when it stored them "
                    "in the pool '%s' (0x%" PRIx64 "; now 0x%" PRIx64 "): link the program with "
                    "-no-pie and start with another pool",
                    Name.c_str(), Module.c_str(), P.path().c_str(), Entry.Code.LoadAddress,
                    Now.LoadAddress);
  return true;
}

/// What the constructor of a new entry needs.
/// Whether a variable that the pool doesn't have can be made, and which module's code
/// it may point to. Sets an error.
bool checkNew(const stet_variable &Variable, CodeIdentity &Code) {
  Code = {};
  if (!Variable.alignment || (Variable.alignment & (Variable.alignment - 1)) ||
      Variable.alignment > MaxAlignment || Variable.storage_class != 0)
    return setError(EINVAL,
                    "persistent variable '%s' has an alignment of %" PRIu64
                    " bytes and storage class %u: this libstet knows up to %" PRIu64 " and 0",
                    readableName(Variable.name).c_str(), Variable.alignment, Variable.storage_class,
                    MaxAlignment);
  std::string Module;
  return !(Variable.flags & STET_VARIABLE_HOLDS_CODE_POINTERS) ||
         identifyModule(&Variable, Code, Module);
}

struct Creation {
  const Pool &P;
  const stet_variable &Variable;
  const CodeIdentity &Code;
};

/// Called by libpmemobj with the memory of a new entry, before it becomes reachable.
int construct(PMEMobjpool *, void *Memory, void *Argument) {
  const Creation &C = *static_cast<const Creation *>(Argument);
  const stet_variable &V = C.Variable;
  auto &E = *static_cast<VariableEntry *>(Memory);
  memset(static_cast<void *>(&E), 0, sizeof(E));
  E.Magic = VariableEntry::MagicNumber;
  E.Next = OID_NULL;
  E.Size = V.size;
  E.Alignment = V.alignment;
  E.NameSize = strlen(V.name);
  E.LayoutSize = strlen(V.layout);
  E.Flags = V.flags;
  E.StorageClass = V.storage_class;
  E.Code = C.Code;
  // A function-local variable's initialiser is not in the descriptor.
  E.Initialised = !V.initialise && !(V.flags & STET_VARIABLE_FUNCTION_LOCAL);
  char *Text = reinterpret_cast<char *>(&E + 1);
  memcpy(Text, V.name, E.NameSize + 1);
  memcpy(Text + E.NameSize + 1, V.layout, E.LayoutSize + 1);
  uint64_t Start = C.P.offsetOf(Memory) + E.headSize();
  E.Offset = (Start + V.alignment - 1) / V.alignment * V.alignment;
  C.P.medium().flush(&E, E.headSize());

  void *Variable = C.P.at(E.Offset);
  if (V.image) {
    memcpy(Variable, V.image, V.size);
    C.P.medium().flush(Variable, V.size);
  } else {
    fillWithZeroes(C.P.medium(), Variable, V.size);
  }
  C.P.medium().drain();
  return 0;
}

} // namespace

std::unique_ptr<VariableDirectory> VariableDirectory::load(Pool &P) {
  std::unique_ptr<VariableDirectory> Directory(new VariableDirectory(P));
  Directory->End = &P.header().FirstVariable;
  while (!OID_IS_NULL(*Directory->End))
    if (!Directory->add(*Directory->End))
      return nullptr;
  return Directory;
}

/// Takes an entry that is linked from End.
bool VariableDirectory::add(PMEMoid Oid) {
  if (Oid.pool_uuid_lo != ThePool.oidOf(&ThePool.header()).pool_uuid_lo || !isSound(ThePool, Oid))
    return reportDamagedEntry(ThePool);
  auto *Entry = static_cast<VariableEntry *>(ThePool.at(Oid.off));
  // Twice the same name, or a ring.
  if (!Entries.emplace(Entry->name(), Entry).second)
    return reportDamagedEntry(ThePool);
  End = &Entry->Next;
  return true;
}

VariableEntry *VariableDirectory::find(std::string_view Name) const {
  std::lock_guard<std::mutex> Guard(Lock);
  auto Found = Entries.find(Name);
  return Found == Entries.end() ? nullptr : Found->second;
}

void *VariableDirectory::memoryOf(const VariableEntry &Entry) const {
  return ThePool.at(Entry.Offset);
}

bool VariableDirectory::accepts(const stet_variable &Variable) const {
  if (const VariableEntry *Known = find(Variable.name))
    return check(*Known, Variable);
  CodeIdentity Code;
  return checkNew(Variable, Code);
}

VariableEntry *VariableDirectory::resolve(stet_variable &Variable) {
  std::lock_guard<std::mutex> Guard(Lock);
  auto Known = Entries.find(Variable.name);
  VariableEntry *Entry = nullptr;
  if (Known == Entries.end())
    Entry = create(Variable);
  else if (check(*Known->second, Variable))
    Entry = Known->second;
  // Other threads may use the variable as soon as they see its address.
  if (Entry && (Entry->Initialised || !Variable.initialise))
    __atomic_store_n(&Variable.address, memoryOf(*Entry), __ATOMIC_RELEASE);
  return Entry;
}

/// Whether the program's variable can use the memory of the pool's. Sets an error.
bool VariableDirectory::check(const VariableEntry &Entry, const stet_variable &Variable) const {
  std::string Difference = compareLayouts(Variable.layout, Entry.layout());
  if (Difference.empty() && Variable.size != Entry.Size)
    Difference = "it has " + std::to_string(Variable.size) + " bytes, but " +
                 std::to_string(Entry.Size) + " in the pool";
  if (Difference.empty() && Variable.alignment && Entry.Offset % Variable.alignment != 0)
    Difference = "it is aligned to " + std::to_string(Variable.alignment) + " bytes, but to " +
                 std::to_string(Entry.Alignment) + " in the pool";
  if (Difference.empty() && Variable.storage_class != Entry.StorageClass)
    Difference = "its storage class differs";
  if (!Difference.empty())
    return setError(EINVAL,
                    "persistent variable '%s' is not what the pool '%s' has under that name: %s; "
                    "bring the old definition back, or use another pool",
                    readableName(Variable.name).c_str(), ThePool.path().c_str(),
                    Difference.c_str());
  if ((Entry.Flags | Variable.flags) & STET_VARIABLE_HOLDS_CODE_POINTERS)
    return isKnownModule(Entry, Variable, ThePool);
  return true;
}

/// Sets an error.
VariableEntry *VariableDirectory::create(const stet_variable &Variable) {
  CodeIdentity Code;
  if (!checkNew(Variable, Code))
    return nullptr;
  uint64_t Head = sizeof(VariableEntry) + strlen(Variable.name) + 1 + strlen(Variable.layout) + 1;
  Creation C{ThePool, Variable, Code};
  ++ThePool.HeapUses;
  // Reachable from the directory in the same instant in which it is allocated.
  if (pmemobj_alloc(ThePool.handle(), End, Head + Variable.alignment - 1 + Variable.size,
                    VariableObject, construct, &C) != 0) {
    setError(ENOSPC,
             "the pool '%s' has no room for persistent variable '%s' of %" PRIu64 " bytes: "
             "create a larger one",
             ThePool.path().c_str(), readableName(Variable.name).c_str(), Variable.size);
    return nullptr;
  }
  auto *Entry = static_cast<VariableEntry *>(ThePool.at(End->off));
  return add(*End) ? Entry : nullptr;
}

} // namespace stet
