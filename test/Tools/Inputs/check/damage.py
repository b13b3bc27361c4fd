#!/usr/bin/env python3
"""damage.py STET FILE...: checks damaged copies of each file, many at a time.

The command must end by itself with a status that it documents, say what is wrong on
standard error when that is 2, and not take the memory of the whole machine.
"""
import pathlib
import random
import resource
import subprocess
import sys

AT_A_TIME = 50
CUTS, CHANGES, HALVINGS = 100, 400, 100
MEMORY = 2 << 30  # bytes


def damaged_copies(Bytes, Random):
    for _ in range(CUTS):
        yield Bytes[: Random.randrange(len(Bytes))]
    for _ in range(CHANGES):
        Copy = bytearray(Bytes)
        for _ in range(Random.choice([1, 1, 2, 8])):
            # Headers and tables lie at the ends.
            Near = Random.choice([64, 1024, len(Bytes)])
            At = Random.randrange(min(Near, len(Bytes)))
            if Random.random() < 0.5:
                At = len(Bytes) - 1 - At
            Copy[At] = Random.choice([0, 0xFF, 0x80, 0x7F, Random.randrange(256)])
        yield bytes(Copy)
    # Numbers that were -1 become huge ones, which are believed more readily.
    Full = [At for At, Byte in enumerate(Bytes) if Byte == 0xFF]
    for At in Random.sample(Full, min(len(Full), HALVINGS)):
        for Byte in (b"\x7f", b"\x3f", b"\x0f"):
            yield Bytes[:At] + Byte + Bytes[At + 1 :]


def check(Stet, Paths):
    """What is wrong with the command's answer, or None, and how many files asked for too much memory."""
    Run = subprocess.run([Stet, "check", *Paths], capture_output=True)
    Saying = Run.stderr.decode(errors="replace")
    if Run.returncode not in (0, 1, 2) or (Run.returncode == 2) != ("error: " in Saying):
        return f"status {Run.returncode}: {Saying[-2000:]}", 0
    return None, Saying.count("asks for more memory")


def main():
    Stet, *Files = sys.argv[1:]
    Random = random.Random(11)
    Failures = 0
    for File in Files:
        TooMuch = 0
        Copies = list(damaged_copies(pathlib.Path(File).read_bytes(), Random))
        for First in range(0, len(Copies), AT_A_TIME):
            Paths = []
            for Number, Copy in enumerate(Copies[First : First + AT_A_TIME]):
                Path = pathlib.Path(f"damaged-{Number}-{File}")
                Path.write_bytes(Copy)
                Paths.append(str(Path))
            Why, Asked = check(Stet, Paths)
            TooMuch += Asked
            if Why is None:
                continue
            Failures += 1
            for Path in Paths:  # which one?
                if Why := check(Stet, [Path])[0]:
                    pathlib.Path(Path).rename(f"failed-{Failures}-{File}")
                    print(f"failed-{Failures}-{File}: {Why}")
                    break
        print(f"{File}: {TooMuch} copies asked for too much memory")
    # Of the process that took most.
    Taken = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    if Taken > MEMORY:
        print(f"{Taken} bytes of memory were taken")
        Failures += 1
    return Failures != 0


if __name__ == "__main__":
    sys.exit(main())
