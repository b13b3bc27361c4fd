//===-- bench/disk/main.cpp - Measures commits on an ordinary disk, beside databases ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every contender has a process of its own. They take turns: a round gives each of them
// the device for a second, so that a disturbance meets all alike.
//
//===----------------------------------------------------------------------===//
#include "Folder.h"
#include "Process.h"
#include "Report.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>

using namespace bench::disk;

namespace {

const std::vector<const Entry *> AllEntries = {&Floor,       &StetStrict, &StetRelaxed,
                                               &StetProcess, &SqliteFull, &SqliteNormal,
                                               &Lmdb,        &Libpmemobj, &SharedMapping};

/// How long a sustained turn is, in others.
constexpr unsigned SustainedTurns = 6;

class Rounds {
public:
  Rounds(std::vector<Process> &Processes, const Folder &Where, const Device &Below, Results &All)
      : Processes(Processes), Where(Where), Below(Below), All(All) {}

  /// Measures all contenders that do this, one after the other in each round.
  void measure(Workload What, unsigned Threads, double Seconds, unsigned Count) {
    std::vector<std::pair<Process *, Result *>> Turns;
    for (Process &Each : Processes) {
      const Entry &Of = Each.entry();
      if (std::count(Of.Workloads.begin(), Of.Workloads.end(), What) && Threads <= Of.MaxThreads)
        Turns.emplace_back(&Each, &All.add(Of, What, Threads));
    }
    if (Turns.empty())
      return;
    for (auto &[Of, Measured] : Turns)
      Of->run({What, Threads, Seconds / 4}); // not counted: caches, connections, clocks
    for (unsigned Round = 0; Round < Count; ++Round) {
      std::fprintf(stderr, "%s, threads: %u, round %u of %u\n", name(What), Threads, Round + 1,
                   Count);
      for (auto &[Of, Measured] : Turns)
        runTurn(*Of, {What, Threads, Seconds}, *Measured);
      std::rotate(Turns.begin(), Turns.begin() + 1, Turns.end()); // nobody always follows the same
    }
  }

private:
  void runTurn(Process &Of, const Request &Wanted, Result &Measured) {
    Where.sync();
    std::optional<uint64_t> Before = Below.bytesWritten();
    Turn Done = Of.run(Wanted);
    Where.sync();
    std::optional<uint64_t> Written = Below.bytesWritten();
    if (Written)
      Written = *Written - *Before;
    Measured.add(Done, Written);
  }

  std::vector<Process> &Processes;
  const Folder &Where;
  const Device &Below;
  Results &All;
};

void run(const std::vector<const Entry *> &Entries, const Setting &S, const std::string &Json) {
  Results All;
  {
    Folder Where(S.Folder, Entries);
    Device Below(S.Folder);
    std::vector<Process> Processes;
    for (const Entry *Each : Entries) {
      std::fprintf(stderr, "opening %s\n", Each->Label.c_str());
      Processes.emplace_back(*Each, Where.path());
    }
    Rounds In(Processes, Where, Below, All);
    for (Workload What : {Workload::Updates, Workload::Tree, Workload::Reads, Workload::LargeReads})
      for (unsigned Threads : ThreadCounts)
        In.measure(What, Threads, S.Seconds, S.Rounds);
    In.measure(Workload::Checkpoints, 1, S.Seconds, S.Rounds);
    for (Workload What : {Workload::SustainedUpdates, Workload::SustainedTree})
      In.measure(What, 1, S.Seconds * SustainedTurns, 1);
  }
  print(S, All);
  if (!Json.empty())
    writeJson(Json, S, All);
}

/// libpmem and Stet take these from the environment, and would measure something else.
void refuseSettingsFromOutside() {
  for (const char *Name : {"PMEM_IS_PMEM_FORCE", "PMEM_NO_FLUSH", "STET_PLACEMENT"})
    if (std::getenv(Name))
      throw std::runtime_error(std::string("$") + Name + " is set; unset it and try again");
}

} // namespace

int main(int Count, char **Arguments) {
  CLI::App Application("Measures commits on an ordinary disk, beside databases");
  Setting S{std::filesystem::canonical("/proc/self/exe").parent_path(), "", 1, 5};
  std::string Json;
  std::vector<std::string> Ids;
  auto *FolderOption = Application.add_option("--folder", S.Folder,
                                              "where the files are made (this program's folder)");
  Application.add_option("--seconds", S.Seconds, "length of a contender's turn (1)")
      ->check(CLI::PositiveNumber);
  Application.add_option("--rounds", S.Rounds, "turns of each contender (5)")
      ->check(CLI::PositiveNumber);
  Application.add_option("--json", Json, "where the results are written, too");
  std::vector<std::string> Known;
  for (const Entry *Each : AllEntries)
    Known.push_back(Each->Id);
  Application.add_option("--contenders", Ids, "only these, separated by commas")
      ->delimiter(',')
      ->check(CLI::IsMember(Known));
  CLI11_PARSE(Application, Count, Arguments);

  std::vector<const Entry *> Entries;
  for (const Entry *Each : AllEntries)
    if (Ids.empty() || std::count(Ids.begin(), Ids.end(), Each->Id))
      Entries.push_back(Each);

  // The files are removed here, whatever ends a child.
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  try {
    refuseSettingsFromOutside();
    if (FolderOption->empty() && isInMemory(S.Folder))
      throw std::runtime_error(S.Folder + " is in memory; name a folder on a disk with --folder");
    S.Device = Device(S.Folder).name();
    run(Entries, S, Json);
  } catch (const std::exception &Error) {
    std::fprintf(stderr, "bench: %s\n", Error.what());
    return 1;
  }
}
