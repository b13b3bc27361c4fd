"""Reads programs with a clangd that has no plugin but the right .clangd.

usage: read_plainly.py CLANGD FOLDER       (with blocks.cpp and c/blocks.c in it)
"""
import sys

from lsp import Clangd


def check(File, Use, Definition, Broken):
    assert File.brief() == [], File.brief()
    # The body is there: names have a meaning.
    [Target] = File.ask("definition", File.position(Use))
    Line, _ = File.position(Definition)
    assert Target["range"]["start"]["line"] == Line, Target
    # Mistakes in it are told, a forgotten semicolon and an unknown name.
    File.change(File.Text.replace(Use, Broken, 1))
    Found = File.brief()
    assert len(Found) == 2, Found
    assert Found[0][3].startswith("Use of undeclared identifier 'unknown'"), Found
    assert Found[1][3].startswith("Expected ';' after expression"), Found


def main():
    Command, Folder = sys.argv[1:]
    with Clangd([Command, "--background-index=false", "--clang-tidy=false", "--enable-config", "-j=2"],
                Folder) as Server:
        check(Server.open("blocks.cpp"), "id += kind;", "int id", "unknown(); id += kind")
        check(Server.open("c/blocks.c"), "n += by;", "n;", "unknown = 1; n += by")


main()
