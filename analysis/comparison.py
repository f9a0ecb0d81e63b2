"""Comparison: how far the kit's coding is that of a reference, by category, by voice, and which is taken for which."""

from collections.abc import Callable, Sequence

import pandas as pd

from . import matching
from .codebook import NARRATOR, UNSPECIFIED, VOICES, categories
from .matching import Unit
from .rates import Credit, Criterion, Estimate, Rates, having, in_rows, same, shared_words, units_of
from .tables import Tables

# The units of each layer of whose variables it is asked whether they are right: those that count as the same unit.
MET: dict[str, Callable[[Unit], bool]] = {
    "zones": same(), "attributions": matching.alike, "sentiment": same("voice"), "frames": same(),
}  # fmt: skip


def accuracy(machine: Tables, reference: Tables, *, draws: int = 1000, seed: int = 0) -> pd.DataFrame:
    """How far the kit's coding is that of the reference.

    Columns: layer, category, measure (precision, recall, F1, or the share right among the units that both have), value,
    low and high (95 %, articles resampled), n (units it rests on). Precision is of the kit's units, recall of the
    reference's; a category's are of the units of that category. The value of sentiment is held against that of the same
    voice in the same sentence. Missing where it cannot be computed.
    """
    units, estimates = units_of(machine, reference), Rates((machine, reference), draws, seed)
    rows: list[tuple[str, str, str, Estimate]] = []

    def found(layer: str, category: str, credit: Credit, *, of: Criterion = lambda row: True, among: str = "") -> None:
        estimated = estimates.found(units[among or layer], credit, of)
        rows.extend((layer, category, measure, estimate) for measure, estimate in estimated.items())

    def right(layer: str, among: Sequence[Unit], *variables: str) -> None:
        both = [unit for unit in among if same()(unit)]
        shares = (estimates.found(both, same(variable))["precision"] for variable in variables)
        rows.extend((layer, variable, "share right", share) for variable, share in zip(variables, shares))

    right("zones", units["zones"], "zone")
    for zone in categories("zone"):
        found("zones", zone, same("zone"), of=having("zone", zone))
    found("attributions", "exact content", same("words"))
    found("attributions", "soft content", shared_words)
    for kind in categories("type"):
        found("attributions", kind, matching.alike, of=having("type", kind))
    right("attributions", _met(units, "attributions"), "type", "speakers", "stakeholder")
    found("parallel quotations", "pair", same())
    found("sentiment", "sentence and voice", same("voice"))
    for value in categories("value"):
        found("sentiment", value, same("voice"), of=having("value", int(value)))
    right("sentiment", _met(units, "sentiment"), "value")
    right("sentiment", units["sentiment"], "voice", "stakeholder")
    for frame in machine.claims["frame"].cat.categories:
        found("frames", frame, same(), of=having(frame, True), among="sentences")
    found("frames", "claim", same())
    found("frames", "claim with its stance", same("stance"))
    found("frames", "claim with stance, hedge and voice", same("stance", "hedged", "voice"))
    right("frames", units["frames"], "stance", "hedged", "voice", "stakeholder")
    return in_rows(rows, "layer", "category", "measure")


def _met(units: dict[str, list[Unit]], layer: str) -> list[Unit]:
    return [unit for unit in units[layer] if MET[layer](unit)]


def accuracy_by_voice(machine: Tables, reference: Tables, *, draws: int = 1000, seed: int = 0) -> pd.DataFrame:
    """How far the kit's coding is that of the reference where the narrator speaks, a speaker, or nobody in particular.

    A unit is found if the voice is the same, an attribution if its speakers are. Columns: layer, voice (narrator |
    speaker | unspecified), then as in `accuracy`: precision, recall and F1 of the units, and of those that are found
    the share with the right value, stance or type.
    """
    units, estimates = units_of(machine, reference), Rates((machine, reference), draws, seed)
    asked = [("attributions", "speakers", "type"), ("sentiment", "voice", "value"), ("frames", "voice", "stance")]
    rows: list[tuple[str, str, str, str, Estimate]] = []
    for layer, holder, variable in asked:
        met, agreed = MET[layer], same(holder)
        for kind in VOICES:
            of = _voiced(holder, kind)
            found = estimates.found(units[layer], lambda unit: met(unit) and agreed(unit), of)
            rows.extend((layer, kind, "unit", measure, estimate) for measure, estimate in found.items())
            both = [unit for unit in units[layer] if met(unit) and agreed(unit) and of(unit.other)]
            rows.append((layer, kind, variable, "share right", estimates.found(both, same(variable))["precision"]))
    found = in_rows(rows, "layer", "voice", "category", "measure")
    return found[found["layer"].ne("attributions") | found["voice"].ne(NARRATOR)].reset_index(drop=True)


def _voiced(holder: str, kind: str) -> Criterion:
    """Whether a unit's voice, or one of an attribution's speakers, is of this kind."""
    if kind in (NARRATOR, UNSPECIFIED):
        return having(holder, kind)
    return lambda row: row[holder] not in (NARRATOR, UNSPECIFIED)


NO_UNIT = "no such unit"


def confusion(machine: Tables, reference: Tables, layer: str, variable: str) -> pd.DataFrame:
    """How often each category of the reference (a row each) is taken for each by the kit (a column each).

    What only one of them has stands in the row, or in the column, "no such unit": for sentiment also what they give to
    two voices, for attributions what has less than half of its words in common. Raises ValueError for another layer.
    """
    if layer not in MET:
        raise ValueError(f"layer is {layer!r}; allowed: {', '.join(MET)}")
    pairs: list[tuple[str, str]] = []
    for unit in units_of(machine, reference)[layer]:
        sides = [str(row[variable]) if row else NO_UNIT for row in (unit.other, unit.one)]
        together = MET[layer](unit) or NO_UNIT in sides
        pairs += [(sides[0], sides[1])] if together else [(sides[0], NO_UNIT), (NO_UNIT, sides[1])]
    table = pd.DataFrame(pairs, columns=["reference", "kit"], dtype="str")
    there = {*table["reference"], *table["kit"]}
    coded = [reference.zones, reference.attributions, reference.claims]
    known = next((list(one[variable].cat.categories) for one in coded if variable in one), categories(variable))
    order = [*(name for name in known if "; " not in name or name in there), NO_UNIT]
    return pd.crosstab(table["reference"], table["kit"]).reindex(index=order, columns=order, fill_value=0)
