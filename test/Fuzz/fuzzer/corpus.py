"""The sources that mutants are made of: the inputs of our own tests."""

import os

from fuzzer.tokens import fragments, read_tokens

FOLDERS = ("Syntax", "Sema", "Lowering", "Execution", "Check")
# What is worth a file of its own is in the precompiled header or a folder of includes; the
# rest would make each input as slow as a C++ library.
LEFT_OUT = ("Inputs/restored-elsewhere.h",)


class Corpus:
    """The files of one language ("c" or "c++") and what they consist of."""

    def __init__(self, tests, language):
        ending = ".c" if language == "c" else ".cpp"
        self.language = language
        self.files, self.pieces, words = [], [], set()
        for path in sorted(self.paths(tests, ending)):
            with open(path, encoding="utf-8") as source:
                tokens = read_tokens(source.read())
            if not tokens:
                continue
            self.files.append(tokens)
            self.pieces += [tokens[begin:end] for begin, end in fragments(tokens) if end - begin < 120]
            words.update(tokens)
        self.words = sorted(word for word in words if not word.startswith("#"))

    @staticmethod
    def paths(tests, ending):
        for folder in FOLDERS:
            for place in (folder, os.path.join(folder, "Inputs")):
                place = os.path.join(tests, place)
                if os.path.isdir(place):
                    yield from (os.path.join(place, name) for name in os.listdir(place) if name.endswith(ending))


def include_folders(tests):
    """Where the headers of the tests lie."""
    for folder in FOLDERS:
        for place in (folder, os.path.join(folder, "Inputs")):
            if os.path.isdir(os.path.join(tests, place)):
                yield os.path.join(tests, place)
