"""Compiles a program at every optimisation level, with and without -g, and runs it.

usage: every_level.py [--thin N] FOLDER COMPILER... [-- ARGUMENT...]

Each build has a folder of its own below FOLDER, where its pool lies too. The program
must exit with 0; what it prints is shown when it does not. When it is thinned, every second
level has -g and the others do not.
"""

import argparse
import os
import shutil
import subprocess
import sys

LEVELS = ["-O0", "-O1", "-O2", "-O3", "-Os"]


def main():
    Parser = argparse.ArgumentParser()
    Parser.add_argument("--thin", type=int, default=1)
    Parser.add_argument("folder")
    Parser.add_argument("rest", nargs=argparse.REMAINDER)
    Options = Parser.parse_args()
    Folder, Rest = Options.folder, Options.rest
    Split = Rest.index("--") if "--" in Rest else len(Rest)
    Compiler, Arguments = Rest[:Split], Rest[Split + 1 :]
    Failures = 0
    for Number, Level in enumerate(LEVELS):
        for Debug in ([], ["-g"]):
            if Options.thin > 1 and bool(Debug) != (Number % 2 == 0):
                continue
            Name = Level[1:] + ("-g" if Debug else "")
            Place = os.path.join(Folder, Name)
            shutil.rmtree(Place, ignore_errors=True)
            os.makedirs(Place)
            Program = os.path.join(Place, "program")
            Steps = [Compiler + [Level, *Debug, "-o", Program], [Program, *Arguments]]
            Environment = dict(os.environ, STET_POOL=os.path.join(Place, "pool"))
            Environment.setdefault("STET_DURABILITY", "process")
            for Step in Steps:
                Done = subprocess.run(
                    Step, env=Environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
                )
                if Done.returncode:
                    print(f"{Name}: exit status {Done.returncode}: {' '.join(Step)}")
                    print(Done.stdout.decode(errors="replace"))
                    Failures += 1
                    break
            if os.path.exists(Environment["STET_POOL"]):
                os.unlink(Environment["STET_POOL"])
    sys.exit(1 if Failures else 0)


main()
