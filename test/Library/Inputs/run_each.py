"""Runs programs that end by a signal, each with each argument and a pool of its own.

usage: run_each.py FOLDER ARGUMENT…

The programs are the files of the folder that can be executed. Prints what they write to
standard error, argument by argument. With the argument `fine` they must exit with 0
instead.
"""

import os
import subprocess
import sys


def main():
    Folder, *Arguments = sys.argv[1:]
    Files = sorted(os.path.join(Folder, Name) for Name in os.listdir(Folder))
    Programs = [File for File in Files if os.access(File, os.X_OK)]
    Wrong = 0
    for Argument in Arguments:
        for Program in Programs:
            Pool = os.path.join(Folder, os.path.basename(Program) + "-" + Argument + ".pool")
            Done = subprocess.run(
                [Program, Argument],
                env=dict(os.environ, STET_POOL=Pool),
                stderr=subprocess.PIPE,
                text=True,
            )
            print(Done.stderr, end="")
            if (Done.returncode == 0) != (Argument == "fine"):
                print(f"{Program} {Argument}: exit status {Done.returncode}")
                Wrong = 1
    sys.exit(Wrong)


main()
