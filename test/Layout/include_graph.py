#!/usr/bin/env python3
"""Fails when an #include runs against the way of the data.

    include_graph.py ROOT          checks the source tree at ROOT
    include_graph.py --self-test   shows that wrong arrows are found

A part is a folder of the table below, or a file of its own. A file may include its own
part and what the table lists for it, nothing else.
"""
import re
import sys

sys.dont_write_bytecode = True
from source_tree import run, test_on_files  # noqa: E402

# Each may include those to its right.
RUNTIME_LAYERS = "interface transaction check variables log heap pool medium redo diagnostics".split()

SHARED = ["plugin/Markers.h", "plugin/Compatibility.h"]
PUBLIC = ["include/stet.h", "include/stet"]

MAY_INCLUDE = {
    # One arrow each: no part reaches past its neighbour, and only the last one knows
    # the interface to the runtime.
    "plugin/syntax": SHARED + ["plugin/sema", "clang", "llvm"],
    "plugin/sema": SHARED + ["plugin/lowering", "clang", "llvm"],
    "plugin/lowering": SHARED + PUBLIC + ["include/stet/abi.h", "llvm"],
    "plugin/Markers.h": ["llvm"],
    "plugin/Compatibility.h": ["clang", "llvm"],
    "plugin/Loader.cpp": [],
    "plugin/Preloaded.cpp": [],
    # What only loads the parts: into Clang, and the passes alone into opt.
    "plugin/PassPlugin.cpp": SHARED + ["plugin/lowering", "llvm"],
    "plugin/Plugin.cpp": SHARED
    + ["plugin/syntax", "plugin/sema", "plugin/lowering", "clang", "llvm"],
    "include/stet.h": ["include/stet", "include/stet/abi.h"],
    "include/stet": ["include/stet/abi.h"],
    "include/stet/abi.h": [],
    "examples": ["include/stet.h"],
    # Reads what lowering leaves in object files, and knows the libraries that it knows.
    "tools": PUBLIC + ["include/stet/abi.h", "plugin/lowering", "llvm"],
}
for Index, Layer in enumerate(RUNTIME_LAYERS):
    MAY_INCLUDE[f"runtime/{Layer}"] = (
        [f"runtime/{Right}" for Right in RUNTIME_LAYERS[Index + 1 :]]
        + PUBLIC
        + ["include/stet/abi.h"]
    )

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.MULTILINE)


def part_of(Path):
    """The part that a path (relative to the root) belongs to, None when to none."""
    Text = Path.as_posix()
    Fitting = [P for P in MAY_INCLUDE if Text == P or Text.startswith(P + "/")]
    return max(Fitting, key=len, default=None)


def included_part(Root, File, Quote, Name):
    """The part that an #include in `File` leads to. None: outside the project."""
    Folders = [Root / "include", Root / "plugin", Root / "runtime", Root / "tools"]
    # Its own tree first: two may have a file of the same name.
    Folders.sort(key=lambda Folder: Folder not in File.parents)
    if Quote == '"':
        Folders.insert(0, File.parent)
    for Folder in Folders:
        Target = Folder / Name
        if Target.is_file():
            Relative = Target.resolve().relative_to(Root)
            return part_of(Relative) or Relative.as_posix()
    for Library in ("clang", "llvm"):
        if Name.startswith((Library + "/", Library + "-c/")):
            return Library
    return None


def wrong_arrows(Root):
    """Yields one message for each #include that MAY_INCLUDE does not allow."""
    Root = Root.resolve()
    for Top in ("plugin", "runtime", "include", "examples", "tools"):
        for File in sorted((Root / Top).rglob("*")):
            if File.suffix not in (".c", ".cpp", ".h", ".hpp", ".inc", ".def"):
                continue
            Relative = File.relative_to(Root)
            Part = part_of(Relative)
            if Part is None:
                yield f"{Relative}: belongs to no part of the way of the data"
                continue
            Text = File.read_text()
            for Match in INCLUDE.finditer(Text):
                Target = included_part(Root, File, *Match.groups())
                if Target not in (None, Part) and Target not in MAY_INCLUDE[Part]:
                    Line = Text.count("\n", 0, Match.start(2)) + 1
                    yield f"{Relative}:{Line}: '{Part}' must not include '{Target}'"


def self_test():
    """Plants good and bad #includes in an empty tree and expects exactly the bad ones."""
    Files = {
        "include/stet.h": "#include <stet/abi.h>\n",
        "include/stet/abi.h": "#include <stddef.h>\n",
        "plugin/syntax/Block.h": "",
        "plugin/sema/Class.h": "",
        "plugin/lowering/Pass.h": "#include <stet/abi.h>\n",
        "runtime/interface/Abi.cpp": '#include "../log/Log.h"\n#include "log/Log.h"\n',
        "runtime/log/Log.h": "#include <stet.h>\n",
        "plugin/syntax/Good.cpp": '#include "sema/Class.h"\n#include "clang/Lex/Lexer.h"\n',
        "plugin/syntax/Bad.cpp": '\n#include "lowering/Pass.h"\n',
        "plugin/sema/Bad.cpp": '#include "syntax/Block.h"\n',
        "plugin/lowering/Bad.cpp": '#include "../sema/Class.h"\n#include "clang/AST/Decl.h"\n',
        "runtime/medium/Bad.cpp": '#include "log/Log.h"\n',
        "runtime/diagnostics/Bad.cpp": '#  include "../../plugin/sema/Class.h"\n',
        "examples/list/bad.cpp": '#include <stet/abi.h>\n',
        "runtime/elsewhere/Bad.cpp": "",
        "tools/main.cpp": '#include "lowering/Pass.h"\n#include "sema/Class.h"\n',
    }
    Expected = [
        "plugin/lowering/Bad.cpp:1: 'plugin/lowering' must not include 'plugin/sema'",
        "plugin/lowering/Bad.cpp:2: 'plugin/lowering' must not include 'clang'",
        "plugin/sema/Bad.cpp:1: 'plugin/sema' must not include 'plugin/syntax'",
        "plugin/syntax/Bad.cpp:2: 'plugin/syntax' must not include 'plugin/lowering'",
        "runtime/diagnostics/Bad.cpp:1: 'runtime/diagnostics' must not include 'plugin/sema'",
        "runtime/elsewhere/Bad.cpp: belongs to no part of the way of the data",
        "runtime/medium/Bad.cpp:1: 'runtime/medium' must not include 'runtime/log'",
        "examples/list/bad.cpp:1: 'examples' must not include 'include/stet/abi.h'",
        "tools/main.cpp:2: 'tools' must not include 'plugin/sema'",
    ]
    return test_on_files(wrong_arrows, Files, Expected)


if __name__ == "__main__":
    sys.exit(run(wrong_arrows, self_test))
