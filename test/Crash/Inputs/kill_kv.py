#!/usr/bin/env python3
"""kill_kv.py KV: kills the key-value store while it works. Afterwards it holds what the
commands make that it has answered, or one command more."""
import random
import sys

import killing

ROUNDS = 20
KEYS = [f"key-{Number}" for Number in range(150)]


def random_command():
    Key = random.choice(KEYS)
    if random.random() < 0.3:
        return f"del {Key}"
    return f"set {Key} {'x' * random.randrange(40)}{random.randrange(10**6)}"


def apply(Command, Store):
    Word, Key, *Value = Command.split(" ")
    if Word == "set":
        Store[Key] = Value[0]
    else:
        Store.pop(Key, None)


def contents(Kv):
    Answers = killing.output([Kv], [f"get {Key}" for Key in KEYS] + ["count"])
    Store = {Key: Value for Key, Value in zip(KEYS, Answers) if Value != "-"}
    if len(Store) != int(Answers[-1]):
        raise SystemExit(f"{len(Store)} keys, but the store counts {Answers[-1]}")
    return Store


def main():
    Kv = sys.argv[1]
    Expected = {}
    for Round in range(ROUNDS):
        Commands = [random_command() for _ in range(5000)]
        Answers = killing.kill_after_answers([Kv], Commands, random.randrange(1, 1000))
        Done = len(Answers)
        for Command in Commands[:Done]:
            apply(Command, Expected)
        Found = contents(Kv)
        if Found != Expected and Done < len(Commands):
            apply(Commands[Done], Expected)
        if Found != Expected:
            print(f"round {Round}: after {Done} answers the store is not what it should be")
            return 1
        print(f"round {Round}: killed after {Done} answers, {len(Found)} keys")
    return 0


if __name__ == "__main__":
    sys.exit(main())
