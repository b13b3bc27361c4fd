"""Changes of a list of tokens, each by a random generator. They return a new list."""

from fuzzer.tokens import CLOSING, OPENING, fragments

OURS = """
[[persistent]] | [[stet::persistent]] | __attribute__((persistent)) | [[persistent(stm)]] | [[stet::restored]]
__attribute__((restored)) | [[stet::transient]] | __attribute__((transient)) | [[stet::transaction_pure]]
[[stet::transaction_unsafe]] | [[stet::suppress("volatile-write")]] | [[stet::suppress("x", 1)]] | [[stet::suppress]]
__attribute__((stet_suppress("persistent-layout"))) | [[stet::nothing]] | [[persistent, stet::restored]]
transaction | transaction <> | transaction < | transaction <> { | transaction <> { } | transaction < > transaction <> { }
transaction < stet_default_pool ( ) > { | transaction < 1 , , > { | transaction < transaction <> { } > { }
stet_abort ( 1 ) ; | stet :: abort ( ) ; | stet :: allocator < int > | stet_malloc ( 8 ) | stet :: pool
_Pragma("stet transaction") | _Pragma("stet diagnostic push") | _Pragma("stet diagnostic ignored \\"volatile-write\\"")
thread_local | static | extern | constexpr | consteval | constinit | inline | mutable | volatile | const | _Atomic
auto | decltype(auto) | void | struct unknown | typename T :: type | this | nullptr | sizeof | typeid | new | delete
co_await | co_yield | co_return | throw | try { | catch ( ... ) { } | goto | case 1 : | default : | requires | concept C =
template < class T > | template < typename ... T > | template <> | friend | using | namespace | typedef | operator
[ & ] | [ = , & ] ( auto && ... x ) | ... | :: | -> | & | && | * | ( | ) | { | } | [ | ] | < | > | , | ; | : | = | = {} | ~ | !
int unknown [ ] ; | int ( & ) [ ] | 0x1p999 | 99999999999999999999999 | "" | '\\\\400' | __builtin_offsetof | asm ( "" : "=m" ( 1 ) )
""".replace("\n", "|").split("|")
OURS = [words.strip() for words in OURS if words.strip()] + ["|", "||"]

DIRECTIVES = [
    "#pragma stet transaction", "#pragma stet", "#pragma stet diagnostic", "#pragma stet diagnostic push",
    "#pragma stet diagnostic pop", '#pragma stet diagnostic ignored "persistent-write"',
    '#pragma stet diagnostic error "volatile-write', '#pragma stet diagnostic warning "volatile-write" x',
    "#pragma clang attribute push([[persistent]], apply_to = any(record, variable(is_global)))",
    "#pragma clang attribute push([[stet::restored]], apply_to = any(variable, field))",
    "#pragma clang attribute push([[stet::transient]], apply_to = field)", "#pragma clang attribute pop",
    "#define transaction transaction", "#undef transaction", "#define persistent stm", "#define n transaction <> { } n",
    "#if 0", "#else", "#endif", "#include <stet.h>", "#pragma pack(1)", '#pragma clang diagnostic ignored "-Weverything"',
]

# What can stand around a statement or declaration (the first two: a statement only, in C, too).
AROUND = [
    ("transaction <> {", "}"), ("{", "}"), ("if ( 1 ) {", "} else { }"), ("for ( int i = 0 ; i < 3 ; ++ i ) {", "}"),
    ("do {", "} while ( 0 ) ;"), ("switch ( 1 ) { case 1 :", "}"), ("( { ", " ; } ) ;"), ("while ( 1 ) {", "break ; }"),
]
AROUND_CXX = [
    ("[ & ] {", "} ( ) ;"), ("[ = ] ( auto ... x ) mutable {", "} ( 1 , 2 ) ;"), ("try {", "} catch ( ... ) { throw ; }"),
    ("try { } catch ( stet :: aborted & e ) {", "}"), ("namespace inner {", "}"), ("struct outer {", "} ;"),
    ("struct [[persistent]] outer {", "} ;"), ("template < class T > struct outer {", "} ; template struct outer < int > ;"),
    ("template < class T > void each ( T t ) {", "} template void each ( int ) ;"), ("if constexpr ( true ) {", "}"),
    ("if constexpr ( false ) {", "}"), ('extern "C" {', "}"), ("requires ( true ) {", "} ;"),
    ("struct local { void run ( ) {", "} } ;"), ("auto closure = [ ] < class T > ( T ) {", "} ;"),
    ("consteval int now ( ) {", "return 1 ; }"), ("export {", "}"), ("union {", "} ;"), ("inline namespace {", "}"),
]


def place(rng, tokens):
    return rng.randrange(len(tokens) + 1)


def any_fragment(rng, tokens):
    found = fragments(tokens)
    return rng.choice(found) if found else (0, len(tokens))


def drop_token(rng, tokens, corpus):
    at = place(rng, tokens)
    return tokens[:at] + tokens[at + 1 :]


def repeat_token(rng, tokens, corpus):
    at = place(rng, tokens)
    return tokens[:at] + tokens[at : at + 1] * rng.choice([2, 2, 3, 50]) + tokens[at + 1 :]


def swap_tokens(rng, tokens, corpus):
    a, b = sorted((place(rng, tokens), place(rng, tokens)))
    return tokens[:a] + tokens[b : b + 1] + tokens[a + 1 : b] + tokens[a : a + 1] + tokens[b + 1 :] if a < b else tokens


def replace_token(rng, tokens, corpus):
    at = place(rng, tokens)
    return tokens[:at] + [rng.choice(corpus.words)] + tokens[at + 1 :]


def confuse_names(rng, tokens, corpus):
    """One name stands for another one of the file, everywhere or once."""
    names = sorted({t for t in tokens if t[0].isalpha()})
    if not names:
        return tokens
    old, new = rng.choice(names), rng.choice(names)
    once = rng.random() < 0.5
    places = [i for i, t in enumerate(tokens) if t == old]
    places = {rng.choice(places)} if once else set(places)
    return [new if i in places else t for i, t in enumerate(tokens)]


def insert_ours(rng, tokens, corpus):
    at = place(rng, tokens)
    return tokens[:at] + [rng.choice(OURS)] + tokens[at:]


def insert_ours_at_fragment(rng, tokens, corpus):
    at = any_fragment(rng, tokens)[0]
    return tokens[:at] + [rng.choice(OURS if rng.random() < 0.5 else OURS[:20])] + tokens[at:]


def insert_directive(rng, tokens, corpus):
    at = rng.choice([place(rng, tokens), any_fragment(rng, tokens)[0]])
    return tokens[:at] + [rng.choice(DIRECTIVES)] + tokens[at:]


def drop_fragment(rng, tokens, corpus):
    begin, end = any_fragment(rng, tokens)
    return tokens[:begin] + tokens[end:]


def repeat_fragment(rng, tokens, corpus):
    begin, end = any_fragment(rng, tokens)
    return tokens[:end] + tokens[begin:end] * rng.choice([1, 1, 2, 20]) + tokens[end:]


def move_fragment(rng, tokens, corpus):
    begin, end = any_fragment(rng, tokens)
    rest = tokens[:begin] + tokens[end:]
    to = any_fragment(rng, rest)[rng.randrange(2)]
    return rest[:to] + tokens[begin:end] + rest[to:]


def splice_fragment(rng, tokens, corpus):
    """One of another file, beside or in place of one of this."""
    begin, end = any_fragment(rng, tokens)
    return tokens[:begin] + rng.choice(corpus.pieces) + tokens[rng.choice([begin, end]) :]


def enclose_fragment(rng, tokens, corpus):
    begin, end = any_fragment(rng, tokens)
    before, behind = rng.choice(AROUND if corpus.language == "c" or rng.random() < 0.4 else AROUND_CXX)
    return tokens[:begin] + before.split() + tokens[begin:end] + behind.split() + tokens[end:]


def nest_deeply(rng, tokens, corpus):
    """Past the limits that Clang has, sometimes."""
    begin, end = any_fragment(rng, tokens)
    before, behind = rng.choice(AROUND[:6] + [("(", ")"), ("x +", ""), ("if ( x ) ; else", "")])
    count = rng.choice([5, 20, 100, 300])
    return tokens[:begin] + before.split() * count + tokens[begin:end] + behind.split() * count + tokens[end:]


def cut_off(rng, tokens, corpus):
    return tokens[: place(rng, tokens)]


def unbalance(rng, tokens, corpus):
    brackets = [i for i, t in enumerate(tokens) if t in OPENING or t in CLOSING]
    if not brackets:
        return tokens
    at = rng.choice(brackets)
    other = rng.choice([*OPENING, *CLOSING])
    return tokens[:at] + ([other] if rng.random() < 0.5 else []) + tokens[at + 1 :]


def take_bodies(rng, tokens, corpus):
    """A class or function is only declared: incomplete types, functions without a body."""
    bodies = [(b, e) for b, e in fragments(tokens) if "{" in tokens[b:e]]
    if not bodies:
        return tokens
    begin, end = rng.choice(bodies)
    return tokens[: tokens.index("{", begin)] + [";"] + tokens[end:]


# Those that often leave a valid program stand first.
GENTLE = [drop_fragment, repeat_fragment, move_fragment, splice_fragment, enclose_fragment, insert_ours_at_fragment,
          confuse_names, take_bodies]
HARSH = [drop_token, repeat_token, swap_tokens, replace_token, insert_ours, insert_directive, nest_deeply, cut_off, unbalance]


def mutate(rng, tokens, corpus):
    """One to eight changes."""
    for _ in range(rng.choice([1, 1, 1, 2, 2, 3, 5, 8])):
        tokens = rng.choice(GENTLE if rng.random() < 0.65 else HARSH)(rng, tokens, corpus)
        if len(tokens) > 6000:
            break
    return tokens
