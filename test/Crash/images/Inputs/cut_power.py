#!/usr/bin/env python3
"""cut_power.py WORKLOAD EXPLORE FOLDER [--threads N] [--cuts N] [--seed N] [--steps N]
[--plant BUG]

Lets the workload lose its power at crash points of every kind that it passes on a working
copy: when the log is made, in commits, in checkpoints, when the pool is closed. Sectors that were not synced survive at random. Recovery loses its power too. What is
found then is whole, and all that was acknowledged is there.
"""
import os
import random

from program import (
    Died,
    Program,
    Refused,
    Wrong,
    acknowledged,
    asked_for,
    command_line,
    copy_sparse,
    expect,
    require_nothing_lost,
)


def crash_points(P, Options):
    """The numbers of those in a run, by their names."""
    Points = {}
    Arguments = [Options.steps, Options.threads, Options.seed]
    Process = P.start(*Arguments, STET_CRASH_AT=10**9, STET_CRASH_TRACE=1)
    _, Errors = Process.communicate()
    for Line in Errors.splitlines():
        Number, _, Name = Line.removeprefix("crash point ").partition(": ")
        Points.setdefault(Name, []).append(int(Number))
    return list(Points.values())


def look(Options):
    P = Program(Options.workload, Options.explore, Options.folder, **asked_for(Options))
    Random = random.Random(Options.seed)
    Start = os.path.join(Options.folder, "start")
    P.create()
    copy_sparse(P.Pool, Start)
    Before = P.versions()
    Points = crash_points(P, Options)
    Deaths = RecoveryDeaths = 0
    for Number in range(Options.cuts):
        # Each kind of point is as likely as the others: some are passed a thousand times,
        # some once.
        Point = Random.choice(Random.choice(Points))
        P.remove()
        copy_sparse(Start, P.Pool)
        Where = f"seed {Options.seed}, cut {Number} at point {Point}"
        try:
            Lines = P.run(
                Options.steps,
                Options.threads,
                Options.seed,
                "acknowledge",
                STET_CRASH_MODE="power",
                STET_CRASH_AT=Point,
                STET_CRASH_SEED=Random.randrange(1 << 30),
            )
        except Died as Death:
            (Lines,) = Death.args
            Deaths += 1
        except (Refused, Wrong) as What:
            raise Wrong(f"{Where}: {What}")
        try:
            for _ in range(Random.randrange(3)):
                try:
                    P.versions(
                        STET_CRASH_MODE="power",
                        STET_CRASH_AT=1 + Random.randrange(60),
                        STET_CRASH_SEED=Random.randrange(1 << 30),
                    )
                except Died:
                    RecoveryDeaths += 1
            Found = P.versions()
            require_nothing_lost(Found, acknowledged(Before, Lines), Options.threads)
            P.examine_closed_pool()
        except (Refused, Wrong) as What:
            raise Wrong(f"{Where}: {What}")
    if Deaths < Options.cuts // 2:
        raise SystemExit(f"only {Deaths} of {Options.cuts} runs died: the points are not reached")
    os.remove(Start)
    P.remove()
    return f"{Deaths} cuts, {RecoveryDeaths} more in recovery, nothing lost"


def main():
    Parser = command_line()
    Parser.add_argument("--threads", type=int, default=1)
    Parser.add_argument("--cuts", type=int, default=100)
    Parser.add_argument("--steps", type=int, default=60)
    Options = Parser.parse_args()
    Options.cuts //= Options.thin
    expect(Options, look)


if __name__ == "__main__":
    main()
