"""What the checks of the source tree have in common."""
import pathlib
import sys
import tempfile


def test_on_files(Check, Files, Expected):
    """Runs the check on a tree of these files (path: text). 0 when it yields what is expected."""
    with tempfile.TemporaryDirectory() as Root:
        for Name, Text in Files.items():
            Path = pathlib.Path(Root, Name)
            Path.parent.mkdir(parents=True, exist_ok=True)
            Path.write_text(Text)
        Found = list(Check(pathlib.Path(Root)))
    if Found != Expected:
        print("expected:", *Expected, "found:", *Found, sep="\n  ")
        return 1
    return 0


def run(Check, SelfTest):
    """The command line: ROOT, or --self-test. The check yields messages about the tree there."""
    if sys.argv[1:] == ["--self-test"]:
        return SelfTest()
    Messages = list(Check(pathlib.Path(sys.argv[1])))
    print(*Messages, sep="\n")
    return 1 if Messages else 0
