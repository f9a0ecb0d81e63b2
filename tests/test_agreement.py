"""Agreement, accuracy and errors: published figures of alpha, small codings worked out by hand, and the seeds."""

import math
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.agreement import agreement, agreement_among, agreement_by_category
from analysis.alpha import alpha
from analysis.codebook import categories
from analysis.coding import read_coding
from analysis.comparison import NO_UNIT, accuracy, accuracy_by_voice, confusion
from analysis.corpus import read_corpus
from analysis.errors import differences, errors_by_rule
from analysis.tables import SCHEMAS, Tables, table

SEEDS = Path(__file__).parent.parent / "seeds"

# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, sections A to C: one string a coder, "." is missing.
PUBLISHED = [
    (("0100000010", "1110010000"), "nominal", 0.095),
    (("aabbdcccedda", "babbbccceddd"), "nominal", 0.692),
    (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), "nominal", 0.743),
    (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), "ordinal", 0.815),
]


@pytest.mark.parametrize(("coders", "level", "value"), PUBLISHED)
def test_alpha_is_the_published_one(coders, level, value):
    units = [tuple(None if mark == "." else int(mark, 36) for mark in unit) for unit in zip(*coders)]
    assert alpha(units, level=level) == pytest.approx(value, abs=0.0005)


@pytest.mark.parametrize("units", [[], [(1, None), (None, 1)], [(1, 1), (1, 1)], [(1, 1), (2, None)]])
def test_alpha_of_what_does_not_vary_is_missing(units):
    assert math.isnan(alpha(units))


def test_alpha_refuses_another_level():
    with pytest.raises(ValueError, match="level is 'ratio'; allowed: nominal, ordinal"):
        alpha([(1, 2)], level="ratio")


def test_ordinal_alpha_tells_near_from_far():
    near, far = [(-1, -1), (0, 0), (1, 1), (0, 1)], [(-1, -1), (0, 0), (1, 1), (-1, 1)]
    assert alpha(near, level="ordinal") > alpha(far, level="ordinal")


UNITS = st.lists(st.tuples(*[st.sampled_from([-1, 0, 1, None])] * 2), min_size=1, max_size=12)


@given(units=UNITS, level=st.sampled_from(["nominal", "ordinal"]), seed=st.randoms())
def test_alpha_knows_no_order_of_coders_or_units(units, level, seed):
    turned = [(other, one) for one, other in units]
    seed.shuffle(turned)
    assert alpha(turned, level=level) == pytest.approx(alpha(units, level=level), nan_ok=True)


@given(units=UNITS)
def test_alpha_is_one_if_and_only_if_nobody_differs(units):
    pairs = [unit for unit in units if None not in unit]
    value = alpha(units)
    assert math.isnan(value) or math.isclose(value, 1) == all(one == other for one, other in pairs)


# A coding in brief. One document "a" of ten sentences of ten characters each, "b" of one; words are single letters.
SENTENCE = "a b c d e "


def coded(*, documents=("a",), zones=(), attributions=(), sentiment=(), claims=()) -> Tables:
    """zones (document, line, zone), attributions (document, words, type, speakers, utterance), sentiment (document,
    sentence, value, voice), claims (document, sentence, frame, stance, hedged, voice)."""
    rows = {name: [] for name in SCHEMAS}

    def place(document: str, sentence: int) -> dict:
        return {"document": document, "start": 10 * sentence, "end": 10 * sentence + 10, "text": SENTENCE}

    for document in documents:
        rows["sentences"] += [{**place(document, n), "sentence": n, "zone": "body"} for n in range(10)]
    rows["zones"] = [{**place(document, line), "zone": zone} for document, line, zone in zones]
    for number, (document, words, kind, speakers, utterance) in enumerate(attributions):
        key = {"document": document, "attribution": number}
        groups = "; ".join("company" for _ in speakers.split("; "))
        rows["attributions"].append(
            {**key, "type": kind, "speakers": speakers, "stakeholder": groups, "utterance": utterance,
             "relation": "paraphrase" if utterance else None}
        )  # fmt: skip
        content = {"start": 2 * words[0], "end": 2 * words[1] - 1, "text": " ".join("w" * (words[1] - words[0]))}
        rows["spans"].append({**key, **content, "part": "content"})
    for document, sentence, value, voice in sentiment:
        rows["sentiment"].append({**place(document, sentence), "value": value, "voice": voice, "sentence": sentence})
    for document, sentence, frame, stance, hedged, voice in claims:
        rows["claims"].append(
            {**place(document, sentence), "sentence": sentence, "frame": frame, "stance": stance, "hedged": hedged,
             "voice": voice, "evidence": SENTENCE, "evidence_start": 10 * sentence, "evidence_end": 10 * sentence + 9}
        )  # fmt: skip

    def cells(name: str, row: dict) -> tuple:
        return tuple(row.get(column, "" if kind == "str" else None) for column, kind in SCHEMAS[name].items())

    tables = {name: table(name, [cells(name, row) for row in found]) for name, found in rows.items()}
    return Tables(**tables, articles=pd.DataFrame({"document": documents}, dtype="str"), problems=pd.DataFrame())


def values(found: pd.DataFrame) -> dict[str, float]:
    """What a table of estimates says, by its names joined."""
    names = found.columns[: found.columns.get_loc("value")]
    return {" / ".join(row): value for *row, value in found[[*names, "value"]].itertuples(index=False)}


ONE = coded(
    zones=[("a", 0, "headline"), ("a", 1, "body"), ("a", 2, "body"), ("a", 3, "boilerplate")],
    attributions=[("a", (0, 4), "direct", "Dan", "u1"), ("a", (10, 14), "indirect", "Eve; Ida", "u1"),
                  ("a", (20, 24), "indirect", "Eve", "")],
    sentiment=[("a", 0, 1, "Dan"), ("a", 1, 0, "narrator"), ("a", 2, -1, "Eve"), ("a", 2, 1, "narrator")],
    claims=[("a", 0, "enhancement", "assert", False, "Dan"), ("a", 2, "replacement", "assert", True, "Eve"),
            ("a", 2, "replacement", "reject", False, "Dan")],
)  # fmt: skip
OTHER = coded(
    zones=[("a", 0, "headline"), ("a", 1, "body"), ("a", 2, "boilerplate"), ("a", 3, "boilerplate")],
    attributions=[("a", (0, 4), "direct", "Dan", "x"), ("a", (10, 12), "indirect", "Ida; Eve", "x"),
                  ("a", (30, 33), "indirect", "Eve", "")],
    sentiment=[("a", 0, 1, "Dan"), ("a", 1, 1, "narrator"), ("a", 2, -1, "Ida"), ("a", 5, 0, "narrator")],
    claims=[("a", 0, "enhancement", "assert", False, "Dan"), ("a", 2, "replacement", "reject", True, "Dan"),
            ("a", 4, "efficiency", "assert", False, "Dan")],
)  # fmt: skip

AGREED = {
    "attributions / exact content, F1": 1 / 3,
    "attributions / soft content, F1": 2 * (1.5 / 3) * (2 / 3) / (1.5 / 3 + 2 / 3),
    "attributions / type, alpha": 1,
    "attributions / speakers, alpha": 1,
    "parallel quotations / pair, F1": 1,
    "sentiment / sentence and voice, F1": 2 / 4,
    "frames / enhancement, alpha": 1,
    "frames / replacement, alpha": 1,
    "frames / efficiency, alpha": 0,
    "frames / appropriation, alpha": math.nan,
    "frames / claim, F1": 2 * (2 / 3) * (2 / 3) / (4 / 3),
}


@pytest.mark.parametrize(("measure", "value"), AGREED.items())
def test_agreement_worked_out_by_hand(measure, value):
    assert values(agreement(ONE, OTHER))[measure] == pytest.approx(value, nan_ok=True)


BY_CATEGORY = {
    "attributions / type / direct": 1,
    "attributions / type / mixed": math.nan,
    "attributions / type / indirect": 1 / 2,
    "sentiment / value / 1": 1 / 2,
    "sentiment / value / 0": 0,
    "frames / frame / replacement": 1,
    "frames / frame / efficiency": 0,
    "frames / stance / assert": 2 * (1 / 2) * (1 / 2),
    "frames / stance / reject": 1,
    "frames / hedged / True": 0,
}


@pytest.mark.parametrize(("measure", "value"), BY_CATEGORY.items())
def test_agreement_by_category_worked_out_by_hand(measure, value):
    there, back = agreement_by_category(ONE, OTHER), agreement_by_category(OTHER, ONE)
    assert values(there)[measure] == pytest.approx(value, nan_ok=True)
    pd.testing.assert_frame_equal(there, back)


THIRD = coded(
    zones=[("a", 0, "headline"), ("a", 1, "headline"), ("a", 2, "body")],
    sentiment=[("a", 0, 0, "Dan"), ("a", 2, -1, "Ida"), ("a", 7, 1, "narrator")],
    claims=[("a", 0, "enhancement", "assert", False, "Dan"), ("a", 2, "efficiency", "assert", False, "Dan")],
)
# One row a unit, one entry a coder: what the three codings say, written out.
RATED = {
    "zones / zone, alpha": (["hhh", "bbh", "bpb", "pp."], "nominal"),
    "sentiment / value, alpha": ([(1, 1, 0), (0, 1, None), (None, -1, -1)], "ordinal"),
    "frames / enhancement, alpha": (["111", *["000"] * 9], "nominal"),
    "frames / replacement, alpha": (["110", *["000"] * 9], "nominal"),
    "frames / efficiency, alpha": (["001", "010", *["000"] * 8], "nominal"),
    "frames / appropriation, alpha": (["000"] * 10, "nominal"),
}  # fmt: skip


@pytest.mark.parametrize("measure", RATED)
def test_three_coders_have_the_alpha_of_their_ratings(measure):
    ratings, level = RATED[measure]
    expected = alpha([tuple(None if code == "." else code for code in unit) for unit in ratings], level=level)
    assert values(agreement_among([ONE, OTHER, THIRD]))[measure] == pytest.approx(expected, nan_ok=True)
    counted = agreement_among([ONE, OTHER, THIRD]).set_index(["layer", "measure"])["n"]
    assert counted[tuple(measure.split(" / "))] == len(ratings)


def test_among_two_coders_is_the_agreement_of_the_pair():
    pair, among = (agreement(seeds("A"), seeds("B"), draws=50), agreement_among([seeds("A"), seeds("B")], draws=50))
    both = pair.merge(among, on=["layer", "measure"], suffixes=("", "_among"))
    assert len(both) == len(among) == 2 + len(categories("frame"))
    for column in ("value", "low", "high", "n"):
        assert both[column].tolist() == pytest.approx(both[f"{column}_among"].tolist(), abs=1e-12)


def test_a_third_who_codes_at_random_lowers_the_alpha_of_all():
    lines = [("a", line, "body" if line % 3 else "headline") for line in range(10)]
    same, other = coded(zones=lines), coded(zones=[("a", line, "boilerplate") for line in range(10)])
    two, three = (values(agreement_among(among))["zones / zone, alpha"] for among in ([same] * 2, [same, same, other]))
    assert two == 1 and three < 0.5


@pytest.mark.parametrize("codings", [[], [ONE]])
def test_one_coder_agrees_with_nobody(codings):
    with pytest.raises(ValueError, match=f"two codings or more; there is {len(codings)}"):
        agreement_among(codings)


ACCURATE = {
    "zones / zone / share right": 3 / 4,
    "zones / body / precision": 1 / 2,
    "zones / body / recall": 1,
    "zones / boilerplate / recall": 1 / 2,
    "attributions / exact content / precision": 1 / 3,
    "attributions / soft content / precision": 1.5 / 3,
    "attributions / soft content / recall": 2 / 3,
    "attributions / indirect / precision": 1 / 2,
    "attributions / mixed / F1": math.nan,
    "attributions / speakers / share right": 1,
    "sentiment / sentence and voice / recall": 2 / 4,
    "sentiment / 1 / precision": 1 / 2,
    "sentiment / 1 / recall": 1 / 2,
    "sentiment / 0 / F1": 0,
    "sentiment / value / share right": 1 / 2,  # of the same voices
    "sentiment / voice / share right": 2 / 3,
    "frames / replacement / F1": 1,
    "frames / efficiency / recall": 0,
    "frames / efficiency / precision": math.nan,
    "frames / efficiency / F1": 0,
    "frames / claim / precision": 2 / 3,
    "frames / claim with its stance / precision": 2 / 3,
    "frames / claim with stance, hedge and voice / precision": 1 / 3,
    "frames / hedged / share right": 1 / 2,
}


@pytest.mark.parametrize(("measure", "value"), ACCURATE.items())
def test_accuracy_worked_out_by_hand(measure, value):
    assert values(accuracy(ONE, OTHER))[measure] == pytest.approx(value, nan_ok=True)


BY_VOICE = {
    "attributions / speaker / unit / precision": 2 / 3,
    "attributions / unspecified / unit / F1": math.nan,
    "attributions / speaker / type / share right": 1,
    "sentiment / speaker / unit / recall": 1 / 2,
    "sentiment / speaker / value / share right": 1,
    "sentiment / narrator / unit / precision": 1 / 2,
    "sentiment / narrator / value / share right": 0,
    "sentiment / unspecified / value / share right": math.nan,
    "frames / speaker / unit / precision": 2 / 3,
    "frames / speaker / stance / share right": 1,
}


@pytest.mark.parametrize(("measure", "value"), BY_VOICE.items())
def test_accuracy_by_voice_worked_out_by_hand(measure, value):
    assert values(accuracy_by_voice(ONE, OTHER))[measure] == pytest.approx(value, nan_ok=True)


CONFUSED = {  # of each layer and variable what the reference has, and for what the kit takes it
    ("sentiment", "value"): [("1", "1"), ("1", "0"), ("-1", NO_UNIT), (NO_UNIT, "-1"), (NO_UNIT, "1"), ("0", NO_UNIT)],
    ("frames", "stance"): [("assert", "assert"), ("reject", "reject"), (NO_UNIT, "assert"), ("assert", NO_UNIT)],
    ("attributions", "type"): [("direct", "direct"), ("indirect", "indirect"), ("indirect", NO_UNIT),
                               (NO_UNIT, "indirect")],
    ("zones", "zone"): [("headline", "headline"), ("body", "body"), ("boilerplate", "body"),
                        ("boilerplate", "boilerplate")],
}  # fmt: skip


@pytest.mark.parametrize(("layer", "variable"), CONFUSED)
def test_what_is_taken_for_what(layer, variable):
    table = confusion(ONE, OTHER, layer, variable)
    assert table.columns.tolist() == table.index.tolist() == [*categories(variable), NO_UNIT]
    told = [(row, column) for row in table.index for column in table.columns for _ in range(table.loc[row, column])]
    assert sorted(told) == sorted(CONFUSED[layer, variable])


def test_confusion_is_of_a_layer():
    with pytest.raises(ValueError, match="layer is 'claims'; allowed: zones, attributions, sentiment, frames"):
        confusion(ONE, OTHER, "claims", "stance")


def test_errors_are_those_of_rules():
    kit = replace(ONE, attributions=ONE.attributions.assign(rule=list("aab")),
                  sentiment=ONE.sentiment.assign(rule=list("wwxx")), claims=ONE.claims.assign(rule=list("pqq")))
    found = errors_by_rule(kit, OTHER)
    assert found[["rule", "units", "right", "ways"]].values.tolist() == [
        ["b", 1, 0, "too much (1)"], ["a", 2, 2, ""],
        ["x", 2, 0, "too much (1); voice (1)"], ["w", 2, 1, "value (1)"],
        ["q", 2, 0, "hedged (1); too much (1)"], ["p", 1, 1, ""],
    ]  # fmt: skip
    assert found["layer"].tolist() == ["attributions"] * 2 + ["sentiment"] * 2 + ["frames"] * 2
    assert (found["share"] == found["right"] / found["units"]).all()
    examples = dict(zip(found["rule"], found["example"]))
    assert examples["w"] == f"value 0, the reference 1: {SENTENCE}" and examples["a"] == ""
    assert examples["x"].startswith("voice Eve, the reference Ida")


DIFFERENT = [
    ("zones", 20, "zone", "body", "boilerplate"),
    ("attributions", 20, "content", "w w w w", "w w"),
    ("attributions", 40, "unit", "content w w w w; type indirect; speakers Eve; stakeholder company", ""),
    ("attributions", 60, "unit", "", "content w w w; type indirect; speakers Eve; stakeholder company"),
    ("sentiment", 10, "value", "0", "1"),
    ("sentiment", 20, "voice", "Eve", "Ida"),
    ("sentiment", 20, "unit", "value 1; voice narrator", ""),
    ("sentiment", 50, "unit", "", "value 0; voice narrator"),
    ("frames", 20, "hedged", "False", "True"),
    ("frames", 20, "unit", f"frame replacement; stance assert; hedged True; voice Eve; evidence {SENTENCE}", ""),
    ("frames", 40, "unit", "", f"frame efficiency; stance assert; hedged False; voice Dan; evidence {SENTENCE}"),
]


def test_every_difference_is_told():
    told = differences(ONE, OTHER)
    assert sorted(told[["layer", "start", "variable", "one", "other"]].itertuples(index=False, name=None)) == sorted(
        DIFFERENT
    )


def test_sentences_cut_differently_are_one_place():
    whole = coded(claims=[("a", 2, "replacement", "assert", True, "Eve")])
    parts = coded(claims=[("a", 2, "replacement", "assert", True, "Eve")])
    parts.claims[["start", "end"]] = 21, 25
    parts.sentences.loc[2, ["start", "end"]] = 20, 24
    assert differences(whole, parts).empty


def test_without_a_second_article_there_is_no_interval():
    found = agreement(ONE, OTHER)
    assert found["low"].isna().all() and found["high"].isna().all()


def test_intervals_hold_the_value_and_do_not_change():
    one = coded(documents=("a", "b", "c"), zones=[(d, n, "body") for d in "abc" for n in range(4)])
    zones = [(d, n, "body" if n < 2 or d != "a" else "headline") for d in "abc" for n in range(4)]
    other = coded(documents=("a", "b", "c"), zones=zones)
    first = accuracy(one, other)
    pd.testing.assert_frame_equal(first, accuracy(one, other))
    share = first.set_index(["layer", "category", "measure"]).loc[("zones", "zone", "share right")]
    assert (share["low"], share["value"], share["high"]) == (0.5, pytest.approx(10 / 12), 1)


EMPTY = coded(documents=())


@pytest.mark.parametrize(("one", "other"), [(EMPTY, EMPTY), (coded(), coded()), (coded(), OTHER), (ONE, coded())])
def test_empty_tables_have_no_agreement_and_no_fault(one, other):
    for found in (f(one, other) for f in (agreement, agreement_by_category, accuracy, accuracy_by_voice)):
        assert not (found["value"] > 0).any()
        assert found["n"].ge(0).all()
    assert differences(one, other).columns[0] == "document"
    assert errors_by_rule(one, other)["right"].sum() == 0


@cache
def seeds(coder: str) -> Tables:
    return read_coding(read_corpus(SEEDS), coder)


@pytest.mark.parametrize("coder", ["A", "B", "reference"])
def test_a_coding_agrees_with_itself(coder):
    found = agreement(seeds(coder), seeds(coder), draws=10)
    assert found["value"].dropna().eq(1).all()
    assert differences(seeds(coder), seeds(coder)).empty


def test_agreement_has_no_direction():
    there, back = agreement(seeds("A"), seeds("B"), draws=10), agreement(seeds("B"), seeds("A"), draws=10)
    pd.testing.assert_frame_equal(there, back)


def test_decisions_state_the_agreement_before_settling():
    lines = (SEEDS / "coding" / "DECISIONS.md").read_text(encoding="utf-8").splitlines()
    written = {tuple(cells[1:3]): cells[3:] for cells in ([c.strip() for c in line.split("|")] for line in lines)}
    for row in agreement(seeds("A"), seeds("B"), draws=10).itertuples():
        value, _, n, _ = written[row.layer, row.measure]
        assert float(value) == pytest.approx(row.value, abs=0.006)
        assert int(n) == row.n or row.measure.split(",")[0] in categories("frame")  # of sentences, cut by the kit


def test_decisions_settle_every_difference():
    written = (SEEDS / "coding" / "DECISIONS.md").read_text(encoding="utf-8")
    parts = {part.split("\n", 1)[0]: part for part in written.split("\n## ")[1:]}
    told = differences(seeds("A"), seeds("B"))
    for row in told.itertuples():
        line = f"- {row.layer}, {row.start}:{row.end}, {row.variable}. A: {row.one and f'“{row.one}”' or 'none'}; "
        assert line in parts[row.document]
    assert sum(part.count("\n- ") for part in parts.values()) == len(told)


def test_the_reference_departs_from_neither_coder_where_they_agree():
    def places(one: Tables, other: Tables) -> set[tuple]:
        return set(differences(one, other)[["document", "layer", "start"]].itertuples(index=False, name=None))

    debated = places(seeds("A"), seeds("B"))
    assert places(seeds("reference"), seeds("A")) <= debated
    assert places(seeds("reference"), seeds("B")) <= debated
