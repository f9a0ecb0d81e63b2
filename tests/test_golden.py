"""Golden results: what the kit says of the articles in seeds/, a line per unit: a review sees what a change moves."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis.annotation import SCHEMAS, annotations, write_annotations
from analysis.corpus import Corpus, read_corpus
from analysis.tables import Tables, annotate

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).with_name("golden") / "annotations.tsv"
REWRITE = f".venv/bin/python tests/{Path(__file__).name}"
# The codes of each layer. Numbers are left out, so that one unit more is one line more; the text stands in the article.
CODES = {
    "zones": ["zone"],
    "sentences": ["zone"],
    "mentions": ["kind", "name", "rule"],
    "attributions": ["type", "speakers", "stakeholder", "cue_class", "strength", "resolution", "confidence", "rule"],
    "sentiment": ["value", "voice", "stakeholder", "strength", "rule", "agreed", "evidence"],
    "claims": ["frame", "stance", "hedged", "voice", "stakeholder", "evidence_start", "evidence_end", "rule"],
}


def golden(corpus: Corpus) -> str:
    """Every unit on a line: document, layer, start, end, codes; an attribution with its spans."""
    lines = ["document\tlayer\tstart\tend\tcodes"]
    for document, rows in annotations(corpus):
        tables = {layer: [dict(zip(SCHEMAS[layer], row, strict=True)) for row in rows[layer]] for layer in SCHEMAS}
        for row in tables["attributions"]:
            spans = [span for span in tables["spans"] if span["attribution"] == row["attribution"]]
            row["start"], row["end"] = min(span["start"] for span in spans), max(span["end"] for span in spans)
            row["spans"] = ", ".join(f"{span['part']} {span['start']}:{span['end']}" for span in spans)
        for layer, codes in CODES.items():
            for row in tables[layer]:
                told = [str(row[code]) for code in (*codes, "spans") if row.get(code) not in ("", None)]
                lines.append(f"{document.id}\t{layer}\t{row['start']}\t{row['end']}\t{'; '.join(told)}")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(ROOT / "seeds")


@pytest.fixture(scope="module")
def tables(corpus) -> Tables:
    return annotate(corpus)


def test_the_results_are_the_committed_ones(corpus):
    now, committed = golden(corpus).splitlines(), GOLDEN.read_text(encoding="utf-8").splitlines()
    kept = set(now) & set(committed)
    gone, new = ([line for line in lines if line not in kept] for lines in (committed, now))
    moved = "\n".join([f"- {line}" for line in gone[:10]] + [f"+ {line}" for line in new[:10]])
    difference = f"git diff {GOLDEN.relative_to(ROOT)}"
    assert now == committed, (
        f"{len(gone)} lines gone, {len(new)} new:\n{moved}\n"
        f"If this is meant: `{REWRITE}`, then read `{difference}` and say in CHANGELOG.md what moved."
    )


def test_every_code_of_the_kit_is_golden():
    elsewhere = {"document", "start", "end", "text", "evidence", "sentence", "attribution", "utterance", "relation"}
    for layer, codes in CODES.items():
        assert set(SCHEMAS[layer]) - set(codes) <= elsewhere
    assert CODES.keys() | {"spans"} == SCHEMAS.keys()


def test_a_second_reading_gives_the_same_tables(corpus, tables):
    again = annotate(read_corpus(ROOT / "seeds"))
    for name in (*SCHEMAS, "articles", "problems"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(tables, name))


def test_another_process_and_another_order_give_the_same_rows(corpus):
    """Nothing that is kept from one article (caches, order of sets) reaches the next."""
    program = (
        "import json; from analysis import read_corpus; from analysis.annotation import annotation\n"
        f"print(json.dumps({{d.id: annotation(d) for d in reversed(read_corpus({str(ROOT / 'seeds')!r}).documents)}}))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "1", "PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    here = {document.id: rows for document, rows in annotations(corpus)}
    assert json.loads(told) == json.loads(json.dumps(here))


def test_streamed_tables_are_the_tables_written_at_once(corpus, tables, tmp_path):
    told = list(write_annotations(corpus, tmp_path / "streamed"))
    assert [(document.id, problem) for document, problem in told] == [(document.id, None) for document in corpus]
    tables.write(tmp_path / "whole")
    for name in SCHEMAS:
        streamed, whole = (tmp_path / way / f"{name}.csv" for way in ("streamed", "whole"))
        assert streamed.read_bytes() == whole.read_bytes(), name


def test_written_tables_read_back(tables, tmp_path):
    tables.write(tmp_path)
    for name in SCHEMAS:
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        table = getattr(tables, name)
        assert len(rows) == len(table)
        if "text" in table:
            assert [row["text"] for row in rows] == table["text"].tolist()


if __name__ == "__main__":
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(golden(read_corpus(ROOT / "seeds")), encoding="utf-8", newline="\n")
    print(f"{GOLDEN.relative_to(ROOT)}: written")
