"""Expressions of a random program: values, places to store to, pointers.

Nothing that is undefined in C: arithmetic is unsigned, indices are masked, floating
numbers stay small and finite. Nothing that differs between builds: no address becomes a
number.
"""

from .shape import COMPLEX, FLOATS, INTS, POOL, SLOT_MASK, TEXT, WORDS


class Scope:
    """What a statement of one function can name.

    The function has locals `u64 a, b`, `struct node@ *q`, `struct node@ l` (on the
    stack), `u64 buf[8]`, and often parameters `struct node@ *p` and `u64 x`.
    """

    def __init__(self, r, shape, parameters=("p", "x")):
        self.r, self.shape, self.parameters = r, shape, parameters
        self.values = ["a", "b", *(v for v in parameters if v == "x")]
        self.pointers = ["q", *(v for v in parameters if v == "p")]
        self.indices = []  # of the loops around
        self.has_computed_goto = False
        self.nesting = 0  # of places in values in places

    # -- Values -----------------------------------------------------------------------

    def value(self, depth=2):
        """An expression of type u64 without side effects."""
        r = self.r
        roll = r.random()
        if depth == 0 or roll < 0.25 or self.nesting > 1:
            return self.leaf()
        one, other = self.value(depth - 1), self.value(depth - 1)
        if roll < 0.75:
            return f"({one} {r.choice(['+', '-', '*', '^', '|', '&'])} {other})"
        if roll < 0.85:
            return f"({one} {r.choice(['<<', '>>'])} {r.randint(1, 60)})"
        if roll < 0.92:
            return f"({self.condition()} ? {one} : {other})"
        return f"({one} {r.choice(['/', '%'])} (({other}) | 1))"

    def leaf(self):
        r = self.r
        roll = r.random()
        if roll < 0.3 and self.nesting < 2:
            self.nesting += 1
            place = self.integer_place()[0]
            self.nesting -= 1
            return f"(u64){place}"
        if roll < 0.5:
            return f"{r.choice([0, 1, 3, 7, 255, 65537, r.getrandbits(64)])}ul"
        return r.choice(self.values + self.indices)

    def condition(self):
        one, other = self.value(1), self.value(1)
        return self.r.choice([f"(({one}) & {self.r.choice([1, 2, 3])})", f"({one} < {other})",
                              f"({one} == {other})", f"!(({one}) & 1)"])

    def small(self, mask, depth=1):
        """An index up to mask."""
        if self.r.random() < 0.3:
            return str(self.r.randint(0, mask))
        return f"(({self.value(depth)}) & {mask})"

    def floating(self):
        """A small, exact floating number."""
        return f"(double)(({self.value(1)}) & 1023)"

    # -- Pointers to nodes ----------------------------------------------------------------

    def persistent_node(self):
        """A pointer to a persistent node, never null."""
        if self.nesting > 1:
            return f"&S@.pool[{self.index(POOL - 1)}]"
        pool = f"&S@.pool[{self.small(POOL - 1)}]"
        return self.r.choice([pool, f"orElse@(S@.slot[{self.small(SLOT_MASK)}], {pool})",
                              f"orElse@({self.r.choice(self.pointers)}->next, {pool})",
                              f"orElse@(S@.head, {pool})"])

    def any_node(self):
        """A pointer to a node of any class, never null."""
        r = self.r
        if self.nesting > 1:
            return r.choice([*self.pointers, f"&S@.pool[{self.index(POOL - 1)}]"])
        return r.choice([*self.pointers, self.persistent_node(), "&V@.pool[1]", "&l",
                         f"({self.condition()} ? {r.choice(self.pointers)} : {self.persistent_node()})",
                         f"({self.condition()} ? &V@.pool[{self.small(POOL - 1)}] : {r.choice(self.pointers)})"])

    # -- Places ---------------------------------------------------------------------------

    def owner(self, fields_of="any"):
        """(prefix, fields): something that has members."""
        r, s = self.r, self.shape
        choices = ["state", "state", "node", "node", "inner", "other"]
        kind = r.choice(choices) if fields_of == "any" else fields_of
        if kind == "state":
            return "S@.", s.state
        if kind == "other":
            return "V@.", s.state
        if kind == "node":
            return r.choice([f"({self.any_node()})->", f"S@.pool[{self.index(POOL - 1)}].",
                             f"{r.choice(self.pointers)}->", f"{r.choice(self.pointers)}->"]), s.node
        return r.choice([f"S@.in[{self.index(1)}].", f"{r.choice(self.pointers)}->in.",
                         f"S@.pool[{self.index(POOL - 1)}].in."]), s.inner

    def index(self, mask):
        """A cheap index: places are built of values, which are built of places."""
        r = self.r
        return r.choice([str(r.randint(0, mask)), f"({r.choice(self.values + self.indices)} & {mask})"])

    def member(self, wanted):
        """A place of a member for which `wanted` holds, or None."""
        for _ in range(6):
            prefix, fields = self.owner()
            found = [f for f in fields if wanted(f)]
            if found:
                f = self.r.choice(found)
                index = f"[{self.index(f.count - 1)}]" if f.count else ""
                return f"{prefix}{f.name}{index}", f
        return None

    def integer_place(self):
        """(place, type) of an integer."""
        r = self.r
        roll = r.random()
        if roll < 0.6:
            found = self.member(lambda f: f.is_integer)
            if found:
                return found[0], found[1].kind
        root = r.choice(["S@", "S@", "S@", "V@"])
        return r.choice([(f"{root}.words[{self.index(WORDS - 1)}]", "unsigned long"),
                         (f"{root}.ints[{self.index(15)}]", "unsigned"),
                         (f"{root}.un[{self.index(1)}].l[{self.index(1)}]", "unsigned long"),
                         (f"{root}.un[{self.index(1)}].bytes[{self.index(15)}]", "unsigned char"),
                         (f"{root}.big.w[{r.randint(0, 6)}]", "unsigned long"),
                         (f"{r.choice(self.pointers)}->key", "unsigned long")])

    def words(self, count):
        """A pointer to `count` words that is persistent, volatile or either."""
        last = WORDS - count
        r = self.r
        persistent = f"(S@.words + {r.randint(0, last)})"
        choices = [persistent, persistent, f"(V@.words + {r.randint(0, last)})",
                   f"({self.condition()} ? {persistent} : V@.words + {r.randint(0, last)})"]
        if count <= 8:
            choices += ["buf", f"({self.condition()} ? buf : {persistent})"]
        return r.choice(choices)

    def text(self, count):
        """A pointer to `count` characters before the last of a text."""
        offset = self.r.randint(0, TEXT - 1 - count)
        return self.r.choice([f"(S@.text + {offset})", f"(S@.text + {offset})", f"(V@.text + {offset})",
                              f"(({self.condition()} ? S@.text : V@.text) + {offset})"])

    def assign_float(self):
        found = self.member(lambda f: f.kind in FLOATS)
        return found and f"{found[0]} = {found[0]} * 0.5f + ({found[1].kind}){self.floating()};"

    def assign_complex(self):
        found = self.member(lambda f: f.kind in COMPLEX)
        if not found:
            return None
        place, kind = found[0], found[1].kind
        part = {"cfloat": "float", "cdouble": "double", "clongdouble": "ldouble"}[kind]
        return self.r.choice([f"__real__ {place} = ({part}){self.floating()};",
                              f"__imag__ {place} = __real__ {place} * 0.5f;",
                              f"{place} = {place} * ({part})0.25 + ({part}){self.floating()};",
                              f"{place} += ({part})3;"])
