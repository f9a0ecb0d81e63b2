"""Notebooks: run again, each says to the letter what its committed outputs say, and makes the committed figures."""

import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis import notebook
from analysis.execution import execute_notebook
from analysis.gallery import write_gallery

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted(path.name for path in ROOT.glob("notebooks/*.ipynb"))
REMEDY = "differs from what is committed: run `make figures` and read the difference"


@pytest.fixture(scope="module")
def again(tmp_path_factory) -> Path:
    """A copy of the project in another folder, without figures, its notebooks run again, two at a time."""
    copy = tmp_path_factory.mktemp("again")
    for name in ("notebooks", "seeds"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns(".*"))
    for name in ("pyproject.toml", "CITATION.cff", "requirements.lock"):
        shutil.copy(ROOT / name, copy)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(execute_notebook, sorted(copy.glob("notebooks/*.ipynb"))))
    write_gallery(copy)
    return copy


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_says_again_what_it_said(again, name):
    committed, run = (nbformat.read(root / "notebooks" / name, as_version=4) for root in (ROOT, again))
    for old, new in zip(committed.cells, run.cells, strict=True):
        assert old == new, f"notebooks/{name}: cell {old.id} {REMEDY}"
    assert (ROOT / "notebooks" / name).read_bytes() == (again / "notebooks" / name).read_bytes(), f"{name} {REMEDY}"


def test_the_figures_are_the_committed_ones(again):
    committed, made = ({p.name: p.read_bytes() for p in (root / "figures").iterdir()} for root in (ROOT, again))
    assert made.keys() == committed.keys()
    for name in made:
        assert made[name] == committed[name], f"figures/{name} {REMEDY}"


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_cells_hold_no_paths_definitions_or_loops(name):
    for cell in nbformat.read(ROOT / "notebooks" / name, as_version=4).cells:
        if cell.cell_type == "code":
            assert not re.search(r"^\s*(def|class|for|while) |\bPath\(|open\(|#[0-9A-Fa-f]{6}\b", cell.source, re.M), (
                f"notebooks/{name}: cell {cell.id}: what it defines, loops over or colours belongs in analysis/"
            )


TINY = [
    new_markdown_cell("# How many?", id="title"),
    new_code_cell("from analysis.notebook import corpus, say, show, tables", id="names"),
    new_code_cell("say(f'**{len(corpus)}** article, {len(tables.sentences)} sentences.')", id="count"),
    new_code_cell("show('zones_by_article')", id="figure"),
    new_code_cell("import os, sys; print('seen', os.environ['TZ']); print('for the log', file=sys.stderr)", id="print"),
    new_code_cell("object()", id="object"),
]


def write(path: Path, *cells) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=list(cells)), path)
    return path


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> Path:
    """A project of one article and one notebook, run."""
    root = tmp_path_factory.mktemp("tiny")
    (root / "pyproject.toml").touch()
    (root / "seeds").mkdir()
    (root / "seeds/a.txt").write_text("AI helps painters. “It saves hours,” said a painter.\n", encoding="utf-8")
    assert execute_notebook(write(root / "notebooks/01-tiny.ipynb", *TINY))
    return root


def outputs(root: Path) -> dict[str, list]:
    return {c.id: c.get("outputs") for c in nbformat.read(root / "notebooks/01-tiny.ipynb", as_version=4).cells}


def test_a_second_run_changes_nothing(tiny):
    assert not execute_notebook(tiny / "notebooks/01-tiny.ipynb")


def test_outputs_tell_nothing_of_the_run(tiny):
    seen = outputs(tiny)
    assert seen["object"][0]["data"]["text/plain"] == "<object at 0x…>"
    assert [output["text"] for output in seen["print"]] == ["seen UTC\n"]
    text = (tiny / "notebooks/01-tiny.ipynb").read_text(encoding="utf-8")
    assert str(tiny) not in text and "ipykernel_" not in text and '"execution":' not in text


def test_say_is_prose(tiny):
    assert outputs(tiny)["count"][0]["data"]["text/markdown"] == "**1** article, 2 sentences."


def test_show_saves_the_figure_and_displays_it_offline(tiny):
    (output,) = outputs(tiny)["figure"]
    spec = json.loads((tiny / "figures/zones_by_article.vl.json").read_text(encoding="utf-8"))
    assert output["data"]["application/vnd.vegalite.v5+json"] == spec
    assert output["data"]["text/plain"] == spec["description"] == output["metadata"]["figure"]["alt_text"]
    assert {"width", "height"} == set(output["metadata"]["image/png"])
    assert output["data"].keys() == {"application/vnd.vegalite.v5+json", "image/png", "text/plain"}


def test_a_failing_cell_is_named_and_the_notebook_stays(tiny):
    path = write(tiny / "drafts/02-fails.ipynb", new_code_cell("2 + 2", id="well"), new_code_cell("1 / 0", id="here"))
    before = path.read_bytes()
    with pytest.raises(ValueError, match="^drafts/02-fails.ipynb: ") as failure:
        execute_notebook(path)
    assert 'code cell 2 of 2, id "here": ZeroDivisionError: division by zero' in str(failure.value)
    assert path.read_bytes() == before


def test_what_is_not_there_is_said():
    with pytest.raises(ValueError, match="no figure 'nothing'; figures: .*zones_by_article"):
        notebook.show("nothing")
    with pytest.raises(AttributeError, match="no 'nothing'; it has corpus, tables"):
        notebook.__getattr__("nothing")
