//===-- examples/bank/main.cpp - The bank's command line ------------------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Bank.h"
#include "Demo.h"

#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

int usage() {
  std::fputs("usage: bank POOL                        prints the journal and the balances\n"
             "       bank POOL SOURCE TARGET AMOUNT   makes a transfer first\n"
             "       bank demo POOL [--rounds N] [--tellers N] [--seed N]\n",
             stderr);
  return 2;
}

/// Reads a whole decimal number that is at least `Least`.
bool parse(const char *Text, long Least, long &Value) {
  char *End;
  errno = 0;
  Value = std::strtol(Text, &End, 10);
  return End != Text && !*End && errno == 0 && Value >= Least;
}

void printBank() {
  for (const Journal &J : TheBank.Journals)
    for (const Transfer *T = J.First; T; T = T->Next)
      std::printf("transfer %" PRIu64 ": %s -> %s %" PRId64 "\n", T->Number, T->Source->Name,
                  T->Target->Name, T->Amount);
  for (const Account *A = TheBank.Accounts; A; A = A->Next)
    std::printf("%-24s %10" PRId64 "\n", A->Name, A->Balance);
}

int demo(int Count, char **Arguments) {
  DemoOptions Options;
  for (int I = 0; I < Count; I += 2) {
    long Value;
    if (I + 1 == Count || !parse(Arguments[I + 1], 1, Value))
      return usage();
    if (!std::strcmp(Arguments[I], "--rounds"))
      Options.Rounds = Value;
    else if (!std::strcmp(Arguments[I], "--tellers") && Value <= long(MaxTellers))
      Options.Tellers = Value;
    else if (!std::strcmp(Arguments[I], "--seed"))
      Options.Seed = Value;
    else
      return usage();
  }
  return runDemo(Options) ? 0 : 1;
}

} // namespace

int main(int argc, char **argv) {
  bool IsDemo = argc >= 3 && !std::strcmp(argv[1], "demo");
  if (!IsDemo && argc != 2 && argc != 5)
    return usage();
  stet_set_default_pool(argv[IsDemo ? 2 : 1]);
  try {
    if (IsDemo)
      return demo(argc - 3, argv + 3);
    if (argc == 5) {
      long Amount;
      if (!parse(argv[4], 1, Amount))
        return usage();
      transfer(0, account(argv[2]), account(argv[3]), Amount);
    }
    printBank();
    return 0;
  } catch (const std::exception &E) {
    std::fprintf(stderr, "bank: %s\n", E.what());
    return 1;
  }
}
