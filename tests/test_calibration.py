"""Calibration and choices: how sure values are, and what is found under other choices than the kit's own."""

import math
import random

import pandas as pd
import pytest

from analysis import annotate, read_corpus
from analysis.calibration import calibration, discrimination, judgements, wilson
from analysis.choices import MINIMUMS, OWN, STRENGTHS, ZONES, chosen, counted, findings, robust
from analysis.coding import read_coding
from analysis.scorers import SCORERS
from analysis.specification import paired, specification


@pytest.fixture(scope="module")
def corpus():
    return read_corpus("seeds")


@pytest.fixture(scope="module")
def tables(corpus):
    return annotate(corpus)


@pytest.fixture(scope="module")
def judged(corpus, tables):
    return judgements(corpus, tables, read_coding(corpus, "reference"))


def units(rows: list[tuple[int, bool, float, float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["value", "right", "strength", "probability"]).assign(scorer="one")


def simulated(n: int, right) -> pd.DataFrame:
    """Units with probabilities from .4 to 1, each right with the probability that `right` makes of it."""
    drawn = random.Random(1)
    chances = [drawn.uniform(0.4, 1) for _ in range(n)]
    return units([(1, drawn.random() < right(chance), chance, chance) for chance in chances])


def test_values_are_those_of_the_tables(corpus, tables, judged):
    pairs = paired(tables, read_coding(corpus, "reference"))
    first = judged[judged["scorer"].eq("lexicon")]
    assert first["value"].tolist() == pairs["value"].tolist()
    assert first["strength"].tolist() == pytest.approx(pairs["strength"].abs().tolist())
    assert first["probability"].isna().all()
    second = judged[judged["scorer"].eq("linear")]
    assert second["probability"].between(1 / 3, 1).all()  # the most probable of three
    assert (second["strength"] <= second["probability"] + 1e-4).all()


def test_a_calibrated_scorer_has_no_more_error_than_chance_gives():
    found = discrimination(simulated(5000, lambda chance: chance)).set_index("by").loc["probability"]
    assert found["error"] < 0.03 and found["error"] == pytest.approx(found["chance"], abs=0.015)
    few = discrimination(simulated(50, lambda chance: chance)).set_index("by").loc["probability"]
    assert few["chance"] > 2 * found["chance"]


def test_a_scorer_that_is_too_sure_is_found_out():
    sure = simulated(2000, lambda chance: chance - 0.3)
    found = discrimination(sure).set_index("by").loc["probability"]
    assert found["error"] == pytest.approx(0.3, abs=0.03) and found["chance"] < 0.05
    table = calibration(sure)
    some = table[table["by"].eq("probability")]
    assert (some["high"] < some["said"]).all()


def test_a_table_worked_out_by_hand():
    table = calibration(units([(1, True, 0.1, math.nan), (-1, False, 0.15, math.nan), (1, True, 1.0, math.nan),
                               (0, True, 0.0, math.nan), (1, True, 0.8, math.nan)]))  # fmt: skip
    assert table[["by", "least", "most", "said", "right", "n"]].values.tolist() == [
        ["strength", 0.0, 0.2, pytest.approx(0.125), 0.5, 2], ["strength", 0.8, 1.0, pytest.approx(0.9), 1.0, 2]
    ]  # fmt: skip
    assert (table["low"] < table["right"]).all() and (table["high"] >= table["right"]).all()


@pytest.mark.parametrize(("rows", "tells"), [
    ([(1, True, 0.9, 1), (1, False, 0.1, 1)], 1), ([(1, True, 0.1, 1), (1, False, 0.9, 1)], 0),
    ([(1, True, 0.5, 1), (1, False, 0.5, 1)], 0.5), ([(1, True, 0.5, 1), (0, False, 0.9, 1)], math.nan),
])  # fmt: skip
def test_what_tells_right_from_wrong(rows, tells):
    found = discrimination(units(rows)).set_index("by")
    assert found.loc["strength", "tells"] == pytest.approx(tells, nan_ok=True)


SHARES = [(0, 10, (0, 0.278)), (5, 10, (0.237, 0.763)), (98, 100, (0.93, 0.994))]


@pytest.mark.parametrize(("hits", "n", "ends"), SHARES)
def test_intervals_are_wilsons(hits, n, ends):
    assert wilson(hits, n) == pytest.approx(ends, abs=0.001)


# ---- choices ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def found(corpus, tables):
    return chosen(corpus, tables)


def test_there_is_a_row_for_every_choice(found):
    table = counted(found)
    assert len(table) == len(found) == len(SCORERS) * len(STRENGTHS) * len(MINIMUMS) * len(ZONES)
    assert not table[list(OWN._fields)].duplicated().any() and next(iter(found)) == OWN
    assert (table[["critical", "neutral", "favourable"]].sum(axis=1) == table["units"]).all()


def test_the_kits_own_choice_is_what_the_kit_does(corpus, tables, found):
    own = found[OWN]
    for name in ("sentiment", "claims", "spans"):
        pd.testing.assert_frame_equal(getattr(own, name), getattr(tables, name))
    assert own.attributions["rule"].tolist() == tables.attributions["rule"].tolist()
    specified = specification(corpus, tables)
    lexicon = specified[specified["by"].eq("lexicon")].set_index("finding")["value"]
    table = findings(corpus, found)
    assert table[table["own"]].set_index("finding")["value"].tolist() == pytest.approx(lexicon.tolist(), nan_ok=True)


@pytest.mark.parametrize(("dial", "column"), [("strength", "neutral"), ("minimum", "attributions")])
def test_a_dial_turned_up_leaves_less(found, dial, column):
    table = counted(found)
    others = [name for name in OWN._fields if name != dial]
    for _, part in table.sort_values(dial).groupby(others):
        assert part[column].is_monotonic_increasing if column == "neutral" else part[column].is_monotonic_decreasing
        assert part[column].nunique() > 1


def test_without_headlines_nothing_of_them_counts(found):
    zones = {zone: found[OWN._replace(zones=zone)] for zone in ZONES}
    kept, body = zones["headline and body"].sentiment, zones["body"].sentiment
    headlines = found[OWN].sentences.query("zone == 'headline'")[["document", "sentence"]]
    assert len(kept) - len(body) == len(kept.merge(headlines)) > 0 and not len(body.merge(headlines))


def row(finding: str, value: float, n: int = 9, own: bool = False) -> tuple:
    return finding, *OWN, value, n, n, own


@pytest.mark.parametrize(("rows", "same", "choices"), [
    ([row("a", 1, own=True), row("a", 0.1), row("a", -0.2)], 2, 3),
    ([row("a", -1, own=True), row("a", 0), row("a", -0.2)], 2, 3),
    ([row("a", 1, own=True), row("a", 0.1, n=4), row("a", math.nan, n=0)], 1, 1),
    ([row("a", math.nan, n=0, own=True), row("a", 1)], 0, 1),
])  # fmt: skip
def test_in_how_many_choices_a_finding_is_one(rows, same, choices):
    table = pd.DataFrame(rows, columns=["finding", *OWN._fields, "value", "n_one", "n_other", "own"])
    held = robust(table.astype({"finding": "category"})).loc["a"]
    assert held[["same", "choices"]].tolist() == [same, choices] and held["share"] == same / choices


def test_a_corpus_without_a_target_has_choices_too(tmp_path):
    (tmp_path / "a.txt").write_text("The ferry runs again, said Ida Hall.\n", encoding="utf-8")
    corpus = read_corpus(tmp_path)
    with pytest.warns(UserWarning, match="none does"):
        tables = annotate(corpus)
    found = chosen(corpus, tables)
    assert counted(found)["units"].eq(0).all() and robust(findings(corpus, found))["choices"].eq(0).all()
