//===-- tools/check/FileReader.cpp - Opens what is to be checked ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "check/FileReader.h"
#include "check/BitcodeReader.h"
#include "check/ElfReader.h"
#include "check/MemoryBound.h"
#include "check/WrongFile.h"
#include "llvm/BinaryFormat/Magic.h"
#include "llvm/Object/Archive.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/MemoryBuffer.h"
#include <optional>

using namespace llvm;
using namespace llvm::object;

namespace stet {

static Expected<Unit> readUnit(MemoryBufferRef Bytes, const std::string &Name) {
  switch (identify_magic(Bytes.getBuffer())) {
  case file_magic::bitcode:
    return readBitcode(Bytes, Name);
  case file_magic::elf:
  case file_magic::elf_relocatable:
  case file_magic::elf_executable:
  case file_magic::elf_shared_object:
    return readElf(Bytes.getBuffer(), Name);
  default:
    break;
  }
  if (Bytes.getBuffer().trim().starts_with("/* GNU ld script"))
    return wrongFile("is a script for the linker; name the files that it names");
  return wrongFile("is not an object file, an archive, a library or a program");
}

/// LLVM's reader of bitcode trusts what it reads: some damage makes it crash.
static Error addUnit(MemoryBufferRef Bytes, const std::string &Name, std::vector<Unit> &Units) {
  std::optional<Expected<Unit>> Read;
  MemoryBound Bound(Bytes.getBufferSize());
  CrashRecoveryContext::Enable();
  bool HasRead = CrashRecoveryContext().RunSafely([&] { Read.emplace(readUnit(Bytes, Name)); });
  CrashRecoveryContext::Disable();
  if (!HasRead)
    return createFileError(
        Name, wrongFile(Bound.isReached()
                            ? "is damaged: it asks for more memory than a file of its size can need"
                            : "is damaged"));
  if (!*Read)
    return createFileError(Name, Read->takeError());
  Units.push_back(std::move(**Read));
  return Error::success();
}

static Error addMembers(MemoryBufferRef Bytes, StringRef Path, std::vector<Unit> &Units) {
  auto Opened = Archive::create(Bytes);
  if (!Opened)
    return createFileError(Path, Opened.takeError());
  Error Damage = Error::success(), Members = Error::success();
  for (const Archive::Child &Child : (*Opened)->children(Damage)) {
    auto Name = Child.getName();
    if (!Name) {
      Members = joinErrors(std::move(Members), createFileError(Path, Name.takeError()));
      continue;
    }
    std::string FullName = (Path + "(" + *Name + ")").str();
    auto Member = Child.getMemoryBufferRef(); // of a thin archive: another file
    Error E =
        Member ? addUnit(*Member, FullName, Units) : createFileError(FullName, Member.takeError());
    Members = joinErrors(std::move(Members), std::move(E));
  }
  if (Damage)
    Damage = createFileError(Path, std::move(Damage));
  return joinErrors(std::move(Members), std::move(Damage));
}

Error readFile(StringRef Path, std::vector<Unit> &Units) {
  auto Bytes = MemoryBuffer::getFile(Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Bytes)
    return createFileError(Path, Bytes.getError());
  if (identify_magic((*Bytes)->getBuffer()) == file_magic::archive)
    return addMembers(**Bytes, Path, Units);
  return addUnit(**Bytes, Path.str(), Units);
}

} // namespace stet
