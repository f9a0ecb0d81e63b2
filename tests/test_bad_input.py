"""Bad input: what cannot be read is said, with what should hold, what was found, where, what to do; the rest is read.

The row of a coding that does not fit its article has its tests in test_coding.py.
"""

import ast
from pathlib import Path

import pytest

import analysis
from analysis import annotation
from analysis.__main__ import main
from analysis.codebook import CodebookError
from analysis.corpus import Corpus, CorpusError, Document, Problem, read_corpus
from analysis.scorers import SCORERS
from analysis.tables import annotate

GOOD = "AI helps painters."
ONE = Corpus(Path("one"), (Document("a", GOOD),), ({"document": "a", "label": "a"},))
LAYERS = ("attributions", "claims", "mentions", "quotations", "sentences", "sentiment", "zones")
CASES = [
    line.split("\t")
    for line in Path(__file__).with_name("cases").joinpath("bad_input.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def cases(outcome: str):
    """The cases of which `outcome` comes, each with its bytes and its words."""
    rows = [(name, data, words.split("|")) for name, data, comes, words in CASES if comes == outcome]
    ids = [f"{name} {data[:40]}" for name, data, _ in rows]
    return pytest.mark.parametrize(("name", "data", "words"), rows, ids=ids)


@pytest.fixture
def folder(tmp_path):
    """A corpus of one good article; called with a file's name and its bytes, it has that file too."""
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")

    def with_file(name: str, data: str) -> Path:
        (tmp_path / name).write_bytes(ast.literal_eval(f'b"""{data}\\\n"""'))
        return tmp_path

    return with_file


def run(command: str, folder: Path, *options: str) -> int:
    return main([command, str(folder), *options])


def test_every_case_is_run():
    assert {comes for _, _, comes, _ in CASES} == {"sentences", "problem", "error"}


@cases("sentences")
def test_it_is_read(folder, name, data, words):
    corpus = read_corpus(folder(name, data))
    tables = annotate(corpus)
    assert not corpus.problems and tables.problems.empty
    assert tables.sentences.query("document == 'a'")["text"].tolist() == words
    document = next(document for document in corpus if document.id == "a")
    for row in tables.sentences.query("document == 'a'").itertuples():
        assert document.text[row.start : row.end] == row.text


@cases("problem")
def test_it_alone_is_left_out_and_reported(folder, capsys, name, data, words):
    place = folder(name, data)
    corpus = read_corpus(place)
    tables = annotate(corpus)
    (problem,) = corpus.problems
    for word in words:
        assert word in f"{problem.place}: {problem.message}"
    assert tables.problems[["place", "message"]].values.tolist() == [[problem.place, problem.message]]
    assert tables.articles["document"].tolist() == ["good"]
    assert tables.sentences["text"].tolist() == [GOOD]
    assert run("check", place) == run("annotate", place, "--out", str(place / "out")) == 1
    said = capsys.readouterr().err
    assert said.count(problem.message) == 2 and said.count("1 problem; everything else was read") == 2
    assert GOOD in (place / "out" / "sentences.csv").read_text(encoding="utf-8")


@cases("error")
def test_nothing_can_be_read_and_the_message_says_why(folder, capsys, name, data, words):
    place = folder(name, data)
    with pytest.raises((CorpusError, CodebookError)) as error:
        read_corpus(place)
    for word in words:
        assert word in str(error.value)
    assert run("check", place) == run("annotate", place, "--out", str(place / "out")) == 2
    assert capsys.readouterr().err == f"{error.value}\n" * 2


@pytest.mark.parametrize(
    ("name", "words"),
    [("nowhere", ["nowhere", "a corpus is a folder of .txt files", "no such folder"]),
     ("empty", ["empty", "a corpus needs at least one .txt file", "the folder has none"])],
)  # fmt: skip
def test_a_folder_without_articles_is_said(tmp_path, capsys, name, words):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "notes.md").write_text("not an article", encoding="utf-8")
    with pytest.raises(CorpusError) as error:
        read_corpus(tmp_path / name)
    for word in words:
        assert word in str(error.value)
    assert run("check", tmp_path / name) == 2
    assert capsys.readouterr().err == f"{error.value}\n"


def test_what_is_no_file_costs_no_other(folder):
    place = folder("b.txt", "It rains.")
    (place / "a.txt").mkdir()
    (place / "c.txt").symlink_to("nowhere")
    corpus = read_corpus(place)
    assert [document.id for document in corpus] == ["b", "good"]
    assert [problem.place for problem in corpus.problems] == ["a.txt", "c.txt"]


def test_several_bad_files_are_several_problems(folder, capsys):
    folder("a.txt", "")
    folder("b.txt", "\\x00")
    place = folder("articles.csv", "document\\nlost\\ngood\\n")
    assert [problem.place for problem in read_corpus(place).problems] == ["a.txt", "b.txt", "articles.csv: line 2"]
    assert run("check", place) == 1
    assert "3 problems; everything else was read" in capsys.readouterr().err


@pytest.mark.parametrize("layer", ["zones", "sentences", "mentions", "attributions", "sentiment", "claims"])
def test_an_extractor_that_fails_on_one_article_costs_that_article_only(folder, monkeypatch, capsys, layer):
    place = folder("a.txt", "It rains.")
    extract = getattr(annotation, layer)

    def failing(document: Document):
        if document.id == "a":
            raise IndexError("no such word")
        return extract(document)

    monkeypatch.setattr(annotation, layer, failing)
    corpus = read_corpus(place)
    tables = annotate(corpus)
    message = "IndexError: no such word; skipped, please report it"
    assert tables.problems[["place", "message"]].values.tolist() == [["a", message]]
    assert tables.sentences["document"].unique().tolist() == ["good"]
    assert [(d.id, rows) for d, rows in annotation.annotations(corpus)][0] == ("a", Problem("a", message))
    assert run("annotate", place, "--out", str(place / "out")) == 1
    said = capsys.readouterr()
    assert f"a: {message}\n1 problem; everything else was read" in said.err
    lines = (place / "out" / "sentences.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1:] == [f"good,0,0,{len(GOOD)},body,{GOOD}"]


WALK = "The harbour was closed, and the boats stayed in until the tide turned and the gulls went home. "
TALK = "“AI helps painters,” said Ida Hall, a baker. She fears for her job. "


@pytest.mark.parametrize(
    ("piece", "times", "sentences"),
    [("x", 2_000_000, 1), ("rain ", 400_000, 1), (WALK, 21_000, 21_000), (TALK, 3_000, 6_000), (WALK[:-2], 3_000, 1)],
    ids=["one word", "words", "sentences", "attributions", "no full stop"],
)  # fmt: skip
def test_a_very_long_line_ends(piece, times, sentences):
    rows = annotation.annotation(Document("long", piece * times))
    assert len(rows["zones"]) == 1 and len(rows["sentences"]) == sentences


@pytest.mark.parametrize(("call", "error", "words"), [
    (lambda: analysis.sentiment("AI helps."), TypeError, ("function of a document", "'AI helps.' is a str", "Document(")),
    (lambda: analysis.zones(None), TypeError, ("function of a document", "'None' is a NoneType")),
    (lambda: analysis.quotations(b"AI"), TypeError, ("is a bytes",)),
    (lambda: analysis.annotate("seeds"), TypeError, ("a corpus is wanted", "'seeds'", "read_corpus")),
    (lambda: analysis.annotate(Document("a", GOOD * 99)), TypeError, ("this is the document 'a'; read_corpus",)),
    (lambda: analysis.shared_passages("seeds"), TypeError, ("a corpus is wanted", "'seeds', a str")),
    (lambda: analysis.independent("seeds"), TypeError, ("a corpus is wanted", "'seeds', a str")),
    *((lambda layer=layer, it=it: getattr(analysis, layer)(it), TypeError, ("a layer is a function of a document", its))
      for layer in LAYERS for it, its in ((ONE, "a corpus of 1"), ("AI helps.", "'AI helps.' is a str"))),
    (lambda: analysis.annotate(ONE).claim, AttributeError, ("no table 'claim'", "tables: zones, ", "claims")),
    (lambda: Document("a", None), CorpusError, ("text is a string", "None", "a NoneType")),
    (lambda: Document("a", b"AI"), CorpusError, ("text is a string", "b'AI'", "decode")),
    (lambda: Document(7, "AI"), CorpusError, ("id is a string", "7, a int")),
    (lambda: analysis.sentiment(Document("a", GOOD), "liner"), ValueError, ("lexicon, linear", "'liner'")),
], ids=lambda value: "" if not isinstance(value, tuple) else value[0])  # fmt: skip
def test_what_is_no_document_is_told_so(call, error, words):
    with pytest.raises(error) as told:
        call()
    assert all(word in str(told.value) for word in words), told.value


def test_the_package_lists_what_it_offers():
    assert dir(analysis) == sorted(analysis.__all__)


def test_a_scorer_may_be_named():
    document = Document("a", GOOD)
    assert analysis.sentiment(document, "linear") == analysis.sentiment(document, SCORERS["linear"])
