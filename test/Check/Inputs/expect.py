"""Runs a program with each of its planted bugs, in checked mode.

usage: expect.py PROGRAM SOURCE

The source says what is expected: '// EXPECT BUG: TEXT'. A BUG without a TEXT is none: then
there must be no report. Each bug runs with STET_CHECK=1, which ends the program, and with
STET_CHECK=warn, which does not; some of them also on a working copy, whose commits are
slow.
"""

import os
import re
import subprocess
import sys

ON_COPIES = ("hot",)


def expectations(Source):
    Found = {}
    for Bug, _, Text in re.findall(r"// EXPECT ([\w-]+)(: (.*))?$", open(Source).read(), re.M):
        Found.setdefault(Bug, []).extend([Text] if Text else [])
    return Found


def run(Program, Bug, Check, Durability):
    Pool = Program + ".pool"
    for Name in (Pool, Pool + "-log"):
        if os.path.exists(Name):
            os.unlink(Name)
    Environment = dict(os.environ, STET_POOL=Pool, STET_CHECK=Check, STET_DURABILITY=Durability)
    return subprocess.run(
        [Program, Bug], env=Environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def problems(Done, Texts, Stops):
    if not Texts and Done.stderr:
        yield "it was reported"
    for Text in Texts:
        if Text not in Done.stderr:
            yield f"'{Text}' is not reported"
    if not (Texts and Stops) and "went on" not in Done.stdout:
        yield "it did not go on"
    if (Done.returncode != 0) != bool(Texts and Stops):
        yield f"its exit status is {Done.returncode}"


def main():
    Program, Source = sys.argv[1:]
    Failures = 0
    for Bug, Texts in expectations(Source).items():
        Ways = [("process", "1"), ("process", "warn")]
        if Bug in ON_COPIES:
            Ways.append(("power", "1"))
        for Durability, Check in Ways:
            Done = run(Program, Bug, Check, Durability)
            for Problem in problems(Done, Texts, Check == "1"):
                print(f"{Bug}, STET_CHECK={Check}, {Durability}: {Problem}\n{Done.stderr}")
                Failures += 1
    sys.exit(1 if Failures else 0)


main()
