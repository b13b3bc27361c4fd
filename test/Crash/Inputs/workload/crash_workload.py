#!/usr/bin/env python3
"""crash_workload.py PROGRAM FOLDER process|power|pmem STEPS COUNT [THIN]

Lets the workload die at COUNT (by THIN) crash points that are spread over its run, each in a fresh
pool, lets the recovery die too, and then lets it finish: the program itself checks what
it finds. The modes are those of crash_list_everywhere.py.
"""
import os
import signal
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from crash_list_everywhere import ENVIRONMENT


def main():
    Program, Folder, Mode, Steps, *Counts = sys.argv[1:]
    Count = int(Counts[0]) // int(Counts[1] if len(Counts) > 1 else 1)
    Pool = os.path.join(Folder, f"workload-{Mode}.pool")
    CountFile = os.path.join(Folder, f"workload-{Mode}.count")

    def remove():
        for Name in os.listdir(Folder):
            if Name.startswith(os.path.basename(Pool)):
                os.remove(os.path.join(Folder, Name))

    def run(**Extra):
        Environment = dict(os.environ, STET_POOL=Pool, **ENVIRONMENT[Mode])
        Environment.update({Key: str(Value) for Key, Value in Extra.items()})
        Done = subprocess.run(
            [Program, Steps],
            env=Environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if Done.returncode not in (0, -signal.SIGKILL):
            raise SystemExit(f"{Extra}: exit status {Done.returncode}: {Done.stdout}")
        return Done.returncode == 0

    remove()
    run(STET_CRASH_COUNT=CountFile)
    with open(CountFile) as File:
        Points = int(File.read().split()[0])
    Died = 0
    for Number in range(Count):
        Point = 1 + Number * (Points - 1) // max(1, Count - 1)
        remove()
        Died += not run(STET_CRASH_AT=Point, STET_CRASH_SEED=Point)
        run(STET_CRASH_AT=1 + Number % 50, STET_CRASH_SEED=Point + 1)
        if not run():
            raise SystemExit(f"crash point {Point}: the last run was killed")
    if Died < Count * 9 // 10:
        raise SystemExit(f"only {Died} of {Count} runs died: the points are not reached")
    remove()
    print(f"{Mode}: {Died} deaths, spread over {Points} points")


if __name__ == "__main__":
    main()
