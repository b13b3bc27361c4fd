#!/usr/bin/env python3
"""Follows a README in a folder: its first C++ block, changed as its first diff says, becomes
the file that its compile command names, and each command of the first shell block that
compiles something is run. What a command prints must be what a comment behind it
("# prints …") says.

    run_readme.py README LLVM_VERSION
"""
import pathlib
import re
import subprocess
import sys


def blocks(Text, Language):
    return re.findall(rf"^```{Language}\n(.*?)^```", Text, re.MULTILINE | re.DOTALL)


def changed(Program, Diff):
    """The program with each `-` line replaced by the `+` line after it; a `+` line alone
    is put before everything."""
    Old = None
    for Line in Diff.splitlines():
        if Line.startswith("-"):
            Old = Line[1:] + "\n"
            assert Program.count(Old) == 1, f"not found once: {Old}"
        elif Line.startswith("+"):
            New = Line[1:] + "\n"
            Program = Program.replace(Old, New) if Old else New + Program
            Old = None
    return Program


def main():
    Text = pathlib.Path(sys.argv[1]).read_text()
    Version = sys.argv[2]
    Commands = next(B for B in blocks(Text, "sh") if re.search(r"^clang", B, re.MULTILINE))
    for Sample in blocks(Text, "cpp")[:1]:
        for Diff in blocks(Text, "diff")[:1]:
            Sample = changed(Sample, Diff)
        Name = re.search(r"\S+\.cpp", Commands).group()
        pathlib.Path(Name).write_text(Sample)

    for Line in Commands.splitlines():
        Command, _, Expected = Line.partition("# prints ")
        Command = re.sub(r"^(clang(\+\+)?)-22", rf"\1-{Version}", Command)
        print("+", Command)
        Output = subprocess.run(
            Command, shell=True, check=True, stdout=subprocess.PIPE, text=True
        ).stdout
        print(Output, end="")
        if Expected and Output.split() != Expected.split():
            print(f"the README says: {Expected}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
