"""The command line, as a user meets it."""

import csv
from pathlib import Path

import pytest

from analysis import annotation
from analysis.__main__ import main
from analysis.annotation import SCHEMAS
from analysis.corpus import read_corpus
from analysis.tables import annotate

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("“AI will not replace weavers,” said Ida Hall, a designer.\n", encoding="utf-8")
    (folder / "b.txt").write_text("AI may replace weavers.", encoding="utf-8")
    return folder


def test_annotate_writes_every_table(corpus, tmp_path, capsys):
    assert main(["annotate", str(corpus), "--out", str(tmp_path / "out")]) == 0
    assert "7 tables of 2 articles" in capsys.readouterr().out
    for table, columns in SCHEMAS.items():
        with (tmp_path / "out" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == list(columns)
    with (tmp_path / "out" / "claims.csv").open(encoding="utf-8", newline="") as file:
        claims = [(row["document"], row["frame"], row["stance"], row["hedged"], row["voice"])
                  for row in csv.DictReader(file)]
    assert claims == [("a", "replacement", "reject", "False", "Ida Hall"),
                      ("b", "replacement", "assert", "True", "narrator")]


def test_tables_do_not_go_among_the_articles(corpus, capsys):
    assert main(["annotate", str(corpus), "--out", str(corpus / "x" / "..")]) == 2
    assert "not among its files; name another folder with --out" in capsys.readouterr().err
    assert not list(corpus.glob("*.csv"))


def test_without_a_target_tables_are_empty_and_it_says_so(tmp_path, capsys):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("The ferry was late. Ida Hall said that it rained.", encoding="utf-8")
    assert main(["annotate", str(folder), "--out", str(tmp_path / "out")]) == 0
    assert "none does, so both are empty; targets.toml" in capsys.readouterr().err
    for table in ("sentiment", "claims"):
        text = (tmp_path / "out" / f"{table}.csv").read_text(encoding="utf-8")
        assert text == ",".join(SCHEMAS[table]) + "\n"
    with pytest.warns(UserWarning, match="where it mentions the target"):
        found = annotate(read_corpus(folder))
    assert list(found.sentiment.columns) == list(SCHEMAS["sentiment"]) and found.sentiment.empty


def test_one_bad_article_costs_no_other(corpus, tmp_path, capsys):
    (corpus / "c.txt").write_bytes(b"\x81\x8d")
    assert main(["annotate", str(corpus), "--out", str(tmp_path / "out")]) == 1
    told = capsys.readouterr()
    assert "7 tables of 2 articles" in told.out
    assert "c.txt" in told.err and "1 problem; everything else was read" in told.err


@pytest.mark.parametrize("arguments, status, message", [
    (["check", str(SEEDS)], 0, ""),
    (["check"], 0, ""),
    (["check", "nowhere"], 2, "there is no such folder"),
    (["annotate", "nowhere", "--out", "out"], 2, "there is no such folder"),
    (["execute", "nowhere.ipynb"], 2, "nowhere.ipynb"),
])
def test_status_and_message(arguments, status, message, capsys, monkeypatch):
    monkeypatch.chdir(SEEDS.parent)
    assert main(arguments) == status
    assert message in capsys.readouterr().err


def test_check_finds_a_coding_that_does_not_fit(corpus, capsys):
    coder = corpus / "coding" / "A"
    coder.mkdir(parents=True)
    for table, columns in SCHEMAS.items():
        (coder / f"{table}.csv").write_text(",".join(c for c in columns if c != "sentence") + "\n", encoding="utf-8")
    (coder / "zones.csv").write_text("document,start,end,zone,text\nb,0,2,body,IA\n", encoding="utf-8")
    assert main(["check", str(corpus)]) == 1
    assert "zones.csv" in (told := capsys.readouterr().err) and "line 2" in told


def test_a_missing_package_is_no_fault_of_an_article(corpus, tmp_path, monkeypatch, capsys):
    def missing(document):
        raise ModuleNotFoundError("No module named 'textblob'")

    monkeypatch.setattr(annotation, "sentiment", missing)
    assert main(["annotate", str(corpus), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr()
    assert "textblob" in told.err and "make figures" in told.err and "articles" not in told.out
