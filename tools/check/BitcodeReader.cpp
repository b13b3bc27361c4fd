//===-- tools/check/BitcodeReader.cpp - Reads functions from bitcode ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "check/BitcodeReader.h"
#include "check/MarkReader.h"
#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"
#include "llvm/Object/ModuleSymbolTable.h"
#include "llvm/Support/TargetSelect.h"
#include <stet/mark.h>

using namespace llvm;

namespace stet {
namespace {

class ModuleReader {
public:
  ModuleReader(const Module &M, Unit &U) : M(M), U(U) {}

  Error run() {
    for (const GlobalVariable &Variable : M.globals())
      if (Variable.getSection() == STET_MARK_SECTION && Variable.hasInitializer())
        if (Error E = readNotes(bytesOf(*Variable.getInitializer()), U))
          return E;
    for (const Function &F : M)
      if (!F.isDeclarationForLinker())
        addFunction(F);
    for (const GlobalAlias &Alias : M.aliases())
      addAlias(Alias);
    // What the module's own assembly defines may be a function.
    ModuleSymbolTable::CollectAsmSymbols(M, [&](StringRef Name,
                                                object::BasicSymbolRef::Flags Flags) {
      if (!(Flags & object::BasicSymbolRef::SF_Undefined))
        U.Functions.push_back(
            {.Name = Name.str(), .Address = U.Functions.size(), .Scope = stet::Function::Exported});
    });
    U.HasCode = !U.Functions.empty();
    for (const Function &F : M)
      if (!F.isIntrinsic())
        addUses(F, F);
    return Error::success();
  }

private:
  using Function = llvm::Function;

  /// Notes are structures of arrays of numbers, without gaps.
  static std::vector<uint8_t> bytesOf(const Constant &Note) {
    std::vector<uint8_t> Bytes;
    for (const Use &Member : Note.operands())
      if (auto *Data = dyn_cast<ConstantDataSequential>(Member)) {
        StringRef Raw = Data->getRawDataValues();
        Bytes.insert(Bytes.end(), Raw.bytes_begin(), Raw.bytes_end());
      } else if (auto *Zero = dyn_cast<ConstantAggregateZero>(Member)) {
        Bytes.resize(Bytes.size() + sizeOf(*Zero));
      }
    return Bytes;
  }

  static uint64_t sizeOf(const Constant &C) {
    auto *Array = dyn_cast<ArrayType>(C.getType());
    return Array ? Array->getNumElements() * Array->getElementType()->getIntegerBitWidth() / 8 : 0;
  }

  static stet::Function::Scopes scopeOf(const GlobalValue &V) {
    if (V.hasLocalLinkage())
      return stet::Function::Local;
    return V.hasHiddenVisibility() ? stet::Function::Program : stet::Function::Exported;
  }

  static std::string nameOf(const GlobalValue &V) {
    return GlobalValue::dropLLVMManglingEscape(V.getName()).str();
  }

  void addFunction(const Function &F) {
    Numbers[&F] = U.Functions.size();
    U.Functions.push_back({.Name = nameOf(F),
                           .Address = U.Functions.size(),
                           .Scope = scopeOf(F),
                           .IsReplaceable = F.isWeakForLinker(),
                           .IsInstrumented = F.hasMetadata(LLVMContext::MD_pcsections)});
  }

  void addAlias(const GlobalAlias &Alias) {
    auto *F = dyn_cast_or_null<Function>(Alias.getAliaseeObject());
    if (F && Numbers.count(F)) {
      stet::Function Same = U.Functions[Numbers[F]];
      Same.Name = nameOf(Alias);
      Same.Scope = scopeOf(Alias);
      U.Functions.push_back(std::move(Same));
    }
  }

  /// Follows constants: a function can be in a table, an expression or another's
  /// initialiser.
  void addUses(const Function &F, const Value &Used) {
    for (const Use &U : Used.uses()) {
      const User *Who = U.getUser();
      if (auto *I = dyn_cast<Instruction>(Who)) {
        auto *Call = dyn_cast<CallBase>(I);
        bool IsCall = Call && Call->isCallee(&U);
        add(IsCall ? Reference::Call : Reference::Address, F, I->getFunction());
      } else if (auto *Variable = dyn_cast<GlobalVariable>(Who)) {
        if (!isStartUpTable(*Variable))
          add(Reference::Address, F, nullptr);
      } else if (isa<Function, GlobalAlias, GlobalIFunc>(Who)) {
        // Its personality, or another name of it.
      } else if (isa<Constant>(Who)) {
        addUses(F, *Who);
      }
    }
  }

  static bool isStartUpTable(const GlobalVariable &V) {
    return V.getName() == "llvm.global_ctors" || V.getName() == "llvm.global_dtors" ||
           V.getSection() == "llvm.metadata";
  }

  void add(Reference::Kinds Kind, const Function &Target, const Function *From) {
    Reference R;
    R.Kind = Kind;
    if (Target.hasLocalLinkage())
      R.Target = Numbers.lookup(&Target);
    else
      R.Name = nameOf(Target);
    if (From && Numbers.count(From))
      R.From = Numbers.lookup(From);
    U.References.push_back(std::move(R));
  }

  const Module &M;
  Unit &U;
  DenseMap<const Function *, unsigned> Numbers;
};

} // namespace

Expected<Unit> readBitcode(MemoryBufferRef Bytes, std::string Name) {
  // For the assembly in modules.
  LLVMInitializeX86TargetInfo();
  LLVMInitializeX86TargetMC();
  LLVMInitializeX86AsmParser();
  LLVMContext Context;
  auto M = parseBitcodeFile(Bytes, Context);
  if (!M)
    return M.takeError();
  Unit Result;
  Result.Name = std::move(Name);
  if (Error E = ModuleReader(**M, Result).run())
    return std::move(E);
  return Result;
}

} // namespace stet
