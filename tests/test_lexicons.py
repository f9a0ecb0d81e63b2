"""Lexicons: every file reads, and every entry does on its own example what its list says that it does."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from analysis.attribution import attributions
from analysis.roles import roles
from analysis.corpus import Document, default_targets
from analysis.lexicon import PASSPORT, inflections, lexicon, read_lexicon
from analysis.mentions import mentions
from analysis.scope import ASSERT, Scope
from analysis.valence import valences
from analysis.words import words_of

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "analysis" / "lexicons"
NAMES = sorted(path.stem for path in FOLDER.glob("*.tsv"))
LISTS = ("verbs", "nouns", "adjectives", "phrases", "words")  # columns that hold several words

SILENT: dict[str, dict[str, str]] = defaultdict(dict)  # entries that do not fire on their own example, with the reason
for line in ROOT.joinpath("tests/cases/lexicons.silent.tsv").read_text(encoding="utf-8").splitlines():
    if line and not line.startswith("#"):
        name, term, reason = line.split("\t")
        SILENT[name][term] = reason

Row = Mapping[str, str]


def key(row: Row) -> str:
    """What names a row: its first column."""
    return next(iter(row.values()))


@cache
def forms(word: str) -> frozenset[str]:
    """Every form in which a word may stand in a text."""
    return frozenset((word, *inflections(word).values()))


def holds(text: str, entry: str) -> bool:
    """True if the words of an entry stand in the text, in any form, in this order ("cited Ida as saying")."""
    rest = iter(words_of(text.lower()).forms)
    return all(any(form in forms(word) for form in rest) for word in words_of(entry.lower()).forms)


def shows(row: Row) -> bool:
    """The example holds a word of the entry, an abbreviation with its stops or without."""
    listed = [word for column in LISTS for word in row.get(column, "").split(", ") if word]
    example = row["example"] + " " + row["example"].replace(".", "")
    return any(holds(example, entry) for entry in listed or [key(row).partition(" (")[0]])


def attributes(row: Row) -> bool:
    """The cue is a cue in its example."""
    document = Document("example", row["example"])
    found = attributions(document, minimum=0.2)
    return any(one.cue and holds(document[one.cue], row["term"].partition(" (")[0]) for one in found)


def reaches(row: Row) -> bool:
    """The sign reaches a word of its example; one that only looks like a sign leaves the last word as it is."""
    words = words_of(row["example"])
    scope = Scope(words, 0, len(words))
    if row["effect"] in ("idle", "opaque"):
        return scope.reading(len(words) - 1, len(words))[:2] == (ASSERT, False)
    return any(sign.rule == row["class"] for index in range(len(words)) for sign in scope.signs(index, index + 1))


def bears(row: Row) -> bool:
    """A word of the class has valence in its example."""
    words = words_of(row["example"])
    return any(word.role.name == row["class"] for word in valences(words, 0, len(words)))


def tells(row: Row) -> bool:
    """The role noun is found in its example, and tells the stakeholder."""
    found = [role for *_, role in roles().find(words_of(row["example"]))]
    return any((role.noun.lower(), role.stakeholder) == (row["term"].lower(), row["stakeholder"]) for role in found)


FIRES = {"cues": attributes, "scope": reaches, "roles": bears, "stakeholders": tells}  # the others show their word


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_fires_on_its_own_example_but_for_those_listed(name):
    silent = {key(row): row["example"] for row in lexicon(name) if not FIRES.get(name, shows)(row)}
    assert silent.keys() == SILENT[name].keys(), "tests/cases/lexicons.silent.tsv lists what is silent, with the reason"


def test_what_is_listed_as_silent_is_an_entry_and_has_a_reason():
    for name, terms in SILENT.items():
        assert terms.keys() <= {key(row) for row in lexicon(name)}
        assert all(terms.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_lexicon_reads_and_has_a_passport(name):
    found = read_lexicon(FOLDER / f"{name}.tsv")
    assert found.rows and all(found.passport[line] for line in PASSPORT)
    assert len({key(row) for row in found}) == len(found)
    for row in found:
        assert row["example"]
        assert all(cell == cell.strip() for cell in row.values()), "white space at the end of a cell"


def test_every_file_is_a_lexicon_or_the_targets():
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.tsv" for name in NAMES} | {"targets.toml"}


def targets_in(text: str) -> list[str]:
    document = Document("example", text)
    return [document[mention.span] for mention in mentions(document) if mention.kind == "target"]


def test_the_targets_read_and_are_found():
    targets = default_targets()
    assert targets.names and targets.anaphors
    for words in (targets.names, targets.nouns, targets.anaphors):
        assert len(set(words)) == len(words)
    for name in (*targets.names, *targets.nouns):
        (found,) = targets_in(f"Many speak of {name} now.")
        assert found.rstrip(".") == name.rstrip(".")
    for noun in targets.anaphors:
        assert targets_in(f"Bakers tried machine learning. The {noun} failed.")[-1].endswith(noun)


RUN = 5  # words in a row that an example of our own does not share with an article


def runs(text: str) -> set[tuple[str, ...]]:
    said = words_of(text).forms
    return {tuple(said[at : at + RUN]) for at in range(len(said) - RUN + 1)}


def test_no_example_is_from_the_story():
    told = runs("\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("seeds/*.txt")))
    actors = tomllib.loads((ROOT / "seeds/actors.toml").read_text(encoding="utf-8"))["actor"]
    parties = [actor["name"] for actor in actors if actor["stakeholder"] not in ("industry", "ai_developer")]
    names = [name for name in parties if name[0].isupper()]
    assert told and names
    for name in NAMES:
        for row in lexicon(name):
            place = f"{name}: {row['example']!r}"
            assert not runs(row["example"]) & told, f"{place} has {RUN} words in a row that stand in an article"
            assert not any(who in row["example"] for who in names), f"{place} has a name of the story"
