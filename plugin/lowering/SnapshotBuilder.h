//===-- plugin/lowering/SnapshotBuilder.h - Emits snapshots at one place ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_SNAPSHOTBUILDER_H
#define STET_PLUGIN_LOWERING_SNAPSHOTBUILDER_H

#include "lowering/AddressWindow.h"
#include "lowering/PointerClass.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/IR/IRBuilder.h"

namespace stet {

/// Emits code before an instruction, which stays where it is. All of it carries a
/// debug location, in functions that have any.
class SnapshotBuilder {
public:
  /// `MayBeOutside`: the place is also reached outside transactions. Without a `Location`
  /// the code gets that of `Before`.
  SnapshotBuilder(llvm::Instruction &Before, bool MayBeOutside, llvm::DebugLoc Location = {});

  llvm::IRBuilder<> &ir() { return Builder; }

  /// Whether a snapshot of `Address` may be needed: an i1; true for addresses that
  /// are proven persistent, at places that are always inside.
  llvm::Value *mayNeedSnapshot(llvm::Value *Address, PointerClass Class);

  /// Emits what `Body` emits behind a branch that is seldom taken; no branch when
  /// `Condition` is the constant true.
  void when(llvm::Value *Condition, llvm::function_ref<void()> Body);

  /// What follows is emitted before `Before`.
  void moveTo(llvm::Instruction &Before);

  /// Calls of the runtime. The bytes of an unfenced snapshot must not be stored to
  /// before the next fenced one.
  void snapshot(llvm::Value *Address, llvm::Value *Size);
  void snapshotUnfenced(llvm::Value *Address, llvm::Value *Size);
  /// A snapshot that is taken back unless `HasStored` (an i1) says at its end that the
  /// bytes were stored.
  void beginExchange(llvm::Value *Address, llvm::Value *Size);
  void endExchange(llvm::Value *HasStored);
  /// The same as a snapshot behind a test of the address, in less code.
  void snapshotIfPersistent(llvm::Value *Address, llvm::Value *Size);
  /// Makes all earlier snapshots durable.
  void fence(llvm::Value *AnyAddress);

  /// A call of the function `Name` of the C library.
  llvm::Value *callLibrary(llvm::StringRef Name, llvm::Type *Result,
                           llvm::ArrayRef<llvm::Value *> Arguments);
  /// The same for a function with variable arguments after the first `FixedCount`.
  llvm::Value *callVariadicLibrary(llvm::StringRef Name, llvm::Type *Result, unsigned FixedCount,
                                   llvm::ArrayRef<llvm::Value *> Arguments);

  /// Room for `Count` elements on the function's stack.
  llvm::Value *allocate(llvm::Type *Element, unsigned Count);

  /// A call of a function of the runtime that does not throw.
  void call(llvm::FunctionCallee Callee, llvm::ArrayRef<llvm::Value *> Arguments);
  /// The test of the thread's mode.
  llvm::Value *isInTransaction();

private:
  llvm::CallInst *finish(llvm::CallInst *Call);
  llvm::Value *callLibrary(llvm::StringRef Name, llvm::FunctionType *Type,
                           llvm::ArrayRef<llvm::Value *> Arguments);

  llvm::Module &M;
  AddressWindow Window;
  bool MayBeOutside;
  llvm::Instruction *Place;
  llvm::DebugLoc Location;
  llvm::IRBuilder<> Builder;
};

/// Emits a load of the thread's mode and whether it is in a transaction (an i1).
llvm::Value *emitThreadIsInTransaction(llvm::IRBuilderBase &Builder, llvm::Module &M);

/// `Location`, or when it has none a line-less location in `F`, if `F` has debug
/// info at all.
llvm::DebugLoc locationIn(const llvm::Function &F, llvm::DebugLoc Location);

/// Branch weights for a branch that is seldom taken.
llvm::MDNode *seldomTaken(llvm::LLVMContext &C);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_SNAPSHOTBUILDER_H
