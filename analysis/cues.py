"""Cues: the words that attribute, in every form in which they occur."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from .lexicon import inflections, lexicon
from .words import Phrases, words_of


@dataclass(frozen=True, slots=True)
class Cue:
    """One form of a cue of the lexicon `cues`.

    `kind` is verb, noun, adjective, adverb or preposition; `form` is base, s, past, participle or ing for a verb, else
    the kind again; `strength` says how surely it attributes, in (0, 1]; `takes` says what may follow: letters for a
    verb (q quotation, c clause, t infinitive, n noun phrase, h hearer first, a object + as, s object + complement,
    d clause behind "that" alone, p passive without a source, r subject raised from the clause, w question behind
    "asked", e object that feels), words for nouns and adjectives.
    """

    term: str
    kind: str
    form: str
    cue_class: str
    strength: float
    takes: frozenset[str]
    length: int  # in words


@cache
def cues() -> Phrases:
    """The cues to be found among words; each place yields all readings of its form, verbs first."""
    readings: dict[str, list[Cue]] = defaultdict(list)
    for row in sorted(lexicon("cues"), key=lambda row: row["kind"] != "verb"):
        term, kind = row["term"].partition(" (")[0], row["kind"]
        takes = frozenset(row["takes"] if kind == "verb" else row["takes"].split("|"))

        def cue(form: str) -> Cue:
            return Cue(term, kind, form, row["class"], float(row["strength"]), takes, len(words_of(term).forms))

        if kind == "verb":
            for form, written in inflections(term).items():
                readings[written].append(cue(form))
        elif kind == "noun":
            for written in (term, inflections(term)["s"]):
                readings[written].append(cue("noun"))
        else:
            readings[term].append(cue(kind))
    for written, found in readings.items():  # "worries about" is a verb's form, and a noun with its preposition
        first = written.partition(" ")[0]
        found += [cue for cue in readings.get(first, ()) if first != written and cue.kind in ("noun", "adjective")]
    return Phrases({written: tuple(found) for written, found in readings.items()})
