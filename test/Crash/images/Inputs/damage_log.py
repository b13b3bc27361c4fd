#!/usr/bin/env python3
"""damage_log.py WORKLOAD EXPLORE FOLDER [--damages N] [--seed N] [--kinds KIND…]
[--plant BUG]

Kills the workload, which leaves a pool and its log, and damages the log: flips bits, zeroes
or exchanges sectors, cuts it off. Then either the open is refused with EBADMSG, and the
right log still opens the pool; or no more is missing than the last batch, which may have
been torn by the crash for all that recovery can know. Never is anything else found.
"""
import os
import random

from program import Died, Program, Refused, Wrong, asked_for, command_line, copy_sparse, expect

SECTOR = 512
KINDS = ["flip", "flips", "zero", "rubbish", "exchange", "cut"]


def used_sectors(Log):
    """The numbers of those that are not zero."""
    return [
        Number
        for Number in range(len(Log) // SECTOR)
        if any(Log[Number * SECTOR : (Number + 1) * SECTOR])
    ]


def damaged(Log, Used, Kinds, Random):
    """A damaged copy, and what was done to it."""
    Log = bytearray(Log)
    # The superblocks, the end of what was written, anywhere.
    Sector = Random.choice(
        [
            Random.choice(Used[:4]),
            Random.choice(Used[-20:]),
            Random.choice(Used),
            Random.choice(Used),
        ]
    )
    At = Sector * SECTOR
    Kind = Random.choice(Kinds)
    if Kind == "flip":
        Bit = Random.randrange(SECTOR * 8)
        Log[At + Bit // 8] ^= 1 << Bit % 8
    elif Kind == "flips":
        for _ in range(Random.randrange(2, 9)):
            Log[At + Random.randrange(SECTOR)] ^= 1 << Random.randrange(8)
    elif Kind == "zero":
        Log[At : At + SECTOR] = bytes(SECTOR)
    elif Kind == "rubbish":
        Log[At : At + SECTOR] = Random.randbytes(SECTOR)
    elif Kind == "exchange":
        Other = Random.choice(Used) * SECTOR
        Here, There = Log[At : At + SECTOR], Log[Other : Other + SECTOR]
        Log[At : At + SECTOR], Log[Other : Other + SECTOR] = There, Here
    else:
        del Log[At + Random.randrange(SECTOR) :]
    return Log, f"{Kind} at sector {Sector}"


def write(Path, Content):
    with open(Path, "wb") as File:
        File.write(Content)


def leave_a_log(P, Random, Kept):
    """Kills the workload somewhere; keeps the pool. Returns the log, and what both hold."""
    while True:
        P.create()
        try:
            P.run(300, 1, Random.randrange(1000), STET_CRASH_AT=Random.randrange(300, 3000))
        except Died:
            pass
        if os.path.exists(P.Log):
            break
    copy_sparse(P.Pool, Kept)
    with open(P.Log, "rb") as File:
        Log = File.read()
    return Log, P.versions()


def look(Options):
    Extra = asked_for(Options)
    P = Program(Options.workload, Options.explore, Options.folder)
    Random = random.Random(Options.seed)
    Kept = os.path.join(Options.folder, "kept")
    Refusals = Torn = Unharmed = 0
    for Number in range(Options.damages):
        if Number % 60 == 0:
            Log, Full = leave_a_log(P, Random, Kept)
            Used = used_sectors(Log)
        Bad, What = damaged(Log, Used, Options.kinds, Random)
        Where = f"seed {Options.seed}, damage {Number} ({What})"
        copy_sparse(Kept, P.Pool)
        write(P.Log, Bad)
        try:
            Found = P.versions(**Extra)
        except Refused as Refusal:
            if "EBADMSG" not in str(Refusal) or "data.pool" not in str(Refusal):
                raise Wrong(f"{Where}: {Refusal}")
            Refusals += 1
            write(P.Log, Log)
            Found = P.versions()
            if Found != Full:
                raise Wrong(f"{Where}: after a refusal {Found} is left of {Full}")
            continue
        except Wrong as Error:
            raise Wrong(f"{Where}: {Error}")
        Missing = sum(Full) - sum(Found)
        if any(Has > Had for Has, Had in zip(Found, Full)) or Missing > 1:
            raise Wrong(f"{Where}: {Found} is left of {Full}")
        Torn += Missing == 1
        Unharmed += Missing == 0
        P.examine_closed_pool()
    os.remove(Kept)
    P.remove()
    if not Refusals or not Torn:
        raise SystemExit(f"{Refusals} refusals, {Torn} torn: the damage is not where it matters")
    return f"{Options.damages} damages: {Refusals} refused, {Torn} a torn end, {Unharmed} harmless"


def main():
    Parser = command_line()
    Parser.add_argument("--damages", type=int, default=200)
    Parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    Options = Parser.parse_args()
    Options.damages //= Options.thin
    expect(Options, look)


if __name__ == "__main__":
    main()
