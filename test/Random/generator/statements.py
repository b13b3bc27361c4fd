"""Statements that store: one function for each kind, which returns lines of C.

Each takes the Scope; None means that this program has nothing to store to in that way.
"""

from .shape import POOL, WORDS

ASSIGNMENTS = ["=", "=", "+=", "^=", "-=", "|=", "&=", "*="]


def integer(s):
    place, kind = s.integer_place()
    if kind == "boolean":
        return [f"{place} = {s.condition()};"]
    if kind == "u128":
        return [f"{place} = {place} * 3 + (((u128){s.value()} << 64) | {s.value(1)});"]
    if s.r.random() < 0.25 and kind.startswith("unsigned"):
        return [f"{s.r.choice(['++', '--'])}{place};"]
    operator = s.r.choice(ASSIGNMENTS)
    if operator == "=":
        return [f"STORE({place}, ({kind}){s.value()});"]
    return [f"STORE({place}, ({kind})({place} {operator[:-1]} {s.value()}));"]


def local(s):
    return [f"{s.r.choice(['a', 'b'])} {s.r.choice(['=', '+=', '^='])} {s.value()};"]


def drawn(s):
    return [f"{s.r.choice(['a', 'b'])} = draw();"]


def floating(s):
    found = s.assign_float()
    return found and [found]


def complex_number(s):
    found = s.assign_complex()
    return found and [found]


def bits(s):
    found = s.member(lambda f: f.bits)
    if not found:
        return None
    place, f = found
    mask = f"{(1 << f.bits) - 1}ul"
    return s.r.choice([[f"{place} = {s.value()} & {mask};"], [f"{place}++;"],
                       [f"{place} = ({place} ^ {s.value()}) & {mask};"]])


def vector(s):
    found = s.member(lambda f: f.kind == "v4")
    if not found:
        return None
    place = found[0]
    return s.r.choice([[f"{place}[{s.index(3)}] = (unsigned){s.value(1)};"],
                       [f"{place} += (v4){{1, 2, (unsigned){s.value(1)}, 4}};"],
                       [f"{place} = __builtin_shufflevector({place}, {place}, 3, 0, 1, 2);"]])


def structure(s):
    r = s.r
    return [r.choice([
        f"*({s.any_node()}) = *({s.any_node()});",
        f"S@.pool[{s.index(POOL - 1)}] = S@.pool[{s.index(POOL - 1)}];",
        f"({r.choice(s.pointers)})->in = S@.in[{s.index(1)}];",
        f"S@.in[{s.index(1)}] = ({r.choice(s.pointers)})->in;",
        f"S@.big = makeBig@({s.value()});",
        f"*(orBig@(S@.bigs[{s.index(1)}], {s.index(1)})) = makeBig@({s.value(1)});",
        f"({s.condition()} ? &S@.big : &V@.big)->w[{r.randint(0, 6)}] = {s.value(1)};",
        f"b ^= takeBig@(S@.big, {r.choice(s.pointers)});",
        f"S@.big = passBig@(S@.big, {s.value(1)});",
        f"S@.bigs[{s.index(1)}] = {r.choice(['&S@.big', '(struct big@ *)0'])};",
        f"memset((void *)({s.any_node()}), 0, sizeof(struct node@));",
    ])]


def union(s):
    r = s.r
    one = f"{r.choice(['S@', 'S@', 'V@'])}.un[{s.index(1)}]"
    other = f"S@.un[{s.index(1)}]"
    return [r.choice([f"{other}.d = {s.floating()};", f"{other}.f[{s.index(3)}] = (float)3;",
                      f"{other}.in.s = (unsigned short){s.value(1)};",
                      f"{other}.in.i ^= (unsigned){s.value(1)};",
                      f"{other} = {one};", f"memset(&{other}, (int)({s.value(1)} & 127), {r.randint(1, 16)});",
                      f"{other}.bytes[{s.index(15)}] = {one}.bytes[{s.index(15)}];"])]


def memory(s):
    """memset, memcpy, memmove, of a constant or of a variable size."""
    r = s.r
    count = r.randint(1, 8)
    size = r.choice([str(8 * count), f"({s.value(1)} % {8 * count + 1})"])
    overlap = r.randint(0, WORDS - count), r.randint(0, WORDS - count)
    return [r.choice([
        f"memset({s.words(count)}, (int)({s.value(1)} & 255), {size});",
        f"memmove({s.words(count)}, {s.words(count)}, {size});",
        f"memmove(S@.words + {overlap[0]}, S@.words + {overlap[1]}, {size});",
        f"memcpy({s.words(count)}, S@.big.w, {r.randint(1, min(8 * count, 56))});",
        f"__builtin_memcpy(buf, {s.words(8)} + 0 * a, 0); memcpy(S@.big.w, buf, 56);",
        f"memset({s.text(20)}, (int)('a' + ({s.value(1)} & 15)), ({s.value(1)} % 20));",
        f"bzero({s.words(count)}, {size});" if not s.shape.is_cxx else
        f"__builtin_memset({s.words(count)}, 0, {size});",
    ])]


def chase(s):
    """Follows links and stores on the way."""
    i, link = f"i{s.r.randint(10, 99)}", s.r.choice(["next", "other"])
    field = "key"
    start = s.r.choice([*s.pointers, "S@.head"])
    return ["{", f"struct node@ *c{i} = {start};", f"for (u64 {i} = 0; c{i} && {i} < {s.r.randint(2, 5)}; "
            f"++{i}, c{i} = c{i}->{link})", f"c{i}->{field} += {i} + {s.value(1)};", "}"]


def links(s):
    r = s.r
    value = r.choice([s.persistent_node(), s.persistent_node(), "(struct node@ *)0"])
    return [r.choice([f"({s.any_node()})->next = {value};", f"{r.choice(s.pointers)}->other = {value};",
                      f"S@.head = {value};", f"V@.pool[{s.index(POOL - 1)}].next = {value};",
                      f"({s.any_node()})->next = S@.head; S@.head = {s.persistent_node()};"])]


def pointer(s):
    """Points a local anywhere."""
    return [f"q = {s.any_node()};"]


def either(s):
    """Stores through a pointer whose class data decides."""
    r = s.r
    k = r.randint(10, 99)
    return r.choice([
        [f"{{ unsigned *w{k} = {s.condition()} ? &S@.ints[{s.index(15)}] : &V@.ints[{s.index(15)}];",
         f"*w{k} += (unsigned){s.value(1)};", "}"],
        [f"if ({s.condition()}) q = {s.persistent_node()}; else q = &V@.pool[{s.index(POOL - 1)}];",
         f"q->key = {s.value()};"],
        [f"store@({s.words(1)}, {s.value()});"],
        [f"{{ u64 *w{k} = buf; if ({s.condition()}) w{k} = S@.words; else if ({s.condition()}) w{k} = V@.words;",
         f"w{k}[{s.index(7)}] ^= {s.value(1)}; w{k}[{s.index(7)}] = {s.value(1)};", "}"],
        [f"l.key = {s.value(1)}; q = {s.condition()} ? &l : {s.persistent_node()}; q->key ^= l.key;",
         f"q->in = S@.in[{s.index(1)}];"],
    ])


def conditional(s):
    r = s.r
    place, other = (f"S@.ints[{s.index(15)}]", f"S@.words[{s.index(WORDS - 1)}]")
    return r.choice([[f"if ({s.condition()}) {{", *integer(s), "} else {", *integer(s), "}"],
                     [f"{place} = {s.condition()} ? (unsigned){s.value(1)} : {place};"],
                     [f"if ({s.condition()}) {other} = {s.value(1)};", f"{other} += 1;"],
                     [f"({s.condition()} ? &{place} : &S@.ints[23])[0] = (unsigned){s.value(1)};"]])


def atomic(s):
    r = s.r
    kind, place = r.choice([("unsigned", f"&S@.ints[{s.index(15)}]"), ("u64", s.words(1)),
                            ("unsigned char", f"&S@.un[{s.index(1)}].bytes[{s.index(15)}]"),
                            ("u64", f"&({s.any_node()})->key"),
                            ("unsigned", f"({s.condition()} ? &S@.ints[1] : &V@.ints[2])")])
    order = r.choice(["__ATOMIC_SEQ_CST", "__ATOMIC_RELAXED", "__ATOMIC_ACQ_REL"])
    operation = r.choice(["fetch_add", "fetch_or", "exchange_n", "fetch_xor", "sub_fetch", "fetch_nand"])
    k = f"e{r.randint(10, 99)}"
    return r.choice([[f"b += __atomic_{operation}({place}, ({kind}){s.value(1)}, {order});"],
                     [f"__atomic_store_n({place}, ({kind}){s.value(1)}, __ATOMIC_RELEASE);"],
                     [f"{{ {kind} {k} = ({kind}){s.value(1)}; {kind} *w{k} = {place};",
                      f"if ({s.condition()}) {k} = *w{k};",
                      f"a ^= __atomic_compare_exchange_n(w{k}, &{k}, ({kind}){s.value(1)}, "
                      f"{r.choice(['0'])}, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED); b ^= {k};", "}"]])


def volatile(s):
    r = s.r
    return [r.choice([f"*(volatile unsigned *)&S@.ints[{s.index(15)}] = (unsigned){s.value(1)};",
                      f"*(volatile u64 *){s.words(1)} ^= {s.value(1)};",
                      f"((volatile struct node@ *){r.choice(s.pointers)})->key = {s.value(1)};"])]


def odd(s):
    """Statement expressions, arrays of variable length, assembly with a memory operand."""
    r = s.r
    k = r.randint(10, 99)
    return r.choice([
        [f"S@.words[{s.index(7)}] = ({{ u64 *t{k} = {s.words(1)}; *t{k} += 2; *t{k} ^ a; }});"],
        [f"asm(\"addq $3, %0\" : \"+m\"(S@.words[{s.index(WORDS - 1)}]) : : \"cc\");"],
        [f"asm(\"movl %1, %0\" : \"=m\"(S@.ints[{s.index(15)}]) : \"r\"((unsigned){s.value(1)}));"],
        [f"b += (u64)__builtin_add_overflow({s.value(1)}, {s.value(1)}, {s.words(1)});"],
        [f"{{ u64 n{k} = 3 + ({s.value(1)} & 3); u64 v{k}[n{k}];",
         f"for (u64 j = 0; j < n{k}; ++j) v{k}[j] = j * a;",
         f"memcpy({s.words(6)}, v{k}, n{k} * 8);", "}"],
        [f"__builtin_nontemporal_store({s.value(1)}, &S@.words[{s.index(WORDS - 1)}]);"],
    ])


STORES = [(14, integer), (4, local), (2, drawn), (4, floating), (3, complex_number), (4, bits), (3, vector),
          (7, structure), (4, union), (6, memory), (4, chase), (6, links), (4, pointer), (7, either),
          (5, conditional), (4, atomic), (3, volatile), (4, odd)]
