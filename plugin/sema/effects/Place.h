//===-- plugin/sema/effects/Place.h - The object that an expression denotes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_PLACE_H
#define STET_PLUGIN_SEMA_EFFECTS_PLACE_H

#include "sema/effects/Reassignments.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"

namespace clang {
class CallExpr;
class Expr;
class FunctionDecl;
class ValueDecl;
class VarDecl;
} // namespace clang

namespace stet {

/// Where the object that an lvalue denotes lives, as far as a function's own text tells.
struct Place {
  enum Kind {
    Unknown,
    Persistent,
    Restored,  ///< volatile, but an abort restores it
    Temporary, ///< ends with the full expression, or was made by a `new` in it
    Variable,  ///< `Root`, or a part of it
    Pointee,   ///< the volatile heap object that the variable `Root` points to
    Parameter, ///< what the function's parameter `Index - 1` refers or points to; 0: *this
    Enclosing, ///< in a lambda: *this of the member function `Function` around it
    Code       ///< no object: `Function`
  };
  Kind What = Unknown;
  const clang::VarDecl *Root = nullptr;
  unsigned Index = 0;
  const clang::FunctionDecl *Function = nullptr;
  /// It lies in a member on which `[[stet::suppress("volatile-write")]]` stands.
  bool IsExempt = false;

  bool operator==(const Place &Other) const {
    return What == Other.What && Root == Other.Root && Index == Other.Index &&
           Function == Other.Function && IsExempt == Other.IsExempt;
  }
};

/// Finds the places of expressions in one function after the other.
class PlaceFinder {
public:
  /// `In` is the function that the expression stands in; nullptr in the initialiser of a
  /// variable of a namespace.
  Place placeOf(const clang::FunctionDecl *In, const clang::Expr *Lvalue);
  /// What the pointer, or another handle (Handles.h), leads to.
  Place pointeeOf(const clang::FunctionDecl *In, const clang::Expr *Pointer);
  /// What a call without a callee that is known by its name calls: Code, or what a Parameter
  /// leads to.
  Place calledBy(const clang::FunctionDecl *In, const clang::CallExpr *Call);

  /// The only value that the variable ever has, as seen in `In`; nullptr when it may have others
  /// or is a parameter.
  const clang::Expr *onlyValueOf(const clang::FunctionDecl *In, const clang::VarDecl *Variable);

  /// For a call: what the callee's Parameter places mean at the caller; 0 is *this.
  llvm::SmallVector<Place, 4> argumentsOf(const clang::FunctionDecl *In,
                                          const clang::FunctionDecl *Callee,
                                          const clang::Expr *Call);

  /// A place of the callee, seen from its caller.
  static Place atCaller(Place OfCallee, llvm::ArrayRef<Place> Arguments);

private:
  struct Returned {
    Place What;
    bool IsReady = false;
  };
  Place placeOfDeclared(const clang::FunctionDecl *In, const clang::ValueDecl *D, bool IsCaptured);
  Place pointeeOfObject(const clang::FunctionDecl *In, const clang::Expr *Pointer);
  Place pointeeOfThis(const clang::FunctionDecl *In, const clang::Expr *This);
  Place pointeeOfHandle(const clang::FunctionDecl *In, const clang::Expr *Object);
  Place libraryResultOf(const clang::FunctionDecl *In, const clang::CallExpr *Call);
  Place resultOf(const clang::FunctionDecl *In, const clang::CallExpr *Call);
  Place returnedBy(const clang::FunctionDecl *Function);
  const Reassignments &reassignmentsOf(const clang::FunctionDecl *In);
  bool isReassigned(const clang::FunctionDecl *In, const clang::VarDecl *Variable);

  llvm::DenseMap<const clang::FunctionDecl *, Returned> Results;
  llvm::DenseMap<std::pair<const clang::FunctionDecl *, const clang::VarDecl *>, Returned> Pointees;
  llvm::DenseMap<const clang::FunctionDecl *, Reassignments> Reassigned;
  unsigned Depth = 0;
};

/// The function that the call surely ends up in, nullptr when that is not known:
/// pointers to functions, and virtual functions that a derived class may override.
const clang::FunctionDecl *calleeOf(const clang::CallExpr *Call);

/// The C library's function that the call gets new volatile memory from; empty when it does not.
llvm::StringRef volatileAllocator(const clang::CallExpr *Call);

/// Whether the call is of std::addressof, or of the builtin behind it.
bool isAddressOf(const clang::CallExpr *Call);

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_PLACE_H
