"""Compiles the container tests for both C++ libraries and says what they leave to code
that was compiled without the plugin.

usage: out_of_line.py FOLDER TESTS 'COMPILER…'

Prints, by library, the functions that take the place of the library's own; and as
`unknown` each function of which the plugin does not know what it writes though the call
may hand it persistent memory.
"""

import re
import subprocess
import sys
import os

LIBRARIES = {
    "libstdc++": ["-Wno-deprecated-declarations"],
    "libc++": ["-stdlib=libc++", "-Wno-#warnings"],
}
BUILDS = [
    ("Inputs/all-operations.cpp", "-O0"),
    ("Inputs/all-operations.cpp", "-O2"),
    ("sequences.cpp", "-O0"),
    ("associative.cpp", "-O0"),
    ("strings.cpp", "-O0"),
]

# The name that stet_library_unknown gets, as a string of the module.
NAME = re.compile(r'^(@stet\.function[.\w]*) = .* c"(.*)\\00"', re.MULTILINE)
REPLACEMENT = re.compile(r"(?:call|invoke) .*@(stet_cxx_\w+)\(")


# What the tests have of these is volatile, and so it must be: strings with std::allocator,
# streams, and exceptions.
VOLATILE = re.compile(
    r"\b(basic_string<[^:]*, std::\S*char_traits<\w*>, std::\S*allocator<"
    r"|(basic_)?(ios|istream|ostream|streambuf|stringbuf|ios_base|locale)(<[^()]*>)?::"
    r"|(exception|logic_error|bad_array_new_length)::)"
)


def main():
    Folder, Tests, Compiler = sys.argv[1:]
    for Library, Options in LIBRARIES.items():
        Found = set()
        for Source, Level in BUILDS:
            Module = os.path.join(Folder, "module.ll")
            Input = os.path.join(Tests, Source)
            Command = [*Compiler.split(), Level, *Options, "-S", "-emit-llvm", Input, "-o", Module]
            subprocess.run(Command, check=True)
            with open(Module) as File:
                Text = File.read()
            Found |= set(REPLACEMENT.findall(Text))
            Found |= {
                f"unknown: {Function} ({Source} {Level})"
                for _, Function in NAME.findall(Text)
                if not VOLATILE.search(Function)
            }
        for Name in sorted(Found):
            print(f"{Library}: {Name}")
        print(f"{Library}: checked")


main()
