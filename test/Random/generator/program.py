"""A random program: the text of its two files and of what they share."""

import random

from .blocks import Body
from .loops import store
from .scope import Scope
from .shape import INTS, POOL, SLOTS, TEXT, WORDS, Shape

FUNCTIONS, TOPS, TRANSACTIONS = 4, 2, 14
# How many statements a function and a transaction have. Most programs are small: they take a
# third of the time, and what is rare is rather met in many programs than in long ones.
SIZES = [(5, (1, 2), (2, 4)), (3, (1, 3), (3, 6)), (2, (2, 5), (6, 9))]


class Program:
    """The program of a seed. Even seeds are C, odd ones C++."""

    def __init__(self, seed):
        self.seed = seed
        self.is_cxx = seed % 2 == 1
        self.r = random.Random(f"stet {seed}")
        _, self.in_function, self.in_top = self.r.choices(SIZES, [weight for weight, *_ in SIZES])[0]
        # What is much the same in all programs is optimised in some.
        self.fixed = "" if self.r.random() < 0.2 else "PLAIN "
        self.shape = Shape(self.r, self.is_cxx)
        self.header = [*self.shape.types(), *self.prototypes(), *self.inline_functions()]
        self.files = ["\n".join(self.finish(lines)) for lines in self.two_files()]
        self.header = "\n".join(self.finish(self.header))

    def finish(self, lines):
        return [line.replace("@", str(self.seed)) for line in lines]

    def prototypes(self):
        names = [f"f{i}@" for i in range(FUNCTIONS)] + ["h0@", "h1@", "rec@"]
        return [*(f"u64 {name}(struct node@ *p, u64 x);" for name in names),
                "u64 var@(unsigned n, ...);", "int print@(char *s, size_t n, const char *format, ...);",
                "struct big@ makeBig@(u64 x);", "u64 takeBig@(struct big@ b, struct node@ *p);",
                "struct big@ passBig@(struct big@ b, u64 x);",
                *(f"int t{i}@(void);" for i in range(TOPS)),
                "int compareInts@(const void *, const void *);", "int compareWords@(const void *, const void *);",
                "int compareNodes@(const void *, const void *);",
                "void forgetVolatile@(void);", "void forget@(struct node@ *first, unsigned count);",
                "static inline struct big@ *orBig@(struct big@ *b, u64 i) {",
                "return b ? b : i ? &S@.big : &V@.big;", "}"]

    def locals(self, first):
        return [f"u64 a = {first}, b = 1, buf[8] = {{0}};", "struct node@ l, *q;",
                "memset((void *)&l, 0, sizeof l);", "(void)buf; (void)b;"]

    def function(self, name, statements, callees, attributes=""):
        """One with parameters p and x."""
        s = Scope(self.r, self.shape)
        body = Body(s, callees)
        if name[0] == "h":
            body.calls_left = 0  # it is called by pointer, from anywhere
        cleanup = []
        if not self.is_cxx and self.r.random() < 0.25:
            cleanup = ["u64 last __attribute__((cleanup(cleanUp@))) = x;"]
            body.depth = 9  # a block and a cleanup in one function differ in the oracle
        return [f"{attributes} u64 {name}(struct node@ *p, u64 x) {{", *self.locals("x"), "q = p;",
                *cleanup, *body.statements(statements), "trace(a); return a ^ b;", "}"]

    def inline_functions(self):
        """In both files."""
        s = Scope(self.r, self.shape)
        lines = ["static inline void cleanUp@(u64 *x) { S@.tick += (unsigned)*x; trace(*x); }",
                 f"{'' if self.is_cxx else 'static'} inline u64 inl@(struct node@ *p, u64 x) {{",
                 *self.locals("x"), "q = p;", *store(s), *store(s), "return a;", "}"]
        if self.is_cxx:
            lines += ["template <class F> void each@(F f) { for (u64 i = 0; i < 3; ++i) f(i); }",
                      "struct guard@ { u64 *w; u64 v; ~guard@() { *w ^= v; trace(v); } };"]
        return lines

    def top(self, index):
        """A transaction."""
        s = Scope(self.r, self.shape, parameters=())
        body = Body(s, [f"f{i}@" for i in range(FUNCTIONS)], is_top=True)
        block = ["BLOCK_BEGIN", *body.statements(self.r.randint(*self.in_top)), "if (lastPointIsDue()) stet_abort(9);",
                 "BLOCK_END"]
        lines = [f"int t{index}@(void) {{", "forgetVolatile@();", *self.locals("draw()"),
                 f"q = &S@.pool[{self.r.randint(0, POOL - 1)}];"]
        # Where memory lies whose allocation was undone is the allocator's choice.
        forget = "forgetVolatile@();"
        if self.is_cxx:
            return [*lines, "try {", *block, "trace(a); return 1;", "} catch (const stet::aborted &E) {", forget,
                    "trace((u64)E.code()); trace(a ^ b); return 0;", "} catch (int E) {", forget,
                    "trace((u64)E); return 0;", "}", "}"]
        return [*lines, *block, f"if (stet_last_abort()) {forget}",
                "trace(a ^ b); trace((u64)stet_last_abort()); return stet_last_abort() == 0;", "}"]

    def initialisation(self):
        """The first transaction gives everything a value."""
        lines = [f"{self.fixed}int init@(void) {{", "BLOCK_BEGIN",
                 f"for (u64 i = 0; i < {WORDS}; ++i) S@.words[i] = draw();",
                 f"for (u64 i = 0; i < {INTS}; ++i) S@.ints[i] = (unsigned)(draw() >> 40);",
                 f"for (u64 i = 0; i < {TEXT - 1}; ++i) S@.text[i] = (char)(\" ,abcdefghijklmno\"[draw() % 17]);",
                 "S@.un[0].l[1] = draw();",
                 f"for (u64 i = 0; i < {POOL}; ++i) {{", "S@.pool[i].key = draw();",
                 f"if (i) S@.pool[i].next = &S@.pool[i - 1];", "}", "S@.head = &S@.pool[3];"]
        for owner, fields in (("S@", self.shape.state), ("S@.pool[1]", self.shape.node), ("S@.in[0]", self.shape.inner)):
            for f in fields:
                if f.is_integer:
                    value = "draw() & 1" if f.kind == "boolean" else f"({f.kind})draw()"
                    lines.append(f"{owner}.{f.name}{'[1]' if f.count else ''} = {value};")
        return [*lines, "BLOCK_END", "return 1;", "}"]

    def helpers(self):
        """For the second file."""
        r = self.r
        return [f"{self.fixed}void forgetVolatile@(void) {{", f"for (int i = 0; i < {POOL}; ++i)",
                "V@.pool[i].next = V@.pool[i].other = 0;", "}",
                # Pointers to what is freed: no link may stay.
                f"{self.fixed or 'NOINLINE '}static void forgetIn@(struct node@ **place, struct node@ *first, unsigned count) {{",
                "for (unsigned i = 0; i < count; ++i)", "if (*place == first + i) { *place = 0; return; }", "}",
                f"{self.fixed}void forget@(struct node@ *first, unsigned count) {{",
                "forgetIn@(&S@.head, first, count);",
                f"for (int i = 0; i < {POOL}; ++i) {{", "forgetIn@(&S@.pool[i].next, first, count);",
                "forgetIn@(&S@.pool[i].other, first, count);", "}",
                f"for (int i = 0; i < {SLOTS}; ++i)",
                "for (unsigned j = 0; S@.slot[i] && j < S@.count[i]; ++j) {",
                "forgetIn@(&S@.slot[i][j].next, first, count);", "forgetIn@(&S@.slot[i][j].other, first, count);",
                "}", "}",
                "struct big@ makeBig@(u64 x) {", "struct big@ b;",
                f"for (u64 i = 0; i < 7; ++i) b.w[i] = x * i + {r.randint(0, 9)};",
                "b.t = (unsigned short)x; return b;", "}",
                "u64 takeBig@(struct big@ b, struct node@ *p) {",
                f"b.w[0] += 5; p->key ^= b.w[{r.randint(0, 6)}]; S@.big.w[1] = b.w[0]; return b.w[2];", "}",
                "struct big@ passBig@(struct big@ b, u64 x) { b.w[x % 7] = x; b.t++; return b; }",
                "u64 rec@(struct node@ *p, u64 x) {", "if (!x) return p->key;", f"p->key += x; S@.ints[x & 15]++;",
                *(["point();"] if r.random() < 0.5 else []),
                "u64 t = rec@(p->next ? p->next : p, x - 1);", "p->key ^= t;", "return t + x;", "}",
                f"{self.fixed}u64 var@(unsigned n, ...) {{", "va_list list; u64 sum = n;", "va_start(list, n);",
                "for (unsigned i = 0; i < n; ++i) {", "u64 x = va_arg(list, u64); u64 *w = va_arg(list, u64 *);",
                "*w ^= x; sum += *w;", "}", "va_end(list); return sum;", "}",
                f"{self.fixed}int print@(char *s, size_t n, const char *format, ...) {{",
                "va_list list; va_start(list, format); int r = vsnprintf(s, n, format, list); va_end(list); return r;",
                "}",
                "int compareInts@(const void *x, const void *y) {",
                "unsigned a = *(const unsigned *)x, b = *(const unsigned *)y; return a < b ? -1 : a > b;", "}",
                "int compareWords@(const void *x, const void *y) {", "point();",
                "u64 a = *(const u64 *)x, b = *(const u64 *)y; return a < b ? -1 : a > b;", "}",
                "int compareNodes@(const void *x, const void *y) {",
                "u64 a = ((const struct node@ *)x)->key, b = ((const struct node@ *)y)->key;",
                "S@.tick++; return a < b ? -1 : a > b;", "}"]

    def virtual_functions(self):
        if not self.shape.has_shape:
            return []
        s = Scope(self.r, self.shape)
        return ["u64 shape@::change(struct node@ *p, u64 x) {", *self.locals("x"), "q = p; area += x;",
                *store(s), "return a ^ area;", "}", "shape@::~shape@() { S@.tick++; trace(area); }",
                "u64 round@::change(struct node@ *p, u64 x) {", *self.locals("x"), "q = p; radius[x % 5] ^= (unsigned short)x;",
                *store(s), "tag++; return a;", "}", "round@::~round@() { area = 3; S@.words[5] += radius[1]; }"]

    def two_files(self):
        first, second = [], []
        attributes = ["", "", "NOINLINE"]
        for i in range(FUNCTIONS):
            later = [f"f{j}@" for j in range(i + 1, FUNCTIONS)]
            text = self.function(f"f{i}@", self.r.randint(*self.in_function), later, self.r.choice(attributes))
            (second if i % 2 else first).extend(text)
        first += self.function("h0@", self.in_function[1], [])
        second += self.function("h1@", self.in_function[1], [])
        for i in range(TOPS):
            (second if i % 2 else first).extend(self.top(i))
        second += [*self.virtual_functions(), *self.helpers()]
        first = [*self.shape.definitions(), *first, *self.initialisation(),
                 "static int transact@(unsigned number) {", "if (number == 0) return init@();",
                 f"switch (draw() % {TOPS}) {{", "case 0: return t0@();", "default: return t1@();", "}", "}",
                 ("extern " if self.is_cxx else "") + "const struct program program@ = {",
                 f"@ul, {TRANSACTIONS}, reset@, transact@, objects@, dump@", "};"]
        return first, second
