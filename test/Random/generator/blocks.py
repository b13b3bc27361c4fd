"""Calls, blocks in blocks, aborts, allocation: what a transaction is made of."""

from .loops import LOOPS, store
from .library import LIBRARY
from .shape import POOL, SLOTS
from .statements import STORES
from . import cxx

DEPTH = 3  # of blocks


class Body:
    """Writes the statements of one function.

    `callees` are the functions that it may call: each function calls later ones only.
    A `top` function has the outermost block, and only it allocates and frees: nobody else
    then holds a pointer to what is gone.
    """

    def __init__(self, scope, callees, is_top=False):
        self.s, self.r, self.callees, self.is_top = scope, scope.r, callees, is_top
        self.calls_left = 2 if not is_top else 3
        self.depth = 1 if is_top else 2

    def statements(self, count):
        return [line for _ in range(count) for line in self.statement()]

    def statement(self):
        r = self.r
        choices = [(46, self.plain), (12, self.loop), (10, self.library), (9, self.point), (9, self.call)]
        if self.is_top:
            choices += [(7, self.allocation), (9, self.block)]
        elif self.depth < DEPTH:
            choices += [(2, self.block)]
        if self.s.shape.is_cxx:
            choices += [(14, self.cxx)]
        while True:
            lines = r.choices([f for _, f in choices], [w for w, _ in choices])[0]()
            if lines:
                return lines

    def of(self, kinds):
        return self.r.choices([f for _, f in kinds], [w for w, _ in kinds])[0](self.s)

    def plain(self):
        return self.of(STORES)

    def loop(self):
        return self.of(LOOPS)

    def library(self):
        return self.of(LIBRARY)

    def cxx(self):
        return cxx.statement(self)

    def point(self):
        return [self.r.choice(["point();", f"POINT_HERE({self.r.randint(1, 120)});"])]

    # -- Calls ------------------------------------------------------------------------------

    def call(self):
        s, r = self.s, self.r
        if self.calls_left == 0:
            return None
        self.calls_left -= 1
        node = s.any_node()
        choices = [f"a ^= rec@({node}, {r.randint(1, 4)});",
                   f"b += var@(2, {s.value(1)}, {s.words(1)}, {s.value(1)}, {s.words(1)});",
                   f"b ^= (S@.hook ? S@.hook : h0@)({node}, {s.value(1)});",
                   f"S@.hook = {r.choice(['h0@', 'h1@', '(function@)0'])};",
                   f"a += ({s.condition()} ? h0@ : h1@)({node}, {s.value(1)});",
                   f"a ^= inl@({node}, {s.value(1)});"]
        if self.callees:
            direct = f"a {r.choice(['=', '^=', '+='])} {r.choice(self.callees)}({node}, {s.value(1)});"
            choices += [direct] * 6
            choices.append(f"if ({s.condition()}) {direct}")
        return [r.choice(choices)]

    # -- Blocks -----------------------------------------------------------------------------

    def settle(self):
        """Forgets pointers to what a block may have allocated in vain."""
        if not self.is_top:
            return []
        return ["forgetVolatile@();", "l.next = l.other = 0;", f"q = {self.settled_node()};"]

    def settled_node(self):
        return f"&S@.pool[{self.r.randint(0, POOL - 1)}]"

    def block(self):
        if self.depth >= DEPTH:
            return None
        r, s = self.r, self.s
        self.depth += 1
        body = self.statements(r.randint(2, 4))
        if r.random() < 0.4:
            body += self.point()
        self.depth -= 1
        in_loop = r.random() < 0.25
        if in_loop:
            body += [f"if ({s.condition()}) {r.choice(['break', 'continue'])};", *store(s)]
        elif r.random() < 0.12 and not self.is_top:
            body += [f"if ({s.condition()}) return a;", *store(s)]
        lines = ["BLOCK_BEGIN", *body, "BLOCK_END"]
        if s.shape.is_cxx:
            if r.random() < 0.8:
                lines = ["try {", *lines, "} catch (const stet::aborted &E) {", "trace((u64)E.code());", "}"]
        else:
            lines += ["trace((u64)stet_last_abort());"]
        lines += ["trace(a);", *self.settle()]
        if in_loop:
            k = f"k{r.randint(100, 999)}"
            lines = [f"for (u64 {k} = 0; {k} < {r.randint(2, 3)}; ++{k}) {{", *lines, "}", *self.settle()]
        elif r.random() < 0.15:
            k = r.randint(1000, 9999)
            at = lines.index("BLOCK_BEGIN") + 1
            lines[at:at] = [f"if ({s.condition()}) goto out{k};"]
            lines += [f"out{k}:;", *self.settle()]
            lines = ["{", *lines, "}"]
        return lines

    # -- Allocation -------------------------------------------------------------------------

    def allocation(self):
        r, s = self.r, self.s
        slot, count = r.randint(0, SLOTS - 1), r.randint(1, 3)
        place = f"S@.slot[{slot}]"
        size = f"S@.count[{slot}]"
        forget = [f"forget@({place}, {size});", *self.settle()]
        if s.shape.is_cxx:
            new = [f"{place} = new struct node@[{count}]{{}};"]
            free = [f"delete[] {place};"]
            resize = None
        else:
            new = [f"{place} = (struct node@ *)" + r.choice([f"stet_calloc({count}, sizeof(struct node@));",
                   f"stet_malloc({count} * sizeof(struct node@)); memset({place}, 0, {count} * sizeof(struct node@));"])]
            free = [f"stet_free({place});"]
            resize = [*forget, f"{place} = (struct node@ *)stet_realloc({place}, {count} * sizeof(struct node@));",
                      f"if ({size} < {count}) memset({place} + {size}, 0, ({count} - {size}) * sizeof(struct node@));",
                      f"{size} = {count};"]
        make = [f"if (!{place}) {{", *new, f"{size} = {count};",
                f"for (u64 i = 0; i < {count}; ++i) {place}[i].key = i + {s.value(1)};",
                f"{place}->next = S@.head; S@.head = {place};", "}"]
        lose = [f"if ({place}) {{", *forget, *free, f"{place} = 0; {size} = 0;", "}"]
        items = r.randint(1, 20)
        flex = [f"{{ unsigned n = S@.flex ? S@.flex->count : 0;",
                f"S@.flex = (struct flex@ *)stet_realloc(S@.flex, sizeof(struct flex@) + 2 * {items});",
                f"for (unsigned i = n; i < {items}; ++i) S@.flex->items[i] = (unsigned short)(i * 3);",
                f"S@.flex->count = {items}; S@.flex->items[{r.randint(0, items - 1)}] ^= (unsigned short)a;", "}"]
        choices = [make, make, make, lose, [*lose, *make], flex]
        if resize:
            choices.append(resize)
        return r.choice(choices)
