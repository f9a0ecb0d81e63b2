"""Lexicons: words in data files, each file with a passport and each entry with an example."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

PASSPORT = ("measures", "source", "licence")


class LexiconError(ValueError):
    """A lexicon file with a bad line."""


@dataclass(frozen=True)
class Lexicon:
    """Rows of words with what is known of each, and a passport that says where they come from."""

    name: str
    passport: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]
    places: tuple[str, ...] = ()  # of each row, for messages: file and line

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@cache
def lexicon(name: str) -> Lexicon:
    """The lexicon `name` that comes with the package.

    >>> lexicon("cues").passport["licence"]
    'MIT'
    """
    return read_lexicon(Path(str(files(__package__).joinpath("lexicons", f"{name}.tsv"))))


def read_lexicon(path: Path) -> Lexicon:
    """A lexicon from a tab-separated file: lines "# measures: ...", "# source: ...", "# licence: ...", then a table.

    The first column is the term; a term may stand there once. Every row needs an example.
    Raises LexiconError, naming file and line, for a missing passport line, a row of another width, an empty term or
    example, or a term listed twice.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: not a text in UTF-8: {error}; save it as one") from None
    notes = [line[1:].partition(":") for line in lines if line.startswith("#")]
    passport = {key.strip(): value.strip() for key, colon, value in notes if colon}
    for key in PASSPORT:
        if not passport.get(key):
            raise LexiconError(f'{path}: a lexicon needs a passport; add the line "# {key}: ..."')
    table = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    header = table[0][1].split("\t") if table else []
    if "example" not in header:
        raise LexiconError(f"{path}: a lexicon's columns need an example; they are {header}")
    rows, places, seen = [], [], {}
    for (number, _), cells in zip(table[1:], csv.reader((line for _, line in table[1:]), delimiter="\t", quoting=3)):
        place = f"{path}: line {number}"
        if len(cells) != len(header):
            raise LexiconError(f"{place}: a row needs {len(header)} cells ({', '.join(header)}); it has {len(cells)}")
        row = dict(zip(header, cells))
        term = cells[0]
        if not term or not row["example"]:
            raise LexiconError(f"{place}: a row needs a term and an example; it is {cells}")
        if term in seen:
            raise LexiconError(f"{place}: {term!r} stands already in line {seen[term]}; remove one")
        seen[term] = number
        rows.append(row)
        places.append(f"{place}: {term!r}")
    return Lexicon(path.stem, passport, tuple(rows), tuple(places))


_VOWELS = "aeiou"


def inflections(verb: str) -> dict[str, str]:
    """The forms of an English verb: base, s (third person), past, participle, ing. A phrase inflects its first word.

    Verbs with forms of their own stand in the lexicon `verbs`; all others are spelled by rule.

    >>> inflections("try to")["past"], inflections("say")["past"]
    ('tried to', 'said')
    """
    base, space, rest = verb.partition(" ")
    if base in _irregular():
        past, participle, ing = _irregular()[base]
    else:
        past, participle, ing = _spelled(base)
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        third = base[:-1] + "ies"
    else:
        third = {"be": "is", "have": "has"}.get(base, base + ("es" if base.endswith(_SIBILANTS) else "s"))
    forms = {"base": base, "s": third, "past": past, "participle": participle, "ing": ing}
    return {form: word + space + rest for form, word in forms.items()}


_SIBILANTS = ("s", "x", "z", "ch", "sh", "o")


@cache
def _irregular() -> dict[str, tuple[str, str, str]]:
    return {row["verb"]: (row["past"], row["participle"], row["ing"]) for row in lexicon("verbs")}


def _spelled(base: str) -> tuple[str, str, str]:
    """Past, participle and -ing form by the rules of spelling: tried, used, lying, planned, wanted."""
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied", base[:-1] + "ied", base + "ing"
    if base.endswith("ie"):
        return base + "d", base + "d", base[:-2] + "ying"
    if base.endswith("e"):
        return base + "d", base + "d", (base if base.endswith(("ee", "oe", "ye")) else base[:-1]) + "ing"
    one_vowel = sum(letter in _VOWELS for letter in base) == 1
    if one_vowel and len(base) > 2 and base[-2] in _VOWELS and base[-1] not in "aeiouwxy":
        base += base[-1]
    return base + "ed", base + "ed", base + "ing"
