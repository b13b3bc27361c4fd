"""Compiles a driven program (Library/Inputs/driver/Driver.h) for both C++ libraries, at
-O0 and -O2, and runs it twice on one pool, and once for less long in checked mode.

usage: every_library.py THIN FOLDER TRANSACTIONS[,KILLS] COMPILER...

Each build has a folder of its own below FOLDER, where its pool lies too. With KILLS a
third run, on a pool of its own, is killed so many times. The transactions are divided by
THIN. The environment's STET_TEST_SEED is the seed (1 without it).
"""

import os
import shutil
import subprocess
import sys

MOST_CHECKED = 3000  # transactions
LEVELS = ["-O0", "-O2"]
# libc++ comes in one version, which is linked in: the shared library of Debian is older.
LIBRARIES = {
    "libstdc++": ["-Wno-deprecated-declarations"],
    "libc++": ["-stdlib=libc++", "-static-libstdc++", "-lc++abi", "-Wno-#warnings"],
}


def main():
    Thin, Folder, Counts, *Compiler = sys.argv[1:]
    Transactions, _, Kills = Counts.partition(",")
    Transactions = str(int(Transactions) // int(Thin))
    Seed = os.environ.get("STET_TEST_SEED", "1")
    Failures = 0
    for Library, Options in LIBRARIES.items():
        for Level in LEVELS:
            Place = os.path.join(Folder, Library + Level)
            shutil.rmtree(Place, ignore_errors=True)
            os.makedirs(Place)
            Names = ("program", "pool", "killed", "checked")
            Program, Pool, KilledPool, CheckedPool = (os.path.join(Place, N) for N in Names)
            Run = [Program, Pool, Seed, Transactions]
            Steps = [Compiler + [Level, *Options, "-o", Program], Run, Run]
            if Kills:
                Steps.append([Program, KilledPool, Seed, Transactions, Kills])
            Checked = [Program, CheckedPool, Seed, str(min(int(Transactions), MOST_CHECKED))]
            Steps.append(Checked)
            for Step in Steps:
                Environment = dict(os.environ, STET_DURABILITY="process")
                if Step is Checked:
                    Environment["STET_CHECK"] = "1"
                Done = subprocess.run(
                    Step, env=Environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
                )
                if Done.returncode:
                    print(f"{Library} {Level}: exit status {Done.returncode}: {' '.join(Step)}")
                    print(Done.stdout.decode(errors="replace"))
                    Failures += 1
                    break
            for Name in (Pool, KilledPool, CheckedPool, Program):
                if os.path.exists(Name):
                    os.unlink(Name)
    sys.exit(1 if Failures else 0)


main()
