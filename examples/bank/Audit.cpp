//===-- examples/bank/Audit.cpp - Does every transfer add up? -------------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Audit.h"

#include <cstdio>

namespace {

/// A snprintf into the report that says what is wrong.
template <class... Arguments>
AuditReport failure(AuditReport Report, const char *Format, Arguments... Values) {
  std::snprintf(Report.Failure, sizeof(Report.Failure), Format, Values...);
  Report.Passed = false;
  return Report;
}

bool isSame(const Transfer &T, const Acknowledgement &A) {
  return T.Source->Index == A.Source && T.Target->Index == A.Target && T.Amount == A.Amount;
}

} // namespace

AuditReport audit(int64_t ExpectedTotal, const std::vector<Acknowledgement> &Acknowledged) {
  AuditReport Report = {};
  int64_t Total = 0;
  int64_t Expected[MaxAccounts] = {};
  for (Account *A = TheBank.Accounts; A; A = A->Next) {
    Total += A->Balance;
    Expected[A->Index] = A->Archived;
  }
  if (Total != ExpectedTotal)
    return failure(Report, "the total is %lld, not %lld", (long long)Total,
                   (long long)ExpectedTotal);

  std::vector<std::vector<const Transfer *>> Journals(MaxTellers);
  for (unsigned Teller = 0; Teller < MaxTellers; ++Teller) {
    const Journal &J = TheBank.Journals[Teller];
    uint64_t Number = J.Archived;
    for (const Transfer *T = J.First; T; T = T->Next) {
      if (T->Number != ++Number)
        return failure(Report, "teller %u: transfer %llu is missing", Teller,
                       (unsigned long long)Number);
      Expected[T->Source->Index] -= T->Amount;
      Expected[T->Target->Index] += T->Amount;
      Journals[Teller].push_back(T);
    }
    if (Number != J.Count)
      return failure(Report, "teller %u: the journal ends at transfer %llu, not at %llu", Teller,
                     (unsigned long long)Number, (unsigned long long)J.Count);
    Report.Unacknowledged += Journals[Teller].size();
  }

  for (const Acknowledgement &A : Acknowledged) {
    const Journal &J = TheBank.Journals[A.Teller];
    if (A.Number <= J.Archived || A.Number > J.Count)
      return failure(Report, "teller %u: transfer %llu was acknowledged and is lost", A.Teller,
                     (unsigned long long)A.Number);
    if (!isSame(*Journals[A.Teller][A.Number - J.Archived - 1], A))
      return failure(Report, "teller %u: transfer %llu is not what was acknowledged", A.Teller,
                     (unsigned long long)A.Number);
  }
  Report.Unacknowledged -= Acknowledged.size();

  for (Account *A = TheBank.Accounts; A; A = A->Next)
    if (A->Balance != Expected[A->Index])
      return failure(Report, "%s has %lld, but its transfers make %lld", A->Name,
                     (long long)A->Balance, (long long)Expected[A->Index]);
  Report.Passed = true;
  return Report;
}
