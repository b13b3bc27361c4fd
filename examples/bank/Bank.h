//===-- examples/bank/Bank.h - Accounts and transfers that persist --------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_EXAMPLES_BANK_BANK_H
#define STET_EXAMPLES_BANK_BANK_H

#include <cstdint>
#include <stet.h>

constexpr unsigned MaxAccounts = 100;
constexpr unsigned MaxTellers = 8;
constexpr int64_t OpeningBalance = 1000;

struct [[persistent]] Account {
  Account *Next;
  unsigned Index; // which lock guards it
  char Name[24];
  int64_t Balance;
  int64_t Archived; // the balance that the transfers no longer in a journal add up to
};

struct [[persistent]] Transfer {
  Transfer *Next;
  uint64_t Number;
  Account *Source;
  Account *Target;
  int64_t Amount;
};

/// The transfers of one teller, oldest first. Only that teller uses it.
struct Journal {
  Transfer *First;
  Transfer *Last;
  uint64_t Count;    // transfers ever made
  uint64_t Archived; // transfers already removed
};

struct Bank {
  Account *Accounts;
  unsigned NumAccounts;
  Journal Journals[MaxTellers];
};

/// The bank, as it was left by the last run.
[[persistent]] extern Bank TheBank;

/// The account of that name; opens it, with OpeningBalance, when there is none.
/// Throws stet::aborted when there can be no more accounts or the name is too long.
Account &account(const char *Name);

/// Moves money and records it. Returns the transfer's number in the teller's journal.
/// Throws stet::aborted, and nothing has changed, when the source has too little.
uint64_t transfer(unsigned Teller, Account &Source, Account &Target, int64_t Amount);

/// Removes all transfers from the journals, into the accounts' archived balances. Not
/// while tellers work.
void archiveJournals();

#endif // STET_EXAMPLES_BANK_BANK_H
