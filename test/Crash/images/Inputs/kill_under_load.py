#!/usr/bin/env python3
"""kill_under_load.py WORKLOAD EXPLORE FOLDER [--threads N] [--kills N] [--relaxed MS]

Kills the workload by SIGKILL at random instants, run after run on the same pool; opening it
is killed now and then, too. Nothing that was acknowledged is lost, relaxed or not.
"""
import random
import signal
import threading

from program import (
    Program,
    acknowledged,
    asked_for,
    command_line,
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
    P = Program(Options.workload, Options.explore, Options.folder, **asked_for(Options))
    Random = random.Random(Options.seed)
    P.create()
    Found = P.versions()
    First = sum(Found)
    for Kill in range(Options.kills):
        Process = P.start(1000000, Options.threads, Options.seed + Kill, "acknowledge")
        Expected = acknowledged(Found, killed_after(Process, Random.uniform(0.02, 0.3)))
        if Kill % 2:
            killed_after(P.start("check"), Random.uniform(0, 0.03))
        Found = P.versions()
        require_nothing_lost(Found, Expected, Options.threads)
        P.examine_closed_pool()
    P.remove()
    if sum(Found) == First:
        raise SystemExit("nothing was committed before the kills")
    return f"{Options.kills} kills, {sum(Found) - First} transactions, nothing lost"


def main():
    Parser = command_line()
    Parser.add_argument("--threads", type=int, default=4)
    Parser.add_argument("--kills", type=int, default=20)
    Parser.add_argument("--relaxed", type=int, default=0)
    Options = Parser.parse_args()
    Options.kills //= Options.thin
    expect(Options, look)


if __name__ == "__main__":
    main()
