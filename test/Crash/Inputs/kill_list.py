#!/usr/bin/env python3
"""kill_list.py LIST: kills the list example while it pushes; what it has pushed by then
must be whole, in order, and on top of what earlier runs left."""
import random
import sys

import killing

ROUNDS = 12
VALUES = 30000


def main():
    List = sys.argv[1]
    Before = []
    Interrupted = 0
    for Round in range(ROUNDS):
        Push = [List] + [str(Value) for Value in range(1, VALUES + 1)]
        killing.kill_after_seconds(Push, random.uniform(0, 0.1))
        (Line,) = killing.output([List])
        After = [int(Word) for Word in Line.split()]
        Pushed = len(After) - len(Before)
        if After != list(range(Pushed, 0, -1)) + Before:
            print(f"round {Round}: the list is damaged: {After[:20]} ...")
            return 1
        print(f"round {Round}: killed after {Pushed} pushes")
        Interrupted += 0 < Pushed < VALUES
        Before = After
    print(f"{Interrupted} of {ROUNDS} rounds were killed between the first and the last push")
    return 0


if __name__ == "__main__":
    sys.exit(main())
