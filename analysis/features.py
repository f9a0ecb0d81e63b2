"""Features: what the linear scorer sees of a sentence, each a name, a number and the words that carry it.

A family of features is a function with its shape in the docstring; FAMILIES lists them. What it is asked for may be
only the features that are made of words it is told; it may give others too. The facts of the lexicon (classes, parts,
turns, worths) are those that the lexicon scorer weighs.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from .line import NAME, Line, kind
from .valence import TEXTBLOB
from .verdict import MASK, Found, sayings
from .words import function_words

_DENIALS = frozenset("not no never nor without cannot neither nobody nothing hardly barely".split())
_BE = frozenset("was were been be being is are am 's 're get gets got getting".split())

Said = Iterator[tuple[str, float, Sequence[int]]]  # a feature's name, its number, and the tokens that carry it



class _Every:
    """All the words there are."""

    def __contains__(self, word: str) -> bool:
        return True


EVERY = _Every()

# ---- families --------------------------------------------------------------------------------------------------------


def word(line: Line, known: Container[str] = EVERY) -> Said:
    """guilti: a word anywhere."""
    for token, stem in _words(line, known):
        yield stem, 1.0, (token,)


def seat_word(line: Line, known: Container[str] = EVERY) -> Said:
    """subject > refus: a word, with the seat of the target and the side of it on which the word stands."""
    seats = {at: _seat(line, at) for at in line.targets}
    for token, stem in _words(line, known):
        at = line.nearest[token]
        yield f"{seats[at]} {'<' if token < at else '>'} {stem}", 1.0, (token,)


def quoted_word(line: Line, known: Container[str] = EVERY) -> Said:
    """in, out refus: a word inside quotation marks while the target is outside."""
    inside, quoted = False, []
    for form in line.forms:
        inside ^= form == '"'
        quoted.append("in" if inside else "out")
    for token, stem in _words(line, known):
        yield f"{quoted[token]}, {quoted[line.nearest[token]]} {stem}", 1.0, (token,)


def pair(line: Line, known: Container[str] = EVERY) -> Said:
    """led to: two words or marks side by side."""
    for token, (one, other) in enumerate(pairwise(line.stems)):
        if one in known and other in known and MASK not in (one, other):
            yield f"{one} {other}", 1.0, (token, token + 1)


def around(line: Line, known: Container[str] = EVERY) -> Said:
    """prais *: the target with up to four words or marks around it."""
    return _windows(line.stems, range(len(line.stems)), known, 4)


def shape(line: Line, known: Container[str] = EVERY) -> Said:
    """N CRITICISE *: the target with up to five around it, words as classes: of roles, else parts of speech."""
    signs, places = _skeleton(line)
    return _windows(signs, places, {sign for sign in signs if sign in known or " " in sign}, 5)


def across(line: Line, known: Container[str] = EVERY) -> Said:
    """and * will: a word or mark up to five before the target with one up to five behind it."""
    for at in line.targets:
        before, behind = range(max(0, at - 5), at), range(at + 1, min(len(line.stems), at + 6))
        ends = [last for last in behind if line.stems[last] in known]
        for first in before if ends else ():
            if line.stems[first] in known:
                for last in ends:
                    yield f"{line.stems[first]} * {line.stems[last]}", 1.0, (first, last)


def content(line: Line, known: Container[str] = EVERY) -> Said:
    """> arrest: the nearest content word on either side of the target."""
    for at in line.targets:
        for side, tokens in (("<", range(at - 1, -1, -1)), (">", range(at + 1, len(line.forms)))):
            for token in tokens:
                form = line.forms[token]
                if form.isalpha() and form != NAME and form not in function_words():
                    yield f"{side} {line.stems[token]}", 1.0, (token,)
                    break


def verb(line: Line, known: Container[str] = EVERY) -> Said:
    """not be prais, not be PRAISE: the verb behind the target, with what makes it negative or passive."""
    roles = {token: one.word.role.name for token, one in line.found if one.word}
    for at in line.targets:
        passed: list[int] = []
        for token in range(at + 1, min(len(line.forms), at + 12)):
            form = line.forms[token]
            if _is_verb(form):
                turns = [name for name, forms in (("not", _DENIALS), ("be", _BE)) if any(
                    line.forms[near] in forms or name == "not" and line.forms[near].endswith("n't") for near in passed)]
                names = [line.stems[token], *([roles[token].upper()] if token in roles else [])]
                yield from ((" ".join((*turns, name)), 1.0, (*passed, token)) for name in names)
                break
            if function_words().get(form) in ("auxiliary", "adverb", "relative") or form in _DENIALS:
                passed.append(token)


def role(line: Line, known: Container[str] = EVERY) -> Said:
    """criticise, object of; criticise, object of, 1; criticise >: a class of the lexicon with its part and turns."""
    for token, one in line.found:
        name, at = _class(one), line.nearest[token]
        yield f"{name}, {one.rule}", 1.0, (token,)
        yield f"{name}, {one.rule}, {_distance(abs(token - at))}", 1.0, (token,)
        yield f"{name} {'<' if token < at else '>'}", 1.0, (token,)


def tone(line: Line, known: Container[str] = EVERY) -> Said:
    """all good, near bad word: what the words of the lexicon come to, as they bear on the target and by themselves."""
    worths: dict[str, tuple[float, tuple[int, ...]]] = {}
    for token, one in line.found:
        at = line.nearest[token]
        alone = one.word.role.near if one.word else 0.0
        for place in ("all", "before" if token < at else "behind", "near" if abs(token - at) <= 5 else "far"):
            for worth, bare in ((one.worth, ""), (alone, " word")):
                name = f"{place} {'good' if worth > 0 else 'bad'}{bare}"
                more, tokens = worths.get(name, (0.0, ()))
                worths[name] = more + abs(worth), (*tokens, token)
    for name, (worth, tokens) in worths.items():
        yield name, worth**0.5, tokens
    good, bad = (worths[name][0] if name in worths else 0.0 for name in ("all good", "all bad"))
    tokens = tuple(token for token, _ in line.found)
    yield f"good {_step(good)}", 1.0, tokens
    yield f"bad {_step(bad)}", 1.0, tokens
    yield f"good {_step(good)} bad {_step(bad)}", 1.0, tokens
    yield f"sum {'-' if bad > good else '+'}{_step(abs(good - bad))}", 1.0, tokens


def seat(line: Line, known: Container[str] = EVERY) -> Said:
    """subject; first; one of 3; after against: where the target stands, and how long the sentence is."""
    for at in line.targets:
        yield _seat(line, at), 1.0, ()
        if at == 0:
            yield "first", 1.0, ()
        inside = line.forms[:at].count('"') % 2
        yield "quoted" if inside else "beside a quotation" if '"' in line.forms else "no quotation", 1.0, ()
        near = range(at - 1, max(-1, at - 4), -1)
        preposition = next((token for token in near if function_words().get(line.forms[token]) == "preposition"), None)
        if preposition is not None:
            yield f"after {line.forms[preposition]}", 1.0, (preposition,)
    yield f"of {10 * min(len(line.forms) // 10, 5)} tokens", 1.0, ()


FAMILIES = (word, seat_word, quoted_word, pair, around, shape, across, content, verb, role, tone, seat)

# ---- what families ask -----------------------------------------------------------------------------------------------


def _words(line: Line, known: Container[str]) -> list[tuple[int, str]]:
    """The tokens that are words, but for the target, and their stems."""
    return [(token, stem) for token, stem in enumerate(line.stems) if stem in known and line.places[token] >= 0]


def _windows(tokens: Sequence[str], places: Sequence[int], known: Container[str], most: int) -> Said:
    """Each run of tokens with one target in it and up to `most` others."""
    for at in (token for token, form in enumerate(tokens) if form == MASK):
        lowest = at
        while lowest > max(0, at - most) and tokens[lowest - 1] in known:
            lowest -= 1
        for first in range(lowest, at + 1):
            if first < at and tokens[first] == MASK:
                continue
            run = " ".join(tokens[first : at + 1])
            if first < at:
                yield run, 1.0, places[first : at + 1]
            for stop in range(at + 2, min(len(tokens), first + most + 1) + 1):
                if tokens[stop - 1] not in known:
                    break
                run += f" {tokens[stop - 1]}"
                yield run, 1.0, places[first:stop]


def _skeleton(line: Line) -> tuple[list[str], list[int]]:
    """The tokens as classes, without adjectives and adverbs, and the token that each is."""
    classes = {token: _class(one).upper() for token, one in line.found if one.word}
    taken = {token + more for token, one in line.found for more in range(1, one.stop - one.first)}
    signs, places = [], []
    for token, form in enumerate(line.forms):
        sign = classes.get(token) or _sign(form)
        if sign not in ("adjective", "adverb") and token not in taken:
            signs.append(sign)
            places.append(token)
    return signs, places


@lru_cache(maxsize=100_000)
def _sign(form: str) -> str:
    """The part of speech of a word; function words, marks and names as they are."""
    return form if form in function_words() or form == NAME or not form.isalpha() else kind(form)


def _class(one: Found) -> str:
    """The class of a word with its form: fear~ is a noun, criticise' a past form; words of TextBlob's by their sign."""
    if one.word is None:
        return one.rule
    if one.word.role.name == TEXTBLOB:
        return "tone+" if one.word.role.near > 0 else "tone-"
    passed = one.word.form in ("past", "participle")
    return one.word.role.name + ("~" if one.word.kind == "noun" else "'" if passed else "")


def _seat(line: Line, at: int) -> str:
    """What the target is in its clause, as its neighbours show it."""
    forms, kinds = line.forms, function_words()
    before, behind = forms[at - 1] if at else "", forms[at + 1 : at + 3]
    if sayings().intersection(behind) or before in sayings():
        return "speaker"
    if behind[:1] == ["'s"]:
        return "owner"
    if kinds.get(before) == "preposition" or before == "to":
        return "adjunct"
    for token in range(at + 1, min(len(forms), at + 5)):
        if kinds.get(forms[token]) == "auxiliary" or _is_verb(forms[token]):
            return "subject"
        if kinds.get(forms[token]) != "adverb":
            break
    if at and _is_verb(before):
        return "object"
    return "listed" if before in ("and", "or", ",") and forms[at - 2 : at - 1] == [NAME] else "aside"


def _distance(tokens: int) -> str:
    """1, 2, 4, 8 or 16 tokens, or more: the least of these within which something lies."""
    return ("1", "2", "4", "8", "16", "far")[bisect_left((1, 2, 4, 8, 16), tokens)]


def _step(worth: float) -> int:
    """A worth in five steps."""
    return bisect_right((0.08, 0.25, 0.5, 1.0), worth)


@lru_cache(maxsize=100_000)
def _is_verb(form: str) -> bool:
    return form not in function_words() and form.isalpha() and form != NAME and kind(form).startswith("verb")
