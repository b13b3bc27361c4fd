"""What only C++ has: virtual calls, lambdas, templates, destructors, exceptions, containers."""

from .loops import store
from .shape import POOL, WORDS


def statement(body):
    s, r = body.s, body.r
    kinds = [call_lambda, guard, catch, reference, algorithm, placement, throw]
    if s.shape.has_shape:
        kinds += [virtual, virtual]
    if s.shape.has_vector:
        kinds += [vector, vector]
    if s.shape.has_map:
        kinds += [tree]
    if s.shape.has_string:
        kinds += [string]
    return r.choice(kinds)(body)


def call_lambda(body):
    s, r = body.s, body.r
    k = r.randint(10, 99)
    captured = r.choice(["&", "&, y = b"])
    lines = [f"{{ auto L{k} = [{captured}](u64 z) {{ S@.ints[z & 15] ^= (unsigned)(z + a); a += z;",
             *store(s), "};"]
    use = r.choice([f"L{k}({s.value(1)});", f"each@(L{k});",
                    f"std::function<void(u64)> F = L{k}; F({s.value(1)});"])
    return [*lines, use, "}"]


def guard(body):
    s, r = body.s, body.r
    return [f"{{ guard@ G{{{s.words(1)}, {s.value(1)}}};", *store(s),
            *([] if r.random() < 0.4 else ["point();"]), *store(s), "}"]


def catch(body):
    s, r = body.s, body.r
    caught = r.choice(["int E", "int &E", "int E"])
    return ["try {", *store(s), *(["point();"] if r.random() < 0.3 else []),
            f"if ({s.condition()}) throw (int)({s.value(1)} & 255);", *store(s),
            f"}} catch ({caught}) {{", f"S@.ints[{s.index(15)}] += (unsigned)E;", *store(s), "}"]


def throw(body):
    s = body.s
    return [f"if (({s.value(1)} & 31) == 7) throw (int)({s.value(1)} & 255);"]


def reference(body):
    s, r = body.s, body.r
    k = r.randint(10, 99)
    return [f"{{ u64 &R{k} = {s.condition()} ? S@.words[{s.index(WORDS - 1)}] : V@.words[{s.index(WORDS - 1)}];",
            f"R{k} += {s.value(1)}; node@ &N{k} = *({s.any_node()}); N{k}.key ^= R{k};", "}"]


def algorithm(body):
    s, r = body.s, body.r
    return [r.choice([f"std::swap(S@.words[{s.index(15)}], {r.choice(['S@', 'V@'])}.words[{s.index(15)}]);",
                      f"std::fill(S@.ints, S@.ints + {r.randint(1, 24)}, (unsigned){s.value(1)});",
                      f"std::copy(V@.words, V@.words + {r.randint(1, 32)}, S@.words);",
                      "std::rotate(S@.words, S@.words + 5, S@.words + 17);",
                      "std::reverse(S@.ints, S@.ints + 20);",
                      f"std::sort(S@.ints, S@.ints + {r.randint(2, 24)});",
                      f"std::swap(S@.pool[{s.index(POOL - 1)}], *({s.any_node()}));",
                      f"for (auto &E : S@.ints) E = E * 3 + (unsigned){s.value(0)};"])]


def placement(body):
    s, r = body.s, body.r
    return [r.choice([f"new ((void *)({s.any_node()})) node@{{}};",
                      f"S@.in[{s.index(1)}] = inner@{{}};",
                      f"S@.big = big@{{{{1, {s.value(1)}}}, 3}};"])]


def virtual(body):
    s, r = body.s, body.r
    if body.is_top and r.random() < 0.4:
        return ["if (S@.shape) { delete S@.shape; S@.shape = 0; }",
                f"else S@.shape = {s.condition()} ? new shape@{{}} : new round@{{}};"]
    return [f"if (S@.shape) a ^= S@.shape->change({s.any_node()}, {s.value(1)});"]


def vector(body):
    s, r = body.s, body.r
    value = f"(unsigned){s.value(1)}"
    return [r.choice([f"S@.vec.push_back({value});", f"S@.vec.push_back({value});",
                      f"S@.vec.resize({s.value(1)} % 20, {value});",
                      "if (!S@.vec.empty()) S@.vec.pop_back();",
                      f"if (S@.vec.size() < 40) S@.vec.insert(S@.vec.begin() + (long)({s.value(1)} % "
                      f"(S@.vec.size() + 1)), {value});",
                      f"if (!S@.vec.empty()) S@.vec.erase(S@.vec.begin() + (long)({s.value(1)} % S@.vec.size()));",
                      "std::sort(S@.vec.begin(), S@.vec.end());",
                      f"for (auto &E : S@.vec) E ^= {value};", "S@.vec.clear();", "S@.vec.shrink_to_fit();",
                      f"S@.vec.assign(S@.ints, S@.ints + {r.randint(0, 24)});",
                      "S@.vec = std::vector<unsigned, stet::allocator<unsigned>>(S@.vec);"])]


def tree(body):
    s, r = body.s, body.r
    key = f"(unsigned)({s.value(1)} & 15)"
    return [r.choice([f"S@.map[{key}] = {s.value(1)};", f"S@.map[{key}] += 3;", f"S@.map.erase({key});",
                      f"S@.map.insert({{{key}, {s.value(1)}}});", "for (auto &E : S@.map) E.second ^= E.first;",
                      f"if (S@.map.size() > 12) S@.map.clear();"])]


def string(body):
    s, r = body.s, body.r
    word = "".join(r.choice("xyz") for _ in range(r.randint(1, 18)))
    return [r.choice([f'S@.str = "{word}";', f'if (S@.str.size() < 60) S@.str += "{word}";',
                      f"if (S@.str.size() < 60) S@.str.insert(S@.str.size() / 2, \"{word}\");",
                      "S@.str.erase(0, S@.str.size() / 3);", "for (char &C : S@.str) C ^= 1;",
                      "S@.str.push_back('q');", "if (S@.str.size() > 30) S@.str.clear();",
                      "S@.str.assign(S@.text, 20);"])]
