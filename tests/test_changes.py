"""What differs from what is committed is told with the cell that made it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.changes import changes, inputs, report, summary
from analysis.coding import COLUMNS

FIGURE = {"id": "kinds", "question": "How many?", "caption": "All.", "alt_text": "Three bars."}


def notebook(**outputs) -> str:
    """A notebook with a cell for each kind of output."""
    said = outputs.get("said", "- We read 5 articles.")
    cells = [
        {"id": "title", "cell_type": "markdown", "source": ["# What did we read?\n", outputs.get("prose", "Texts.")]},
        {"id": "short-corpus", "cell_type": "code", "source": [outputs.get("code", "say()")],
         "outputs": [{"output_type": "display_data", "metadata": {}, "data": {"text/markdown": [said]}}]},
        {"id": "rows", "cell_type": "code", "source": ["rows"], "outputs": [
            {"output_type": "execute_result", "metadata": {}, "data": {
                "text/html": ["<table>"], "text/plain": ["   n\n", outputs.get("table", "0  3")]}}]},
        {"id": "bars", "cell_type": "code", "source": ["show()"], "outputs": [
            {"output_type": "display_data", "metadata": {"figure": FIGURE | outputs.get("figure", {})},
             "data": {"image/png": outputs.get("picture", "AAAA"), "text/plain": ["Three bars."]}}]},
    ]  # fmt: skip
    return json.dumps({"cells": cells[: outputs.get("cells", 4)], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def numbers(**texts: str) -> str:
    return json.dumps({"numbers": {
        name.replace("_", "."): {"text": text, "value": 5, "notebook": "notebooks/00-a.ipynb", "cell": "short-corpus"}
        for name, text in texts.items()}})


def readme(said: str = "- We read 5 articles.", prose: str = "A kit.") -> str:
    return f"{prose}\n<!-- findings: made -->\n\n{said}\n\n<!-- end of findings -->\nMore.\n"


MANIFEST = {
    "figures": {"kinds": {"notebook": "notebooks/00-a.ipynb", "cell": "bars", "files": {}}},
    "notebooks": {"notebooks/00-a.ipynb": "1"}, "corpus": {"seeds/a.txt": "1", "seeds/b.txt": "1"},
    "code": {"analysis/zones.py": "1"}, "lock": {"requirements.lock": "1"}, "packages": {"pandas": "3.0.0"},
}  # fmt: skip
RESULTS = {
    "notebooks/00-a.ipynb": notebook(), "README.md": readme(), "figures/manifest.json": json.dumps(MANIFEST),
    "figures/numbers.json": numbers(corpus_articles="5", corpus_words="2,397"),
    "figures/numbers.tex": "\\newcommand{\\a}{5}\n",
    "figures/references.bib": "@software{kit,\n version = {0.1}\n note = {swh:1:cnt:" + "0" * 40 + "}\n}\n",
    "figures/README.md": "# Figures\n\nAll.\n",
    "figures/kinds.csv": "kind,n\nletter,3\ncolumn,1\n", "figures/kinds.svg": "<svg/>",
}  # fmt: skip
BARS, SHORT = "notebooks/00-a.ipynb, cell bars", "notebooks/00-a.ipynb, cell short-corpus"
GALLERY = "python -m analysis gallery"
ONE = [
    ({"notebooks/00-a.ipynb": notebook(said="- We read 6 articles.")},
     (SHORT, "sentence", "- We read 5 articles.", "- We read 6 articles.")),
    ({"notebooks/00-a.ipynb": notebook(table="0  4")}, ("notebooks/00-a.ipynb, cell rows", "table", "0 3", "0 4")),
    ({"notebooks/00-a.ipynb": notebook(table="0    41")}, ("notebooks/00-a.ipynb, cell rows", "table", "0 3", "0 41")),
    ({"notebooks/00-a.ipynb": notebook(code="say(2)")}, (SHORT, "code", "say()", "say(2)")),
    ({"notebooks/00-a.ipynb": notebook(prose="News.")},
     ("notebooks/00-a.ipynb, cell title", "prose", "Texts.", "News.")),
    ({"notebooks/00-a.ipynb": notebook(figure={"caption": "Most."})}, (BARS, "caption", "All.", "Most.")),
    ({"notebooks/00-a.ipynb": notebook(figure={"alt_text": "Two bars."})},
     (BARS, "alt text", "Three bars.", "Two bars.")),
    ({"notebooks/00-a.ipynb": notebook(picture="BBBB")}, (BARS, "output: its data or its picture differs", None, None)),
    ({"notebooks/00-a.ipynb": notebook(cells=3)}, (BARS, "cell is gone", None, None)),
    ({"notebooks/00-a.ipynb": None}, ("notebooks/00-a.ipynb", "notebook is gone", None, None)),
    ({"notebooks/00-a.ipynb": "<<<<<<< HEAD"}, ("notebooks/00-a.ipynb", "notebook is broken", None, None)),
    ({"figures/numbers.json": numbers(corpus_articles="6", corpus_words="2,397")},
     (SHORT, "number corpus.articles: 5 -> 6", None, None)),
    ({"figures/numbers.json": numbers(corpus_articles="5")},
     (SHORT, "number corpus.words: 2,397 -> nothing", None, None)),
    ({"figures/numbers.json": RESULTS["figures/numbers.json"].replace('"value": 5', '"value": 4', 1)},
     (SHORT, 'number corpus.articles: 5, value 5 -> 4', None, None)),
    ({"figures/numbers.tex": "\\newcommand{\\a}{6}\n"},
     (GALLERY, "figures/numbers.tex", "\\newcommand{\\a}{5}", "\\newcommand{\\a}{6}")),
    ({"figures/kinds.svg": "<svg></svg>"}, (BARS, "figure kinds: .svg differ", None, None)),
    ({"figures/kinds.csv": "kind,n\nletter,2\ncolumn,1\n"},
     (BARS, "figure kinds: of its rows 1 are gone and 1 new; the first", "letter,3", "letter,2")),
    ({"figures/lost.csv": "n\n1\n"}, ("shown by no notebook", "figure lost: .csv are new", None, None)),
    ({"README.md": readme("- We read 6 articles.")},
     (SHORT, "finding in README.md", "- We read 5 articles.", "- We read 6 articles.")),
    ({"figures/references.bib": RESULTS["figures/references.bib"].replace("0.1", "0.2")},
     (GALLERY, "figures/references.bib", " version = {0.1}", " version = {0.2}")),
    ({"figures/references.bib": RESULTS["figures/references.bib"].replace("0" * 40, "1" * 40)},
     (GALLERY, "figures/references.bib: its identifiers follow what they are of", None, None)),
    ({"figures/README.md": "# Figures\n\nMost.\n"}, (GALLERY, "figures/README.md", "All.", "Most.")),
    ({"figures/manifest.json": "{}"},
     (GALLERY, "figures/manifest.json: what results are made from, or what came out, differs", None, None)),
]  # fmt: skip


def state(files: dict[str, str | None]):
    return lambda path: None if files.get(path) is None else files[path].encode()


@pytest.mark.parametrize("now, change", ONE)
def test_a_change_is_told_with_what_made_it(now, change):
    found = changes(now, state(RESULTS), state(RESULTS | now))
    assert change in found
    assert {one.maker for one in found} == {change[0]}
    assert change[0] in (told := report(found)) and all(part in "\n".join(told) for part in change[1:] if part)


def test_what_is_nobodys_result_is_not_compared():
    assert changes(["README.md"], state(RESULTS), state({"README.md": readme(prose="A good kit.")})) == []


def test_what_one_article_moves_is_told_in_the_order_of_cells():
    now = {
        "notebooks/00-a.ipynb": notebook(said="- We read 6 articles.", figure={"caption": "Six."}),
        "figures/numbers.json": numbers(corpus_articles="6", corpus_words="2,397"), "figures/numbers.tex": "6\n",
        "figures/kinds.csv": "kind,n\nletter,4\n", "README.md": readme("- We read 6 articles."),
    }  # fmt: skip
    found = changes(now, state(RESULTS), state(RESULTS | now))
    assert list(dict.fromkeys(one.maker for one in found)) == [SHORT, BARS, GALLERY]
    assert [one.what for one in found if one.maker == GALLERY] == ["figures/numbers.tex: follows figures/numbers.json"]
    assert summary(found) == "2 cells, 1 figure, 1 number, 1 sentence differ"


@pytest.mark.parametrize("part, now, line", [
    ("corpus", {"seeds/a.txt": "2", "seeds/b.txt": "1"}, "seeds/a.txt: changed"),
    ("corpus", {"seeds/a.txt": "1", "seeds/b.txt": "1", "seeds/c.txt": "1"}, "seeds/c.txt: new"),
    ("corpus", {"seeds/a.txt": "1"}, "seeds/b.txt: gone"),
    ("corpus", {"mine/a.txt": "1"}, "another corpus: seeds/a.txt and so on, now mine/a.txt and so on"),
    ("code", {"analysis/zones.py": "2"}, "analysis/zones.py: changed"),
    ("lock", {"requirements.lock": "2"}, "requirements.lock: changed"),
    ("packages", {"pandas": "3.1.0"}, "pandas: 3.0.0, now 3.1.0"),
])  # fmt: skip
def test_what_results_are_made_from_is_told(part, now, line):
    new = {"figures/manifest.json": json.dumps(MANIFEST | {part: now})}
    assert inputs(state(RESULTS), state(new)) == [line]


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *words], cwd=folder, check=True,
                   capture_output=True)  # fmt: skip


@pytest.fixture
def clone(tmp_path):
    """A project of small results, committed, in a shallow clone."""
    origin = tmp_path / "origin"
    for name, text in {**RESULTS, "pyproject.toml": ""}.items():
        (origin / name).parent.mkdir(parents=True, exist_ok=True)
        (origin / name).write_text(text, encoding="utf-8")
    git(origin, "init", "-q")
    git(origin, "add", ".")
    git(origin, "commit", "-qm", "first")
    (origin / "more").write_text("")
    git(origin, "add", ".")
    git(origin, "commit", "-qm", "second")
    git(tmp_path, "clone", "-q", "--depth", "1", origin.as_uri(), "clone")
    return tmp_path / "clone"


def compare(folder: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "analysis", "compare"]
    kit = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=kit)


def test_a_clone_is_compared_with_its_commit(clone):
    done = compare(clone)
    assert (done.returncode, done.stdout) == (0, "Every result is as committed.\n")
    (clone / "figures/kinds.csv").write_text("kind,n\nletter,2\ncolumn,1\n", encoding="utf-8")
    (clone / "figures/new.csv").write_text("n\n1\n", encoding="utf-8")
    (clone / "figures/manifest.json").write_text(json.dumps(MANIFEST | {"corpus": {"seeds/a.txt": "2"}}))
    git(clone, "add", "figures/kinds.csv")
    done = compare(clone)
    assert done.returncode == 1
    for line in ("  seeds/a.txt: changed", BARS, "    was  letter,3", "    now  letter,2", "  figure new: .csv are new",
                 "Not as committed: 1 cell, 2 figures, 0 numbers, 0 sentences differ.",
                 "The project's files are as they were made now."):  # fmt: skip
        assert line in done.stdout


def test_findings_numbers_and_the_sentences_that_use_them_come_first(clone):
    (clone / "paper").mkdir()
    paper = "# A paper\n\nThis is on\nnews: {{corpus.articles}} texts. They have {{corpus.words}} words.\n"
    (clone / "paper/paper.md").write_text(paper, encoding="utf-8")
    (clone / "figures/numbers.json").write_text(numbers(corpus_articles="6", corpus_words="2,397"), encoding="utf-8")
    (clone / "README.md").write_text(readme("- We read 6 articles."), encoding="utf-8")
    assert compare(clone).stdout.splitlines()[:10] == [
        "Not as committed: 1 cell, 0 figures, 1 number, 0 sentences differ.",
        "Findings in README.md:", "    was  - We read 5 articles.", "    now  - We read 6 articles.",
        "Numbers:", "  corpus.articles: 5 -> 6",
        "Sentences that use numbers which differ:", "  paper/paper.md:4: This is on news: {{corpus.articles}} texts.",
        "All that differs, by what made it:", "notebooks/00-a.ipynb, cell short-corpus",
    ]  # fmt: skip


def test_coded_rows_that_do_not_fit_their_article_are_told_first(clone):
    rows = {"zones": [(0, 9, "headline", "The mill."), (11, 24, "body", "It runs well."), (0, 3, "body", "the")]}
    (clone / "seeds/coding/A").mkdir(parents=True)
    (clone / "seeds/mill.txt").write_text("The mill.\n\nIt runs badly.\n", encoding="utf-8")
    for name, columns in COLUMNS.items():
        lines = [",".join(columns), *(",".join(map(str, ("mill", *row))) for row in rows.get(name, ()))]
        (clone / f"seeds/coding/A/{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = compare(clone)
    assert (done.returncode, done.stdout.splitlines()) == (1, [
        "2 coded rows do not fit seeds/mill: numbers that rest on them are not comparable; "
        "python -m analysis check seeds names each", "Every result is as committed."])


def test_a_number_typed_by_hand_is_named_though_nothing_differs(clone):
    (clone / "notebooks/00-a.ipynb").write_text(notebook(prose="We found 37 letters."), encoding="utf-8")
    git(clone, "commit", "-qam", "third")
    done = compare(clone)
    assert done.returncode == 1 and "Every result is as committed." in done.stdout
    assert "notebooks/00-a.ipynb, cell title, line 2: a number in prose is computed; '37'" in done.stdout


def test_without_a_repository_it_says_what_to_do(tmp_path):
    (tmp_path / "pyproject.toml").write_text("")
    done = compare(tmp_path)
    assert done.returncode == 2
    assert "run this in a clone" in done.stderr and "verify CRATE" in done.stderr
