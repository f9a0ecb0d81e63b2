"""Parallel quotations: attributions of several articles that render one utterance, and how their wordings differ.

Outlets print the same remarks in other words, so that shared words alone do not tell. Taken together, these do: who
speaks, what the words mean (their stems, and a lexicon of words that may stand for each other), how rare that is in the
corpus, and the order in which two articles render what somebody said.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import log
from typing import NamedTuple

from .concepts import Cosine, concepts
from .corpus import Document
from .quotations import quotations
from .words import words_of


class Demand(NamedTuple):
    """What two articles must have in common before renderings that are not word for word are one utterance.

    `floor` is the likeness that two renderings of one speaker may have by chance. The others are multiplied by the
    logarithm of the number of articles that they are chosen from: `sure`, what a run must have beyond chance, all
    together; `occasion`, how alike all that is said in the two articles must be.
    """

    floor: float
    sure: float
    occasion: float


# Set on invented stories, and on the train split of PolNeAR, where articles that lie days apart seldom share any.
SAME_EVENT = Demand(0.1, 0.07, 0.0)  # of articles that report one event, as the corpus says
ANY_EVENT = Demand(0.15, 0.1, 0.03)  # of articles of which it does not say
SKIP = 0.05  # what it costs a run of renderings to leave one out
SAME = 6  # words in a row that nobody says by chance
NEAR = 20  # articles that each is held against, of those that share a concept with it: keeps time linear

Key = tuple[str, int]  # document and number of the attribution


@dataclass(frozen=True, slots=True)
class Wording:
    """What is kept of an attribution to find its like in other articles.

    `speakers` are those known by name; "French farmers" may be others elsewhere. `pieces` are the stretches presented
    as said, in lower-case words: of mixed speech those inside quotation marks, else all. `concepts` are what all of its
    words mean, sorted.
    """

    document: str
    number: int
    type: str
    speakers: frozenset[str]
    pieces: tuple[str, ...]
    concepts: tuple[str, ...]

    @property
    def key(self) -> Key:
        return self.document, self.number


class Rendering(NamedTuple):
    """The utterance that an attribution renders, and how it stands to the wording that the others are held against."""

    utterance: str
    relation: str


def wording(document: str, number: int, type: str, speakers: str, contents: Sequence[str]) -> Wording:
    """The wording of an attribution as the tables have it: speakers joined with "; ", the texts of its content.

    >>> found = wording("a", 0, "mixed", "Ida Hall; critics", ["the loom was “a marvel” to weavers"])
    >>> found.pieces, sorted(found.speakers)
    (('a marvel',), ['Ida Hall'])
    """
    named = frozenset(name for name in speakers.split("; ") if name.split(" ")[-1][:1].isupper())
    quoted = [part for text in contents for part in _quoted(text)] if type == "mixed" else []
    parts = [" ".join(words_of(part).forms) for text in quoted or contents for part in _LEFT_OUT.split(text)]
    found = {concept for text in contents for concept in concepts(text)}
    return Wording(document, number, type, named, tuple(filter(None, parts)), tuple(sorted(found)))


def _quoted(text: str) -> list[str]:
    """What stands inside quotation marks."""
    document = Document("", text)
    return [document[quotation.span] for quotation in quotations(document)]


_LEFT_OUT = re.compile(r"…|\.{3}|\[[^\]\n]*\]")


def utterances(wordings: Iterable[Wording], events: Mapping[str, str] | None = None) -> dict[Key, Rendering]:
    """Which attributions render one utterance, by document and number; those that share theirs with none are left out.

    `events` says which event an article reports, by document; empty or missing if that is not known. Of articles that
    report one event less is demanded, and of articles that report others only the same words are one utterance.

    Two attributions of different articles belong together if they have a speaker in common and stand in a run of
    renderings that are alike; of speakers who are not known, and of anybody, only the same words do. An attribution
    joins others if it belongs together with at least half of them and no two differ in who speaks.
    Utterances are numbered by the document and the number of their first attribution: u1, u2 ...
    """
    ordered = sorted(wordings, key=lambda one: one.key)
    twins = _Twins(ordered)
    found: dict[Key, Rendering] = {}
    groups = _groups(twins, _pairs(ordered, twins, events or {}))
    several = (group for group in groups if len({one.document for one in group}) > 1)
    for number, group in enumerate(several, 1):
        found |= _relations(f"u{number}", group)
    return found


class _Twins:
    """Wordings of one speaker that are the same, long enough to be so by no chance: held against others once only."""

    def __init__(self, wordings: Iterable[Wording]):
        self.first: dict[Key, Wording] = {}
        self.all: dict[Key, list[Wording]] = defaultdict(list)
        seen: dict[tuple, Wording] = {}
        for one in wordings:
            chance = all(len(piece.split()) < SAME for piece in one.pieces)
            first = one if chance else seen.setdefault((one.speakers, one.pieces), one)
            self.first[one.key] = first
            self.all[first.key].append(one)


# ---- pairs ----------------------------------------------------------------------------------------------------------

Pairs = dict[tuple[Key, Key], float]  # wordings that belong together, the earlier first, of twins the first; likeness


def _pairs(wordings: Sequence[Wording], twins: _Twins, events: Mapping[str, str]) -> Pairs:
    """The pairs of attributions that render one utterance."""
    pairs = dict.fromkeys(_word_for_word([twins.all[key][0] for key in twins.all]), 1.0)
    same = frozenset(pairs)
    cosine, occasion = Cosine({one.key: one.concepts for one in wordings}), Cosine(_by_article(wordings))

    def pair(one: Wording, other: Wording) -> tuple[Key, Key]:
        first, second = sorted((twins.first[one.key].key, twins.first[other.key].key))
        return first, second

    def likeness(one: Wording, other: Wording) -> float:
        first, second = pair(one, other)
        if first == second or (first, second) in same:
            return 1.0
        figures = [{concept for concept in each.concepts if concept.isdigit()} for each in (one, other)]
        return 0.0 if all(figures) and figures[0].isdisjoint(figures[1]) else cosine(one.key, other.key)

    reporting = Counter(events.get(document, "") for document in {one.document for one in wordings})
    for articles in _by_speaker(wordings).values():
        for first, second in _facing(articles):
            reported = {events.get(first, ""), events.get(second, "")}
            if len(reported - {""}) > 1:
                continue
            demand = ANY_EVENT if "" in reported else SAME_EVENT
            choice = log((reporting.total() if "" in reported else reporting[events[first]]) + 1)
            if occasion(first, second) >= demand.occasion * choice:
                sure = demand._replace(sure=demand.sure * choice)
                for one, other, like in _in_runs(articles[first], articles[second], likeness, sure):
                    pairs[pair(one, other)] = like
    return pairs


def _by_article(wordings: Iterable[Wording]) -> dict[str, tuple[str, ...]]:
    """The concepts of all that is said in each article."""
    said: dict[str, set[str]] = defaultdict(set)
    for one in wordings:
        said[one.document].update(one.concepts)
    return {document: tuple(sorted(found)) for document, found in said.items()}


def _by_speaker(wordings: Iterable[Wording]) -> dict[str, dict[str, list[Wording]]]:
    """What each speaker who is known by name says in each article, in its order."""
    said: dict[str, dict[str, list[Wording]]] = defaultdict(lambda: defaultdict(list))
    for one in wordings:
        for speaker in sorted(one.speakers):
            said[speaker][one.document].append(one)
    return said


def _word_for_word(wordings: Sequence[Wording]) -> Iterator[tuple[Key, Key]]:
    """Pairs in which a whole piece of one stands in the other, word for word; not by speakers known to be others."""
    beginnings: dict[tuple[str, ...], dict[Key, tuple[str, Wording]]] = defaultdict(dict)
    for one in wordings:
        for piece in one.pieces:
            if len(words := piece.split()) >= SAME:
                beginnings[tuple(words[:SAME])][one.key] = piece, one
    for other in wordings:
        for piece in other.pieces:
            words = piece.split()
            for at in range(len(words) - SAME + 1):
                for part, one in beginnings.get(tuple(words[at : at + SAME]), {}).values():
                    if one is not other and _may_speak_alike(one, other) and _holds(piece, part):
                        yield min(one.key, other.key), max(one.key, other.key)


def _holds(piece: str, part: str) -> bool:
    return f" {part} " in f" {piece} "


def _may_speak_alike(one: Wording, other: Wording) -> bool:
    """True unless the speakers are known to be different ones."""
    return not (one.speakers and other.speakers and one.speakers.isdisjoint(other.speakers))


def _facing(articles: Mapping[str, Sequence[Wording]]) -> list[tuple[str, str]]:
    """The pairs of articles to hold against each other, of all in which somebody speaks: they share a concept."""
    holders: dict[str, dict[str, None]] = defaultdict(dict)
    for document, said in articles.items():  # in the order of their names
        for one in said:
            for concept in one.concepts:
                holders[concept][document] = None
    pairs = set()
    for documents in map(list, holders.values()):
        for at, document in enumerate(documents):
            pairs.update((document, other) for other in documents[at + 1 : at + 1 + NEAR])
    return sorted(pairs)


def _in_runs(
    ones: Sequence[Wording], others: Sequence[Wording], likeness: Callable[[Wording, Wording], float], demand: Demand
) -> Iterator[tuple[Wording, Wording, float]]:
    """What somebody says in two articles, paired where it comes in the same order: the best run first, then the rest.

    A run is a local alignment; each pair adds its likeness beyond chance, each rendering left out costs.
    Source: Smith & Waterman 1981, Identification of common molecular subsequences.
    """
    like = {(i, j): likeness(one, other) for (i, one), (j, other) in product(enumerate(ones), enumerate(others))}
    worth = {cell: value - demand.floor for cell, value in like.items()}
    while run := _best_run(worth, len(ones), len(others), demand.sure):
        for i, j in run:
            yield ones[i], others[j], like[i, j]
        rows, columns = ({cell[side] for cell in run} for side in (0, 1))
        for cell in worth:
            if cell[0] in rows or cell[1] in columns:
                worth[cell] = -1.0


def _best_run(worth: Mapping[tuple[int, int], float], height: int, width: int, sure: float) -> list[tuple[int, int]]:
    """The cells of the local alignment that is worth most, if it is sure; none otherwise."""
    total: dict[tuple[int, int], float] = {}
    came: dict[tuple[int, int], tuple[int, int] | None] = {}
    for i, j in product(range(height), range(width)):
        before = {
            (i - 1, j - 1): total.get((i - 1, j - 1), 0.0) + worth[i, j],
            (i - 1, j): total.get((i - 1, j), 0.0) - SKIP,
            (i, j - 1): total.get((i, j - 1), 0.0) - SKIP,
        }
        came[i, j] = max(before, key=before.__getitem__)
        total[i, j] = max(0.0, before[came[i, j]])
    cell = max(total, key=total.__getitem__)
    if total[cell] < sure:
        return []
    run = []
    while total.get(cell, 0.0) > 0:
        before = came[cell]
        if before == (cell[0] - 1, cell[1] - 1) and worth[cell] > 0:
            run.append(cell)
        cell = before
    return run[::-1]


# ---- groups ---------------------------------------------------------------------------------------------------------


def _groups(twins: _Twins, pairs: Pairs) -> list[list[Wording]]:
    """The attributions that render one utterance each, in order: the likest pairs are joined first."""
    group = {key: [key] for key in twins.all}
    for one, other in sorted(pairs, key=lambda pair: (-pairs[pair], pair)):
        if group[one] is not group[other] and _belong_together(twins, pairs, group[one], group[other]):
            joined = sorted(group[one] + group[other])
            for key in joined:
                group[key] = joined
    joined = {id(keys): keys for keys in group.values()}.values()
    whole = (sorted((one for key in keys for one in twins.all[key]), key=lambda one: one.key) for keys in joined)
    return sorted(whole, key=lambda group: group[0].key)


def _belong_together(twins: _Twins, pairs: Pairs, ones: list[Key], others: list[Key]) -> bool:
    crossed = [(min(pair), max(pair)) for pair in product(ones, others)]
    return 2 * sum(pair in pairs for pair in crossed) >= len(crossed) and all(
        _may_speak_alike(twins.first[one], twins.first[other]) for one, other in crossed
    )


def _relations(utterance: str, group: Sequence[Wording]) -> dict[Key, Rendering]:
    """How each wording of an utterance stands to the one that the others are held against.

    That is one inside quotation marks, if there is any: the one whose words most of them have, then the longest.
    """
    number = Counter(one.pieces for one in group)
    agreeing = {
        pieces: sum(n for other, n in number.items() if _word_by_word(pieces, other)) for pieces in number
    }
    full = min(group, key=lambda one: (
        _MARKED.index(one.type), -agreeing[one.pieces], -sum(map(len, one.pieces)), one.key))
    repeated = agreeing[full.pieces] > 1
    return {one.key: Rendering(utterance, _relation(one, full, repeated)) for one in group}


_MARKED = ("direct", "mixed", "indirect")


def _relation(one: Wording, full: Wording, repeated: bool) -> str:
    if one is full:
        return "paraphrase" if one.type == "indirect" and not repeated else "verbatim"
    if _word_by_word(one.pieces, full.pieces):
        return "verbatim"
    return "paraphrase" if "indirect" in (one.type, full.type) else "altered"


def _word_by_word(ones: Sequence[str], others: Sequence[str]) -> bool:
    """True if every piece of one stands in a piece of the other."""
    return any(
        bool(parts) and all(any(_holds(whole, part) for whole in wholes) for part in parts)
        for parts, wholes in ((ones, others), (others, ones))
    )
