"""Clang's front end, with the plugin and without, in several ways."""

import os
import re
import subprocess

from fuzzer.corpus import include_folders
from fuzzer.server import SECONDS, ForkServer, call

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TESTS = os.path.dirname(HERE)
INCLUDE = os.path.join(os.path.dirname(TESTS), "include")
# What most C++ inputs include, read once.
HEADERS = os.path.join(HERE, "Inputs", "headers.h")


class Way:
    """A language and how to compile it; in C++ with headers of the library that are thin, and
    whole, which costs five times as much."""

    def __init__(self, standard, level, *options, is_thin=True, is_precompiled=False):
        self.language = "c++" if "++" in standard else "c"
        self.suffix = ".cpp" if self.language == "c++" else ".c"
        self.basic = [f"-std={standard}", f"-{level}", "-fexceptions"]
        self.options, self.is_precompiled = list(options), is_precompiled
        if self.language == "c++" and is_thin:
            self.basic.append(f"-isystem{os.path.join(HERE, 'Inputs', 'thin')}")
        self.name = " ".join([f"-std={standard}", f"-{level}", *options])


READ, IR, CODE = ["-fsyntax-only"], ["-c", "-emit-llvm"], ["-S"]
EVERYTHING = ["-Wall", "-Wextra", "-fplugin-arg-stet-Weverything"]
WAYS = [
    Way("gnu++20", "O0", *READ, *EVERYTHING),
    Way("gnu17", "O0", *CODE, "-g"),
    Way("gnu++20", "O2", *IR, *EVERYTHING),
    Way("gnu17", "O2", *IR, *EVERYTHING),
    Way("gnu++17", "O0", *CODE, "-g", *EVERYTHING),
    Way("gnu2x", "O1", *IR, "-fsanitize=address,undefined"),
    Way("gnu++23", "O2", *CODE, *EVERYTHING),
    Way("gnu2x", "O3", *CODE, *EVERYTHING),
    Way("gnu++20", "O1", *IR, *EVERYTHING, is_thin=False, is_precompiled=True),
]


class Compiler:
    """Both front ends, in a folder of their own."""

    def __init__(self, build, llvm, folder, planted=False):
        self.folder, self.llvm, self.servers = folder, llvm, {}
        self.plugin = os.path.join(build, "stet.so")
        self.library = os.path.join(folder, "fork-server.so")
        call([f"clang++-{llvm}", "-std=c++20", "-O1", "-shared", "-fPIC", os.path.join(HERE, "Inputs", "ForkServer.cpp"),
              "-o", self.library])
        # To show that a crash is found: only with the plugin the word makes Clang crash.
        self.plant = ["-DSTET_FUZZ_PLANTED=_Pragma(\"clang __debug crash\")"] if planted else []

    def command(self, way, has_plugin=True):
        """What a user would type, without the file."""
        driver = f"clang++-{self.llvm}" if way.language == "c++" else f"clang-{self.llvm}"
        stet = [f"-fplugin={self.plugin}", f"-fpass-plugin={self.plugin}", *self.plant] if has_plugin else ["-DSTET_WITHOUT_PLUGIN"]
        options = [option for option in way.options if has_plugin or not option.startswith("-fplugin")]
        return [driver, *way.basic, *stet, *(f"-I{f}" for f in [INCLUDE, *include_folders(TESTS)]), *options]

    def server(self, way, has_plugin):
        key = (way.name, has_plugin)
        if key not in self.servers:
            folder = os.path.join(self.folder, str(len(self.servers)))
            command, headers = self.command(way, has_plugin), [HEADERS] if way.language == "c++" else []
            if way.is_precompiled:
                precompiled = os.path.join(self.folder, f"{len(self.servers)}.pch")
                call([*(word for word in command if word not in IR), "-x", "c++-header", HEADERS, "-o", precompiled])
                command, headers = [*command, "-include-pch", precompiled], []
            self.servers[key] = ForkServer(self.library, folder, command, headers, way.suffix)
        return self.servers[key]

    def run(self, way, tokens, has_plugin=True):
        return self.server(way, has_plugin).compile(tokens if has_plugin else without_blocks(tokens))

    def crashes(self, way, tokens):
        """Whether the plugin is to blame: without it Clang ends well."""
        return self.run(way, tokens).is_crash and not self.run(way, tokens, has_plugin=False).is_crash

    def trace(self, way, tokens, source):
        """The functions that a crash passed through, innermost first, or what was said last."""
        self.run(way, tokens)
        said = self.server(way, True).last_messages(4)
        headers = ["-include", HEADERS] if way.language == "c++" else []
        done = subprocess.run([*self.command(way), *headers, source, "-o", "/dev/null"], cwd=self.folder, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=dict(os.environ, TMPDIR=self.folder),
                              check=False, errors="replace", timeout=SECONDS * 20)
        frames = [line for line in done.stdout.splitlines() if re.match(r"\s*#\d+ ", line)]
        # The first are those of the signal handler.
        return [re.sub(r"^\s*#\d+ 0x\w+ | \(/.*", "", frame) for frame in frames][4:] or said

    def close(self):
        for server in self.servers.values():
            server.close()


# A guard with a cleanup, as blocks have it: jumps and scopes are checked there by other code.
PLAIN_BLOCK = "{ void end_of_block ( int * ) ; int guard __attribute__ ( ( cleanup ( end_of_block ) ) ) = 0 ;".split()


def without_blocks(tokens):
    """The same for a Clang that knows no `transaction <…> {`."""
    result, at = [], 0
    while at < len(tokens):
        if tokens[at : at + 2] == ["transaction", "<"]:
            end = next((i for i in range(at + 2, min(at + 40, len(tokens))) if tokens[i] == ">"), None)
            if end and tokens[end + 1 : end + 2] == ["{"]:
                result += PLAIN_BLOCK
                at = end + 2
                continue
        result.append(tokens[at])
        at += 1
    return result
