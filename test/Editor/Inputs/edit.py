"""Edits a program with stet-clangd: diagnostics, fix-its, navigation and completion, in C and C++.

usage: edit.py STET_CLANGD FOLDER       (with account.hpp, account.cpp and counter.c in it)
"""
import sys

from lsp import Clangd

MISPLACED = "A parameter can't be persistent"


def resident(Process):
    """Of a process, in MiB."""
    with open(f"/proc/{Process}/status") as Status:
        return next(int(L.split()[1]) // 1024 for L in Status if L.startswith("VmRSS:"))


def labels(Completion):
    Items = Completion["items"] if isinstance(Completion, dict) else Completion
    return [Item["label"].strip() for Item in Items]


def navigates(File):
    """Hover, definition and completion work in a block."""
    Use = File.position("account_of(id) +=")
    assert "account_of" in str(File.ask("hover", Use)), File.ask("hover", Use)
    [Target] = File.ask("definition", Use)
    assert Target["uri"].endswith("/account.hpp"), Target
    Local = File.position("balance = ", 0)
    [Target] = File.ask("definition", Local)
    assert Target["uri"] == File.Uri, Target
    After = File.position("first.am", len("first.am"))
    assert "amount" in labels(File.ask("completion", After)), labels(File.ask("completion", After))
    File.ask("semanticTokens/full", Use)
    assert File.Server.request("textDocument/documentSymbol", {"textDocument": {"uri": File.Uri}})


def edits(Server, File, Original):
    """Fifty edits, right after each other and one by one; memory stays bounded."""
    Memory = []
    for Round in range(50):
        Wrong = Round % 2 == 1
        Text = Original.replace("first.am;", "")
        if Wrong:
            Text = Text.replace("int by)", "[[persistent]] int by)")
        # A line more in the block moves what follows.
        Text = Text.replace("// here", "\n" * (Round % 5) + "id += 0;")
        File.change(Text)
        if Round % 10 < 8:  # the others are overtaken by the next edit
            Found = File.brief()
            assert [D[3].startswith(MISPLACED) for D in Found] == [True] * Wrong, (Round, Found)
        if Round % 10 == 9:
            File.diagnostics()
            Memory.append(resident(Server.Process.pid))
    assert Memory[-1] < Memory[0] + 150, f"MiB after each ten edits: {Memory}"


def main():
    Command, Folder = sys.argv[1:]
    with Clangd([Command, "--background-index=false", "--clang-tidy=false", "-j=2"], Folder) as Server:
        File = Server.open("account.cpp")
        Original = File.Text
        navigates(File)

        File.change(Original.replace("first.am;", "").replace("int by)", "[[persistent]] int by)"))
        assert len(File.brief()) == 1, File.brief()
        [(Line, First, Last, Message)] = File.brief()
        Text = File.Text.splitlines()[Line - 1]
        assert Message.startswith(MISPLACED), Message
        assert Text[First - 1 : Last] == "persistent", (Text, First, Last)

        # Our own fix-it, for a head that is not closed.
        Good = Original.replace("first.am;", "")
        File.change(Good.replace("<accounts_lock>", "<accounts_lock"))
        [Unclosed] = File.diagnostics()
        assert Unclosed["message"].startswith("Expected '>' to end the arguments"), Unclosed
        File.apply_fix(Unclosed)
        assert "transaction <accounts_lock> {" in File.Text, File.Text
        assert File.brief() == [], File.brief()

        # Half-written code while somebody types.
        for Typed in ("transaction", "transaction <", "transaction <>", "transaction <> {", "transaction <accounts_"):
            File.change(Good.replace("// here", Typed))
            File.diagnostics()

        edits(Server, File, Original)

        # A header by itself, and C.
        Header = Server.open("account.hpp")
        assert Header.brief() == [], Header.brief()
        C = Server.open("c/counter.c")
        assert C.brief() == [], C.brief()
        C.change(C.Text.replace("&lock>", "&count>"))
        [(Line, _, _, Message)] = C.brief()
        assert "argument must be a" in Message, Message
        assert "transaction <&count>" in C.Text.splitlines()[Line - 1]

        assert Server.shut_down() == 0


main()
