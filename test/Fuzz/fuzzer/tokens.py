"""C and C++ text as a list of tokens, and the statements and declarations in it."""

import re

TOKEN = re.compile(
    r"""
    (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<directive>^[ \t]*\#(?:\\\n|[^\n])*)
  | (?P<raw>(?:u8|u|U|L)?R"(?P<tag>[^\s()\\]{0,16})\(.*?\)(?P=tag)")
  | (?P<text>(?:u8|u|U|L)?"(?:\\.|[^"\\\n])*"|(?:u8|u|U|L)?'(?:\\.|[^'\\\n])*')
  | (?P<number>\.?\d(?:'?[\w.]|[eEpP][+-])*)
  | (?P<word>[^\W\d]\w*)
  | (?P<mark><<=|>>=|<=>|\.\.\.|->\*|\[\[|\]\]|::|->|\+\+|--|<<|>>|[-+*/%&|^=<>!]=|&&|\|\||\#\#|\S)
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
OPENING = {"{": "}", "(": ")", "[": "]", "[[": "]]"}
CLOSING = {end: begin for begin, end in OPENING.items()}


def read_tokens(text):
    """Comments are left out; a directive is one token, with its `#`."""
    return [m.group().strip() for m in TOKEN.finditer(text) if m.lastgroup != "comment"]


def write_tokens(tokens):
    """Text that has these tokens again, with lines of a readable length."""
    lines, line = [], []
    for token in tokens:
        if token.startswith("#") and token != "##":
            lines += [" ".join(line), token]
            line = []
            continue
        line.append(token)
        if token in (";", "{", "}") or len(line) > 30:
            lines.append(" ".join(line))
            line = []
    return "\n".join(text for text in lines + [" ".join(line)] if text) + "\n"


def fragments(tokens):
    """Ranges (begin, end) of what looks like a directive, statement or declaration, outer ones
    before those in them. Brackets that don't match are no obstacle."""
    found, open_at = [], [0]
    depth = 0  # of parentheses and square brackets in the current fragment
    for i, token in enumerate(tokens):
        if token.startswith("#"):
            if open_at[-1] == i:
                found.append((i, i + 1))
                open_at[-1] = i + 1
        elif token in ("(", "[", "[["):
            depth += 1
        elif token in (")", "]", "]]"):
            depth = max(0, depth - 1)
        elif token == "{":
            open_at.append(i + 1)
            depth = 0
        elif token == "}":
            if len(open_at) > 1:
                open_at.pop()
            # `struct S { … } s;`, `{ … }, b`, `} while (x);` and `}()` go on.
            following = tokens[i + 1] if i + 1 < len(tokens) else ""
            if following not in (";", ",", ")", "(", "while", "catch", "else", ".", "=", "*"):
                found.append((open_at[-1], i + 1))
                open_at[-1] = i + 1
        elif token == ";" and depth == 0:
            found.append((open_at[-1], i + 1))
            open_at[-1] = i + 1
    return sorted(set(r for r in found if r[0] < r[1]), key=lambda r: (r[0], -r[1]))
