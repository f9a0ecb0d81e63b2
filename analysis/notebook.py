"""Notebook: the few names a notebook needs.

`corpus` and `tables` (the kit's annotations) are worked out when first imported, and so are the codings `reference`,
`coder_a` and `coder_b`, and `settled`: the reference or, for a corpus without codings, the kit's annotations.
`estimates` are the shares of sentences corrected with the reference, which has coded all of them; `specified` are the
findings on sentiment under every reading of it. `judged` are the units of sentiment that the reference has too, as each
scorer sees them; `chosen` are the tables under every choice of scorer, strength, cue and zone, and `under_choices` the
findings under each. `show` draws and publishes a figure, `say` writes a computed sentence.
`fact` states a result that others may cite, `facts` a list of them; the sentence that is said next carries them.
"""

import json
import os
import shutil
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

import altair as alt
import pandas as pd
from IPython import get_ipython
from IPython.display import display

from .calibration import judgements
from .choices import Choice, findings
from .choices import chosen as under_every_choice
from .coding import read_coding, who_coded
from .corpus import Corpus, read_corpus
from .estimates import UNIT, sentence_shares
from .facts import Fact, Ledger
from .figures import FIGURES, Figure
from .findings import enumerated
from .gallery import SCALE, png, save
from .project import CODERS, KIT, corpus_folder, project
from .specification import specification
from .tables import Tables, annotate

__all__ = ["corpus", "tables", "show", "say", "or_none", "fact", "facts"]
_LEDGER = Ledger()


def __getattr__(name: str) -> Corpus | Tables | pd.DataFrame:
    made = {"corpus": _corpus, "tables": _tables, "machine": _tables, "settled": _settled, "estimates": _estimates,
            "specified": _specified, "judged": _judged, "chosen": _chosen, "under_choices": _under_choices}  # fmt: skip
    if name in made:
        return made[name]()
    if name in CODERS:
        return _coding(CODERS[name])
    raise AttributeError(f"{__name__} has no {name!r}; it has {', '.join((*__all__, *CODERS))}")


@cache
def _corpus() -> Corpus:
    return read_corpus(os.path.relpath(corpus_folder(project())))


@cache
def _tables() -> Tables:
    return annotate(_corpus())


@cache
def _coding(coder: str) -> Tables:
    return read_coding(_corpus(), coder)


@cache
def _settled() -> Tables:
    """The reference coding, or the kit's tables for a corpus that has none."""
    return _coding("reference") if (_corpus().folder / "coding" / "reference").is_dir() else _tables()


@cache
def _estimates() -> pd.DataFrame:
    """The corrected shares; every sentence is validated, so that they are exact."""
    reference = _coding("reference")
    return sentence_shares(_tables(), reference, reference.sentences[UNIT].assign(probability=1.0))


@cache
def _specified() -> pd.DataFrame:
    return specification(_corpus(), _tables())


@cache
def _judged() -> pd.DataFrame:
    return judgements(_corpus(), _tables(), _coding("reference"))


@cache
def _chosen() -> dict[Choice, Tables]:
    return under_every_choice(_corpus(), _tables())


@cache
def _under_choices() -> pd.DataFrame:
    return findings(_corpus(), _chosen())


def practice(name: str) -> Path:
    """An empty folder, build/practice/NAME, for a study that is only tried; what was tried there before is removed.

    It lies in the kit; that of another corpus in a folder of these results' own.
    """
    of = "" if (root := project()) == KIT else sha256(os.fsencode(root)).hexdigest()[:16]
    folder = Path(os.path.relpath(KIT / "build" / "practice" / of / name))
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def show(figure: Figure | str) -> None:
    """Draw a figure, or the figure of that id, from the tables that it asks for; show it, and save it to figures/.

    Raises ValueError if there is no such figure.
    """
    if isinstance(figure, str):
        if figure not in FIGURES:
            raise ValueError(f"show: no figure {figure!r}; figures: {', '.join(FIGURES)}")
        figure = FIGURES[figure]
    figure = figure.about(_corpus().story.targets.called, who_coded(_corpus().folder))
    chart = figure(**{name: _table(name) for name in figure.tables})
    files = save(figure, chart, project() / "figures")
    data, metadata = _bundle(json.loads(files[".vl.json"]), files[".png"])
    words = {"id": figure.id, "question": figure.question, "caption": figure.caption, "alt_text": figure.alt_text}
    display(data, raw=True, metadata={**metadata, "figure": words})


def say(sentence: str) -> None:
    """Show a computed sentence as prose; Markdown holds. Its output carries the facts stated since the last one."""
    stated = _LEDGER.taken()
    display({"text/markdown": sentence, "text/plain": sentence}, raw=True, metadata={"facts": stated} if stated else {})


def or_none(table: pd.DataFrame) -> pd.DataFrame | None:
    """The table; where it has no row, "none" is said instead of showing an empty one."""
    return table if len(table) else say("none")


def fact(id: str, value: float, *, low: float | None = None, high: float | None = None, **more) -> str:
    """State a result under an id by which write-ups cite it, and give the text for the sentence: see `facts.Fact`.

    An id is lower-case words with dots between: layer, what is counted, category. `low` and `high` are its interval,
    `n` is of how many, `unit` a noun, "%" or "balance". figures/numbers.* hold the facts of all notebooks.
    Raises ValueError for what is no result, and if the id has another fact already, here or in another cell.

    >>> f"{fact('frames.claims', 2, unit='claim')}, hedged {fact('frames.hedged', 1, n=2)}"
    '2 claims, hedged 1 of 2 (50 %)'
    """
    stated = Fact(id, value, low, high, **more)
    _LEDGER.add(stated, _place())
    return stated.text


def facts(id: str, counts: pd.Series | pd.DataFrame, *, most: int | None = None, between: str = "; ") -> str:
    """State a result for each name in the index of `counts` under ID.name, and give them as a list in prose.

    Names become words of an id (`facts.slug`). See `findings.enumerated`, and `findings.counted`, which counts.

    >>> facts("voices.by_type", pd.Series({"direct": 3, "mixed": 1}))
    'direct (3) and mixed (1)'
    """
    return enumerated(id, counts, most=most, between=between, state=fact)


def _place() -> str:
    """The cell that runs: its id where JupyterLab tells it, or its number."""
    shell = get_ipython()
    if cell := (getattr(shell, "parent_header", None) or {}).get("metadata", {}).get("cellId"):
        return f'cell "{cell}"'
    return f"code cell {len(shell.history_manager.input_hist_raw) - 1}" if shell else "this process"


def _begin(info=None) -> None:
    """A cell that is run again in JupyterLab states its facts anew."""
    if (place := _place()).startswith('cell "'):
        _LEDGER.forget(place)


def _flush(result=None) -> None:
    """Facts that a cell states and does not say are shown by themselves at its end, so that none is lost."""
    if stated := _LEDGER.taken():
        told = "\n".join(f"{one['id']}: {one['text']}" for one in stated)
        display({"text/plain": told}, raw=True, metadata={"facts": stated})


def _table(name: str):
    """What a figure's parameter stands for: a table of the kit's, or all tables of the kit or of a coder."""
    return getattr(_tables(), name) if name in Tables.__dataclass_fields__ else __getattr__(name)


def _bundle(spec: dict, picture: bytes) -> tuple[dict, dict]:
    """A chart as JupyterLab draws it offline, with a picture for every other reader, and the picture's size."""
    width, height = (round(int.from_bytes(picture[at : at + 4], "big") / SCALE) for at in (16, 20))
    data = {
        "application/vnd.vegalite.v5+json": spec,  # JupyterLab's name for its renderer; the chart's own version is 6
        "image/png": b64encode(picture).decode(),
        "text/plain": spec.get("description", "a chart without a description"),
    }
    return data, {"image/png": {"width": width, "height": height}}


def _renderer(spec: dict, **_options) -> tuple[dict, dict]:
    """Any other chart is shown in the same way, and not saved."""
    return _bundle(spec, png(spec))


pd.set_option("display.max_colwidth", None, "display.html.use_mathjax", False)  # texts whole; a dollar is a dollar
alt.renderers.register("kit", _renderer)
alt.renderers.enable("kit")
if _shell := get_ipython():
    _shell.events.register("pre_run_cell", _begin)
    _shell.events.register("post_run_cell", _flush)
