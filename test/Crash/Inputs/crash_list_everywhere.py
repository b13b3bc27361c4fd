#!/usr/bin/env python3
"""crash_list_everywhere.py LIST FOLDER process|power|pmem|pmem-copy [EVERY]

Lets the list example (linked with the runtime that has crash points) die at its first
crash point, at its second, and so on until it gets through, while it creates its pool and
while it pushes to one that is there. Recovery is made to die too, at a point that moves
along. With EVERY, only at every so many'th point. What is left must be the list before, with some of the pushes done, and able to
take one more.

process: SIGKILL. power: the file also loses what was not written through to it. pmem: the
same, with the flushes and fences of persistent memory instead of msync.
"""
import os
import shutil
import signal
import subprocess
import sys

ENVIRONMENT = {
    "process": {"STET_DURABILITY": "process"},
    "power": {
        "STET_DURABILITY": "power",
        "STET_LOG_SIZE": "256K",
        "STET_CRASH_MODE": "power",
    },
    "pmem": {
        "STET_DURABILITY": "power",
        "STET_CRASH_MODE": "power",
        "PMEM_IS_PMEM_FORCE": "1",
    },
    "pmem-copy": {
        "STET_DURABILITY": "power",
        "STET_PLACEMENT": "copy",
        "STET_LOG_SIZE": "128K",
        "STET_CRASH_MODE": "power",
        "PMEM_IS_PMEM_FORCE": "1",
    },
}


class Runner:
    def __init__(self, List, Folder, Mode, Every=1):
        self.Every = int(Every)
        self.List = List
        self.Pool = os.path.join(Folder, f"{Mode}.pool")
        self.Mode = Mode

    def run(self, Arguments, CrashAt=0, Seed=1):
        """Returns what the program printed, None when it died at the crash point."""
        Environment = dict(os.environ, STET_POOL=self.Pool, **ENVIRONMENT[self.Mode])
        if CrashAt:
            Environment.update(STET_CRASH_AT=str(CrashAt), STET_CRASH_SEED=str(Seed))
        Done = subprocess.run(
            [self.List, *map(str, Arguments)],
            env=Environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if CrashAt and Done.returncode == -signal.SIGKILL:
            return None
        if Done.returncode:
            raise SystemExit(f"exit status {Done.returncode}: {Done.stdout}")
        return [int(Word) for Word in Done.stdout.split()]

    def remove(self):
        for Name in os.listdir(os.path.dirname(self.Pool)):
            if Name.startswith(os.path.basename(self.Pool)):
                os.remove(os.path.join(os.path.dirname(self.Pool), Name))

    def crash_everywhere(self, Start, Base, Pushes):
        """`Start`: a pool file to begin with, or None; `Base`: the list that it holds."""
        Allowed = [Pushes[:Count][::-1] + Base for Count in range(len(Pushes) + 1)]
        Point = 1
        while True:
            self.remove()
            if Start:
                shutil.copy(Start, self.Pool)
            Printed = self.run(Pushes, CrashAt=Point, Seed=Point)
            if Printed is not None:
                break
            # The recovery dies at a point that is another one each time.
            self.run([], CrashAt=1 + Point % 40, Seed=Point + 1)
            Found = self.run([99])
            if Found[:1] != [99] or Found[1:] not in Allowed:
                raise SystemExit(f"died at crash point {Point}: the list is {Found}")
            if Point % 10 == 1:
                self.look_closer(Point, Found)
            Point += self.Every
        print(f"{self.Mode}, from {Base}: died at points up to {Point - self.Every}")

    def look_closer(self, Point, List):
        Check = ["pmempool", "check", self.Pool]
        subprocess.run(Check, check=True, stdout=subprocess.DEVNULL)
        Found = self.run([])
        if Found != List:
            raise SystemExit(f"died at crash point {Point}: the list was {List} and is {Found}")


def main():
    List, Folder, Mode, *Every = sys.argv[1:]
    Program = Runner(List, Folder, Mode, *Every)
    Program.crash_everywhere(None, [], [1, 2])
    Program.remove()
    Base = os.path.join(Folder, f"base-{Mode}.pool")
    Program.run([1, 2, 3])
    shutil.copy(Program.Pool, Base)
    Program.crash_everywhere(Base, [3, 2, 1], [4, 5])


if __name__ == "__main__":
    main()
