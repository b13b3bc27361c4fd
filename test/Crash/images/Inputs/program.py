"""The workload and the explorer, as the tests of this folder run them."""
import argparse
import os
import signal
import subprocess

# A small log, so that checkpoints happen all the time.
WORKING_COPY = {
    "STET_DURABILITY": "power",
    "STET_PLACEMENT": "copy",
    "STET_POOL_SIZE": "64M",
    "STET_LOG_SIZE": "1M",
}
PARTS = 5


class Died(Exception):
    """The program was killed, as planned."""


class Wrong(Exception):
    """What a test looks for."""


class Refused(Exception):
    """The pool could not be opened."""


def copy_sparse(From, To):
    """Copies a file without its holes."""
    with open(From, "rb") as Source, open(To, "wb") as Target:
        Size = os.fstat(Source.fileno()).st_size
        Target.truncate(Size)
        At = 0
        while At < Size:
            try:
                At = os.lseek(Source.fileno(), At, os.SEEK_DATA)
            except OSError:  # only a hole is left
                break
            End = os.lseek(Source.fileno(), At, os.SEEK_HOLE)
            os.lseek(Source.fileno(), At, os.SEEK_SET)
            Target.seek(At)
            while At < End:
                Bytes = os.read(Source.fileno(), min(1 << 20, End - At))
                Target.write(Bytes)
                At += len(Bytes)


def command_line():
    """The arguments that each of the tests has."""
    Parser = argparse.ArgumentParser()
    Parser.add_argument("workload")
    Parser.add_argument("explore")
    Parser.add_argument("folder")
    Parser.add_argument("--seed", type=int, default=1)
    Parser.add_argument("--plant", default="", help="a bug that must be found")
    Parser.add_argument("--thin", type=int, default=1, help="only one in so many of what is counted")
    return Parser


def asked_for(Options):
    """What the command line wants of the workload's environment."""
    Extra = {}
    if Options.plant:
        Extra["STET_PLANT"] = Options.plant
    if getattr(Options, "relaxed", 0):
        Extra["STET_DURABILITY"] = f"power:{Options.relaxed}"
    return Extra


class Program:
    def __init__(self, Workload, Explore, Folder, **Environment):
        self.Workload, self.Explore, self.Folder = Workload, Explore, Folder
        self.Pool = os.path.join(Folder, "data.pool")
        self.Log = self.Pool + "-log"
        self.Environment = dict(WORKING_COPY, **Environment)
        os.makedirs(Folder, exist_ok=True)

    def remove(self):
        """The pool and all that belongs to it."""
        for Name in os.listdir(self.Folder):
            if Name.startswith(os.path.basename(self.Pool)):
                os.remove(os.path.join(self.Folder, Name))

    def environment(self, Extra):
        All = dict(os.environ, STET_POOL=self.Pool, **self.Environment)
        All.update({Key: str(Value) for Key, Value in Extra.items()})
        return All

    def start(self, *Arguments, **Extra):
        return subprocess.Popen(
            [self.Workload, *map(str, Arguments)],
            env=self.environment(Extra),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *Arguments, **Extra):
        """What the workload prints, as lines; Died when it was killed."""
        Process = self.start(*Arguments, **Extra)
        Output, Errors = Process.communicate()
        Lines = complete_lines(Output)
        if Process.returncode == -signal.SIGKILL:
            raise Died(Lines)
        if Process.returncode == 3:
            raise Refused(Output)
        if Process.returncode:
            raise Wrong(f"exit status {Process.returncode}: {Output[-300:]} {Errors[-300:]}")
        return Lines

    def create(self):
        """A new pool, closed, with some data."""
        self.remove()
        self.run(20, 4, 1)

    def versions(self, **Extra):
        """The parts' versions, of data that is whole."""
        return [int(Word) for Word in self.run("check", **Extra)[-1].split()]

    def explore(self, Pool, Trace, Images, Seed, *More):
        """The explorer's last line; Wrong when it finds something."""
        Done = subprocess.run(
            [self.Explore, Pool, Trace, str(Images), str(Seed), *More],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if Done.returncode:
            raise Wrong(f"exit status {Done.returncode}: {Done.stdout}")
        return Done.stdout.strip()

    def examine_closed_pool(self):
        """The pool's file, alone, is one that libpmemobj accepts, with nothing lost in it."""
        if os.path.exists(self.Log):
            raise Wrong("the log is still there after a clean close")
        self.explore(self.Pool, "-", 1, 1)


def complete_lines(Text):
    """A line that is cut in the middle was not printed yet."""
    return Text[: Text.rfind("\n") + 1].splitlines()


def acknowledged(Before, Lines):
    """The versions after those acknowledgements."""
    Versions = list(Before)
    for Line in Lines:
        Words = Line.split()
        if len(Words) == 2:
            Part, Version = map(int, Words)
            Versions[Part] = max(Versions[Part], Version)
    return Versions


def require_nothing_lost(Found, Acknowledged, Threads):
    """Each thread may have committed once more without having said so."""
    if any(F < A for F, A in zip(Found, Acknowledged)):
        raise Wrong(f"acknowledged: {Acknowledged}, found: {Found}")
    if sum(Found) > sum(Acknowledged) + Threads:
        raise Wrong(f"more than was done: acknowledged: {Acknowledged}, found: {Found}")


def expect(Options, Look):
    """Calls Look(Options), which raises Wrong when it finds something. With a planted bug it must."""
    Plant = Options.plant
    try:
        Result = Look(Options)
    except Wrong as Found:
        if not Plant:
            raise SystemExit(f"found: {Found}")
        print(f"{Plant} was found: {Found}")
        return
    if Plant:
        raise SystemExit(f"{Plant} was not found: {Result}")
    print(Result)
