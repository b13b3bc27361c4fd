"""Loops: those that optimisers vectorise, turn into memset and memcpy, unroll or hoist."""

from .shape import INTS, POOL, WORDS
from . import statements


def fill(s):
    """One that writes an array, with what optimisers know and what they do not."""
    r = s.r
    count = r.randint(2, INTS)
    limit = r.choice([str(count), f"2 + ({s.value(1)} % {count - 1})"])
    i = f"i{r.randint(100, 999)}"
    head = f"for (u64 {i} = 0; {i} < {limit}; ++{i})"
    words = s.words(8)
    return r.choice([
        [f"{head} S@.ints[{i}] = 0;"],
        [f"{head} S@.ints[{i}] = (unsigned)({i} * {s.value(1)});"],
        [f"{head} S@.ints[{i}] += V@.ints[{i}];"],
        [f"{head} if (S@.ints[{i}] & 1) S@.ints[{i}] = S@.ints[{i}] / 2 + 1;"],
        [f"{head} S@.words[{i}] = V@.words[{i}];"],
        [f"{head} S@.words[{i}] = S@.ints[{i}];"],
        [f"{head} V@.words[{i}] = S@.words[{i}] ^ {s.value(1)};"],
        [f"{head} S@.text[{i}] = (char)('a' + ({i} + b) % 26);"],
        [f"for (u64 {i} = 1; {i} < {limit}; ++{i}) S@.words[{i}] += S@.words[{i} - 1];"],
        [f"for (u64 {i} = {count}; {i} > 0; {i} -= {i} < 3 ? {i} : 3) S@.ints[{i} - 1] ^= (unsigned){i};"],
        [f"{{ u64 *w = {words}; for (u64 {i} = 0; {i} < 8; ++{i}) w[{i}] = {i} + {s.value(1)}; }}"],
        [f"{{ u64 *w = {words}; u64 *v = {s.words(8)}; for (u64 {i} = 0; {i} < 8; ++{i}) w[{i}] += v[{i}]; }}"],
        [f"for (u64 {i} = 0; {i} < {POOL}; ++{i}) S@.pool[{i}].key = {s.value(1)} + {i};"],
        [f"for (u64 {i} = 0; {i} < {POOL}; ++{i}) S@.pool[{i}].in = S@.in[{i} & 1];"],
        [f"{{ u64 *w = S@.words, *e = S@.words + {count}; while (w != e) *w++ ^= {s.value(1)}; }}"],
        [f"{{ u64 t = {s.value(1)}; {head} S@.words[(t >> {i}) % {WORDS}] ^= {i}; }}"],
        [f"{head} {{ S@.big.w[2] += S@.ints[{i}]; if ({i} == 5) S@.big.t++; }}"],
    ])


def repeat(s):
    """Any statements, a few times."""
    i = f"i{s.r.randint(100, 999)}"
    s.indices.append(i)
    body = [line for _ in range(s.r.randint(1, 3)) for line in store(s)]
    if s.r.random() < 0.3:
        body.append(f"if ({s.condition()}) {s.r.choice(['break', 'continue'])};")
        body += store(s)
    s.indices.remove(i)
    return [f"for (u64 {i} = 0; {i} < {s.r.randint(2, 5)}; ++{i}) {{", *body, "}"]


def switch(s):
    lines = [f"switch ({s.small(3)}) {{"]
    for case in range(3):
        lines += [f"case {case}:", "{", *store(s), "}", *(["break;"] if s.r.random() < 0.7 else [])]
    return [*lines, "default: {", *store(s), "} }"]


def goto(s):
    """A loop of labels."""
    k = s.r.randint(1000, 9999)
    return [f"{{ u64 g{k} = 0;", f"again{k}:", *store(s), f"if ({s.condition()}) goto over{k};", *store(s),
            f"over{k}:", f"if (++g{k} < {s.r.randint(2, 4)}) goto again{k};", "}"]


def computed_goto(s):
    """At most one in a function: it can go to every label whose address is taken there, and
    no jump may lead into a block."""
    if s.shape.is_cxx or s.has_computed_goto:
        return None
    s.has_computed_goto = True
    k = s.r.randint(1000, 9999)
    return [f"{{ static const void *const T{k}[] = {{&&x{k}, &&y{k}, &&z{k}}}; u64 g{k} = 0;",
            f"goto *T{k}[{s.small(2)}];", f"x{k}:", *store(s), f"y{k}:", *store(s),
            f"if (++g{k} < 3) goto *T{k}[({s.value(1)} + g{k}) % 3];", f"z{k}:", *store(s), "}"]


def store(s):
    """A statement without a loop."""
    while True:
        lines = s.r.choices([f for _, f in statements.STORES], [w for w, _ in statements.STORES])[0](s)
        if lines:
            return lines


LOOPS = [(8, fill), (6, repeat), (3, switch), (2, goto), (2, computed_goto)]
