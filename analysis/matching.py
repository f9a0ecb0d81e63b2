"""Matching: the units of two codings side by side, one to one; what only one of them has stays a unit of its own."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import combinations
from operator import itemgetter
from typing import NamedTuple

import pandas as pd

from .codebook import categories
from .tables import Tables
from .words import words_of

ALIKE = 0.5  # Dice of two contents from which on two attributions are the same unit


class Unit(NamedTuple):
    """What one coding says and what the other says, as the rows' variables; None where a coding lacks the unit.

    `start`, `end` and `text` are those of the first coding that has it.
    """

    document: str
    start: int
    end: int
    text: str
    one: Mapping | None
    other: Mapping | None


def lines(one: Tables, other: Tables) -> list[Unit]:
    """Lines, the units of zones; a line is known by where its text begins."""
    return _matched(lines_of(one), lines_of(other), key=lambda row: (row["document"], row["start"]))


def lines_of(tables: Tables) -> list[dict]:
    """The lines of a coding's zones that have text, each where its text begins."""
    rows = []
    for zone in _records(tables.zones):
        at = zone["start"]
        for line in zone["text"].splitlines(keepends=True):
            text = line.strip()
            if text:
                start = at + line.index(text)
                rows.append({**zone, "start": start, "end": start + len(text), "text": text})
            at += len(line)
    return rows


def sentences(one: Tables, other: Tables) -> list[Unit]:
    """Sentences of headline and body; of each, which frames occur in it in either coding."""
    places = _places(one, other)
    frames = []
    for tables in (one, other):
        found = defaultdict(set)
        for claim in _records(tables.claims):
            found[_place(places, claim)].add(claim["frame"])
        frames.append(found)
    names, units = one.claims["frame"].cat.categories, []
    for document, spans in places.items():
        for start, end, text in spans:
            said = ({frame: frame in found[document, start] for frame in names} for found in frames)
            units.append(Unit(document, start, end, text, *said))
    return units


def attributions(one: Tables, other: Tables) -> list[Unit]:
    """Attributions, matched by the words of their contents: the likest by Dice first, down to one shared word."""
    return _matched(_attributions(one), _attributions(other), key=lambda row: row["document"], likeness=dice)


def dice(one: Mapping, other: Mapping) -> float:
    """How much two contents have in common: twice the words they share by the words they have, 0 to 1."""
    return 2 * len(one["words"] & other["words"]) / (len(one["words"]) + len(other["words"]))


def alike(unit: Unit) -> bool:
    """True if both codings have this attribution, with contents that are mostly the same words."""
    return bool(unit.one and unit.other) and dice(unit.one, unit.other) >= ALIKE


def _attributions(tables: Tables) -> list[dict]:
    """Each attribution with its spans' texts and the places of its content's words; speakers in sorted order."""
    parts = defaultdict(list)
    for span in _records(tables.spans.sort_values(["document", "attribution", "start"])):
        parts[span["document"], span["attribution"], span["part"]].append(span)
    rows = []
    for row in _records(tables.attributions):
        unit = (row["document"], row["attribution"])
        content = parts[*unit, "content"]
        words = {span["start"] + at for span in content for at in words_of(span["text"]).starts or [0]}
        texts = {part: " … ".join(span["text"] for span in parts[*unit, part]) for part in categories("part")}
        sets = {column: "; ".join(sorted(set(row[column].split("; ")))) for column in ("speakers", "stakeholder")}
        place = {"start": content[0]["start"], "end": content[-1]["end"], "text": texts["content"]}
        rows.append({**row, **sets, **texts, **place, "words": frozenset(words)})
    return rows


def parallels(one: Tables, other: Tables) -> list[Unit]:
    """Parallel quotations: pairs of attributions that render the same utterance, with their relation."""
    sides: tuple[dict, dict] = ({}, {})
    names: tuple[dict, dict] = ({}, {})
    for number, unit in enumerate(attributions(one, other)):
        for side, row in enumerate((unit.one, unit.other) if alike(unit) else ()):
            names[side][row["document"], row["attribution"]] = number
    for side, tables in enumerate((one, other)):
        sharing = defaultdict(list)
        for row in _attributions(tables):
            if row["utterance"]:
                place = (row["document"], row["attribution"])
                sharing[row["utterance"]].append((names[side].get(place, (side, *place)), row))
        for group in sharing.values():
            for (name, row), (mate, other_row) in combinations(group, 2):
                relation = _relation(row["relation"], other_row["relation"])
                text = f"{row['text']} = {other_row['document']}: {other_row['text']}"
                sides[side][frozenset((name, mate))] = {**row, "relation": relation, "text": text}
    rows = [[{**row, "pair": pair} for pair, row in side.items()] for side in sides]
    return _matched(*rows, key=lambda row: row["pair"])


def _relation(one: str, other: str) -> str:
    """The relation of two renderings, from how each stands to the utterance's wording."""
    return next((name for name in ("paraphrase", "altered") if name in (one, other)), "verbatim")


def sentiment(one: Tables, other: Tables) -> list[Unit]:
    """Units of sentiment: of those in one sentence the ones with the same voice are matched first, then the rest."""
    places = _places(one, other)
    return _matched(
        _records(one.sentiment),
        _records(other.sentiment),
        key=lambda row: _place(places, row),
        likeness=lambda row, mate: 1 + 2 * (row["voice"] == mate["voice"]) + (row["value"] == mate["value"]),
    )


def claims(one: Tables, other: Tables) -> list[Unit]:
    """Claims of the same frame in one sentence; those that have most else in common are matched first."""
    places = _places(one, other)
    return _matched(
        _records(one.claims),
        _records(other.claims),
        key=lambda row: (_place(places, row), row["frame"]),
        likeness=lambda row, mate: 1 + sum(row[v] == mate[v] for v in ("stance", "voice", "hedged", "evidence")),
    )


def _matched(
    ones: Sequence[dict],
    others: Sequence[dict],
    *,
    key: Callable[[dict], Hashable],
    likeness: Callable[[dict, dict], float] = lambda one, other: 1,
) -> list[Unit]:
    """Pairs with the same key, the likest first and each row once, and the rows left over; in reading order."""
    groups = defaultdict(lambda: ([], []))
    for side, rows in enumerate((ones, others)):
        for row in rows:
            groups[key(row)][side].append(row)
    units = []
    for mine, theirs in groups.values():
        pairs = [(likeness(row, mate), -i, -j) for i, row in enumerate(mine) for j, mate in enumerate(theirs)]
        free, unmet = dict(enumerate(mine)), dict(enumerate(theirs))
        for like, i, j in sorted(pairs, reverse=True):
            if like > 0 and -i in free and -j in unmet:
                units.append((free.pop(-i), unmet.pop(-j)))
        units += [(row, None) for row in free.values()] + [(None, row) for row in unmet.values()]
    place = itemgetter("document", "start", "end", "text")
    found = [Unit(*place(row or mate), row, mate) for row, mate in units]
    return sorted(found, key=lambda unit: (unit.document, unit.start, unit.end, unit.one is None))


Places = dict[str, list[tuple[int, int, str]]]


def _places(one: Tables, other: Tables) -> Places:
    """The sentences that two codings have in common: where their sentences overlap they are one place."""
    names = ["document", "start", "end", "text"]
    tables = [table[names] for side in (one, other) for table in (side.sentences, side.sentiment, side.claims)]
    places: Places = defaultdict(list)
    for document, start, end, text in sorted(set(pd.concat(tables).itertuples(index=False, name=None))):
        spans = places[document]
        if spans and start < spans[-1][1]:
            if end > spans[-1][1]:
                spans[-1] = (spans[-1][0], end, f"{spans[-1][2]} … {text}")
        else:
            spans.append((start, end, text))
    return places


def _place(places: Places, row: Mapping) -> tuple[str, int]:
    """The document and the start of the place in which a unit lies."""
    spans = places[row["document"]]
    return row["document"], spans[bisect_right(spans, (row["start"], float("inf"))) - 1][0]


def _records(table: pd.DataFrame) -> list[dict]:
    return table.astype("object").to_dict("records")
