"""Marks: the tables that figures draw, one row per mark, with its place in the figure worked out.

A mark is a coded unit wherever there is room, so that pointing at it shows the words it stands for.
"""

from collections.abc import Sequence
from math import ceil

import pandas as pd

from .comparison import accuracy, accuracy_by_voice
from .agreement import agreement
from .alpha import NAN
from .calibration import PROBABILITY, calibration
from .choices import robust
from .codebook import NARRATOR, categories
from .explanation import SECOND, in_words
from .measures import REPORTING, balance, by_event, counts, labelled, naive_polarity, speakers, words_by_voice
from .specification import LEAST as FEWEST
from .tables import Tables
from .words import words_of

PAIRS = ["kit and reference", "coder and coder"]  # what is held against what
RATES = ["precision", "recall"]
MEASURES = [*RATES, "share right"]
JUDGES = ["kit", "reference", "TextBlob"]
SHARES = ["kit", "corrected"]
LAYERS = {"frame": "frames", "value": "sentiment"}  # what a codebook's variable is the code of
READERS = ["lexicon", "reference", "TextBlob", "linear"]  # in the order of the signs that JUDGES have

# Room between blocks and least width of a block, as shares of all the units side by side; how far off a number stands.
GAP, LEAST, ASIDE = 0.08, 0.16, 0.03


def blocks(units: pd.DataFrame, *, row: str, block: str, mirrored: Sequence[str] = ()) -> pd.DataFrame:
    """The blocks of a figure, side by side: each as wide as the longest of its rows, counted in units.

    A `mirrored` block meets the next one without a gap. Columns: `block` (every category of it), left, right.
    """
    names = list(units[block].cat.categories)
    longest = counts(units, [block, row]).groupby(block, observed=True)["n"].max()
    wide = [max(int(longest.get(name, 0)), 1) for name in names]
    least, gap = ceil(sum(wide) * LEAST), max(sum(wide) * GAP, 0.5)
    wide = [max(width, least) for width in wide]
    gaps = [0.0 if name in mirrored else gap for name in names]
    lefts = [round(0.75 * gap + sum(wide[:i]) + sum(gaps[:i]), 2) for i in range(len(names))]
    table = pd.DataFrame({block: names, "left": lefts, "right": [left + width for left, width in zip(lefts, wide)]})
    return table.astype({"left": "float64", "right": "float64"})


def in_blocks(
    units: pd.DataFrame, *, row: str, block: str, order: Sequence[str] = (), mirrored: Sequence[str] = ()
) -> pd.DataFrame:
    """One mark per unit: within its block, each row's units stand side by side, sorted by `order`, then as in the text.

    `mirrored` blocks grow from right to left, so that their rows meet those of the block to the right.
    Columns: those of `units`, position (1, 2, ...), left, middle, right, count (the row's number of units, at its last
    mark), count_at (beside that mark).
    """
    keys = [column for column in ("document", "start", "attribution") if column in units]
    marks = units.sort_values([block, row, *order, *keys], kind="stable").reset_index(drop=True)
    cell = marks.groupby([block, row], observed=True)
    marks["position"] = cell.cumcount() + 1
    size = cell[block].transform("size").astype("int64")
    marks["count"] = size.astype("str").where(marks["position"].eq(size), "")
    place = blocks(units, row=row, block=block, mirrored=mirrored).set_index(block)
    name = marks[block].astype("str")
    left = name.map(place["left"]) + marks["position"] - 1
    back = name.map(place["right"]) - marks["position"]
    marks["left"] = left.where(~name.isin(mirrored), back).astype("float64")
    marks["middle"], marks["right"] = marks["left"] + 0.5, marks["left"] + 1
    aside = place["right"].max() * ASIDE
    marks["count_at"] = (marks["right"] + aside).where(~name.isin(mirrored), marks["left"] - aside).round(2)
    return marks


def zone_marks(zones: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The lines of each page in reading order, each as long as it has words.

    Columns: document, label, zone, start, text, words, left, right (words before and after), count (words of the page
    and how many of them are article, at its last line).
    """
    marks = labelled(zones, articles).sort_values(["document", "start"], kind="stable").reset_index(drop=True)
    marks["words"] = pd.Series([len(words_of(text)) for text in marks["text"]], dtype="int64")
    page = marks.groupby("document")
    marks["right"] = page["words"].cumsum()
    marks["left"] = marks["right"] - marks["words"]
    total = page["words"].transform("sum")
    kept = marks["words"].where(marks["zone"].isin(REPORTING), 0).groupby(marks["document"]).transform("sum")
    text = kept.astype("str") + " of " + total.astype("str")
    marks["count"] = text.where(~marks["document"].duplicated(keep="last"), "")
    return marks[["document", "label", "zone", "start", "text", "words", "left", "right", "count"]]


def attribution_marks(attributions: pd.DataFrame, spans: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """One mark per attribution and speaker, by stakeholder, the direct ones first.

    Columns: document, label, attribution, type, speaker, stakeholder, source, cue, content (their words),
    position, left, right, count, count_at.
    """
    units = labelled(speakers(attributions), articles)
    ordered = spans.sort_values(["document", "attribution", "start"])
    words = ordered.groupby(["document", "attribution", "part"], observed=True)["text"].agg(" … ".join)
    for part in categories("part"):
        said = words[words.index.get_level_values("part") == part].droplevel("part").rename(part)
        units = units.join(said, on=["document", "attribution"]).fillna({part: ""})
    units["block"] = pd.Categorical(["all"] * len(units), ["all"])
    marks = in_blocks(units, row="stakeholder", block="block", order=["type"])
    columns = ["document", "label", "attribution", "type", "speaker", "stakeholder", "source", "cue", "content"]
    return marks[[*columns, "position", "left", "right", "count", "count_at"]]


def word_marks(
    zones: pd.DataFrame, attributions: pd.DataFrame, spans: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """The words of each voice group in each article, one mark each.

    Columns: document, label, stakeholder, words, total, share, kind (narrator | speakers), count (the number of words;
    for the narrator, of how many; empty for none).
    """
    marks = labelled(words_by_voice(zones, attributions, spans), articles).drop(columns="event")
    narrator = marks["stakeholder"].eq(NARRATOR)
    marks["kind"] = narrator.map({True: "narrator", False: "speakers"}).astype("str")
    number = marks["words"].astype("str").where(marks["words"].gt(0), "")
    marks["count"] = number.where(~narrator, number + " of " + marks["total"].astype("str"))
    return marks


def sentiment_units(sentiment: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Units of sentiment with their article's label. Critical and favourable ones face each other, the rest aside.

    Columns: document, label, start, value (as a category: -1, 1, 0), voice, stakeholder, evidence, decided (the words
    of the evidence with their contributions), rule, second (what a second scorer says; empty if not known), text.
    """
    units = labelled(sentiment, articles)
    units["value"] = pd.Categorical(units["value"].astype("str"), ["-1", "1", "0"], ordered=True)
    units["decided"] = units["evidence"].map(in_words).astype("str")
    units["second"] = units["agreed"].map(SECOND).fillna("").astype("str")
    columns = ["document", "label", "start", "value", "voice", "stakeholder", "evidence"]
    return units[[*columns, "decided", "rule", "second", "text"]]


def claim_units(claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Claims with their article's label.

    Columns: document, label, start, frame, stance, hedged, voice, stakeholder, evidence, rule, text.
    """
    columns = ["document", "label", "start", "frame", "stance", "hedged", "voice", "stakeholder"]
    return labelled(claims, articles)[[*columns, "evidence", "rule", "text"]]


def event_marks(sentiment: pd.DataFrame, claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The measures of `by_event`, an event with its number of articles in brackets.

    Columns: those of `by_event`, count (n of total, in words).
    """
    table = by_event(sentiment, claims, articles)
    sizes = table.groupby("event", observed=False)["articles"].max()
    table["event"] = table["event"].cat.rename_categories([f"{name} ({n})" for name, n in sizes.items()])
    table["count"] = table["n"].astype("str") + " of " + table["total"].astype("str")
    table["category"] = pd.Categorical(table["category"], table["category"].drop_duplicates(), ordered=True)
    return table


def text_marks(
    zones: pd.DataFrame,
    attributions: pd.DataFrame,
    spans: pd.DataFrame,
    sentiment: pd.DataFrame,
    claims: pd.DataFrame,
    articles: pd.DataFrame,
) -> pd.DataFrame:
    """Every layer of the first article, in its place in the text: one lane per zone, speaker, value and frame.

    Columns: document, label, layer, lane, code (the category that gives the colour), stance, voice, start, middle, end,
    text.
    """
    columns = ["document", "layer", "lane", "code", "stance", "voice", "start", "end", "text"]
    content = spans[spans["part"].eq("content")].merge(
        speakers(attributions)[["document", "attribution", "type", "speaker"]], on=["document", "attribution"]
    )
    value = sentiment["value"].astype("str")
    layers = [
        zones.assign(layer="zone", lane="page", code=zones["zone"], stance="", voice=""),
        content.sort_values("start").assign(
            layer="attributions", lane=content["speaker"], code=content["type"], stance="", voice=content["speaker"]
        ),
        sentiment.assign(layer="sentiment", lane=value, code=value, stance=""),
        claims.assign(
            layer="frames", lane=claims["frame"], code=claims["frame"], start=claims["evidence_start"],
            end=claims["evidence_end"], text=claims["evidence"],
        ),
    ]  # fmt: skip
    texts = {name: "str" for name in columns if name not in ("start", "end")}
    marks = pd.concat([layer[columns].astype(texts) for layer in layers], ignore_index=True)
    marks = marks[marks["document"].isin(articles["document"].head(1))].reset_index(drop=True)
    voices = marks.loc[marks["layer"].eq("attributions"), "lane"].unique()
    lanes = dict.fromkeys(["page", *voices, "1", "0", "-1", *claims["frame"].cat.categories])
    marks["middle"] = (marks["start"] + marks["end"]) / 2
    marks["lane"] = pd.Categorical(marks["lane"], list(lanes), ordered=True)
    return labelled(marks, articles).drop(columns="event")


def validity_marks(machine: Tables, reference: Tables, coder_a: Tables, coder_b: Tables) -> pd.DataFrame:
    """The same measures of the two pairs: the kit and the reference, and the two coders.

    Columns: pair, measure (with its layer), value, low, high, n, units (n in words). A measure that cannot be
    computed has no mark.
    """
    kit, coders = _looked_for(agreement(machine, reference), machine), agreement(coder_a, coder_b)
    tables = [kit.assign(pair=PAIRS[0]), coders.assign(pair=PAIRS[1])]
    marks = pd.concat(tables, ignore_index=True)
    marks["measure"] = marks["layer"] + ": " + marks["measure"]
    marks["measure"] = pd.Categorical(marks["measure"], marks["measure"].drop_duplicates(), ordered=True)
    marks = marks.dropna(subset="value").reset_index(drop=True)
    marks["units"] = "n = " + marks["n"].astype("str")
    return marks[["pair", "measure", "value", "low", "high", "n", "units"]]


def _looked_for(estimates: pd.DataFrame, machine: Tables) -> pd.DataFrame:
    """The estimates without the parallel quotations of a coding without utterances: not looked for is not missed."""
    silent = machine.attributions["utterance"].eq("").all()
    return estimates[estimates["layer"].ne("parallel quotations") | (not silent)]


def accuracy_marks(machine: Tables, reference: Tables) -> pd.DataFrame:
    """Precision and recall of the kit for each category of each layer.

    Columns: category (with its layer), measure, value, low, high, n, least, most (of the two), units (n in words,
    at the recall).
    """
    marks = _looked_for(accuracy(machine, reference), machine)
    marks = marks[marks["measure"].isin(RATES)].reset_index(drop=True)
    marks["category"] = marks["layer"] + ": " + marks["category"]
    marks["category"] = pd.Categorical(marks["category"], marks["category"].drop_duplicates(), ordered=True)
    marks = marks.dropna(subset="value").reset_index(drop=True)
    values = marks.groupby("category", observed=False)["value"]
    marks["least"], marks["most"] = values.transform("min"), values.transform("max")
    marks["units"] = ("n = " + marks["n"].astype("str")).where(marks["measure"].eq("recall"), "")
    return marks[["category", "measure", "value", "low", "high", "n", "least", "most", "units"]]


def voice_marks(machine: Tables, reference: Tables) -> pd.DataFrame:
    """How well the kit finds and reads what each kind of voice says.

    Columns: voice (with its layer), measure (precision, recall, share right), category (what is right), value, low,
    high, n, least, most (of the three), units (n in words, at the recall).
    """
    marks = accuracy_by_voice(machine, reference)
    marks = marks[marks["measure"].isin(MEASURES)].dropna(subset="value").reset_index(drop=True)
    marks["voice"] = marks["layer"] + ": " + marks["voice"]
    marks["voice"] = pd.Categorical(marks["voice"], marks["voice"].drop_duplicates(), ordered=True)
    values = marks.groupby("voice", observed=False)["value"]
    marks["least"], marks["most"] = values.transform("min"), values.transform("max")
    marks["units"] = ("n = " + marks["n"].astype("str")).where(marks["measure"].eq("recall"), "")
    return marks[["voice", "measure", "category", "value", "low", "high", "n", "least", "most", "units"]]


def strength_marks(judged: pd.DataFrame) -> pd.DataFrame:
    """The share of right values by how strong, or how probable, they are.

    Columns: panel (scorer, and strength or probability), fifth (of the scale), right, low, high, said (the mean
    probability; missing for strength), n, units (n in words).
    """
    marks = calibration(judged)
    marks["panel"] = marks["scorer"] + ", by " + marks["by"]
    marks["fifth"] = [f"{least:.1f} to {most:.1f}" for least, most in zip(marks["least"], marks["most"])]
    marks["fifth"] = pd.Categorical(marks["fifth"], sorted(set(marks["fifth"])), ordered=True)
    marks["panel"] = pd.Categorical(marks["panel"], marks["panel"].drop_duplicates(), ordered=True)
    marks["said"] = marks["said"].where(marks["by"].eq(PROBABILITY))
    marks["units"] = "n = " + marks["n"].astype("str")
    return marks[["panel", "fifth", "right", "low", "high", "said", "n", "units"]].astype({"units": "str"})


def choice_marks(under_choices: pd.DataFrame) -> pd.DataFrame:
    """Each finding on sentiment under each choice under which both groups have five units or more.

    Columns: finding, scorer, choice (in words), value, own (the value if the choice is the kit's own), least, most (of
    the scorer), held (in how many choices it has the direction of the kit's own, in words).
    """
    held = robust(under_choices)
    enough = under_choices["n_one"].ge(FEWEST) & (
        under_choices["n_other"].ge(FEWEST) | under_choices["finding"].astype("str").eq("all units"))  # fmt: skip
    marks = under_choices[enough].dropna(subset="value").reset_index(drop=True)
    parts = zip(marks["scorer"], marks["strength"], marks["minimum"], marks["zones"])
    marks["choice"] = pd.Series([f"{scorer}, strength from {strength}, cues from {minimum}, {zones}"
                                 for scorer, strength, minimum, zones in parts], dtype="str")  # fmt: skip
    marks["own"] = marks["value"].where(marks["own"])
    values = marks.groupby(["finding", "scorer"], observed=True)["value"]
    marks["least"], marks["most"] = values.transform("min"), values.transform("max")
    told = held["same"].astype("str") + " of " + held["choices"].astype("str")
    marks["held"] = marks["finding"].astype("str").map(told.set_axis(told.index.astype("str"))).astype("str")
    return marks[["finding", "scorer", "choice", "value", "own", "least", "most", "held"]]


def share_marks(estimates: pd.DataFrame) -> pd.DataFrame:
    """The kit's share and the corrected share of each category, as `sentence_shares` gives them.

    Columns: category (with its layer), share (kit | corrected), value, low, high (of the corrected one), n, m, units (m
    of n in words, at the corrected one).
    """
    rows = estimates.assign(category=estimates["variable"].map(LAYERS).astype("str") + ": " + estimates["category"])
    units = rows["m"].astype("str") + " of " + rows["n"].astype("str")
    kit = rows.assign(share=SHARES[0], value=rows["raw"], low=NAN, high=NAN, units="")
    right = rows.assign(share=SHARES[1], value=rows["corrected"], units=units)
    marks = pd.concat([kit, right], ignore_index=True).astype({"share": "str", "units": "str"})
    marks["category"] = pd.Categorical(marks["category"], rows["category"].drop_duplicates(), ordered=True)
    return marks[["category", "share", "value", "low", "high", "n", "m", "units"]]


def naive_marks(machine: Tables, reference: Tables) -> pd.DataFrame:
    """The balance of each article in the kit's coding and in the reference, and TextBlob's polarity of the page.

    Columns: document, label, by (kit | reference | TextBlob), value in [-1, 1], units (what it rests on).
    """
    tables = [naive_polarity(machine.zones).rename(columns={"polarity": "value"}).assign(by="TextBlob", units="page")]
    for by, coded in (("kit", machine), ("reference", reference)):
        table = balance(coded.sentiment, ["document"])
        words = [table[part].astype("str") + " " + part for part in ("critical", "neutral", "favourable")]
        units = words[0] + ", " + words[1] + ", " + words[2]
        tables.append(
            pd.DataFrame({"document": table["document"], "value": table["balance"], "by": by, "units": units})
        )
    marks = pd.concat(tables, ignore_index=True).astype({"by": "str", "units": "str"})
    return labelled(marks, machine.articles)[["document", "label", "by", "value", "units"]]


def finding_marks(specified: pd.DataFrame) -> pd.DataFrame:
    """Each finding on sentiment under each reading that has units of both groups.

    Columns: finding, by, value, low, high, balances (of either group), units (of either group).
    """
    marks = specified.dropna(subset="value").reset_index(drop=True)
    parts = {
        column: [" against ".join(f"{number:{form}}" for number in pair[: 1 + bool(other)])
                 for *pair, other in zip(marks[one], marks[two], marks["group_other"])]
        for column, one, two, form in (("balances", "one", "other", "+.2f"), ("units", "n_one", "n_other", ","))
    }  # fmt: skip
    return marks.assign(**parts).astype({"balances": "str", "units": "str"})[
        ["finding", "by", "value", "low", "high", "balances", "units"]
    ]
