#!/usr/bin/env python3
"""Feeds the compiler with odd sources and looks for crashes of the plugin.

usage: fuzz_frontend.py [--seed S] [--count N | --minutes M] [--only SEED[,SEED…]] [--keep FOLDER]

Each seed is an input: a program from a grammar, or a test of ours, or a mixture of both, with
random changes of its tokens, and a way to compile it. A crash, a fatal error, a hang and
running out of memory are findings, unless Clang without the plugin has them, too, where the
blocks are plain ones. They are made smaller, kept in a folder and printed with their seed.
Exits with 1 when there is one.
"""

import argparse
import os
import random
import re
import shutil
import sys
import tempfile
import time

sys.dont_write_bytecode = True

from fuzzer.compiler import HERE, WAYS, Compiler  # noqa: E402
from fuzzer.corpus import Corpus  # noqa: E402
from fuzzer.grammar import Grammar  # noqa: E402
from fuzzer.mutations import mutate  # noqa: E402
from fuzzer.reduce import reduce_tokens  # noqa: E402
from fuzzer.tokens import read_tokens, write_tokens  # noqa: E402

# The first crashes Clang only with the plugin (fuzzer/compiler.py).
PLANTED = ["STET_FUZZ_PLANTED", "#pragma clang __debug crash"]
SOURCE = os.path.dirname(os.path.dirname(HERE))


class Inputs:
    """The input of each seed."""

    def __init__(self, ways, planted):
        self.ways, self.planted = ways, planted
        languages = sorted({c.language for c in ways})
        self.corpora = {language: Corpus(os.path.join(SOURCE, "test"), language) for language in languages}
        self.grammars = {language: Grammar(os.path.join(HERE, "grammars", language.replace("++", "xx") + ".txt"))
                         for language in languages}

    def of(self, seed):
        """(way, tokens)"""
        rng = random.Random(seed)
        way = rng.choice(self.ways)
        corpus, grammar = self.corpora[way.language], self.grammars[way.language]
        is_generated = rng.random() < 0.5
        tokens = read_tokens(grammar.write(rng)) if is_generated else rng.choice(corpus.files)
        if not is_generated or rng.random() < 0.6:
            tokens = mutate(rng, tokens, corpus)
        plant = random.Random(f"plant {seed}")  # Whatever the tests are.
        if self.planted and plant.random() < 0.2:
            at = plant.randrange(len(tokens) + 1)
            tokens = tokens[:at] + [plant.choice(PLANTED)] + tokens[at:]
        return way, tokens


class Session:
    """Compiles inputs and keeps what was found."""

    def __init__(self, inputs, compiler, folder):
        self.inputs, self.compiler, self.folder = inputs, compiler, folder
        self.count = self.accepted = self.not_ours = 0
        self.findings, self.traces = [], {}

    def try_seed(self, seed):
        way, tokens = self.inputs.of(seed)
        verdict = self.compiler.run(way, tokens)
        self.count += 1
        self.accepted += verdict.is_accepted
        if not verdict.is_crash:
            return
        if self.compiler.crashes(way, tokens):
            self.record(seed, way, tokens, verdict)
        else:
            self.not_ours += 1

    def record(self, seed, way, tokens, verdict):
        self.findings.append(seed)
        original = self.write(f"{seed}-whole", way, tokens)
        trace = self.compiler.trace(way, tokens, original)
        known = self.traces.setdefault("\n".join(re.sub(r"\d+", "", t) for t in trace[:5]), seed)
        if known != seed:
            return print(f"seed {seed}: {verdict.text} ({way.name}), as seed {known}", flush=True)
        path = self.write(f"{seed}", way,
                          reduce_tokens(tokens, lambda t: self.compiler.crashes(way, t)))
        print(f"seed {seed}: {verdict.text} ({way.name})", *trace[:10], sep="\n  ")
        with open(path, encoding="utf-8") as text:
            print(f"{path}:\n{text.read()}{' '.join(self.compiler.command(way))} {path}", flush=True)

    def write(self, name, way, tokens):
        path = os.path.join(self.folder, f"found-{name}{way.suffix}")
        with open(path, "w", encoding="utf-8") as text:
            text.write(write_tokens(tokens))
        return path


def seeds_of(options):
    if options.only:
        yield from (int(s) for s in options.only.split(","))
    elif options.minutes:
        end, seed = time.monotonic() + options.minutes * 60, options.seed
        while time.monotonic() < end:
            yield seed
            seed += 1
    else:
        yield from range(options.seed, options.seed + options.count)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1, help="the first one (1)")
    parser.add_argument("--count", type=int, default=500, help="how many (500)")
    parser.add_argument("--minutes", type=float, help="as many as there is time for instead")
    parser.add_argument("--only", help="these seeds instead, separated by commas")
    parser.add_argument("--show", action="store_true", help="print the inputs instead of compiling them")
    parser.add_argument("--ways", type=int, default=len(WAYS), help="only so many ways to compile, spread over all")
    parser.add_argument("--keep", metavar="FOLDER", help="leave there what was found (a temporary one)")
    parser.add_argument("--build", default=os.path.join(SOURCE, "build"), help="a build of Stet (build)")
    parser.add_argument("--llvm", default="22")
    parser.add_argument("--plant", action="store_true", help="plant crashes, which must be found")
    options = parser.parse_args()

    ways = WAYS[:: max(1, len(WAYS) // options.ways)]
    inputs = Inputs(ways, options.plant)
    if options.show:
        for seed in seeds_of(options):
            print(f"// seed {seed}: {inputs.of(seed)[0].name}\n{write_tokens(inputs.of(seed)[1])}")
        return
    folder = os.path.abspath(options.keep) if options.keep else tempfile.mkdtemp(prefix="fuzz-")
    os.makedirs(folder, exist_ok=True)
    scratch = tempfile.mkdtemp(prefix="scratch-", dir=folder)
    try:
        compiler = Compiler(os.path.abspath(options.build), options.llvm, scratch, options.plant)
        session, began = Session(inputs, compiler, folder), time.monotonic()
        for seed in seeds_of(options):
            session.try_seed(seed)
            if options.minutes and session.count % 1000 == 0:
                print(f"{session.count} inputs, {time.monotonic() - began:.0f} s", flush=True)
        compiler.close()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    seconds = time.monotonic() - began
    print(f"{session.count} inputs in {seconds:.0f} s: {session.accepted} accepted, {session.not_ours} crash Clang "
          f"without the plugin, too, {len(session.findings)} findings")
    if not options.keep and not session.findings:
        shutil.rmtree(folder)
    sys.exit(1 if session.findings else 0)


if __name__ == "__main__":
    main()
