#!/usr/bin/env python3
"""Compares random programs with an oracle that copies the whole state.

usage: random_programs.py [--seed S] [--count N] [--jobs J] [--keep FOLDER] [--only SEED[,SEED…]]

Each seed is a program: C when it is even, C++ when it is odd. It runs at -O0, -O2, -O3 and
with two files of different levels, is aborted at random places, killed once in a
transaction and goes on. After every transaction each byte of its state must be what the
oracle has. Exits with 1 when one is not.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor

sys.dont_write_bytecode = True

from generator.runs import CompileError, Run, Tools  # noqa: E402

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def run_batch(tools, seeds, number, parent, options):
    """The failures of one batch."""
    folder = os.path.join(parent, f"batch-{number}-{seeds[0]}")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    try:
        run = Run(tools, seeds, number, folder)
        return run.undefined_behaviour() if options.sanitize else run.failures()
    except CompileError as error:
        if len(seeds) == 1:
            return [f"seed {seeds[0]}: does not compile: {error}"]
        middle = len(seeds) // 2
        halves = [f for half in (seeds[:middle], seeds[middle:]) for f in run_batch(tools, half, number, parent, options)]
        return halves or [f"seeds {seeds}: do not compile together: {error}"]
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


def batches(seeds, size):
    """Lists of seeds of one language."""
    for rest in (0, 1):
        these = [s for s in seeds if s % 2 == rest]
        for i in range(0, len(these), size):
            yield these[i : i + size]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1, help="the first one (1)")
    parser.add_argument("--count", type=int, default=500, help="how many (500)")
    parser.add_argument("--thin", type=int, default=1, help="only every so many'th of them")
    parser.add_argument("--only", help="these seeds instead, separated by commas")
    parser.add_argument("--number", type=int, default=0, help="of the first batch: chooses levels and media")
    parser.add_argument("--language", choices=["c", "c++"], help="only those")
    parser.add_argument("--batch", type=int, default=50, help="programs that are compiled together (50)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--keep", metavar="FOLDER", help="leave sources and programs there")
    parser.add_argument("--build", default=os.path.join(SOURCE, "build"), help="a build of Stet (build)")
    parser.add_argument("--llvm", default="22")
    parser.add_argument("--sanitize", action="store_true", help="look for undefined behaviour in the oracles instead")
    parser.add_argument("--plant", action="store_true", help="hide some stores from the plugin; this must be found")
    options = parser.parse_args()

    seeds = range(options.seed, options.seed + options.count, options.thin)
    if options.only:
        seeds = [int(s) for s in options.only.split(",")]
    if options.language:
        seeds = [s for s in seeds if s % 2 == (options.language == "c++")]
    tools = Tools(os.path.abspath(options.build), options.llvm, options.plant)
    parent = os.path.abspath(options.keep) if options.keep else tempfile.mkdtemp(prefix="random-programs-")
    began, failed, done = time.monotonic(), 0, 0
    try:
        os.makedirs(parent, exist_ok=True)
        tools.compile_support(parent)
        with ProcessPoolExecutor(options.jobs) as executor:
            futures = [executor.submit(run_batch, tools, these, options.number + i, parent, options)
                       for i, these in enumerate(batches(seeds, options.batch))]
            for future in futures:
                for failure in future.result():
                    failed += 1
                    print(failure, flush=True)
    finally:
        if not options.keep:
            shutil.rmtree(parent, ignore_errors=True)
    seconds = time.monotonic() - began
    print(f"{len(seeds)} programs, {failed} failures, {len(seeds) / seconds:.1f} programs a second")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
