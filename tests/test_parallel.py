"""Parallel quotations: which attributions render one utterance, on invented stories that were labelled beforehand."""

import csv
import json
import os
import random
import subprocess
import sys
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from analysis.parallel import Wording, utterances, wording

CASES = Path(__file__).with_name("cases")
LEAST = {  # precision and recall, of pairs, by the file of cases and whether the articles' event is known
    ("parallel", False): (0.85, 0.60), ("parallel", True): (0.70, 0.65),
    ("parallel.unseen", False): (0.80, 0.70), ("parallel.unseen", True): (0.80, 0.75),
}  # fmt: skip


def stories(name: str) -> dict[str, list[tuple[Wording, dict]]]:
    """The stories of a file of cases: the wording of each row, beside what the row says of it."""
    lines = CASES.joinpath(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    found, number = defaultdict(list), Counter()
    for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=3):
        place = (row["story"], row["article"])
        one = wording(row["article"], number[place], row["type"], row["speakers"], [row["content"]])
        number[place] += 1
        found[row["story"]].append((one, row))
    return found


def together(relations: list[str]) -> str:
    """How two wordings stand to each other, from how each stands to the utterance's."""
    return next((name for name in ("paraphrase", "altered") if name in relations), "verbatim")


def pairs(said: dict[tuple, tuple[str, str]]) -> dict[tuple, str]:
    """The pairs of attributions of different articles that share an utterance, with their relation."""
    return {
        (one, other): together([said[one][1], said[other][1]])
        for one, other in combinations(sorted(said), 2)
        if one[0] != other[0] and said[one][0] == said[other][0]
    }


@pytest.mark.parametrize("name, known", LEAST)
def test_invented_stories(name, known):
    right, found, there = 0, 0, 0
    for story, rows in stories(name).items():
        events = {one.document: story for one, _ in rows} if known else {}
        machine = pairs(utterances((one for one, _ in rows), events))
        coded = pairs({one.key: (row["utterance"], row["relation"]) for one, row in rows if row["utterance"]})
        for pair in machine.keys() & coded.keys():
            assert machine[pair] == coded[pair], f"{story}: {pair}"
        right, found, there = right + len(machine.keys() & coded.keys()), found + len(machine), there + len(coded)
    precision, recall = LEAST[name, known]
    assert right / found >= precision and right / there >= recall, f"{right} right of {found}, of {there} in all"


def said(*rows: tuple[str, str, str, str], events: dict[str, str] | None = None) -> dict:
    """What becomes of attributions: (article, speakers, type, content)."""
    number = Counter()
    found = []
    for article, speakers, type, content in rows:
        found.append(wording(article, number[article], type, speakers, [content]))
        number[article] += 1
    return utterances(found, events)


QUEUE = "“The queue for the ferry starts in my kitchen.”"
TOGETHER = {
    "word for word": [("a", "Ida Hall", "direct", QUEUE), ("b", "Ida Hall", "direct", QUEUE.upper())],
    "a part of it": [
        ("a", "Ida Hall", "direct", QUEUE), ("b", "Ida Hall", "mixed", "that “the queue for the ferry starts” there"),
    ],
    "somebody unknown, word for word": [("a", "unspecified", "direct", QUEUE), ("b", "Ida Hall", "direct", QUEUE)],
    "an unnamed group, word for word": [("a", "critics", "direct", QUEUE), ("b", "critics", "direct", QUEUE)],
    "one of two speakers": [("a", "Ida Hall; Bo Lind", "direct", QUEUE), ("b", "Bo Lind", "direct", QUEUE)],
    "in other words": [
        ("a", "Ida Hall", "direct", "“Cheap tools do not frighten our craftsmen.”"),
        ("b", "Ida Hall", "direct", "“Low-cost instruments won’t scare our makers.”"),
    ],
    "numbers in letters": [
        ("a", "Ida Hall", "indirect", "twelve boats would sail in May"),
        ("b", "Ida Hall", "indirect", "12 ships will sail in May"),
    ],
}  # fmt: skip
APART = {
    "somebody else": [("a", "Ida Hall", "direct", QUEUE), ("b", "Bo Lind", "direct", QUEUE)],
    "in one article only": [("a", "Ida Hall", "direct", QUEUE), ("a", "Ida Hall", "direct", QUEUE)],
    "somebody unknown, in other words": [
        ("a", "unspecified", "direct", "“Cheap tools do not frighten our craftsmen.”"),
        ("b", "Ida Hall", "direct", "“Low-cost instruments won’t scare our makers.”"),
    ],
    "an unnamed group, in other words": [
        ("a", "critics", "direct", "“Cheap tools do not frighten our craftsmen.”"),
        ("b", "critics", "direct", "“Low-cost instruments won’t scare our makers.”"),
    ],
    "an unnamed group with a capital, in other words": [
        ("a", "TV critics", "direct", "“Cheap tools do not frighten our craftsmen.”"),
        ("b", "TV critics", "direct", "“Low-cost instruments won’t scare our makers.”"),
    ],
    "other numbers": [
        ("a", "Ida Hall", "indirect", "12 boats would sail in May"),
        ("b", "Ida Hall", "indirect", "14 boats would sail in May"),
    ],
    "another point": [
        ("a", "Ida Hall", "direct", "“Our boats are painted by hand.”"),
        ("b", "Ida Hall", "direct", "“Fuel costs us half of what we earn.”"),
    ],
    "too short to be the same by more than chance": [
        ("a", "unspecified", "direct", "“It is time.”"), ("b", "unspecified", "direct", "“It is time.”"),
    ],
    "no word at all": [("a", "Ida Hall", "direct", "“…”"), ("b", "Ida Hall", "direct", "“…”")],
    "no word that tells": [("a", "Ida Hall", "direct", "“So be it,”"), ("b", "Ida Hall", "direct", "“That is it.”")],
}  # fmt: skip


@pytest.mark.parametrize("rows", TOGETHER.values(), ids=TOGETHER)
def test_one_utterance(rows):
    assert [found.utterance for found in said(*rows).values()] == ["u1", "u1"]


@pytest.mark.parametrize("rows", APART.values(), ids=APART)
def test_different_utterances(rows):
    assert said(*rows) == {}


HALF_ALIKE = [
    ("a", "Ida Hall", "direct", "“The harbour is dark, the ferry is old, and I want lamps along the whole quay before the winter.”"),
    ("a", "Bo Lind", "direct", "“The nets are torn and nobody mends them.”"),
    ("b", "Ida Hall", "direct", "“A lantern costs forty crowns, a funeral forty thousand, and the quay has been slippery for years,”"),
    ("b", "Bo Lind", "direct", "“A winter without snow is no winter.”"),
]
BY_EVENT = {
    "one event": (HALF_ALIKE, {"a": "harbour meeting", "b": "harbour meeting"}, ["u1", "u1"]),
    "not known": (HALF_ALIKE, {}, []),
    "known of one article": (HALF_ALIKE, {"a": "harbour meeting", "b": ""}, []),
    "two events": (TOGETHER["in other words"], {"a": "first meeting", "b": "second meeting"}, []),
    "two events, word for word": (TOGETHER["word for word"], {"a": "first", "b": "second"}, ["u1", "u1"]),
}


@pytest.mark.parametrize("rows, events, expected", BY_EVENT.values(), ids=BY_EVENT)
def test_articles_on_one_event_need_less_in_common(rows, events, expected):
    assert [found.utterance for found in said(*rows, events=events).values()] == expected


def test_who_is_not_known_never_joins_two_speakers():
    found = said(("a", "Ida Hall", "direct", QUEUE), ("b", "unspecified", "direct", QUEUE),
                 ("c", "Bo Lind", "direct", QUEUE))  # fmt: skip
    assert ("b", 0) in found
    assert found.get(("a", 0)) is None or found.get(("c", 0)) is None


def test_order_decides_between_two_that_are_alike():
    """The same few words in both: what comes first is held against what comes first."""
    found = said(
        ("a", "Ida Hall", "direct", "“The ferry is late and the harbour is dark,”"),
        ("a", "Ida Hall", "direct", "“The harbour needs lamps.”"),
        ("b", "Ida Hall", "direct", "“In a dark harbour no ferry is on time,”"),
        ("b", "Ida Hall", "direct", "“Give the harbour its lanterns.”"),
    )
    assert [found[place].utterance for place in sorted(found)] == ["u1", "u2", "u1", "u2"]


ALL = [
    Wording(f"{story} {one.document}", *[getattr(one, name) for name in one.__slots__[1:]])
    for story, rows in stories("parallel").items() for one, _ in rows
]  # fmt: skip


def test_the_order_of_the_articles_does_not_matter():
    shuffled = random.Random(0).sample(ALL, len(ALL))
    assert utterances(shuffled) == utterances(ALL)


def test_another_process_gives_the_same():
    program = (
        "import json, sys; from tests.test_parallel import ALL, utterances\n"
        "json.dump([[*key, *found] for key, found in utterances(ALL).items()], sys.stdout)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | {"PYTHONHASHSEED": "7"}, cwd=CASES.parents[1],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert json.loads(told) == [[*key, *found] for key, found in utterances(ALL).items()]


def test_no_two_speakers_share_an_utterance():
    groups = defaultdict(list)
    for one in ALL:
        if found := utterances(ALL).get(one.key):
            groups[found.utterance].append(one)
    assert groups
    for group in groups.values():
        assert len({one.document for one in group}) > 1
        for one, other in combinations(group, 2):
            assert not one.speakers or not other.speakers or one.speakers & other.speakers
