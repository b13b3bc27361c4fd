//===-- plugin/lowering/ModuleMark.cpp - Says that a module was compiled with the plugin ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/ModuleMark.h"
#include "lowering/AddressWindow.h"
#include "lowering/InstrumentationPlan.h"
#include "lowering/VariableDescriptor.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"
#include <stet/abi.h>
#include <stet/mark.h>

using namespace llvm;

namespace stet {

static constexpr StringLiteral NoteName = "stet.mark";

/// A note of an ELF file as it lies in memory: three words, then the owner and the
/// description, each filled up to whole words.
static Constant *note(LLVMContext &C, uint32_t Type, ArrayRef<uint32_t> Words, StringRef Text) {
  constexpr StringLiteral Owner(STET_MARK_OWNER);
  std::string Bytes = Text.str();
  Bytes.resize(alignTo(Bytes.size(), 4));
  std::string OwnerBytes = Owner.str();
  OwnerBytes.resize(alignTo(Owner.size() + 1, 4));
  uint32_t Size = Words.size() * 4 + Text.size();
  uint32_t Header[] = {uint32_t(Owner.size()) + 1, Size, Type};
  return ConstantStruct::getAnon(
      {ConstantDataArray::get(C, Header), ConstantDataArray::getString(C, OwnerBytes, false),
       ConstantDataArray::get(C, Words), ConstantDataArray::getString(C, Bytes, false)});
}

static GlobalVariable *addNote(Module &M, const Twine &Name, Constant *Note) {
  auto *Variable = new GlobalVariable(M, Note->getType(), /*isConstant=*/true,
                                      GlobalValue::PrivateLinkage, Note, Name);
  Variable->setSection(STET_MARK_SECTION);
  Variable->setAlignment(Align(4));
  // Notes stand one behind the other: nothing may be put between them.
  GlobalValue::SanitizerMetadata Untouched;
  Untouched.NoAddress = Untouched.NoHWAddress = true;
  Variable->setSanitizerMetadata(Untouched);
  appendToCompilerUsed(M, {Variable});
  return Variable;
}

static void addModuleNote(Module &M) {
  static_assert(sizeof(stet_mark) == 2 * sizeof(uint32_t), "the words below are its members");
  addNote(M, NoteName,
          note(M.getContext(), STET_MARK_MODULE, {STET_ABI_VERSION, flavourOf(M)},
               StringRef(STET_VERSION, sizeof(STET_VERSION))));
}

/// What is defined here has an entry.
static void addNoteOfPureFunctions(Module &M) {
  std::string Names;
  for (const Function &F : M)
    if (F.isDeclarationForLinker() && isTransactionPure(F))
      Names += (GlobalValue::dropLLVMManglingEscape(F.getName()) + Twine('\0')).str();
  if (!Names.empty())
    addNote(M, NoteName + ".pure", note(M.getContext(), STET_MARK_PURE, {}, Names));
}

static StringRef functionsSection(const Module &M) {
  auto Model = M.getCodeModel();
  bool IsFar = Model == CodeModel::Medium || Model == CodeModel::Large;
  return IsFar ? STET_FAR_FUNCTIONS_SECTION : STET_FUNCTIONS_SECTION;
}

static void addFunctionEntries(Module &M) {
  MDNode *Entry = MDBuilder(M.getContext()).createPCSections({{functionsSection(M), {}}});
  for (Function &F : M)
    if (!F.isDeclarationForLinker())
      F.setMetadata(LLVMContext::MD_pcsections, Entry);
}

PreservedAnalyses ModuleMark::run(Module &M, ModuleAnalysisManager &) {
  if (M.getNamedGlobal(NoteName))
    return PreservedAnalyses::all();
  addModuleNote(M);
  addNoteOfPureFunctions(M);
  registerFlavour(M);
  addFunctionEntries(M);
  return PreservedAnalyses::none();
}

} // namespace stet
