"""Programs from a grammar: well-formed ones, mostly, of constructs that are seldom seen.

A grammar file has rules `name: text`, each line one alternative; lines that begin with a blank
continue the one before. In the text `{name}` is expanded, `{name*}` to none or some of it,
`{new kind}` makes a name and `{kind!}` is the last one (a line whose name is missing is
not chosen). `#` begins a comment.
"""

import re

PART = re.compile(r"\{([a-z_]+)([*!]?)\}|\{new ([a-z_]+)\}")


class Grammar:
    def __init__(self, path):
        self.rules = {}
        with open(path, encoding="utf-8") as text:
            for line in text:
                if line.startswith("#") or not line.strip():
                    continue
                if line[0] in " \t":
                    self.rules[name][-1] += "\n" + line.strip()
                    continue
                name, alternative = line.split(":", 1)
                self.rules.setdefault(name, []).append(alternative.strip())

    def write(self, rng):
        return Expansion(self, rng).expand("program", 0)


class Expansion:
    """One program: the names in it, and how deep it has become."""

    DEEPEST = 9

    def __init__(self, grammar, rng):
        self.rules, self.rng, self.names, self.made = grammar.rules, rng, {}, 0

    def expand(self, rule, depth):
        alternatives = [a for a in self.rules[rule] if self.has_names(a)]
        if depth >= self.DEEPEST:
            # The first alternative of a rule ends it.
            alternatives = alternatives[:1]
        text, out, at = self.rng.choice(alternatives), [], 0
        for part in PART.finditer(text):
            out += [text[at : part.start()], self.part(part, depth)]
            at = part.end()
        return "".join(out) + text[at:]

    def part(self, part, depth):
        rule, how, made = part.groups()
        if made:
            self.made += 1
            self.names.setdefault(made, []).append(f"{made}_{self.made}")
            return self.names[made][-1]
        if how == "!":
            return self.names[rule][-1]
        count = self.rng.choice([0, 1, 2, 3]) if how == "*" else 1
        if how == "*" and rule in ("top",) and depth == 0:
            count = self.rng.randrange(4, 14)
        return "\n".join(self.expand(rule, depth + 1) for _ in range(count))

    def has_names(self, alternative):
        parts = list(PART.finditer(alternative))
        wanted = {p.group(1) for p in parts if p.group(2) == "!"} - {p.group(3) for p in parts}
        return all(self.names.get(kind) for kind in wanted)
