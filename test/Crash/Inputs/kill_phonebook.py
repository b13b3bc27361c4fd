#!/usr/bin/env python3
"""kill_phonebook.py PHONEBOOK: kills the phonebook while it loads contacts. Afterwards it
holds those that it has acknowledged, or one more."""
import random
import sys

import killing

ROUNDS = 20


def main():
    Phonebook = sys.argv[1]
    Expected = {}
    for Round in range(ROUNDS):
        # New contacts, and new numbers for old ones.
        Contacts = [
            (f"name-{random.randrange(4000)}", str(random.randrange(10**9)))
            for _ in range(3000)
        ]
        Lines = [f"{Name} {Number}" for Name, Number in Contacts]
        Command = [Phonebook, "load"]
        Done = len(killing.kill_after_answers(Command, Lines, random.randrange(1, 600)))
        Expected.update(Contacts[:Done])
        Listed = killing.output([Phonebook, "list"])
        Found = dict(Line.split() for Line in Listed)
        if Found != Expected and Done < len(Contacts):
            Expected.update(Contacts[Done : Done + 1])
        if Found != Expected or Listed != [f"{N} {Found[N]}" for N in sorted(Found)]:
            print(f"round {Round}: after {Done} contacts the book is not what it should be")
            return 1
        print(f"round {Round}: killed after {Done} contacts, {len(Found)} in the book")
        # One contact goes, so that memory is given back, too.
        Gone = random.choice(sorted(Found))
        killing.output([Phonebook, "remove", Gone])
        del Expected[Gone]
    return 0


if __name__ == "__main__":
    sys.exit(main())
