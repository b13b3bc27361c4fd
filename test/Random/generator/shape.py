"""The types and variables of a random program.

Names end in '@', which becomes the program's seed. A program has

  S@  struct state@, persistent    V@  struct other@, volatile: resets with each process
  struct node@  in both, in the pool's heap and on the stack; linked by P pointers only,
                that is by pointers to persistent nodes (or null)
"""

INTEGERS = ["unsigned char", "signed char", "unsigned short", "short", "unsigned", "int",
            "unsigned long", "long", "u128", "boolean"]
FLOATS = ["float", "double", "ldouble"]
COMPLEX = ["cfloat", "cdouble", "clongdouble"]

POOL, SLOTS, WORDS, TEXT, INTS = 4, 6, 32, 64, 24  # powers of two where they are masks
SLOT_MASK = 3  # slots that a random index reaches


class Field:
    """A member: an integer, a floating number, a complex one, a vector or bits."""

    def __init__(self, kind, name, count=0, bits=0):
        self.kind, self.name, self.count, self.bits = kind, name, count, bits

    @property
    def is_integer(self):
        return self.kind in INTEGERS and not self.bits

    def declaration(self):
        if self.bits:
            return f"{self.kind} {self.name} : {self.bits};"
        return f"{self.kind} {self.name}{f'[{self.count}]' if self.count else ''};"

    def dump(self, owner):
        place = f"{owner}{self.name}"
        if self.bits:
            return [f'putValue("{self.name}", (u64){place});']
        size, first, rest = f"sizeof({place})", place, []
        if self.count:
            first += "[I]"
            size = f"sizeof({place}[0])"
        if self.kind == "ldouble":
            rest = [f'put("{self.name}", &{first}, LongDoubleBytes);']
        elif self.kind == "clongdouble":
            rest = [f'put("{self.name}", &__real__ {first}, LongDoubleBytes);',
                    f'put("{self.name}", &__imag__ {first}, LongDoubleBytes);']
        else:
            return [f'put("{self.name}", &{place}, sizeof {place});']
        return [f"for (int I = 0; I < {self.count}; ++I) {{", *rest, "}"] if self.count else rest


def random_fields(r, prefix, count):
    """Members of every kind, in a random order, so that padding differs."""
    fields = []
    for i in range(count):
        name, roll = f"{prefix}{i}", r.random()
        if roll < 0.55:
            kind = r.choice(INTEGERS)
            fields.append(Field(kind, name, r.choice([0, 0, 0, 4, 8])))
        elif roll < 0.7:
            fields.append(Field(r.choice(FLOATS), name, r.choice([0, 0, 4])))
        elif roll < 0.78:
            fields.append(Field(r.choice(COMPLEX), name))
        elif roll < 0.84:
            fields.append(Field("v4", name))
        else:
            kind, width = r.choice([("unsigned", 32), ("unsigned long", 64), ("unsigned short", 16)])
            for j in range(r.randint(1, 4)):
                fields.append(Field(kind, f"{name}b{j}", bits=r.randint(1, width)))
    return fields


class Shape:
    """All that the two files of a program share, as text and for those who use it."""

    def __init__(self, r, is_cxx):
        self.is_cxx = is_cxx
        self.inner = random_fields(r, "i", r.randint(1, 3))
        if not any(f.is_integer for f in self.inner):
            self.inner.append(Field("unsigned", "ii"))
        self.node = random_fields(r, "n", r.randint(2, 6)) + [Field("unsigned long", "key")]
        self.state = random_fields(r, "s", r.randint(3, 8)) + [Field("unsigned", "tick")]
        r.shuffle(self.node)
        r.shuffle(self.state)
        self.has_vector = is_cxx and r.random() < 0.5
        self.has_map = is_cxx and r.random() < 0.25
        self.has_string = is_cxx and r.random() < 0.2
        self.has_shape = is_cxx and r.random() < 0.7

    def library_members(self):
        out = []
        if self.has_vector:
            out.append("std::vector<unsigned, stet::allocator<unsigned>> vec;")
        if self.has_map:
            out.append("std::map<unsigned, u64, std::less<unsigned>, "
                       "stet::allocator<std::pair<const unsigned, u64>>> map;")
        if self.has_string:
            out.append("std::basic_string<char, std::char_traits<char>, stet::allocator<char>> str;")
        if self.has_shape:
            out.append("struct shape@ *shape;")
        return out

    def types(self):
        def members(fields):
            return [f.declaration() for f in fields]

        lines = ["struct inner@ {", *members(self.inner), "};",
                 "union either@ {",
                 "unsigned char bytes[16]; u64 l[2]; double d; float f[4];",
                 "struct { unsigned short s; unsigned i; } in;", "};",
                 "struct big@ { u64 w[7]; unsigned short t; };",
                 "struct flex@ { unsigned count; unsigned short items[]; };",
                 "struct PERSISTENT node@ {", *members(self.node),
                 "struct inner@ in;", "struct node@ *next; struct node@ *other;",
                 "PERSISTENT_MEMBERS", "};",
                 "typedef u64 (*function@)(struct node@ *, u64);"]
        if self.has_shape:
            lines += ["struct PERSISTENT shape@ {", "PERSISTENT_MEMBERS",
                      "u64 area; unsigned char tag; virtual u64 change(struct node@ *p, u64 x);",
                      "virtual unsigned kind() const { return 1; } virtual ~shape@();", "};",
                      "struct PERSISTENT round@ : shape@ {", "PERSISTENT_MEMBERS",
                      "unsigned short radius[5]; u64 change(struct node@ *p, u64 x) override;",
                      "unsigned kind() const override { return 2; } ~round@() override;", "};"]
        common = [f"struct node@ pool[{POOL}];", f"u64 words[{WORDS}];", f"char text[{TEXT}];",
                  f"unsigned ints[{INTS}];", "union either@ un[2];", "struct inner@ in[2];",
                  "struct big@ big; struct big@ *bigs[2];"]
        lines += ["struct state@ {", *members(self.state), *common,
                  f"struct node@ *slot[{SLOTS}]; unsigned count[{SLOTS}];",
                  "struct node@ *head; struct flex@ *flex; char *place; function@ hook;",
                  *self.library_members(), "};",
                  "struct other@ {", *members(self.state), *common, "};",
                  "extern PERSISTENT struct state@ S@;", "extern struct other@ V@;",
                  "static inline struct node@ *orElse@(struct node@ *a, struct node@ *b) {",
                  "return a ? a : b;", "}",
                  "static inline void store@(u64 *w, u64 x) { STORE(*w, x ^ 5); }"]
        return lines

    def definitions(self):
        """What the first file defines besides functions: variables, dumps, the objects."""
        def all_of(fields, owner):
            return [line for f in fields for line in f.dump(owner)]

        lines = ["PERSISTENT struct state@ S@;", "struct other@ V@;",
                 "static void reset@(void) { memset((void *)&V@, 0, sizeof V@); }",
                 "PLAIN static void dumpInner@(struct inner@ *p) {", *all_of(self.inner, "p->"), "}",
                 "PLAIN static void dumpNode@(struct node@ *p) {", *all_of(self.node, "p->"),
                 "dumpInner@(&p->in);", 'putPointer("next", p->next);',
                 'putPointer("other", p->other);', "}"]
        for kind, name in (("state@", "S@"), ("other@", "V@")):
            lines += [f"PLAIN static void dump{name}(void) {{", f"struct {kind} *p = &{name};",
                      f'within("{name}", 0);', *all_of(self.state, "p->"),
                      'put("words", p->words, sizeof p->words);',
                      'put("text", p->text, sizeof p->text);',
                      'put("ints", p->ints, sizeof p->ints);', 'put("un", p->un, sizeof p->un);',
                      'put("big.w", p->big.w, sizeof p->big.w);', 'put("big.t", &p->big.t, 2);',
                      "for (int I = 0; I < 2; ++I) {", f'within("{name}.in", I);',
                      "dumpInner@(&p->in[I]);", 'putPointer("bigs", p->bigs[I]);', "}",
                      f"for (int I = 0; I < {POOL}; ++I) {{", f'within("{name}.pool", I);',
                      "dumpNode@(&p->pool[I]);", "}", "}"]
        lines += ["PLAIN static void dump@(void) {", "dumpS@(); dumpV@();",
                  f"for (int I = 0; I < {SLOTS}; ++I) {{", 'within("S@.slot", I);',
                  'putPointer("pointer", S@.slot[I]); putValue("count", S@.count[I]);',
                  "for (unsigned J = 0; S@.slot[I] && J < S@.count[I]; ++J)",
                  "dumpNode@(S@.slot[I] + J);", "}", 'within("S@", 1);',
                  'putPointer("head", S@.head); putPointer("place", S@.place);',
                  'putValue("hook", (u64)(S@.hook == 0 ? 0 : S@.hook == h0@ ? 1 : S@.hook == h1@ ? 2 : 3));',
                  "if (S@.flex) {",
                  'putValue("flex.count", S@.flex->count);',
                  'put("flex.items", S@.flex->items, S@.flex->count * sizeof(unsigned short));', "}"]
        if self.has_vector:
            lines += ['putValue("vec.size", S@.vec.size());',
                      'put("vec", S@.vec.data(), S@.vec.size() * sizeof(unsigned));']
        if self.has_map:
            lines += ['for (auto &E : S@.map) { putValue("key", E.first); putValue("value", E.second); }']
        if self.has_string:
            lines += ['put("str", S@.str.data(), S@.str.size());']
        if self.has_shape:
            lines += ["if (S@.shape) {", 'putValue("shape.kind", S@.shape->kind());',
                      'putValue("shape.area", S@.shape->area); putValue("tag", S@.shape->tag);',
                      "if (S@.shape->kind() == 2) put(\"radius\", static_cast<round@ *>(S@.shape)->radius, 10);",
                      "}"]
        lines += ["}", "PLAIN static void objects@(void (*Report)(const char *, int, void *, size_t)) {",
                  'Report("S@", 1, &S@, sizeof S@); Report("V@", 0, &V@, sizeof V@);',
                  f"for (int I = 0; I < {SLOTS}; ++I)",
                  'if (S@.slot[I]) Report("S@.slot", 1, S@.slot[I], S@.count[I] * sizeof(struct node@));',
                  'if (S@.flex) Report("S@.flex", 1, S@.flex, sizeof(struct flex@) + 2 * S@.flex->count);']
        if self.has_vector:
            lines.append('if (S@.vec.size()) Report("S@.vec", 1, S@.vec.data(), 4 * S@.vec.size());')
        if self.has_shape:
            lines.append('if (S@.shape) Report("S@.shape", 1, S@.shape, S@.shape->kind() == 2 ? '
                         "sizeof(round@) : sizeof(shape@));")
        return lines + ["}"]
