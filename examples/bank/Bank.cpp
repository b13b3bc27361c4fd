//===-- examples/bank/Bank.cpp - Accounts and transfers that persist ------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Bank.h"

#include <cstring>
#include <mutex>
#include <string>

[[persistent]] Bank TheBank;

// Locks belong to this run of the program, so they are ordinary memory.
static std::mutex AccountLocks[MaxAccounts];
static std::mutex AccountListLock;

Account &account(const char *Name) {
  transaction <AccountListLock> {
    for (Account *A = TheBank.Accounts; A; A = A->Next)
      if (std::strcmp(A->Name, Name) == 0)
        return *A;
    if (TheBank.NumAccounts == MaxAccounts)
      stet::abort("the bank is full");
    if (std::strlen(Name) >= sizeof(Account::Name))
      stet::abort("the name is too long");
    Account *New = new Account{};
    std::strcpy(New->Name, Name);
    New->Index = TheBank.NumAccounts++;
    New->Balance = New->Archived = OpeningBalance;
    New->Next = TheBank.Accounts;
    TheBank.Accounts = New;
    return *New;
  }
}

static void append(Journal &J, Transfer *T) {
  (J.Last ? J.Last->Next : J.First) = T;
  J.Last = T;
}

uint64_t transfer(unsigned Teller, Account &Source, Account &Target, int64_t Amount) {
  if (&Source == &Target)
    throw stet::aborted(EINVAL, "source and target are the same account");
  Journal &J = TheBank.Journals[Teller];
  transaction <AccountLocks[Source.Index], AccountLocks[Target.Index]> {
    Source.Balance -= Amount;
    if (Source.Balance < 0)
      stet::abort("not enough money in the account of " + std::string(Source.Name));
    Target.Balance += Amount;
    append(J, new Transfer{nullptr, ++J.Count, &Source, &Target, Amount});
    return J.Count;
  }
}

void archiveJournals() {
  // A few at a time: a transaction's undo log holds all that it changes.
  constexpr int Batch = 256;
  for (Journal &J : TheBank.Journals)
    while (J.First) {
      transaction <> {
        for (int I = 0; I < Batch && J.First; ++I) {
          Transfer *T = J.First;
          T->Source->Archived -= T->Amount;
          T->Target->Archived += T->Amount;
          J.Archived = T->Number;
          J.First = T->Next;
          delete T;
        }
        if (!J.First)
          J.Last = nullptr;
      }
    }
}
