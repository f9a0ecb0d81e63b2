"""Measures: what is counted in the tables. Tables in, tables out; nothing here knows of a chart."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import product
from random import Random

import pandas as pd

from .codebook import NARRATOR, categories
from .words import words_of

REPORTING = ("headline", "body")  # the zones that are the article


def counts(table: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """How many rows each combination of `by` has, the empty categories of the codebook included.

    Columns: `by`, n. Columns that are no categoricals count only the values they hold.

    >>> counts(pd.DataFrame({"zone": pd.Categorical(["body"], ["headline", "body"])}), ["zone"])["n"].tolist()
    [0, 1]
    """
    return table.groupby(list(by), observed=False).size().rename("n").reset_index()


def shares(table: pd.DataFrame, by: Sequence[str], *, within: Sequence[str] = ()) -> pd.DataFrame:
    """The counts of `by` as shares of what each combination of `within`, some of `by`, holds.

    Columns: `by`, n, total, share in [0, 1], missing where the total is 0.

    >>> shares(pd.DataFrame({"a": ["x", "x", "x", "y"]}), ["a"])["share"].tolist()
    [0.75, 0.25]
    """
    table = counts(table, by)
    within = list(within)
    total = table.groupby(within, observed=False)["n"].transform("sum") if within else table["n"].sum()
    table["total"] = total
    table["share"] = table["n"] / table["total"].where(table["total"] > 0)
    return table


def balance(sentiment: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Favourable units less critical ones, as a share of all units: -1 if all are critical, +1 if all are favourable.

    Columns: `by`, critical, neutral, favourable, n, balance in [-1, 1], missing where there is no unit.
    It says nothing of strength, and one balance may hide many units of both signs: show the counts with it.

    >>> balance(pd.DataFrame({"document": list("aaa"), "value": [1, 1, -1]}), ["document"])["balance"].round(2).tolist()
    [0.33]
    """
    value = sentiment["value"]
    units = sentiment.assign(critical=value.lt(0), neutral=value.eq(0), favourable=value.gt(0), n=True)
    parts = ["critical", "neutral", "favourable", "n"]
    table = units.groupby(list(by), observed=False)[parts].sum().astype({part: "int64" for part in parts}).reset_index()
    table["balance"] = (table["favourable"] - table["critical"]) / table["n"].where(table["n"] > 0)
    return table


def interval(
    table: pd.DataFrame,
    statistic: Callable[[pd.DataFrame], float],
    *,
    draws: int = 1000,
    seed: int = 0,
    level: float = 0.95,
) -> tuple[float, float]:
    """Between which values `statistic` lies if other articles had been drawn: a percentile bootstrap over articles.

    Articles are resampled, not rows, since the units of one article are not independent of each other. With five
    articles it is a rough guide, too narrow rather than too wide. Missing for an empty table. `statistic` does not
    depend on the order of rows, so of a few articles the same draws are computed once.
    Source: Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 13.

    >>> interval(pd.DataFrame({"document": ["a", "b"], "value": [1, 1]}), lambda units: units["value"].mean())
    (1.0, 1.0)
    """
    parts = [part for _, part in table.groupby("document")]
    if not parts:
        return float("nan"), float("nan")
    random, computed = Random(seed), {}
    samples = [tuple(sorted(random.choices(range(len(parts)), k=len(parts)))) for _ in range(draws)]
    for sample in set(samples):
        computed[sample] = statistic(pd.concat([parts[number] for number in sample]))
    drawn = pd.Series([computed[sample] for sample in samples], dtype="float64")
    return float(drawn.quantile((1 - level) / 2)), float(drawn.quantile((1 + level) / 2))


def speakers(attributions: pd.DataFrame) -> pd.DataFrame:
    """One row per attribution and speaker: a joint statement has as many rows as speakers.

    Columns: those of `attributions`, with speaker in place of speakers, and stakeholder as a category.
    Raises ValueError if an attribution has not as many stakeholders as speakers.
    """
    rows = attributions.assign(
        speakers=attributions["speakers"].str.split("; "), stakeholder=attributions["stakeholder"].str.split("; ")
    ).explode(["speakers", "stakeholder"], ignore_index=True)
    single = [name for name in attributions["stakeholder"].cat.categories if "; " not in name]
    rows["stakeholder"] = pd.Categorical(rows["stakeholder"], single, ordered=True)
    return rows.rename(columns={"speakers": "speaker"}).astype({"speaker": "str"})


def zone_words(zones: pd.DataFrame) -> pd.DataFrame:
    """How many words each zone of each article has.

    Columns: document, zone, words, total, share in [0, 1] of the words fetched.
    """
    lines = zones.assign(words=[len(words_of(text)) for text in zones["text"]])
    table = lines.groupby(["document", "zone"], observed=False)["words"].sum().astype("int64").reset_index()
    table["total"] = table.groupby("document")["words"].transform("sum")
    table["share"] = table["words"] / table["total"].where(table["total"] > 0)
    return table


def words_by_voice(zones: pd.DataFrame, attributions: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """How many of an article's words are ascribed to each stakeholder, and how many the narrator keeps.

    A word is a stakeholder's if it lies in the content of one of its attributions; a word that two stakeholders share
    counts for both, so shares may add up to more than 1. The narrator's are the words in no content; sources and cues
    are the narrator's. Boilerplate is left out.
    Columns: document, stakeholder (the voice groups of the codebook), words, total, share in [0, 1].
    """
    who = speakers(attributions)[["document", "attribution", "stakeholder"]]
    groups = [NARRATOR, *who["stakeholder"].cat.categories]
    said = spans[spans["part"].eq("content")].merge(who, on=["document", "attribution"])
    contents = {document: part for document, part in said.groupby("document")}
    rows = []
    for document, lines in zones[zones["zone"].isin(REPORTING)].sort_values(["document", "start"]).groupby("document"):
        places = [start + at for start, text in zip(lines["start"], lines["text"]) for at in words_of(text).starts]
        voiced: dict[str, set[int]] = {group: set() for group in groups}
        for content in contents.get(document, said[:0]).itertuples():
            inside = places[bisect_left(places, content.start) : bisect_left(places, content.end)]
            voiced[content.stakeholder].update(inside)
        voiced[NARRATOR] = set(places).difference(*voiced.values())
        rows += [(document, group, len(voiced[group]), len(places)) for group in groups]
    table = pd.DataFrame(rows, columns=["document", "stakeholder", "words", "total"])
    table = table.astype({"document": "str", "words": "int64", "total": "int64"})
    table["stakeholder"] = pd.Categorical(table["stakeholder"], groups, ordered=True)
    table["share"] = table["words"] / table["total"].where(table["total"] > 0)
    return table


def labelled(table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """`table` with the label and the event of each row's article, as categories in the corpus's order.

    A label that two articles share gives way to the document's name; an event that is not known is "not stated".
    Columns: those of `table`, label, event.
    """
    known = articles.set_index("document")
    name = known.index.to_series()
    label = known["label"].where(known["label"].ne("") & ~known["label"].duplicated(keep=False), name)
    event = known["event"].replace("", "not stated") if "event" in known else name.map(lambda _: "not stated")
    return table.assign(
        label=pd.Categorical(table["document"].map(label), list(label), ordered=True),
        event=pd.Categorical(table["document"].map(event), sorted(set(event)), ordered=True),
    )


def by_event(sentiment: pd.DataFrame, claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Sentiment and claims of the articles on each event: how many units, and what share of the event's units.

    Columns: layer (sentiment | frames), event, category (a value, or frame and stance), n, total, share in [0, 1],
    articles (how many the event has), words (what the units rest on: sentences or evidence, joined).
    Categories that no event has are left out for frames and kept for sentiment.
    """
    units = labelled(sentiment, articles)
    units["category"] = pd.Categorical(units["value"].astype("str"), categories("value"), ordered=True)
    rows = labelled(claims, articles)
    order = [claims[column].cat.categories for column in ("frame", "stance")]
    both = [f"{frame}, {stance}" for frame, stance in product(*order)]
    pair = rows["frame"].astype("str") + ", " + rows["stance"].astype("str")
    rows["category"] = pd.Categorical(pair, [c for c in both if c in set(pair)], ordered=True)
    layers = {"sentiment": units.assign(words=units["text"]), "frames": rows.assign(words=rows["evidence"])}
    tables = []
    for layer, table in layers.items():
        shared = shares(table, ["event", "category"], within=["event"])
        words = table.groupby(["event", "category"], observed=False)["words"].agg(" · ".join).reset_index()
        tables.append(shared.merge(words, on=["event", "category"]).astype({"category": "str"}).assign(layer=layer))
    table = pd.concat(tables, ignore_index=True)
    sizes = labelled(articles[["document"]], articles).groupby("event", observed=False).size()
    table["articles"] = table["event"].map(sizes).astype("int64")
    return table[["layer", "event", "category", "n", "total", "share", "articles", "words"]]


def naive_polarity(zones: pd.DataFrame) -> pd.DataFrame:
    """TextBlob's polarity of each page as it was fetched, boilerplate and all: the naive baseline, with no target.

    Columns: document, polarity in [-1, 1]. Source: the lexicon of Pattern (De Smedt & Daelemans 2012), as in TextBlob.
    """
    from textblob import TextBlob  # here, because it takes most of a second to import

    pages = zones.sort_values(["document", "start"]).groupby("document")["text"].agg("\n".join)
    return pd.DataFrame(
        {
            "document": pages.index.astype("str"),
            "polarity": pd.Series([TextBlob(page).sentiment.polarity for page in pages], dtype="float64"),
        }
    )
