#!/usr/bin/env python3
"""Fails when a diagnostic lacks its page or its tests.

    diagnostics.py ROOT          checks the source tree at ROOT
    diagnostics.py --self-test   shows that gaps are found

Every diagnostic of plugin/sema/diagnostics/Catalogue.cpp has

* docs/diagnostics/NAME.md with an example, "How to fix it" and "How to silence it", and a row in
  docs/diagnostics/README.md;
* tests test/Sema/NAME*, in C and in C++, that show it: `[stet-NAME]` is in their text;
* tests test/Sema/NAME-silent*, in C and in C++, that look alike and expect nothing;
* when it can be changed, tests test/Sema/NAME-suppressed* in C and in C++.

The languages of a test are those of its RUN lines.
"""
import re
import sys

sys.dont_write_bytecode = True
from source_tree import run, test_on_files  # noqa: E402

ROW = re.compile(r'^\s*\{"([a-z-]+)", DiagnosticSeverity::\w+, (true|false),', re.MULTILINE)
RUN = re.compile(r"^// RUN: .*%(clang|clangxx)_stet.*$", re.MULTILINE)


def languages(Text):
    """Which of C and C++ the RUN lines of a test compile."""
    Found = set()
    for Match in RUN.finditer(Text):
        Line = Match.group()
        if re.search(r"-x c\+\+", Line):
            Found.add("C++")
        elif re.search(r"-x c\b", Line):
            Found.add("C")
        else:
            Found.add("C++" if Match.group(1) == "clangxx" else "C")
    return Found


def gaps_of_page(Docs, Name):
    Page = Docs / f"{Name}.md"
    if not Page.is_file():
        yield f"{Name}: no page {Page.name}"
        return
    Text = Page.read_text()
    for Part in ("```", "**How to fix it.**", "**How to silence it.**"):
        if Part not in Text:
            yield f"{Name}: its page has no {Part}"
    if f"]({Name}.md)" not in (Docs / "README.md").read_text():
        yield f"{Name}: no row in README.md"


def gaps_of_tests(Sema, Name, CanChange):
    Roles = {"shown": set(), "silent": set()}
    if CanChange:
        Roles["suppressed"] = set()
    for File in sorted(Sema.glob(f"{Name}*.c*")):
        Rest = File.stem[len(Name) :]
        Text = File.read_text()
        Role = next((R for R in ("silent", "suppressed") if Rest.startswith(f"-{R}")), "shown")
        if Role in Roles and (Role != "shown" or f"[stet-{Name}]" in Text):
            Roles[Role] |= languages(Text)
    for Role, Found in Roles.items():
        for Missing in sorted({"C", "C++"} - Found):
            yield f"{Name}: no test in {Missing} where it is {Role}"


def gaps(Root):
    Catalogue = (Root / "plugin/sema/diagnostics/Catalogue.cpp").read_text()
    Rows = ROW.findall(Catalogue)
    if not Rows:
        yield "no diagnostics in the catalogue"
    for Name, CanChange in Rows:
        yield from gaps_of_page(Root / "docs/diagnostics", Name)
        yield from gaps_of_tests(Root / "test/Sema", Name, CanChange == "true")


def self_test():
    """A tree with one diagnostic that has everything and one that has almost nothing."""
    Both = "// RUN: %clang_stet_verify -std=c11 %s\n// RUN: %clangxx_stet_verify -x c++ %s\n"
    Page = "```cpp\n```\n**How to fix it.** x\n**How to silence it.** y\n"
    Files = {
        "plugin/sema/diagnostics/Catalogue.cpp": '    {"good-name", DiagnosticSeverity::Error, true,\n'
        '    {"bad-name", DiagnosticSeverity::Warning, false,\n',
        "docs/diagnostics/README.md": "[good-name](good-name.md)",
        "docs/diagnostics/good-name.md": Page,
        "docs/diagnostics/bad-name.md": "```cpp\n```\n**How to fix it.** x\n",
        "test/Sema/good-name.c": Both + "// [stet-good-name]",
        "test/Sema/good-name-silent.c": Both,
        "test/Sema/good-name-suppressed.c": Both,
        "test/Sema/bad-name.c": Both,
        "test/Sema/bad-name-other.cpp": "// RUN: %clangxx_stet_verify %s\n// [stet-bad-name]",
        "test/Sema/bad-name-silent.cpp": "// RUN: %clangxx_stet_verify -x c %s\n",
    }
    Expected = [
        "bad-name: its page has no **How to silence it.**",
        "bad-name: no row in README.md",
        "bad-name: no test in C where it is shown",
        "bad-name: no test in C++ where it is silent",
    ]
    return test_on_files(gaps, Files, Expected)


if __name__ == "__main__":
    sys.exit(run(gaps, self_test))
