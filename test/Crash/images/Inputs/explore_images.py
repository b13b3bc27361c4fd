#!/usr/bin/env python3
"""explore_images.py WORKLOAD EXPLORE FOLDER [--threads N] [--images N] [--steps N]
[--seed N] [--relaxed MS] [--plant BUG]

Runs the workload on a working copy again and again, each time with another seed, and opens
what a crash may leave of it, until there were that many images. With a planted bug
(runtime/diagnostics/PlantedBug.h) it must have found it by then.
"""
import os

from program import Program, Wrong, asked_for, command_line, copy_sparse, expect


def look(Options):
    Extra = asked_for(Options)
    Strict = [] if Options.relaxed else ["strict"]
    P = Program(Options.workload, Options.explore, Options.folder)
    Base = os.path.join(Options.folder, "base")
    Trace = os.path.join(Options.folder, "trace")
    P.create()
    Images, Cuts, Seed = 0, 0, Options.seed
    while Images < Options.images:
        copy_sparse(P.Pool, Base)
        P.run(Options.steps, Options.threads, Seed, STET_CAPTURE_TRACE=Trace, **Extra)
        try:
            Wanted = min(Options.round, Options.images - Images)
            Line = P.explore(Base, Trace, Wanted, Seed, *Strict, "final", P.Pool)
        except Wrong as Found:
            raise Wrong(f"seed {Seed}: {Found}")
        if Options.verbose:
            print(f"seed {Seed}: {Line}", flush=True)
        Images += int(Line.split()[0])
        Cuts += int(Line.split()[2])
        Seed += 1
        if Seed % 8 == 0:
            P.create()  # small pools make small walks
    os.remove(Base)
    os.remove(Trace)
    P.remove()
    return f"{Images} images, {Cuts} of them after a batch, none wrong"


def main():
    Parser = command_line()
    Parser.add_argument("--threads", type=int, default=1)
    Parser.add_argument("--images", type=int, default=1000)
    Parser.add_argument("--round", type=int, default=2000, help="images of one seed")
    Parser.add_argument("--steps", type=int, default=100, help="a thread, with one seed")
    Parser.add_argument("--relaxed", type=int, default=0)
    Parser.add_argument("--verbose", action="store_true")
    Options = Parser.parse_args()
    Options.images //= Options.thin
    expect(Options, look)


if __name__ == "__main__":
    main()
