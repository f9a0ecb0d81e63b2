"""Codings: what is read, what is left out and said to be, and what stops the reading."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding import COLUMNS, UNIT, CodingError, _sentence, read_coding
from analysis.corpus import read_corpus
from analysis.span import Span
from analysis.tables import SCHEMAS

CASES = Path(__file__).parent / "cases"
SEEDS = Path(__file__).parent.parent / "seeds"
HELPS, FEARS = "Dan says: “AI helps painters to see,” and he smiles.", "Eve fears that it takes work from painters."
ARTICLE = f"Artists and AI\n\n{HELPS} {FEARS}"


def place(words: str) -> tuple[int, int]:
    start = ARTICLE.index(words)
    return start, start + len(words)


def unit(words: str, **more) -> dict:
    start, end = place(words)
    return {"document": "a", "start": start, "end": end, "text": words, **more}


def claim(words: str, evidence: str, **more) -> dict:
    start, end = place(evidence)
    found = {"evidence": evidence, "evidence_start": start, "evidence_end": end}
    return unit(words, **found, stance="assert", hedged="False", **more)


CODED = {
    "zones": [unit("Artists and AI", zone="headline"), unit(f"{HELPS} {FEARS}", zone="body")],
    "attributions": [
        {"document": "a", "attribution": 0, "type": "direct", "speakers": "Dan", "stakeholder": "company",
         "utterance": "u1", "relation": "verbatim"},
        {"document": "a", "attribution": 1, "type": "indirect", "speakers": "Eve; Ida",
         "stakeholder": "performer; union", "utterance": "", "relation": ""},
    ],
    "spans": [
        unit("Dan", attribution=0, part="source"),
        unit("says", attribution=0, part="cue"),
        unit("“AI helps painters to see,”", attribution=0, part="content"),
        unit("Eve", attribution=1, part="source"),
        unit("fears", attribution=1, part="cue"),
        unit("it takes work from painters", attribution=1, part="content"),
    ],
    "sentiment": [
        unit(HELPS, value=1, voice="Dan", stakeholder="company"),
        unit(FEARS, value=-1, voice="Eve", stakeholder="performer"),
    ],
    "claims": [
        claim(HELPS, "AI helps painters to see", frame="enhancement", voice="Dan", stakeholder="company"),
        claim(FEARS, "it takes work from painters", frame="replacement", voice="Eve", stakeholder="performer"),
    ],
}


def write(folder: Path, coded: dict = CODED, *, drop: str = "") -> Path:
    """A corpus of one article with the coding `A`, less the column `drop`."""
    (folder / "coding" / "A").mkdir(parents=True)
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    for name, columns in COLUMNS.items():
        with (folder / "coding" / "A" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [c for c in columns if c != drop], extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            writer.writerows(coded[name])
    return folder


def changed(table: str, line: int, **cells) -> dict:
    rows = [dict(row) for row in CODED[table]]
    rows[line - 2].update(cells)
    return {**CODED, table: rows}


def test_a_coding_that_fits_is_read_whole(tmp_path):
    tables = read_coding(read_corpus(write(tmp_path)), "A")
    assert tables.problems.empty
    for name, rows in CODED.items():
        table = getattr(tables, name)
        assert list(table.columns) == list(SCHEMAS[name])
        assert len(table) == len(rows)
    assert tables.claims["hedged"].tolist() == [False, False]
    assert tables.sentiment["value"].tolist() == [1, -1]
    assert tables.attributions["speakers"].tolist() == ["Dan", "Eve; Ida"]
    assert tables.attributions["relation"].isna().tolist() == [False, True]
    assert tables.mentions.empty
    assert tables.articles["document"].tolist() == ["a"]


def test_units_lie_in_the_kits_sentences(tmp_path):
    tables = read_coding(read_corpus(write(tmp_path)), "A")
    texts = tables.sentences.set_index("sentence")["text"]
    for row in (*tables.sentiment.itertuples(), *tables.claims.itertuples()):
        assert row.text == texts[row.sentence]


@pytest.mark.parametrize(
    ("unit", "sentence"),
    [((0, 5), 0), ((6, 9), 1), ((4, 12), 1), ((3, 7), 0), ((20, 25), 2), ((12, 19), -1), ((25, 30), 2), ((40, 50), -1)],
)
def test_sentence_that_shares_most(unit, sentence):
    assert _sentence([Span(0, 6), Span(6, 12), Span(19, 28)], Span(*unit)) == sentence


FAULTS = [
    line.split("\t")
    for line in (CASES / "coding_faults.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("table", "line", "column", "value", "message"), FAULTS)
def test_a_row_that_does_not_fit_is_reported_and_left_out(tmp_path, table, line, column, value, message):
    tables = read_coding(read_corpus(write(tmp_path, changed(table, int(line), **{column: value}))), "A")
    places, messages = tables.problems["place"].tolist(), tables.problems["message"].tolist()
    at = places.index(f"A/{table}.csv: line {line}")
    assert message in messages[at]
    assert len(getattr(tables, table)) < len(CODED[table])


@pytest.mark.parametrize("table", list(COLUMNS))
def test_a_unit_coded_twice_counts_once(tmp_path, table):
    twice = {**CODED, table: [*CODED[table], CODED[table][0]]}
    tables = read_coding(read_corpus(write(tmp_path, twice)), "A")
    assert tables.problems["message"].tolist() == ["this unit is coded in line 2 already; keep one of the two"]
    assert len(getattr(tables, table)) == len(CODED[table])


def test_evidence_lies_in_its_sentence(tmp_path):
    start, end = place("it takes work")
    coded = changed("claims", 2, evidence="it takes work", evidence_start=start, evidence_end=end)
    tables = read_coding(read_corpus(write(tmp_path, coded)), "A")
    assert tables.problems["message"].tolist() == ["evidence lies inside its sentence; 'it takes work' lies outside"]


@pytest.mark.parametrize("table", list(COLUMNS))
def test_an_empty_table_is_no_fault(tmp_path, table):
    emptied = {**CODED, table: []}
    if table in ("attributions", "spans"):
        emptied |= {"attributions": [], "spans": []}
    tables = read_coding(read_corpus(write(tmp_path, emptied)), "A")
    assert tables.problems.empty
    assert getattr(tables, table).empty


def test_what_is_missing_stops_the_reading(tmp_path):
    corpus = read_corpus(write(tmp_path / "whole"))
    with pytest.raises(CodingError, match="there is none; codings: A$"):
        read_coding(corpus, "B")
    (tmp_path / "whole" / "coding" / "A" / "claims.csv").unlink()
    with pytest.raises(CodingError, match=r"claims\.csv: a coding needs this file"):
        read_coding(corpus, "A")
    (tmp_path / "whole" / "coding" / "A" / "zones.csv").write_bytes("document,zone\na,caf\xe9\n".encode("cp1252"))
    with pytest.raises(CodingError, match=r"zones\.csv: not a CSV file in UTF-8"):
        read_coding(corpus, "A")
    with pytest.raises(CodingError, match=r"line 1: the columns zone are missing; the file has document, start"):
        read_coding(read_corpus(write(tmp_path / "less", drop="zone")), "A")


@given(start=st.integers(0, 120), length=st.integers(1, 60))
def test_no_text_is_read_that_the_article_does_not_say_there(tmp_path_factory, start, length):
    coded = changed("sentiment", 2, start=start, end=start + length)
    tables = read_coding(read_corpus(write(tmp_path_factory.mktemp("corpus"), coded)), "A")
    for row in tables.sentiment.itertuples():
        assert ARTICLE[row.start : row.end] == row.text
    assert len(tables.sentiment) + len(tables.problems) == 2


@pytest.mark.parametrize("coder", ["A", "B", "reference"])
def test_the_codings_of_the_seeds_fit(coder):
    corpus = read_corpus(SEEDS)
    tables = read_coding(corpus, coder)
    assert tables.problems.empty
    assert set(tables.zones["document"]) == {document.id for document in corpus}
    for name, unit in UNIT.items():
        assert not getattr(tables, name).duplicated(list(unit)).any()


def test_who_is_who_in_the_seeds_is_who_the_reference_says():
    corpus = read_corpus(SEEDS)
    known = {actor.name: actor.stakeholder for actor in corpus.story.actors}
    coded = read_coding(corpus, "reference").attributions
    for speakers, stakeholders in zip(coded["speakers"], coded["stakeholder"]):
        for speaker, stakeholder in zip(speakers.split("; "), stakeholders.split("; ")):
            assert known.get(speaker, stakeholder) == stakeholder
    assert coded["speakers"].str.split("; ").explode().isin([*known, "unspecified", "many", "some"]).all()
