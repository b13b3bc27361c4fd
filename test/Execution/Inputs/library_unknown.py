"""Calls each function of the table of which it can't be known what it writes, with persistent
memory in a transaction. The program must end by abort() and say which function it was.

usage: library_unknown.py PROGRAM
"""

import signal
import subprocess
import sys


def main():
    Program = sys.argv[1]
    Count = int(subprocess.run([Program, "count"], stdout=subprocess.PIPE, check=True).stdout)
    Failures = 0
    for Number in range(Count):
        Done = subprocess.run(
            [Program, "unknown", str(Number)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        Name, Error = Done.stdout.decode().strip(), Done.stderr.decode()
        if Done.returncode != -signal.SIGABRT or f"'{Name}' got the persistent address" not in Error:
            print(f"{Name}: exit status {Done.returncode}: {Error}")
            Failures += 1
    assert Count
    sys.exit(Failures != 0)


main()
