//===-- examples/bank/Demo.cpp - A bank that is killed again and again ----===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The process that drives the demo never opens the pool: each round it forks one
// process that makes transfers, and after killing it another one that audits.
//
//===----------------------------------------------------------------------===//
#include "Demo.h"

#include "Audit.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <poll.h>
#include <random>
#include <string>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

constexpr unsigned DemoAccounts = 20;

// -- The process that is killed -------------------------------------------------------

/// Makes random transfers for ever, and acknowledges each through the pipe.
void makeTransfers(unsigned Teller, unsigned Seed, Account **Accounts, int Pipe) {
  std::minstd_rand Random(Seed + Teller);
  for (;;) {
    unsigned Source = Random() % DemoAccounts;
    unsigned Target = (Source + 1 + Random() % (DemoAccounts - 1)) % DemoAccounts;
    unsigned Amount = 1 + Random() % 300;
    try {
      uint64_t Number = transfer(Teller, *Accounts[Source], *Accounts[Target], Amount);
      Acknowledgement A = {Teller, Accounts[Source]->Index, Accounts[Target]->Index, Amount,
                           Number};
      if (write(Pipe, &A, sizeof(A)) != sizeof(A))
        _exit(1);
    } catch (const stet::aborted &) {
      // Too little money: nothing has changed, so there is nothing to acknowledge.
    }
  }
}

void openAccounts(Account *(&Accounts)[DemoAccounts]) {
  for (unsigned I = 0; I < DemoAccounts; ++I)
    Accounts[I] = &account(("account-" + std::to_string(I)).c_str());
}

[[noreturn]] void runBank(const DemoOptions &Options, unsigned Seed, int Pipe) {
  Account *Accounts[DemoAccounts];
  openAccounts(Accounts);
  std::vector<std::thread> Tellers;
  for (unsigned I = 0; I < Options.Tellers; ++I)
    Tellers.emplace_back(makeTransfers, I, Seed, Accounts, Pipe);
  for (std::thread &T : Tellers)
    T.join();
  _exit(1); // not reached: tellers never stop
}

// -- The process that kills it ----------------------------------------------------------

/// Reads acknowledgements until `Deadline`, or to the pipe's end when it is nullptr.
void collect(int Pipe, const Clock::time_point *Deadline, std::vector<Acknowledgement> &All) {
  // A record is written in one piece (it is shorter than PIPE_BUF), but a read may end
  // in the middle of one.
  static std::vector<char> Unread;
  for (;;) {
    if (Deadline) {
      auto Left = std::chrono::duration_cast<std::chrono::microseconds>(*Deadline - Clock::now());
      if (Left.count() <= 0)
        return;
      timespec Timeout = {0, static_cast<long>(Left.count() * 1000)};
      pollfd Ready = {Pipe, POLLIN, 0};
      if (ppoll(&Ready, 1, &Timeout, nullptr) == 0)
        return;
    }
    char Buffer[65536];
    ssize_t Size = read(Pipe, Buffer, sizeof(Buffer));
    if (Size <= 0)
      break;
    Unread.insert(Unread.end(), Buffer, Buffer + Size);
    size_t Whole = Unread.size() / sizeof(Acknowledgement);
    auto *Records = reinterpret_cast<const Acknowledgement *>(Unread.data());
    All.insert(All.end(), Records, Records + Whole);
    Unread.erase(Unread.begin(), Unread.begin() + Whole * sizeof(Acknowledgement));
  }
}

/// Lets the bank work until it is killed after `Life`. Returns false when it ended by
/// itself.
bool killOneBank(const DemoOptions &Options, unsigned Seed, std::chrono::microseconds Life,
                 std::vector<Acknowledgement> &Acknowledged) {
  int Pipe[2];
  if (pipe(Pipe) != 0)
    return false;
  pid_t Child = fork();
  if (Child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    close(Pipe[0]);
    runBank(Options, Seed, Pipe[1]);
  }
  close(Pipe[1]);
  Clock::time_point Deadline = Clock::now() + Life;
  collect(Pipe[0], &Deadline, Acknowledged);
  kill(Child, SIGKILL);
  collect(Pipe[0], nullptr, Acknowledged);
  close(Pipe[0]);
  int Status = 0;
  waitpid(Child, &Status, 0);
  return WIFSIGNALED(Status) && WTERMSIG(Status) == SIGKILL;
}

/// Opens the accounts in a process of its own that is left alone.
bool setUpBank() {
  pid_t Child = fork();
  if (Child == 0) {
    Account *Accounts[DemoAccounts];
    openAccounts(Accounts);
    exit(0);
  }
  int Status = 0;
  waitpid(Child, &Status, 0);
  return WIFEXITED(Status) && WEXITSTATUS(Status) == 0;
}

/// Audits in a process of its own, and archives the journals when all is well.
AuditReport auditInChild(const std::vector<Acknowledgement> &Acknowledged) {
  void *Shared =
      mmap(nullptr, sizeof(AuditReport), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  AuditReport *Report = new (Shared) AuditReport{false, 0, "the auditor died"};
  pid_t Child = fork();
  if (Child == 0) {
    AuditReport Result = audit(DemoAccounts * OpeningBalance, Acknowledged);
    if (Result.Passed)
      archiveJournals();
    *Report = Result;
    exit(0);
  }
  waitpid(Child, nullptr, 0);
  AuditReport Result = *Report;
  munmap(Shared, sizeof(AuditReport));
  return Result;
}

/// 1234567 as "1,234,567".
std::string grouped(uint64_t Number) {
  std::string Text = std::to_string(Number);
  for (int At = static_cast<int>(Text.size()) - 3; At > 0; At -= 3)
    Text.insert(At, ",");
  return Text;
}

} // namespace

bool runDemo(const DemoOptions &Options) {
  // SIGKILL is a death of the process: unless told otherwise, the pool need not survive
  // more, and many more transfers fit between two kills.
  setenv("STET_DURABILITY", "process", /*overwrite=*/0);
  std::mt19937 Random(Options.Seed ? Options.Seed : std::random_device()());
  bool Interactive = isatty(STDOUT_FILENO);
  uint64_t Acknowledged = 0, Unacknowledged = 0;
  std::string Total = grouped(DemoAccounts * OpeningBalance);
  Clock::time_point Start = Clock::now();

  std::printf("A bank of %u accounts, %u tellers. It is killed with SIGKILL %u times.\n",
              DemoAccounts, Options.Tellers, Options.Rounds);
  std::fflush(stdout); // what is unwritten at a fork would be written twice
  if (!setUpBank()) {
    std::printf("FAILED: the bank could not be opened\n");
    return false;
  }
  for (unsigned Round = 1; Round <= Options.Rounds; ++Round) {
    std::chrono::microseconds Life(Random() % (Options.LongestRound * 1000));
    std::vector<Acknowledgement> Transfers;
    if (!killOneBank(Options, Random(), Life, Transfers)) {
      std::printf("\nround %u: FAILED: the bank ended by itself\n", Round);
      return false;
    }
    AuditReport Report = auditInChild(Transfers);
    if (!Report.Passed) {
      std::printf("\nround %u: FAILED: %s\n", Round, Report.Failure);
      return false;
    }
    Acknowledged += Transfers.size();
    Unacknowledged += Report.Unacknowledged;
    if (Interactive || Round % 10 == 0 || Round == Options.Rounds)
      std::printf("%sround %*u: killed after %5.1f ms and %7s transfers; total %s%s",
                  Interactive ? "\r" : "", Options.Rounds < 100 ? 2 : 5, Round,
                  Life.count() / 1000.0, grouped(Transfers.size()).c_str(), Total.c_str(),
                  Interactive ? "   " : "\n");
    std::fflush(stdout);
  }

  double Seconds = std::chrono::duration<double>(Clock::now() - Start).count();
  std::printf("%s\nThe bank was killed %u times and opened again each time, in %.1f s.\n"
              "  total of all accounts      %s, never another\n"
              "  transfers acknowledged     %s, every one there\n"
              "  transfers half done        none\n"
              "  committed, but killed before they were acknowledged: %s\n",
              Interactive ? "\n" : "", Options.Rounds, Seconds, Total.c_str(),
              grouped(Acknowledged).c_str(), grouped(Unacknowledged).c_str());
  return true;
}
