"""Gallery: the folder of published figures, each as pictures, specification and data, and a page that shows them all.

Notebooks make figures: an executed notebook carries each figure's words in its output, and from there come the page
(README.md) and the manifest (manifest.json), which says what every file was made from. It carries the facts that it
states too, and from them come the number files.
"""

import json
import os
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

import altair as alt
import pandas as pd

from .citation import REFERENCES, cite_key, read_work, write_references
from .execution import write_if_changed
from .figure import Figure
from .manifest import SUFFIXES, manifest
from .number_files import number_files, stated
from .project import BETWEEN, cells, notebooks, shown, title

MOST_ROWS = 5_000
FONTS = ("Liberation Sans", "sans-serif")  # the one font that is bundled, by its two names
SCALE = 3  # dots of the picture for a pixel of the figure: 300 dots an inch where 520 pixels are 13 cm
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))  # the machine's own fonts stay out
_ID = re.compile(r'(\bid="|url\(#|href="#)((?:clip|gradient|pattern)_?\d+)')


def save(figure: Figure, chart: alt.TopLevelMixin, folder: str | Path) -> dict[str, bytes]:
    """Write FOLDER/<id>.svg, .png, .vl.json and .csv where their bytes changed; give the bytes by suffix.

    The same chart gives the same bytes in any process, folder and order.
    Raises ValueError for a chart that would not show offline, or not tell a reader what it shows.
    """
    files = rendered(figure, chart)
    for suffix, data in files.items():
        write_if_changed(Path(folder) / f"{figure.id}{suffix}", data)
    return files


def rendered(figure: Figure, chart: alt.TopLevelMixin) -> dict[str, bytes]:
    """The bytes of a figure's files by suffix. Raises ValueError as `save` does."""
    import vl_convert  # takes a fifth of a second to load

    spec = specification(chart, place=f"figure {figure.id}")
    return {
        ".svg": _told(_renumbered(vl_convert.vegalite_to_svg(spec), figure.id), figure).encode(),
        ".png": png(spec),
        ".vl.json": (json.dumps(spec, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode(),
        ".csv": chart.data.to_csv(index=False, lineterminator="\n").encode(),
    }


def png(spec: dict) -> bytes:
    """The picture of a chart's specification, for print, as small as it gets without loss."""
    import oxipng
    import vl_convert

    return oxipng.optimize_from_memory(vl_convert.vegalite_to_png(spec, scale=SCALE), level=1)


def specification(chart: alt.TopLevelMixin, *, place: str) -> dict:
    """The chart as Vega-Lite, its data in it.

    Raises ValueError if it has no title or description, if its data are no table, lie elsewhere or have more than
    5,000 rows, or if it asks for a font that is not bundled: such a chart is drawn empty or without text, silently.
    """
    if not isinstance(chart.data, pd.DataFrame):
        raise ValueError(f"{place}: a chart's data are one tidy table; it has {chart.data!r}; give it a DataFrame")
    with alt.data_transformers.enable("default", max_rows=None):
        spec = chart.to_dict()
    title = spec.get("title")
    if not (title.get("text") if isinstance(title, dict) else title):
        raise ValueError(f"{place}: a chart has a title, its question; it has {title!r}; add title=")
    if not spec.get("description"):
        raise ValueError(f"{place}: a chart has a description for those who cannot see it; it has none; add one")
    for rows in (chart.data, *spec.get("datasets", {}).values()):
        if len(rows) > MOST_ROWS:
            raise ValueError(f"{place}: a chart has at most {MOST_ROWS:,} rows; it has {len(rows):,}; count them first")
    for key, value in _entries({key: spec[key] for key in spec if key != "datasets"}):
        if key == "data" and isinstance(value, dict) and "url" in value:
            raise ValueError(f"{place}: a chart carries its data; it asks for {value['url']!r}; give it a table")
        if key.lower().endswith("font") and isinstance(value, str) and value.split(",")[0].strip() not in FONTS:
            raise ValueError(f"{place}: {key} is {value!r}; only {FONTS[0]} is bundled; name it first")
    return spec


def _entries(value) -> Iterator[tuple[str, object]]:
    """Every key of a nested value with what it holds."""
    for key, inner in value.items() if isinstance(value, dict) else ():
        yield key, inner
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _entries(inner)


def _renumbered(svg: str, name: str) -> str:
    """The drawing with ids of its own: the renderer counts on from one drawing to the next."""
    ids: dict[str, str] = {}
    return _ID.sub(lambda found: found[1] + ids.setdefault(found[2], f"{name}-{len(ids) + 1}"), svg)


def _told(svg: str, figure: Figure) -> str:
    """The drawing with its question and its alternative text, for those who listen to it."""
    tag, rest = svg.split(">", 1)
    return (
        f'{tag} role="img" aria-labelledby="{figure.id}-title {figure.id}-desc">'
        f'<title id="{figure.id}-title">{escape(figure.question, quote=False)}</title>'
        f'<desc id="{figure.id}-desc">{escape(figure.alt_text, quote=False)}</desc>{rest}\n'
    )


def write_gallery(root: Path) -> list[Path]:
    """Write the page, the manifest, numbers and references, and remove the files of figures that no notebook shows.

    Gives the paths of what changed. Raises ValueError, before anything is written, if a figure's file is missing, if
    two facts have one id, or if CITATION.cff does not say how to cite them.
    """
    folder, figures, numbers = root / "figures", shown(root), stated(root)
    read_work(root)
    expected = {folder / f"{name}{suffix}" for name in figures for suffix in SUFFIXES}
    if missing := sorted(path for path in expected if not path.exists()):
        name = missing[0].name
        notebook = figures[name.split(".")[0]]["notebook"]
        raise ValueError(f"figures/{name}: missing; `python -m analysis execute {notebook}` writes it")
    gone = [path for suffix in SUFFIXES for path in sorted(folder.glob(f"*{suffix}")) if path not in expected]
    for path in gone:
        path.unlink()
    made_from = manifest(root, figures, numbers, SUFFIXES)
    pages = {"manifest.json": json.dumps(made_from, indent=1) + "\n", "README.md": page(figures)}
    pages |= number_files(numbers, made_from)
    written = [folder / name for name, text in pages.items() if write_if_changed(folder / name, text.encode())]
    cited = [root / REFERENCES] if write_references(root) else []  # last: they tell the digest of the numbers' file
    return gone + written + cited


def write_findings(root: Path) -> bool:
    """Write what the notebooks find in short into README.md, between its two marks; True if it changed."""
    return write_between(root, answers(root))


def write_between(root: Path, text: str) -> bool:
    """Write a text into README.md, between its two marks; True if it changed. Without the marks nothing is written."""
    readme = root / "README.md"
    if not readme.exists() or not BETWEEN.search(told := readme.read_text(encoding="utf-8")):
        return False
    return write_if_changed(readme, BETWEEN.sub(lambda marks: f"{marks[1]}\n{text}\n{marks[2]}", told).encode())


def answers(root: Path) -> str:
    """Each notebook's question, and what its cells short-... say below it: so that no result is typed by hand."""
    return "\n".join(_answer(path) for path in notebooks(root))


def _answer(path: Path) -> str:
    """A notebook's question as a heading that leads to it, and its short answer."""
    said = [
        "".join(output["data"]["text/markdown"]) for cell in cells(path) if cell["id"].startswith("short-")
        for output in cell.get("outputs", ()) if "text/markdown" in output.get("data", {})
    ]
    return f"**[{title(path)}](notebooks/{path.name})**\n\n" + "\n".join(said) + "\n"


def page(figures: dict[str, dict[str, str]]) -> str:
    """The gallery as Markdown: each figure with its question, caption, words and source."""
    parts = [
        "# Figures\n\nWritten by `make figures` from the notebooks; do not edit. Each figure is there as a drawing "
        "(`.svg`), a picture for print (`.png`), a Vega-Lite specification (`.vl.json`) and its data (`.csv`). What "
        "each file was made from is in [manifest.json](manifest.json). How to cite a figure stands below it: its key "
        "in [references.bib](references.bib), and the command that shows the entry in other forms.\n"
    ]
    for name, figure in figures.items():
        alt_text = figure["alt_text"].replace("[", "\\[").replace("]", "\\]")
        links = " · ".join(f"[{suffix[1:]}]({name}{suffix})" for suffix in SUFFIXES)
        parts.append(
            f"## {figure['question']}\n\n![{alt_text}]({name}.svg)\n\n{figure['caption']}\n\n*In words:* "
            f"{figure['alt_text']}\n\n`{name}`: {links} · made in [{figure['notebook']}](../{figure['notebook']}"
            f"#cell-id={figure['cell']}), cell `{figure['cell']}` · cite `{cite_key(name)}`, "
            f"`python -m analysis cite {name}`\n"
        )
    return "\n".join(parts)
