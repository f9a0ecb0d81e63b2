"""Agreement: how far coders who follow the codebook code alike. Neither of them is right: that is `accuracy`."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import chain

import pandas as pd

from . import matching
from .codebook import categories
from .matching import Unit
from .rates import Credit, Estimate, Rates, having, in_rows, same, shared_words, units_of
from .tables import Tables


def agreement(one: Tables, other: Tables, *, draws: int = 1000, seed: int = 0) -> pd.DataFrame:
    """How far two coders agree, as section 6 of the codebook asks.

    Columns: layer, measure, value (alpha or F1), low and high (95 %, articles resampled), n (units it rests on).
    F1 is of units that both have. Alpha is over all lines (zones), all sentences (whether a frame occurs in them) or
    the matched units (all else). Missing where it cannot be computed, as is the interval of fewer than two articles.
    The codebook's section 6: alpha of .80 or more is reliable, of .667 to .80 tentative.
    """
    units, estimates = units_of(one, other), Rates((one, other), draws, seed)
    alike = [unit for unit in units["attributions"] if matching.alike(unit)]
    voiced = [unit for unit in units["sentiment"] if same("voice")(unit)]
    rows: list[tuple[str, str, Estimate]] = []

    def f1(layer: str, measure: str, credit: Credit) -> None:
        rows.append((layer, f"{measure}, F1", estimates.found(units[layer], credit)["F1"]))

    def alphas(layer: str, of: Sequence[Unit], *variables: str, level: str = "nominal") -> None:
        both = [unit for unit in of if unit.one and unit.other]
        for v in variables:
            rated = ((unit.document, (unit.one[v], unit.other[v])) for unit in both)
            rows.append((layer, f"{v}, alpha", estimates.alpha(rated, level=level)))

    alphas("zones", units["zones"], "zone")
    f1("attributions", "exact content", same("words"))
    f1("attributions", "soft content", shared_words)
    alphas("attributions", alike, "type", "speakers", "stakeholder")
    f1("parallel quotations", "pair", same())
    f1("sentiment", "sentence and voice", same("voice"))
    alphas("sentiment", voiced, "value", level="ordinal")
    alphas("sentiment", units["sentiment"], "voice")
    alphas("frames", units["sentences"], *one.claims["frame"].cat.categories)
    f1("frames", "claim", same())
    alphas("frames", units["frames"], "stance", "hedged", "voice")
    return in_rows(rows, "layer", "measure")


def agreement_among(codings: Sequence[Tables], *, draws: int = 1000, seed: int = 0) -> pd.DataFrame:
    """How far two or more coders agree on what needs no matching of units: one alpha over all of them.

    That is the zone of a line, whether a frame occurs in a sentence, and the value of a sentence's sentiment in one
    voice. A coder who lacks a unit is missing there; a unit that only one has tells nothing and does not count.
    `agreement` compares pairs in everything else. Columns as there. Raises ValueError for fewer than two codings.
    """
    if len(codings) < 2:
        raise ValueError(f"agreement needs two codings or more; there is {len(codings)}; read another coder's")
    estimates = Rates(codings, draws, seed)
    sentences = [*dict.fromkeys(key for one in codings for key in _keys(one.sentences, "document", "sentence"))]

    def rated(coders: Sequence[Mapping[tuple, object]]) -> list[tuple[str, tuple]]:
        units = Counter(chain.from_iterable(coders))
        return [(key[0], tuple(coder.get(key) for coder in coders)) for key in sorted(units) if units[key] > 1]

    lines = [{(line["document"], line["start"]): line["zone"] for line in matching.lines_of(one)} for one in codings]
    values = [dict(zip(_keys(one.sentiment, "document", "sentence", "voice"), map(int, one.sentiment["value"])))
              for one in codings]  # fmt: skip
    rows = [("zones", "zone, alpha", estimates.alpha(rated(lines))),
            ("sentiment", "value, alpha", estimates.alpha(rated(values), level="ordinal"))]  # fmt: skip
    for frame in codings[0].claims["frame"].cat.categories:
        there = [{*_keys(one.claims[one.claims["frame"].eq(frame)], "document", "sentence")} for one in codings]
        units = rated([{key: key in found for key in sentences} for found in there])
        rows.append(("frames", f"{frame}, alpha", estimates.alpha(units)))
    return in_rows(rows, "layer", "measure")


def _keys(table: pd.DataFrame, *columns: str) -> list[tuple]:
    return list(table[list(columns)].itertuples(index=False, name=None))


def agreement_by_category(one: Tables, other: Tables, *, draws: int = 1000, seed: int = 0) -> pd.DataFrame:
    """How far two coders agree on each category of type, value, frame, stance and hedge.

    Columns: layer, variable, category, value (F1 of the units of that category: 1 if both give it to the same units),
    low and high (95 %, articles resampled), n (units to which either gives it). It has no direction and needs no
    unit that neither has, unlike alpha, which it stands beside. Missing for a category that neither gives.
    Source: Hripcsak & Rothschild 2005, JAMIA 12:296 (F1 is the positive specific agreement of two coders).
    """
    units, estimates = units_of(one, other), Rates((one, other), draws, seed)
    asked: list[tuple[str, str, Sequence, Callable[[Unit], bool]]] = [
        ("attributions", "type", categories("type"), matching.alike),
        ("sentiment", "value", [int(value) for value in categories("value")], same("voice")),
        *(("sentences", frame, [True], same()) for frame in one.claims["frame"].cat.categories),
        ("frames", "stance", list(one.claims["stance"].cat.categories), same()),
        ("frames", "hedged", [True, False], same()),
    ]
    rows = []
    for layer, variable, names, credit in asked:
        for name in names:
            found = estimates.found(units[layer], credit, having(variable, name))["F1"]
            told = ("frames", "frame", variable) if layer == "sentences" else (layer, variable, str(name))
            rows.append((*told, found))
    return in_rows(rows, "layer", "variable", "category")
