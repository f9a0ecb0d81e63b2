"""The gallery: the same bytes every time, refusals of what would not show, and a page and a manifest that are true."""

import json
import os
import re
from hashlib import sha256
from pathlib import Path
from shutil import copy
from subprocess import run
from sys import executable
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest

from analysis.citation import references
from analysis.figure import Figure
from analysis.gallery import save, specification, write_gallery
from analysis.manifest import SUFFIXES
from analysis.project import notebooks, project

PAGES = {"manifest.json", "README.md", "references.bib", "numbers.json", "numbers.tex", "numbers.yml"}
KINDS = pd.DataFrame({"kind": ["letter", "column", "interview"], "n": [3, 1, 2]})


def bars(data: pd.DataFrame = KINDS) -> alt.Chart:
    """A chart whose drawing has ids: of a clip path and of a gradient."""
    return alt.Chart(data).mark_bar(clip=True).encode(x="n:Q", y="kind:N", color="n:Q")


def made(name: str) -> tuple[Figure, alt.Chart]:
    figure = Figure(name, "How many & of <what>?", "All of [them].", 'Three bars, "letter" [3] first.', (), bars)
    return figure, bars().properties(title=figure.question, description=figure.alt_text)


def test_a_figure_is_four_files(tmp_path):
    files = save(*made("kinds"), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {f"kinds{s}": files[s] for s in SUFFIXES}
    assert files[".csv"] == b"kind,n\nletter,3\ncolumn,1\ninterview,2\n"
    assert files[".png"].startswith(b"\x89PNG")
    assert json.loads(files[".vl.json"])["description"] == 'Three bars, "letter" [3] first.'


def test_a_drawing_tells_what_it_shows(tmp_path):
    drawing = ElementTree.fromstring(save(*made("kinds"), tmp_path)[".svg"])
    title, desc = drawing[0], drawing[1]
    assert (title.text, desc.text) == ("How many & of <what>?", 'Three bars, "letter" [3] first.')
    assert drawing.get("role") == "img"
    assert drawing.get("aria-labelledby").split() == [title.get("id"), desc.get("id")]


def test_same_bytes_in_another_order_and_folder(tmp_path):
    first = [save(*made(name), tmp_path / "a") for name in ("one", "two")]
    again = [save(*made(name), tmp_path / "b") for name in ("two", "one")]
    assert first == again[::-1]


def test_ids_are_the_figures_own(tmp_path):
    svg = save(*made("kinds"), tmp_path)[".svg"].decode()
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert len(ids) == len(set(ids)) == 4
    assert all(name.startswith("kinds-") for name in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)


def test_what_did_not_change_is_not_written(tmp_path):
    save(*made("kinds"), tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    (tmp_path / "kinds.csv").write_text("spoilt")
    save(*made("kinds"), tmp_path)
    changed = {path.name for path in tmp_path.iterdir() if path.stat().st_mtime_ns != before[path]}
    assert changed == {"kinds.csv"}


def test_no_font_of_the_machine_is_used(tmp_path):
    """A machine may have another version of the bundled font, and another one for "sans-serif"."""
    draw = "import sys, vl_convert; sys.stdout.buffer.write(vl_convert.vegalite_to_png(sys.argv[1], scale=1))"
    spec = json.dumps(specification(made("kinds")[1], place="here"))
    bundled = {**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}
    (tmp_path / "fonts.conf").write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>")
    alone = run([executable, "-c", draw, spec], env=bundled, capture_output=True, check=True).stdout
    kit = run([executable, "-c", f"import analysis.gallery; {draw}", spec], capture_output=True, check=True).stdout
    assert kit == alone


WORDS = {"title": "How many?", "description": "Bars."}
LONG = pd.DataFrame({"kind": "letter", "n": range(5_001)})
REFUSED = [
    (bars().properties(description="Bars."), "a chart has a title"),
    (bars().properties(title=alt.TitleParams(""), description="Bars."), "a chart has a title"),
    (bars().properties(title="How many?"), "a chart has a description"),
    (bars(LONG).properties(**WORDS), "at most 5,000 rows; it has 5,001"),
    (alt.layer(bars(LONG), data=KINDS).properties(**WORDS), "at most 5,000 rows; it has 5,001"),
    (bars("https://example.org/kinds.csv").properties(**WORDS), "one tidy table; it has 'https:"),
    (alt.layer(bars("kinds.csv"), data=KINDS).properties(**WORDS), "carries its data; it asks for 'kinds.csv'"),
    (bars().properties(**WORDS).configure_axis(labelFont="Georgia"), "labelFont is 'Georgia'"),
    (bars().mark_text(font="Arial, Liberation Sans").properties(**WORDS), "font is 'Arial, Liberation Sans'"),
]  # fmt: skip


@pytest.mark.parametrize(("chart", "message"), REFUSED)
def test_refused(chart, message):
    with pytest.raises(ValueError, match=re.escape(message)) as refusal:
        specification(chart, place="figure kinds")
    assert str(refusal.value).startswith("figure kinds: ")


@pytest.fixture
def published(tmp_path):
    """A project with one notebook that shows two figures."""
    (tmp_path / "pyproject.toml").touch()
    copy(Path(__file__).parents[1] / "CITATION.cff", tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("AI helps.")
    for name in ("kinds", "others"):
        save(*made(name), tmp_path / "figures")
    notebook(tmp_path, "kinds", "others")
    return tmp_path


def notebook(root, *names):
    figures = [made(name)[0] for name in names]
    words = [{"id": f.id, "question": f.question, "caption": f.caption, "alt_text": f.alt_text} for f in figures]
    cells = [{"cell_type": "markdown", "id": "title", "source": "# ?"}]
    cells += [{"id": f"cell-of-{w['id']}", "outputs": [{"metadata": {}}, {"metadata": {"figure": w}}]} for w in words]
    (root / "notebooks").mkdir(exist_ok=True)
    (root / "notebooks" / "01-kinds.ipynb").write_text(json.dumps({"cells": cells}))


def test_the_manifest_says_what_every_file_was_made_from(published):
    write_gallery(published)
    manifest = json.loads((published / "figures/manifest.json").read_text())
    figure = manifest["figures"]["kinds"]
    assert (figure["notebook"], figure["cell"]) == ("notebooks/01-kinds.ipynb", "cell-of-kinds")
    for name, digest in figure["files"].items():
        assert digest == sha256((published / "figures" / name).read_bytes()).hexdigest()
    assert manifest["corpus"] == {"seeds/a.txt": sha256(b"AI helps.").hexdigest()}
    assert "analysis/gallery.py" in manifest["code"]
    assert manifest["packages"]["altair"] == alt.__version__
    assert str(published) not in json.dumps(manifest)


def test_the_page_shows_every_figure_with_its_words_and_source(published):
    write_gallery(published)
    page = (published / "figures/README.md").read_text()
    assert page.index("kinds.svg") < page.index("others.svg")
    assert '![Three bars, "letter" \\[3\\] first.](kinds.svg)' in page
    for words in ("## How many & of <what>?", "All of [them].", "../notebooks/01-kinds.ipynb#cell-id=cell-of-kinds",
                  "cite `kit:kinds`, `python -m analysis cite kinds`"):
        assert words in page


def test_a_second_gallery_changes_nothing_and_a_lost_figure_is_removed(published):
    assert {path.name for path in write_gallery(published)} == PAGES
    assert write_gallery(published) == []
    notebook(published, "others")
    write_gallery(published)
    left = {path.name for path in (published / "figures").iterdir()}
    assert left == PAGES | {*(f"others{suffix}" for suffix in SUFFIXES)}


def test_the_references_are_those_of_the_figures(published):
    write_gallery(published)
    assert (published / "figures/references.bib").read_text(encoding="utf-8") == references(published)
    assert "@misc{kit:kinds," in references(published)


def test_a_missing_file_is_named_with_what_writes_it(published):
    (published / "figures/kinds.vl.json").unlink()
    with pytest.raises(ValueError, match=r"figures/kinds.vl.json: missing; .* execute notebooks/01-kinds.ipynb"):
        write_gallery(published)


def test_a_project_is_found_from_below(published, tmp_path_factory):
    assert project(published / "notebooks") == published.resolve()
    with pytest.raises(ValueError, match="under a pyproject.toml"):
        project(tmp_path_factory.mktemp("elsewhere"))


@pytest.mark.parametrize("folder, names", [("coding/reference", ["01-kinds", "02-errors"]), ("coding", ["01-kinds"])])
def test_what_compares_with_codings_is_left_out_where_there_are_none(published, folder, names):
    cells = [{"id": "names", "source": "from analysis.notebook import reference, show"}]
    (published / "notebooks" / "02-errors.ipynb").write_text(json.dumps({"cells": cells}))
    (published / "seeds" / folder).mkdir(parents=True)
    assert [path.stem for path in notebooks(published)] == names
