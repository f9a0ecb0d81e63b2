"""Corrected estimates: right on average, with intervals that hold the truth as often as they say, where it is known."""

import numpy as np
import pandas as pd
import pytest

from analysis.codebook import CodebookError, categories
from analysis.coding import CodingError, read_coding
from analysis.corpus import read_corpus
from analysis.estimates import Counts, Design, coded_sentences, corrected, difference, sentence_shares
from analysis.sampling import allocation

SAMPLES = 1000
# How the kit codes units of each of three categories: it misses much of the second and of the third.
ERRORS = np.array([[0.90, 0.05, 0.05], [0.30, 0.65, 0.05], [0.20, 0.10, 0.70]])


def coded_by_the_kit(random: np.random.Generator, truth: np.ndarray) -> np.ndarray:
    return (random.random(len(truth))[:, None] > ERRORS[truth].cumsum(axis=1)).sum(axis=1)


def units(random):
    """2,000 units, of which 200 are drawn, each with the same probability."""
    truth = random.choice(3, 2000, p=(0.6, 0.3, 0.1))
    at = random.choice(2000, 200, replace=False)
    return truth, coded_by_the_kit(random, truth), at, Design(np.full(200, 0.1), np.zeros(200), np.arange(200))


def few_units(random):
    """500 units, of which 40 are drawn."""
    truth = random.choice(3, 500, p=(0.6, 0.3, 0.1))
    at = random.choice(500, 40, replace=False)
    return truth, coded_by_the_kit(random, truth), at, Design(np.full(40, 0.08), np.zeros(40), np.arange(40))


def strata(random):
    """80 of what the kit gave each category, so that rare ones occur: probabilities and errors differ by stratum."""
    truth = random.choice(3, 2000, p=(0.6, 0.3, 0.1))
    kit = coded_by_the_kit(random, truth)
    groups = [np.flatnonzero(kit == code) for code in range(3)]
    at = np.concatenate([random.choice(group, 80, replace=False) for group in groups])
    probability = np.repeat([80 / len(group) for group in groups], 80)
    return truth, kit, at, Design(probability, np.repeat(range(3), 80), np.arange(240))


def uneven_probabilities(random):
    """Each unit with a probability of its own, higher where the kit found something."""
    truth = random.choice(3, 1500, p=(0.7, 0.2, 0.1))
    kit = coded_by_the_kit(random, truth)
    probability = random.uniform(0.05, 0.4, 1500) * np.where(kit > 0, 1.5, 0.7)
    at = np.flatnonzero(random.random(1500) < probability)
    return truth, kit, at, Design(probability[at], np.zeros(len(at)), np.arange(len(at)))


def articles(random):
    """30 of 60 articles, each whole; how often a code occurs and is missed differs from article to article."""
    document = np.repeat(np.arange(60), random.integers(20, 60, 60))
    truth = (random.random(len(document)) < random.beta(2, 4, 60)[document]).astype(int)
    missed = random.random(len(document)) < random.beta(2, 6, 60)[document]
    kit = np.where(truth == 1, ~missed, random.random(len(document)) < 0.05).astype(int)
    at = np.flatnonzero(np.isin(document, random.choice(60, 30, replace=False)))
    return truth, kit, at, Design(np.full(len(at), 0.5), np.zeros(len(at)), document[at])


def small_strata(random, n=200, articles=40):
    """Articles by what the kit gave, as `sample --strata article,prediction` draws: most strata give a unit or two."""
    truth = random.choice(3, 25 * articles, p=(0.6, 0.3, 0.1))
    kit = coded_by_the_kit(random, truth)
    _, stratum, sizes = np.unique(np.arange(len(kit)) // 25 * 3 + kit, return_inverse=True, return_counts=True)
    taken = allocation(pd.Series(sizes), n).to_numpy()
    order = random.permutation(len(kit))
    order = order[np.argsort(stratum[order], kind="stable")]
    place = np.arange(len(kit)) - np.repeat(sizes.cumsum() - sizes, sizes)  # of each unit in its stratum
    at = order[place < taken[stratum[order]]]
    return truth, kit, at, Design((taken / sizes)[stratum[at]], stratum[at], np.arange(len(at)))


def few_small_strata(random):
    """The same of five articles, of which about half is drawn."""
    return small_strata(random, 60, 5)


def counts(codes: np.ndarray) -> Counts:
    return Counts(np.eye(3)[codes], np.ones(len(codes)))


DESIGNS = [units, few_units, strata, uneven_probabilities, articles, small_strata, few_small_strata]


@pytest.mark.parametrize("simulated", DESIGNS)
def test_the_truth_is_met_on_average_and_lies_in_95_of_100_intervals(simulated):
    random = np.random.default_rng(1)
    raw, right, held, reach = [], [], [], []
    for _ in range(SAMPLES):
        truth, kit, at, design = simulated(random)
        share = np.bincount(truth, minlength=3) / len(truth)
        found = difference(counts(kit), counts(truth[at]), at, design, np.ones(len(kit), dtype=bool))
        raw.append(found.raw - share)
        right.append(found.corrected - share)
        held.append((found.low <= share) & (share <= found.high))
        reach.append((found.high - found.low) / 2)
    off = np.abs(np.mean(raw, axis=0)).max()
    assert off > 0.02, "the kit is made to err"
    assert np.abs(np.mean(right, axis=0)).max() < min(0.003, off / 8)
    covered = np.mean(held, axis=0)[:2]  # the third category is so rare in some that shares are cut at 0
    assert (covered > 0.92).all() and (covered < 0.98).all()
    needed = 1.96 * np.std(right, axis=0)  # how far an interval has to reach
    assert (np.mean(reach, axis=0)[:2] / needed[:2] < 1.2).all(), "intervals are not wider than they have to be"


def table(codes: list[str], variable: str = "frame", **more) -> pd.DataFrame:
    return pd.DataFrame({"document": "a", "sentence": range(len(codes)), variable: codes, **more})


def shares(found: pd.DataFrame, *columns: str) -> list[tuple]:
    return [tuple(round(value, 3) for value in row) for row in found[list(columns)].itertuples(index=False, name=None)]


KIT = table(["enhancement", "enhancement", "enhancement", "replacement", "", "", "", ""])
TRUE = table(["enhancement", "replacement", "", "replacement", "", "replacement; efficiency", "", ""])


def test_without_errors_nothing_is_corrected_but_the_interval_says_how_little_was_seen():
    found = corrected(KIT, KIT.iloc[::2].assign(probability=0.5), "frame")
    assert found["corrected"].tolist() == found["raw"].tolist() == [3 / 8, 1 / 8, 0, 0]
    assert (found["high"] > found["raw"]).all()


@pytest.mark.parametrize("of, whole", [("units", 8), ("codes", 5)])
def test_where_all_was_validated_the_share_is_the_references(of, whole):
    found = corrected(KIT, TRUE.iloc[::-1].assign(probability=1), "frame", of=of)
    assert found["corrected"].tolist() == pytest.approx([1 / whole, 3 / whole, 1 / whole, 0], abs=1e-12)
    assert (found["low"] == found["corrected"]).all() and (found["high"] == found["corrected"]).all()
    assert found[["n", "m"]].drop_duplicates().values.tolist() == [[8, 8]]


def test_a_correction_worked_out_by_hand():
    sample = TRUE.iloc[[0, 1, 4, 5]].assign(probability=[1, 1, 1 / 3, 1 / 3])
    found = corrected(KIT, sample, "frame")
    # weights 1, 1, 3, 3: enhancement is less by 1 of 8, replacement more by 1 + 3 of 8, efficiency by 3 of 8
    expected = [3 / 8 - 1 / 8, 1 / 8 + 4 / 8, 3 / 8, 0]
    assert found["corrected"].tolist() == pytest.approx(expected)
    of_codes = corrected(KIT, sample, "frame", of="codes")["corrected"]  # 4 codes in 8 units, and 2 times 3 more
    assert of_codes.tolist() == pytest.approx([share / (4 / 8 + 6 / 8) for share in expected])


def test_what_could_not_be_drawn_is_taken_to_be_right():
    drawable = KIT.iloc[:4]  # say, sentences that name a target: all were validated
    found = corrected(KIT, TRUE.iloc[:4].assign(probability=1), "frame")
    assert found["corrected"].tolist() == pytest.approx([1 / 8, 2 / 8, 0, 0])
    assert (found["low"] == found["corrected"]).all() and (found["m"] == len(drawable)).all()
    half = corrected(KIT, TRUE.iloc[[0, 1]].assign(probability=0.5), "frame")
    assert half["corrected"].tolist() == pytest.approx([3 / 8 - 2 / 8, 1 / 8 + 2 / 8, 0, 0])


def test_the_interval_is_the_textbooks():
    kit, truth = ["replacement"] * 50 + [""] * 950, ["replacement"] * 30 + [""] * 60 + ["replacement"] * 10
    at = [*range(40), *range(50, 110)]
    sample = table(truth).assign(sentence=at, probability=0.1)
    found = corrected(table(kit), sample, "frame").iloc[1]
    errors = np.array([0] * 30 + [-1] * 10 + [0] * 50 + [1] * 10)
    variance = (1 - 0.1) * errors.var(ddof=1) / 100 + (1 - 0.1) / 102**2
    assert found["corrected"] == pytest.approx(0.05)
    assert found["high"] - 0.05 == pytest.approx(1.984 * variance**0.5, rel=1e-3)
    assert found["low"] == 0


def test_errors_that_differ_by_stratum_are_weighed_as_they_were_drawn():
    kit = table(["replacement"] * 20 + [""] * 80)
    found_wrong = table(["", "replacement"] * 5).assign(sentence=range(10), probability=0.5, stratum="found")
    missed = table(["replacement", *[""] * 9]).assign(sentence=range(20, 30), probability=1 / 8, stratum="none")
    found = corrected(kit, pd.concat([found_wrong, missed]), "frame").iloc[1]
    assert found["raw"] == 0.2
    assert found["corrected"] == pytest.approx((10 + 8) / 100)


def test_each_group_is_corrected_with_its_own_units():
    kit = pd.concat([KIT.assign(outlet="North"), KIT.assign(document="b", outlet="South")], ignore_index=True)
    north = TRUE.assign(probability=1)
    south = KIT.iloc[:4].assign(document="b", probability=0.5)
    found = corrected(kit, pd.concat([north, south]), "frame", by="outlet").set_index(["outlet", "category"])
    assert found.loc[("North", "replacement"), ["corrected", "low", "high", "m"]].tolist() == [3 / 8, 3 / 8, 3 / 8, 8]
    assert found.loc[("South", "replacement"), ["raw", "corrected", "m"]].tolist() == [1 / 8, 1 / 8, 4]
    alone = corrected(kit, north, "frame", by="outlet").set_index(["outlet", "category"])
    assert alone.loc["South", "raw"].tolist() == [3 / 8, 1 / 8, 0, 0]
    assert alone.loc["South", ["corrected", "low", "high"]].isna().all(axis=None)
    assert alone.loc["South", "m"].eq(0).all()


def test_one_article_shows_nothing_of_others():
    kit, sample = table(["replacement", ""] * 100), table(["replacement", ""] * 50).assign(probability=0.5)
    sample.loc[:20, "frame"] = "replacement"  # all errors lie together
    assert corrected(kit, sample.assign(cluster="a"), "frame")["low"].isna().all()
    found = {size: corrected(kit, sample.assign(cluster=sample["sentence"] // size), "frame") for size in (1, 10)}
    narrow, wide = found[1].loc[1], found[10].loc[1]
    assert wide["corrected"] == narrow["corrected"]
    assert wide["high"] - wide["low"] > 2 * (narrow["high"] - narrow["low"])


@pytest.mark.parametrize("labels", [list("abcd"), list("aaab"), list("aabb"), list("abbc")])
def test_a_stratum_of_one_unit_is_joined_with_others(labels):
    found = corrected(KIT, TRUE.iloc[:4].assign(probability=0.5, stratum=labels), "frame")
    assert found[["low", "high"]].notna().all(axis=None)


def test_categories_are_those_of_the_table_or_the_codebook():
    own = pd.CategoricalDtype(["risk", "chance", "risk; chance"], ordered=True)
    kit = table(["risk; chance", "risk", None]).astype({"frame": own})
    found = corrected(kit, kit.assign(probability=1), "frame")
    assert list(found["category"]) == list(found["category"].cat.categories) == ["risk", "chance"]
    assert found["corrected"].tolist() == pytest.approx([2 / 3, 1 / 3])
    values = table(["-1", "1", "0; 1"], "value")
    assert corrected(values, values.assign(probability=1), "value", of="codes")["raw"].tolist() == [0.25, 0.25, 0.5]


SOUND = TRUE.iloc[:2].assign(probability=0.5)
FAULTS = [
    (KIT, SOUND[:0], {}, CodingError, "sample has no row.*draw some units"),
    (KIT, SOUND.drop(columns="probability"), {}, CodingError, "sample needs the columns .*probability is missing"),
    (KIT, SOUND.assign(probability=[0.5, 0]), {}, CodingError, "sentence 1: probability is 0.0; it is above 0"),
    (KIT, SOUND.assign(probability=[0.5, 1.5]), {}, CodingError, "sentence 1: probability is 1.5"),
    (KIT, SOUND.assign(probability=[0.5, None]), {}, CodingError, "sentence 1: probability is nan"),
    (KIT, SOUND.assign(probability=["0.5", "half"]), {}, CodingError, "sentence 1: probability is 'half'"),
    (KIT, SOUND.assign(frame=["risk", ""]), {}, CodebookError, "sentence 0: frame is 'risk'; allowed: enhancement, "),
    (KIT.assign(frame="risk"), SOUND, {}, CodebookError, "sentence 0: frame is 'risk'"),
    (KIT, SOUND.assign(sentence=[0, 99]), {}, CodingError, "sentence 99: machine has no such unit"),
    (KIT, SOUND.assign(document="b"), {}, CodingError, "sample, document 'b', sentence 0: machine has no such unit"),
    (KIT, SOUND.assign(sentence=0), {}, CodingError, "sample, .*sentence 0: a unit has one row; it has two"),
    (KIT.assign(sentence=0), SOUND, {}, CodingError, "machine, document 'a', sentence 0: a unit has one row"),
    (KIT, SOUND, {"by": "outlet"}, CodingError, "machine needs the columns .*; outlet is missing"),
    (KIT, SOUND, {"of": "words"}, ValueError, "of is 'words'; allowed: units, codes"),
    (KIT, SOUND.assign(probability=[0.5, 0.25], cluster="a"), {}, CodingError, "cluster 'a': .* one probability"),
    (KIT, SOUND.assign(stratum=["x", "y"], cluster="a"), {}, CodingError, "cluster 'a': .* one stratum"),
]


@pytest.mark.parametrize("machine, sample, more, error, message", FAULTS)
def test_what_is_no_sample_is_refused(machine, sample, more, error, message):
    with pytest.raises(error, match=message):
        corrected(machine, sample, "frame", **more)


@pytest.mark.parametrize("variable", ["frame", "stance", "value"])
def test_sentences_of_a_coding(variable):
    tables = read_coding(read_corpus("seeds"), "reference")
    units = coded_sentences(tables, variable)
    assert len(units) == len(tables.sentences) and units.columns.tolist() == ["document", "sentence", variable]
    coded = tables.sentiment if variable == "value" else tables.claims
    assert [name for name in units[variable].cat.categories if "; " not in name] == list(categories(variable))
    found = units[variable].astype("str").fillna("").str.split("; ").explode()
    assert found[found.ne("")].value_counts().to_dict() == coded[variable].astype("str").value_counts().to_dict()


def test_a_part_of_the_seeds_tells_of_all_of_them():
    """Coder A stands in for the kit, the reference for what is true: a third of the sentences is drawn, by seed."""
    kit, reference = (read_coding(read_corpus("seeds"), coder) for coder in ("A", "reference"))
    units = reference.sentences[["document", "sentence"]]
    truth = sentence_shares(kit, reference, units.assign(probability=1))
    assert truth["variable"].unique().tolist() == ["frame", "value"]
    assert (truth["low"] == truth["corrected"]).all() and (truth["m"] == truth["n"]).all()
    for name, table in (("frame", reference.claims), ("value", reference.sentiment)):
        held = table.drop_duplicates(["document", "sentence", name])[name].astype("str").value_counts()
        shares = truth[truth["variable"].eq(name)].set_index("category")["corrected"]
        assert shares[held.index].tolist() == pytest.approx((held / len(units)).tolist())
    third = units.sample(len(units) // 3, random_state=1)
    found = sentence_shares(kit, reference, third.assign(probability=len(third) / len(units)))
    assert (found["low"] < found["high"]).all()
    assert found["low"].le(truth["corrected"]).all() and found["high"].ge(truth["corrected"]).all()
