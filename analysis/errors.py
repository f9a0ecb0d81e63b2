"""Errors: where two codings differ, unit by unit, and which rules of the kit made the units that are wrong."""

from collections.abc import Iterable, Mapping

import pandas as pd

from .comparison import MET
from .matching import Unit
from .rates import units_of
from .tables import Tables

# What is said of a unit, layer by layer.
VARIABLES = {
    "zones": ("zone",),
    "attributions": ("content", "type", "speakers", "stakeholder", "source", "cue"),
    "parallel quotations": ("relation",),
    "sentiment": ("value", "voice"),
    "frames": ("frame", "stance", "hedged", "voice", "evidence"),
}


def differences(one: Tables, other: Tables) -> pd.DataFrame:
    """Where two codings differ: a row for each unit that one lacks and for each variable in which matched units differ.

    Columns: document, layer, start, end, text (the unit's words), variable ("unit" where one coding lacks it), one,
    other (what each has; empty where it lacks the unit).
    """
    rows = []
    for layer, variables in VARIABLES.items():
        for unit in units_of(one, other)[layer]:
            place = (unit.document, layer, unit.start, unit.end, unit.text)
            if unit.one and unit.other:
                unlike = [v for v in variables if unit.one[v] != unit.other[v]]
                rows += [(*place, v, str(unit.one[v]), str(unit.other[v])) for v in unlike]
            else:
                rows.append((*place, "unit", *(_summary(row, variables) for row in (unit.one, unit.other))))
    columns = ["document", "layer", "start", "end", "text", "variable", "one", "other"]
    return pd.DataFrame(rows, columns=columns).sort_values(["document", "start"], kind="stable", ignore_index=True)


def _summary(row: Mapping | None, variables: Iterable[str]) -> str:
    return "; ".join(f"{variable} {row[variable]}" for variable in variables if row[variable] != "") if row else ""


ASKED = {"attributions": ("type", "speakers"), "sentiment": ("value",), "frames": ("stance", "hedged", "voice")}


def errors_by_rule(machine: Tables, reference: Tables) -> pd.DataFrame:
    """What each rule of the kit made of attributions, sentiment and claims, held against the reference.

    A unit is right if the reference has it and says the same of it: an attribution with its type and speakers (most of
    its words being the same), sentiment with its value (of the same voice in the sentence), a claim with stance, hedge
    and voice. Columns: layer, rule, units (that it made), right, share (right), ways (how the others are wrong, each
    with its number; "too much" is what the reference lacks), example (the first that is wrong: its words, and what the
    kit and the reference say). The rules with most wrong units come first in their layer.
    """
    rows = [(layer, unit.one["rule"], *_wrong(unit, layer), unit)
            for layer in ASKED for unit in units_of(machine, reference)[layer] if unit.one]  # fmt: skip
    made = pd.DataFrame(rows, columns=["layer", "rule", "way", "said", "unit"])
    made["right"] = made["way"].eq("")
    found = []
    for (layer, rule), part in made.groupby(["layer", "rule"], sort=False):
        wrong = part[~part["right"]]
        ways = "; ".join(f"{way} ({n})" for way, n in wrong["way"].value_counts(sort=False).sort_index().items())
        example = "".join(f"{row.said}: {row.unit.text}" for row in wrong.head(1).itertuples())
        found.append((layer, rule, len(part), int(part["right"].sum()), part["right"].mean(), ways, example))
    columns = ["layer", "rule", "units", "right", "share", "ways", "example"]
    table = pd.DataFrame(found, columns=columns)
    table["layer"] = pd.Categorical(table["layer"], list(ASKED), ordered=True)
    order = table.assign(wrong=table["right"] - table["units"]).sort_values(["layer", "wrong", "rule"], kind="stable")
    return order.drop(columns="wrong").reset_index(drop=True)


def _wrong(unit: Unit, layer: str) -> tuple[str, str]:
    """In which way a unit of the kit's is wrong, by the first that fits, and what either says; empty if it is right."""
    if not unit.other:
        return "too much", f"too much ({_summary(unit.one, ASKED[layer])})"
    ways = ["content" if layer == "attributions" else "voice"] if not MET[layer](unit) else [
        variable for variable in ASKED[layer] if unit.one[variable] != unit.other[variable]]  # fmt: skip
    if not ways:
        return "", ""
    return ways[0], f"{ways[0]} {unit.one[ways[0]]}, the reference {unit.other[ways[0]]}"
