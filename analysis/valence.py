"""Valence: the words of a text that show something in a good or a bad light, and to whom they do so.

Two sources: the role lexicon of the kit (roles.tsv: classes such as harm or praise, each with what it says of the one
who does it, of the one it is done to, and of whoever stands near it), and TextBlob's sentiment lexicon, read through
TextBlob's own package and found word by word, so that every word keeps its place. Where both know a word, the role
lexicon counts. Not covered: irony, and words whose tone hangs on the matter ("cheap", "cut").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from .lexicon import inflections, lexicon
from .roles import plural
from .words import Phrases, Words


@dataclass(frozen=True, slots=True)
class Role:
    """What a class of words says of the doer, of the one it is done to or felt about, of whoever is near: -1 to 1."""

    name: str
    agent: float
    patient: float
    near: float


class Valence(NamedTuple):
    """A word (or phrase) with valence: its words, what it is as a part of speech, its form, and its role class."""

    first: int
    stop: int
    kind: str  # verb, noun, adjective, or word (TextBlob's lexicon, no part of speech)
    form: str  # base, s, past, participle or ing for a verb; empty else
    role: Role


Reading = tuple[str, str, Role]  # kind, form, role
TEXTBLOB = "textblob"
FAINT = 0.1  # TextBlob's words below this say too little
_NOMINAL = frozenset(
    "a an the this these those his her its their our my your 's "
    "no any some every each such of in with from about "
    "for under amid among despite against more less most much many into over on by "
    "want wants wanted demand demands demanded demanding need needs needed seek seeks sought seeking".split()
)  # what stands before a noun rather than before a verb
_VERBAL = frozenset(
    "to will would can could may might must should shall can't cannot won't wouldn't couldn't don't doesn't didn't not "
    "he she it they we i you who".split()
)  # what stands before a verb rather than before a noun
_LINKS = frozenset(("of", "on", "about", "against", "among", "surrounding"))  # behind a noun rather than a verb


@cache
def textblob_words() -> Mapping[str, float]:
    """The polarity (-1 to 1) of each word of TextBlob's sentiment lexicon, the mean of its senses.

    >>> textblob_words()["dreadful"]
    -1.0
    """
    from textblob.en import sentiment  # costs the better part of a second, once

    sentiment.load()
    return {word: sentiment[word][None][0] for word in sentiment}


@cache
def _phrases() -> Phrases:
    """Every form of every word, with its readings."""
    readings: dict[str, dict[tuple[str, str], Role]] = {}

    def add(word: str, kind: str, form: str, role: Role) -> None:
        readings.setdefault(word, {}).setdefault((kind, form), role)

    for row in lexicon("roles"):
        role = Role(row["class"], *(float(row[part]) for part in ("agent", "patient", "near")))
        for verb in filter(None, row["verbs"].split(", ")):
            forms = inflections(verb)
            for form in ("base", "s", "ing", "past", "participle"):
                add(forms[form], "verb", form, role)
        for noun in filter(None, row["nouns"].split(", ")):
            add(noun, "noun", "", role)
            add(plural(noun), "noun", "", role)
        for adjective in filter(None, row["adjectives"].split(", ")):
            add(adjective, "adjective", "", role)
            add(adverb(adjective), "adjective", "", role)
    listed = [word for row in lexicon("valence_plain") for word in row["words"].split(", ")]
    plain = {*listed, *map(adverb, listed)}
    for word, polarity in textblob_words().items():
        if abs(polarity) >= FAINT and word not in readings and word not in plain and word[0].isalpha():
            add(word, "word", "", Role(TEXTBLOB, polarity, polarity, polarity))
    return Phrases({word: tuple((*key, role) for key, role in found.items()) for word, found in readings.items()})


@cache
def verbs_of(name: str) -> frozenset[str]:
    """Every form of the verbs of one word in a class of the role lexicon.

    >>> "lifted" in verbs_of("lift")
    True
    """
    row = next(row for row in lexicon("roles") if row["class"] == name)
    verbs = (verb for verb in row["verbs"].split(", ") if " " not in verb)
    return frozenset(form for verb in verbs for form in inflections(verb).values())


@cache
def nouns_of(name: str) -> frozenset[str]:
    """The nouns of one word in a class of the role lexicon, singular and plural."""
    row = next(row for row in lexicon("roles") if row["class"] == name)
    return frozenset(form for noun in row["nouns"].split(", ") if " " not in noun for form in (noun, plural(noun)))


def adverb(adjective: str) -> str:
    """The adverb of an adjective, by the rules of spelling.

    >>> adverb("clumsy"), adverb("capable"), adverb("reckless")
    ('clumsily', 'capably', 'recklessly')
    """
    if adjective.endswith("y"):
        return adjective[:-1] + "ily"
    if adjective.endswith("le"):
        return adjective[:-1] + "y"
    return adjective + ("ally" if adjective.endswith("ic") else "ly")


def valences(words: Words, first: int, stop: int) -> list[Valence]:
    """The words with valence among words[first:stop], in order, each with the one reading that its neighbours allow."""
    found = []
    for start, end, readings in _phrases().find(words, first, stop):
        kind, form, role = readings[0] if len(readings) == 1 else _fitting(words.forms, start, end, readings)
        if form not in ("base", "s") or start == first or words.forms[start - 1] not in _NOMINAL:  # "a leak" is no verb
            found.append(Valence(start, end, kind, form, role))
    return found


def _fitting(forms: list[str], start: int, end: int, readings: tuple[Reading, ...]) -> Reading:
    """The noun after a determiner, a preposition or an adjective and before "of" or "about"; the verb elsewhere."""
    before, behind = forms[start - 1] if start else "", forms[end] if end < len(forms) else ""
    nominal = before not in _VERBAL and (before in _NOMINAL or behind in _LINKS or before in textblob_words())
    fitting = [reading for reading in readings if (reading[0] == "verb") != nominal]
    return (fitting or readings)[0]
