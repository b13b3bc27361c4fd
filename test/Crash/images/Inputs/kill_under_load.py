#!/usr/bin/env python3
"""kill_under_load.py WORKLOAD EXPLORE FOLDER [--threads N] [--kills N] [--relaxed MS]

Kills the workload by SIGKILL at random instants, run after run on the same pool; opening it
is killed now and then, too. Nothing that was acknowledged is lost, relaxed or not.
"""
import argparse
import random
import signal
import threading

from program import (
    Program,
    acknowledged,
    complete_lines,
    expect,
    require_nothing_lost,
)


def killed_after(Process, Seconds):
    """The lines that it printed until it was killed."""
    Timer = threading.Timer(Seconds, Process.kill)
    Timer.start()
    Output, Errors = Process.communicate()
    Timer.cancel()
    if Process.returncode not in (0, -signal.SIGKILL):
        raise SystemExit(f"exit status {Process.returncode}: {Output[-300:]} {Errors[-300:]}")
    return complete_lines(Output)


def look(Options):
    Extra = {"STET_DURABILITY": f"power:{Options.relaxed}"} if Options.relaxed else {}
    P = Program(Options.workload, Options.explore, Options.folder, **Extra)
    P.create()
    Found = P.versions()
    First = sum(Found)
    for Kill in range(Options.kills):
        Process = P.start(1000000, Options.threads, Kill + 1, "acknowledge")
        Expected = acknowledged(Found, killed_after(Process, random.uniform(0.02, 0.3)))
        if Kill % 2:
            killed_after(P.start("check"), random.uniform(0, 0.03))
        Found = P.versions()
        require_nothing_lost(Found, Expected, Options.threads)
        P.examine_closed_pool()
    P.remove()
    if sum(Found) == First:
        raise SystemExit("nothing was committed before the kills")
    return f"{Options.kills} kills, {sum(Found) - First} transactions, nothing lost"


def main():
    Parser = argparse.ArgumentParser()
    Parser.add_argument("workload")
    Parser.add_argument("explore")
    Parser.add_argument("folder")
    Parser.add_argument("--threads", type=int, default=4)
    Parser.add_argument("--kills", type=int, default=20)
    Parser.add_argument("--relaxed", type=int, default=0)
    Options = Parser.parse_args()
    expect("", lambda: look(Options))


if __name__ == "__main__":
    main()
