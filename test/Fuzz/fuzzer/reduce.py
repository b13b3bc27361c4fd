"""Makes an input that crashes the compiler smaller."""

from fuzzer.tokens import fragments

MOST_TRIES = 600


def reduce_tokens(tokens, crashes):
    """Leaves out ever shorter runs of tokens, then fragments, while `crashes(tokens)` stays
    true. Gives up after many tries."""
    tries = 0

    def still_crashes(shorter):
        nonlocal tries
        tries += 1
        return tries <= MOST_TRIES and crashes(shorter)

    changed = True
    while changed and tries < MOST_TRIES:
        changed = False
        for smaller in (without_runs, without_fragments):
            before = len(tokens)
            tokens = smaller(tokens, still_crashes)
            changed |= len(tokens) < before
    return tokens


def without_fragments(tokens, crashes):
    number = 0
    while True:
        found = fragments(tokens)
        # The last ones first: what they use stands before them.
        if number >= len(found):
            return tokens
        begin, end = found[len(found) - 1 - number]
        tries = [tokens[:begin] + tokens[end:]]
        inside = tokens[begin:end]
        if "{" in inside and inside[-1] == "}":
            tries.append(tokens[:begin] + inside[inside.index("{") + 1 : -1] + tokens[end:])
        shorter = next((t for t in tries if crashes(t)), None)
        if shorter is None:
            number += 1
        else:
            tokens = shorter


def without_runs(tokens, crashes):
    length = max(1, len(tokens) // 2)
    while True:
        at = 0
        while at < len(tokens):
            shorter = tokens[:at] + tokens[at + length :]
            if crashes(shorter):
                tokens = shorter
            else:
                at += length
        if length == 1:
            return tokens
        length //= 2
