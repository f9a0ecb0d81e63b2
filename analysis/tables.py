"""Tables: the rows of all layers as data frames, machine's and coders' alike."""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

import pandas as pd

from .annotation import SCHEMAS, TEXT, annotations, events, rendered, without_target, wordings
from .codebook import CODEBOOK, Codebook, categories
from .corpus import Corpus, Problem, checked_corpus
from .mentions import TARGET
from .parallel import utterances


@dataclass(frozen=True, eq=False)
class Tables:
    """All tables of a corpus, each with the columns of SCHEMAS, and what kept an article out (`problems`).

    `articles` holds one row per document: document, label and whatever else articles.csv tells.
    """

    zones: pd.DataFrame
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    attributions: pd.DataFrame
    spans: pd.DataFrame
    sentiment: pd.DataFrame
    claims: pd.DataFrame
    articles: pd.DataFrame
    problems: pd.DataFrame

    def __repr__(self) -> str:
        return "\n".join(f"{f.name:>12}  {len(getattr(self, f.name)):>6} rows" for f in fields(self))

    def __getattr__(self, name: str):
        raise AttributeError(f"there is no table {name!r}; tables: {', '.join(f.name for f in fields(Tables))}")

    def write(self, folder: str | Path) -> None:
        """Write every table to FOLDER/<table>.csv: UTF-8, line feeds, offsets in characters."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for f in fields(self):
            getattr(self, f.name).to_csv(folder / f"{f.name}.csv", index=False, lineterminator="\n")


def table(name: str, rows: Iterable[tuple] = (), *, codebook: Codebook = CODEBOOK) -> pd.DataFrame:
    """The rows as the table `name`: its columns, types and, for categories, the codebook's order.

    Where a cell may hold several categories ("executive; union"), what is joined stands behind the codebook's own.

    >>> list(table("zones").columns)
    ['document', 'start', 'end', 'zone', 'text']
    """
    frame = pd.DataFrame.from_records(list(rows), columns=list(SCHEMAS[name]))
    return frame.astype({column: _dtype(kind, frame[column], codebook) for column, kind in SCHEMAS[name].items()})


def _dtype(kind: str | tuple[str, ...], cells: pd.Series, codebook: Codebook) -> str | pd.CategoricalDtype:
    if isinstance(kind, str):
        return kind
    variable, *joints = kind
    single = categories(variable, codebook)
    joined = sorted({cell for cell in cells.dropna() for joint in joints if joint in cell})
    return pd.CategoricalDtype([*single, *joined], ordered=True)


_KIND = list(SCHEMAS["mentions"]).index("kind")


def annotate(corpus: Corpus) -> Tables:
    """Every layer of every document as tables; an article that cannot be annotated is one of `problems`.

    Warns, once, if no article mentions the target: sentiment and claims are then empty, with all their columns.

    >>> from analysis import read_corpus
    >>> annotate(read_corpus("seeds")).zones.document.nunique()
    5
    """
    checked_corpus(corpus)
    rows = {name: [] for name in SCHEMAS}
    problems, kept = list(corpus.problems), []
    for _, found in annotations(corpus):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        for name, more in found.items():
            rows[name] += more
        kept += wordings(found)
    if not any(row[_KIND] == TARGET for row in rows["mentions"]):
        warnings.warn(without_target(corpus), stacklevel=2)
    rows["attributions"] = list(rendered(rows["attributions"], utterances(kept, events(corpus))))
    return Tables(
        **{name: table(name, rows[name], codebook=corpus.story.scheme.codebook) for name in SCHEMAS},
        articles=articles(corpus),
        problems=pd.DataFrame([(p.place, p.message) for p in problems], columns=["place", "message"], dtype=TEXT),
    )


def articles(corpus: Corpus) -> pd.DataFrame:
    """The corpus' metadata, one row per document in the corpus' order."""
    columns = dict.fromkeys(("document", "label")) | dict.fromkeys(key for row in corpus.articles for key in row)
    return pd.DataFrame(list(corpus.articles), columns=list(columns), dtype=TEXT)
