//===-- examples/bank/Audit.h - Does every transfer add up? ---------------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_EXAMPLES_BANK_AUDIT_H
#define STET_EXAMPLES_BANK_AUDIT_H

#include "Bank.h"

#include <vector>

/// What a teller tells the world once a transfer has been committed.
struct Acknowledgement {
  uint32_t Teller;
  uint32_t Source; // index of the account
  uint32_t Target;
  uint32_t Amount;
  uint64_t Number;
};

struct AuditReport {
  bool Passed;
  uint64_t Unacknowledged; // transfers that were committed but not acknowledged yet
  char Failure[200];       // what is wrong, when it has not passed
};

/// Opens the pool (which recovers it) and checks three things: the total is as
/// expected; every acknowledged transfer is in its journal; each account's balance is
/// what the journals' transfers make it, so that none is half done. `Acknowledged` are
/// those since the journals were last archived.
AuditReport audit(int64_t ExpectedTotal, const std::vector<Acknowledgement> &Acknowledged);

#endif // STET_EXAMPLES_BANK_AUDIT_H
