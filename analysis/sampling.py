"""Sampling: which units people code, so that rare codes occur among them and every unit's chance to be drawn is known.

A unit is a sentence of headline or body; of sentiment one that mentions the target; of attributions a passage, for
quotations run over sentences. Units are drawn by stratum, from small ones a larger share: what the kit seldom finds is
then in the sample often enough. The inverse of a unit's probability is its weight in an estimate.
"""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from heapq import heapify, heappop, heappush
from math import inf, sqrt

import pandas as pd

from .codebook import Codebook, categories
from .corpus import Problem
from .mentions import TARGET
from .tables import Tables

# Of each layer the table that holds it, and the variable by whose predicted values units are told apart.
LAYERS = {"sentiment": ("sentiment", "value"), "frames": ("claims", "frame"), "attributions": ("attributions", "type")}
NONE = "none"  # the kit finds nothing to code in a unit; a coder who finds nothing writes the same
ARTICLE, PREDICTION = "article", "prediction"
LONGEST = 800  # characters of a passage, to which the rest of its last sentence is added
CONTEXT = {"sentiment": 2, "frames": 2, "attributions": 1}  # units before and after that a coder reads


class SamplingError(ValueError):
    """A sample that cannot be drawn as it is asked for."""


def population(tables: Tables, layer: str) -> pd.DataFrame:
    """The units of a layer that can be drawn from the kit's tables of a corpus, in reading order.

    Columns: document, start, end, before, text, after (the units around it, as one text), prediction (what the kit
    finds in the unit: a value, frame or type, of several the one that is rarest in the corpus; none if it finds none).
    Raises SamplingError for an unknown layer, or if the corpus has no such unit.
    """
    if layer not in LAYERS:
        raise SamplingError(f"layer is {layer!r}; allowed: {', '.join(LAYERS)}")
    sentences = tables.sentences[["document", "start", "end", "text"]]
    units = _passages(tables) if layer == "attributions" else sentences.sort_values(["document", "start"])
    units = _with_context(units.reset_index(drop=True), CONTEXT[layer])
    if layer == "sentiment":
        targets = tables.mentions.loc[tables.mentions["kind"].eq(TARGET), ["document", "start"]]
        units = units.loc[sorted(set(inside(units, targets)["unit"]))]
    if units.empty:
        where = "sentence that mentions the target" if layer == "sentiment" else "text in headline or body"
        raise SamplingError(f"a sample needs units; the corpus has no {where}; check its texts and targets.toml")
    units["prediction"] = _predictions(units, tables, layer)
    return units.reset_index(drop=True)


def _passages(tables: Tables) -> pd.DataFrame:
    """Paragraphs of headline and body, long ones cut between sentences."""
    lines = tables.zones[["document", "start", "text"]].rename(columns={"start": "line", "text": "paragraph"})
    cut = pd.merge_asof(tables.sentences[["document", "start", "end"]].sort_values("start"), lines.sort_values("line"),
                        left_on="start", right_on="line", by="document")
    cut["part"] = (cut["start"] - cut["line"]) // LONGEST
    parts = cut.groupby(["document", "line", "part", "paragraph"])
    found = parts.agg(start=("start", "min"), end=("end", "max")).reset_index()
    places = zip(found["paragraph"], found["start"] - found["line"], found["end"] - found["line"])
    found["text"] = [paragraph[start:end] for paragraph, start, end in places]
    return found[["document", "start", "end", "text"]].sort_values(["document", "start"])


def _with_context(units: pd.DataFrame, reach: int) -> pd.DataFrame:
    """Units with the texts of those before and after them in their document."""
    texts = units.groupby("document")["text"]
    around = {"before": range(reach, 0, -1), "after": range(-1, -reach - 1, -1)}
    joined = {
        name: [" ".join(filter(None, near)) for near in zip(*(texts.shift(step).fillna("") for step in steps))]
        for name, steps in around.items()
    }
    return units.assign(**joined)[["document", "start", "end", "before", "text", "after"]]


def inside(units: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, by document and start, that begin in a unit, each with the unit's index as `unit`."""
    places = units[["document", "start", "end"]].rename(columns={"start": "unit_start", "end": "unit_end"})
    found = pd.merge_asof(rows.sort_values("start"), places.assign(unit=units.index).sort_values("unit_start"),
                          left_on="start", right_on="unit_start", by="document")
    found = found[found["start"].lt(found["unit_end"])]
    return found.astype({"unit": "int64"}).drop(columns=["unit_start", "unit_end"])


def within(tables: Tables, units: pd.DataFrame) -> Tables:
    """The tables with only those sentences, units of sentiment, claims and attributions that begin in the units.

    `units` are places: document, start, end. An attribution lies where its content begins. Zones stay as they are.
    """
    units = units.reset_index(drop=True)

    def there(rows: pd.DataFrame) -> pd.Series:
        found = inside(units, rows[["document", "start"]].reset_index(names="row"))
        return rows.index.isin(found["row"])

    keys = ["document", "attribution"]
    content = tables.spans[tables.spans["part"].eq("content")].sort_values([*keys, "start"]).drop_duplicates(keys)
    held = pd.MultiIndex.from_frame(content.loc[there(content), keys])
    layers = {name: getattr(tables, name) for name in ("sentences", "sentiment", "claims")}
    kept = {name: rows[there(rows)] for name, rows in layers.items()}
    kept |= {name: rows[pd.MultiIndex.from_frame(rows[keys]).isin(held)]
             for name, rows in (("attributions", tables.attributions), ("spans", tables.spans))}
    return replace(tables, **kept)


def codes(units: pd.DataFrame, tables: Tables, layer: str) -> pd.DataFrame:
    """What the kit's tables have in the units: the layer's rows, each with the unit's index as `unit`.

    An attribution lies where its content begins, and its row has that content as `content`.
    """
    name, _ = LAYERS[layer]
    rows = getattr(tables, name)
    if layer == "attributions":
        content = tables.spans[tables.spans["part"].eq("content")].sort_values(["document", "attribution", "start"])
        parts = content.groupby(["document", "attribution"])
        rows = rows.merge(parts.agg(start=("start", "min"), content=("text", " | ".join)).reset_index())
    return inside(units, rows)


def _predictions(units: pd.DataFrame, tables: Tables, layer: str) -> pd.Series:
    """Of each unit what the kit finds in it, the rarest first."""
    found = codes(units, tables, layer)[["unit", LAYERS[layer][1]]].set_axis(["unit", "found"], axis=1)
    found = found.astype({"found": str})
    rarity = found["found"].map(found["found"].value_counts())
    rarest = found.assign(rarity=rarity).sort_values(["rarity", "found"]).drop_duplicates("unit")
    return rarest.set_index("unit")["found"].reindex(units.index).fillna(NONE)


def stratified(units: pd.DataFrame, articles: pd.DataFrame, strata: Sequence[str]) -> pd.DataFrame:
    """Units with a column for each variable of `strata`, named stratum_<variable>.

    Allowed are article, prediction, and any column of articles.csv, whose empty cells are a stratum too.
    """
    known = [name for name in articles.columns if name not in ("document", "label")]
    columns = {ARTICLE: units["document"], PREDICTION: units["prediction"]}
    for name in strata:
        if name not in columns and name not in known:
            raise SamplingError(f"strata has {name!r}; allowed: {', '.join((ARTICLE, PREDICTION, *known))}")
        if name not in columns:
            columns[name] = units["document"].map(articles.set_index("document")[name]).fillna("")
    return units.assign(**{f"stratum_{name}": columns[name] for name in dict.fromkeys(strata)})


def without_units(
    units: pd.DataFrame, articles: pd.DataFrame, strata: Sequence[str], layer: str, codebook: Codebook
) -> list[Problem]:
    """Which articles and which categories no unit has, where these are strata: of them nothing can be drawn."""
    variable = LAYERS[layer][1]
    expected = {ARTICLE: (articles["document"], units["document"], "has a unit in it"),
                PREDICTION: (categories(variable, codebook), units["prediction"], f"is a {variable} the kit finds")}
    problems = []
    for name in strata:
        if name in expected:
            wanted, there, told = expected[name]
            if lacking := sorted(set(wanted) - set(there)):
                shown = ", ".join(lacking[:8]) + (f" and {len(lacking) - 8} more" if len(lacking) > 8 else "")
                problems.append(Problem(f"--strata {name}", f"a stratum {told}; none has: {shown}; nothing is drawn "
                                                            "from these"))
    return problems


def draw(units: pd.DataFrame, *, n: int, seed: int = 0) -> pd.DataFrame:
    """`n` of the units, from each stratum as many as `allocation` says, in an order that tells nothing.

    Adds columns: unit (an id, u001 and on), stratum (its number from 0), population and sample (of its stratum),
    probability (sample by population: the chance that the unit had to be drawn, in (0, 1]). Which units are drawn
    depends on the seed and on their places alone, not on the order of articles.
    Raises SamplingError if n is larger than the population or smaller than the number of strata.
    Source: Cochran 1977, Sampling Techniques, chapter 5; Horvitz & Thompson 1952 on weighting by 1 / probability.
    """
    if n < 1:
        raise SamplingError(f"n is {n}; a sample has one unit at least; there are {len(units)} to draw from")
    if n > len(units):
        raise SamplingError(f"n is {n}, and the corpus has only {len(units)} units to draw from; draw fewer, or every "
                            f"one with --n {len(units)}")
    names = [name for name in units.columns if name.startswith("stratum_")]
    numbers = units.groupby(names).ngroup() if names else pd.Series(0, units.index)
    sizes = numbers.value_counts().sort_index()
    if n < len(sizes):
        raise SamplingError(f"n is {n}; each of the {len(sizes)} strata needs a unit; draw at least {len(sizes)}, "
                            "or name fewer strata")
    taken = allocation(sizes, n)
    keys = {name: _shuffled(units, f"{name} {seed}") for name in ("chance", "order")}
    ranked = units.assign(stratum=numbers, **keys)
    place = ranked.sort_values("chance").groupby("stratum").cumcount()
    drawn = ranked[place.reindex(ranked.index) < ranked["stratum"].map(taken)].sort_values("order")
    population, sample = drawn["stratum"].map(sizes), drawn["stratum"].map(taken)
    width = max(3, len(str(n)))
    drawn = drawn.drop(columns=["chance", "order"]).assign(
        unit=[f"u{number:0{width}}" for number in range(1, n + 1)],
        population=population, sample=sample, probability=sample / population)
    return drawn.reset_index(drop=True)


def allocation(sizes: pd.Series, n: int) -> pd.Series:
    """How many units to take from each stratum: one at least, and else as the square root of its size.

    Between the same from each, by which what is frequent would be known too badly for an estimate, and as many as it
    has, by which what is rare would be missing. `n` is at least the number of strata and at most the sum of sizes.
    Source: Bankier 1988, The American Statistician 42:174 (power allocation, with 1/2).

    >>> allocation(pd.Series([2, 16, 100]), 11).to_list()
    [1, 3, 7]
    """
    taken = dict.fromkeys(sizes.index, 0)
    wanting = [(-inf, stratum) for stratum in sizes.index]  # the stratum that has least of what it should have first
    heapify(wanting)
    for _ in range(n):
        _, stratum = heappop(wanting)
        taken[stratum] += 1
        if taken[stratum] < sizes[stratum]:
            heappush(wanting, (-sqrt(sizes[stratum]) / (taken[stratum] + 1), stratum))
    return pd.Series(taken)


def _shuffled(units: pd.DataFrame, salt: str) -> list[str]:
    """A random key for each unit that depends on its place and the salt alone."""
    places = zip(units["document"], units["start"], units["end"])
    return [sha256(f"{salt}\t{document}\t{start}\t{end}".encode()).hexdigest() for document, start, end in places]
