"""Many programs in one pair of files: the compiler is started once for all of them."""

import os

from .program import Program

CXX_HEADERS = ["algorithm", "functional", "map", "string", "vector"]


class Batch:
    """The programs of some seeds, all even or all odd."""

    def __init__(self, seeds):
        self.seeds = seeds
        self.programs = [Program(seed) for seed in seeds]
        self.is_cxx = self.programs[0].is_cxx
        self.suffix = "cpp" if self.is_cxx else "c"

    def write(self, folder):
        """Writes programs.h, first.c and second.c (or .cpp) and returns the latter two's names."""
        includes = [f"#include <{name}>" for name in CXX_HEADERS] if self.is_cxx else []
        texts = {"programs.h": ['#include "program.h"', *includes, *(p.header for p in self.programs)]}
        names = [f"first.{self.suffix}", f"second.{self.suffix}"]
        for i, name in enumerate(names):
            texts[name] = ['#include "programs.h"', *(p.files[i] for p in self.programs)]
        linkage = 'extern "C" ' if self.is_cxx else ""
        pointers = ", ".join(f"&program{seed}" for seed in self.seeds)
        texts[names[0]].append(f"{linkage}const struct program *const Programs[] = {{{pointers}, 0}};")
        for name, lines in texts.items():
            with open(os.path.join(folder, name), "w") as out:
                out.write("\n".join(lines) + "\n")
        return names
