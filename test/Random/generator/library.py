"""Calls of the C library, which writes without the plugin."""

from .shape import INTS, TEXT, WORDS


def terminated(*lines):
    """Texts end with a zero, always."""
    last = TEXT - 1
    return [f"S@.text[{last}] = 0; V@.text[{last}] = 0;", *lines, f"S@.text[{last}] = 0; V@.text[{last}] = 0;"]


def strings(s):
    r = s.r
    word = "".join(r.choice("abc de,f") for _ in range(r.randint(1, 9)))
    target, k = s.text(12), r.randint(10, 99)
    room = f"(S@.text + {r.randint(30, 40)})"
    return terminated(*r.choice([
        [f'strcpy({target}, "{word}");'],
        [f'strncpy({target}, "{word}", {r.randint(1, 12)});'],
        [f'stpcpy({target}, "{word}");'],
        [f'if (strlen(S@.text) < 40) strcat(S@.text, "{word}");'],
        [f'if (strlen(S@.text) < 40) strncat(S@.text, V@.text, 5);'],
        [f'b += (u64)snprintf({target}, {r.randint(1, 12)}, "%d:%s", (int)({s.value(1)} & 1023), "{word}");'],
        [f'sprintf({target}, "%u", (unsigned)({s.value(1)} & 65535));'],
        [f'{{ char *t{k} = 0, *s{k} = strtok_r(S@.text, " ,", &t{k}); if (s{k}) *s{k} = \'T\';',
         f's{k} = strtok_r(0, " ,", &t{k}); if (s{k}) S@.place = s{k}; }}'],
        [f'strcpy({room}, "{r.randint(0, 99999)} rest"); S@.words[{s.index(7)}] = strtoul({room}, &S@.place, 10);'],
        [f'sscanf("{r.randint(0, 999)} {r.randint(0, 999)} xyz", "%u %lu %7s", &S@.ints[{s.index(15)}], '
         f'{s.words(1)}, {target});'],
        [f"if (memccpy({target}, \"{word}\", 'b', {len(word) + 1})) a += 3;"],
        [f"strncpy(S@.text + {r.randint(0, 50)}, V@.text, 12);"],
        [f"swab(V@.text, {room}, 6);"],
        [f"memmove(S@.text + {r.randint(0, 20)}, S@.text + {r.randint(0, 20)}, {r.randint(1, 20)});"],
        [f'b += print@({target}, 12, "%u-%s", (unsigned)({s.value(1)} & 255), "{word}");'],
    ]))


def input_output(s):
    r = s.r
    size = r.randint(1, 20)
    return terminated(*r.choice([
        [f"a += (u64)read(knownFile(), {s.text(20)}, {size});"],
        [f"a += (u64)pread(knownFile(), {s.words(4)}, {min(size, 32)}, {r.randint(0, 200)});"],
        [f"a += fread({s.text(20)}, 1, {size}, (FILE *)knownStream());"],
        [f"if (fgets({s.text(20)}, {size + 1}, (FILE *)knownStream())) ++a;"],
    ]))


def numbers(s):
    r = s.r
    k = r.randint(10, 99)
    return r.choice([
        [f"S@.un[{s.index(1)}].d = modf({s.floating()} / 8, &S@.un[{s.index(1)}].d);"],
        [f"{{ int e{k}; S@.un[0].d = frexp({s.floating()}, &e{k}); S@.words[3] = (u64)e{k}; }}"],
        [f"{{ unsigned short t{k}[3] = {{1, 2, 3}}; S@.words[{s.index(7)}] = (u64)nrand48(t{k}); }}"],
        [f"S@.ints[{s.index(15)}] = (unsigned)rand_r(&S@.ints[{s.index(15)}]);"],
        [f"{{ ldiv_t d{k} = ldiv((long)({s.value(1)} >> 2), 7); S@.words[2] = (u64)(d{k}.quot + d{k}.rem); }}"],
    ])


def sort(s):
    r = s.r
    first = r.randint(0, 8)
    count = r.randint(2, INTS - first)
    return r.choice([
        [f"qsort(S@.ints + {first}, {count}, sizeof(unsigned), compareInts@);"],
        [f"qsort({s.condition()} ? S@.ints : V@.ints, {count}, sizeof(unsigned), compareInts@);"],
        [f"qsort(S@.words, {r.randint(2, WORDS)}, sizeof(u64), compareWords@);"],
        [f"qsort(S@.pool, 4, sizeof(struct node@), compareNodes@);"],
    ])


LIBRARY = [(6, strings), (3, input_output), (3, numbers), (3, sort)]
