"""Compiles a batch as the oracle and at each level, runs all and compares what they print."""

import os
import subprocess

from .batch import Batch
from .program import TRANSACTIONS

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
INPUTS = os.path.join(HERE, "Inputs")
LINES_SHOWN = 6
SECONDS = 600


class Tools:
    """How to compile. With `is_planted` some stores are hidden from the plugin."""

    def __init__(self, build, llvm, is_planted=False):
        include = os.path.join(os.path.dirname(os.path.dirname(HERE)), "include")
        plugin = os.path.join(build, "stet.so")
        common = ["-w", "-fexceptions", "-D_GNU_SOURCE", "-ffp-contract=off", "-fno-pie", f"-I{INPUTS}", f"-I{include}"]
        self.plain = {False: [f"clang-{llvm}", "-std=gnu17", *common],
                      True: [f"clang++-{llvm}", "-std=gnu++20", *common]}
        self.plugin = [f"-fplugin={plugin}", f"-fpass-plugin={plugin}"]
        self.plugin += ["-DRANDOM_PLANT"] if is_planted else []
        self.link = ["-no-pie", "-pthread", "-lm", f"-L{build}", f"-Wl,-rpath,{build}"]
        with open(os.path.join(build, "libstet.so"), "rb") as library:
            self.can_check = b"STET_CHECK" in library.read()

    def compile_support(self, folder):
        """What all batches in folders below share."""
        driver = os.path.join(INPUTS, "driver.c")
        call([*self.plain[False], "-O1", "-c", driver, "-o", "driver.o"], folder)
        call([*self.plain[False], "-DRANDOM_ORACLE", "-c", driver, "-o", "driver-oracle.o"], folder)
        call([*self.plain[True], "-DRANDOM_ORACLE", "-c", os.path.join(INPUTS, "oracle.cpp"), "-o", "oracle.o"], folder)


class Level:
    """How the two files are optimised, and how the pool is kept."""

    def __init__(self, first, second, **environment):
        self.levels, self.environment = (first, second), environment
        self.name = f"-{first}" if first == second else f"-{first} with -{second}"
        self.name += "".join(f" {k}={v}" for k, v in sorted(environment.items()))


COPY = {"STET_DURABILITY": "power:10000", "STET_PLACEMENT": "copy", "STET_LOG_SIZE": "16M"}
PROCESS = {"STET_DURABILITY": "process"}


def levels_of(number, can_check):
    """Those of batch `number`: always -O0, -O2 and -O3, and two files that differ."""
    mixed = [("O0", "O2"), ("O3", "O0"), ("O2", "O0"), ("O0", "O3")][number % 4]
    kinds = [PROCESS, COPY]
    levels = [Level("O0", "O0", **kinds[number % 2]), Level("O2", "O2", **PROCESS), Level("O3", "O3", **COPY),
              Level(*mixed, **kinds[(number + 1) % 2])]
    if can_check:
        levels.append(Level("O2", "O2", **PROCESS, STET_CHECK="1", STET_CHECK_PAGES="all"))
    return levels


class CompileError(Exception):
    pass


def call(command, folder):
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise CompileError(f"{' '.join(command)}\n{done.stdout[-3000:]}")


class Run:
    """One batch in a folder of its own, which exists."""

    def __init__(self, tools, seeds, number, folder):
        self.tools, self.number, self.folder = tools, number, folder
        self.batch = Batch(seeds)
        self.names = self.batch.write(folder)
        self.objects = {}

    def failures(self):
        """Texts, one for each program and level that differs from the oracle."""
        oracle = self.build_oracle()
        expected = self.run(oracle)
        complete = len(self.batch.seeds) * (TRANSACTIONS + 1)
        if len(hashes(expected)) != complete:
            return [f"seeds {self.batch.seeds}: the oracle ended early: {expected[-1:]}"]
        found = []
        for level in levels_of(self.number, self.tools.can_check):
            program = self.build(level)
            found += self.compare(level, program, oracle, expected, self.run(program, level))
        return found

    # -- Building -------------------------------------------------------------------------

    def compiler(self):
        return self.tools.plain[self.batch.is_cxx]

    def build_oracle(self, *options):
        objects = []
        for name in self.names:
            objects.append(f"{name}-oracle.o")
            call([*self.compiler(), *options, "-DRANDOM_ORACLE", "-O0", "-c", name, "-o", objects[-1]], self.folder)
        call([self.tools.plain[True][0], *options, *objects, "../driver-oracle.o", "../oracle.o", "-o", "oracle",
              *self.tools.link], self.folder)
        return "./oracle"

    def undefined_behaviour(self):
        """What the sanitizers say of the oracle: the generator must not write programs that are wrong."""
        oracle = self.build_oracle("-fsanitize=undefined,address")
        said = [line for line in self.run(oracle) if "error:" in line or "ERROR:" in line]
        return [f"seeds {self.batch.seeds}: {line}" for line in said[:LINES_SHOWN]]

    def object(self, index, level):
        name = f"{self.names[index]}-{level}.o"
        if name not in self.objects:
            call([*self.compiler(), *self.tools.plugin, f"-{level}", "-c", self.names[index], "-o", name], self.folder)
            self.objects[name] = True
        return name

    def build(self, level):
        program = "program-" + "-".join(level.levels)
        if program not in self.objects:
            objects = [self.object(i, level.levels[i]) for i in range(2)]
            call([self.compiler()[0], *objects, "../driver.o", "-o", program, *self.tools.link, "-lstet"], self.folder)
            self.objects[program] = True
        return f"./{program}"

    # -- Running --------------------------------------------------------------------------

    def run(self, program, level=None, shown=None):
        """What it prints, as lists of words; and what it said besides, at the end."""
        # As in test/Crash: a third of the time would be page faults of malloc.
        environment = dict(os.environ, STET_POOL=os.path.join(self.folder, "pool"), STET_POOL_SIZE="64M",
                           GLIBC_TUNABLES="glibc.malloc.hugetlb=1")
        if level:
            environment.update(level.environment)
        command = [program] if shown is None else [program, str(shown)]
        done = subprocess.run(command, cwd=self.folder, env=environment, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=SECONDS, errors="replace")
        for name in os.listdir(self.folder):
            if name.startswith("pool"):
                os.unlink(os.path.join(self.folder, name))
        return done.stdout.splitlines()

    def compare(self, level, program, oracle, expected, found):
        """The first difference of each program."""
        failures = []
        wanted, got, said = hashes(expected), hashes(found), []
        for line in found:
            words = line.split(" ", 3)
            if len(words) < 3 or words[2] not in ("hash", "failed"):
                said.append(line)
        for index, seed in enumerate(self.batch.seeds):
            failed = [line.split(" ", 1)[1] for line in found if line.startswith(f"{index} ") and " failed " in line]
            differ = [n for (i, n) in sorted(wanted) if i == index and got.get((i, n)) != wanted[i, n]]
            if not failed and not differ:
                continue
            text = [f"seed {seed}, {level.name}:", *(f"  transaction {line}" for line in failed[:LINES_SHOWN])]
            if differ and (index, differ[0]) in got:
                text += self.show(level, program, oracle, index, differ[0])
            elif differ:
                text.append(f"  transaction {differ[0]} is missing")
            text += [f"  it said: {line}" for line in said[:LINES_SHOWN]]
            text.append(f"  again: random_programs.py --only {seed} --keep FOLDER (or with its batch: "
                        f"--only {','.join(map(str, self.batch.seeds))} --number {self.number})")
            failures.append("\n".join(text))
        if not failures and said:
            failures.append("\n".join([f"seeds {self.batch.seeds}, {level.name}: it said", *said[:LINES_SHOWN]]))
        return failures

    def show(self, level, program, oracle, index, number):
        """Object, offset and bytes where a transaction's state is not the oracle's."""
        wanted = values(self.run(oracle, shown=index), index, number)
        got = values(self.run(program, level, shown=index), index, number)
        lines = [f"  transaction {number}: {name}, offset {offset}: {got.get((name, offset))} instead of {value}"
                 for (name, offset), value in wanted.items() if got.get((name, offset)) != value]
        return lines[:LINES_SHOWN] or [f"  transaction {number} differs, but not again when it was shown"]


def hashes(lines):
    """(index, transaction) → hash."""
    found = {}
    for line in lines:
        words = line.split()
        if len(words) == 4 and words[2] == "hash":
            found[int(words[0]), int(words[1])] = words[3]
    return found


def values(lines, index, number):
    """(name, offset) → bytes, of one transaction."""
    found = {}
    for line in lines:
        words = line.split()
        if len(words) == 5 and words[:2] == [str(index), str(number)] and words[3].isdigit():
            count = sum(1 for key in found if key[:1] == (words[2],) and key[1] == words[3])
            found[words[2] if not count else f"{words[2]}~{count}", words[3]] = words[4]
    return found
