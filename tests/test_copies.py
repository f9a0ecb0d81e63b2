"""Copies: passages that invented articles share, and which of them are one text."""

from pathlib import Path

import pytest

from analysis.copies import independent, shared_passages
from analysis.corpus import Corpus, Document
from analysis.span import Span

AGENCY = (
    "Ferry line to keep its crew\n\n"
    "VESTERBY (Agency) - The ferry line will keep every member of its crew when the bridge opens in June, its "
    "director said on Monday. “A bridge has never made anybody coffee,” Ida Hall told reporters at the pier. The "
    "bridge will cut the crossing from forty minutes to four, the town council expects.\n\n"
    "The line carried 210,000 passengers last year, nine percent fewer than the year before. It was founded by two "
    "brothers who had lost their horses to the sea."
)
SHORTER = "Crew stays\n\n" + AGENCY.split("\n\n")[1].replace("VESTERBY (Agency) - ", "")
REWRITTEN = (
    "Bridge or no bridge, says the ferry\n\n"
    "No deckhand will be sent home when cars can drive across the sound, according to the head of the ferry company. "
    "The line carried 210,000 passengers last year, nine percent fewer than the year before. Hall spoke of coffee. "
    + "Our reporter crossed twice on a windy morning, counted eleven people on deck, and met a dog named Captain. " * 2
)
OTHER = "Looms stand still\n\nThe weavers of the old mill stopped their looms at noon, and nobody knows for how long."
BELOW = "\n\nRead more: Sign up for our newsletter and get the best stories of the sound every Friday by mail."


def corpus(**texts: str) -> Corpus:
    documents = tuple(Document(name, text) for name, text in texts.items())
    return Corpus(Path("."), documents, tuple({"document": name, "label": name} for name in texts))


ALL = corpus(agency=AGENCY, shorter=SHORTER, rewritten=REWRITTEN, other=OTHER)


def test_passages_stand_where_they_are_said_to():
    passages = shared_passages(ALL)
    texts = {document.id: document for document in ALL}
    assert set(zip(passages["document"], passages["other"])) == {
        ("agency", "rewritten"), ("agency", "shorter")}  # fmt: skip
    for row in passages.itertuples():
        assert texts[row.document][Span(row.start, row.end)] == row.text
        assert row.text.split()[-1][:4] in texts[row.other][Span(row.other_start, row.other_end)]
        assert row.words >= 8


@pytest.mark.parametrize("other, low, high", [("shorter", 0.9, 1.0), ("rewritten", 0.1, 0.4)])
def test_the_share_is_of_the_shorter_article(other, low, high):
    (share,) = shared_passages(ALL).query("other == @other")["share"].unique()
    assert low <= share <= high


def test_near_copies_are_one_group_and_rewrites_are_not():
    groups = independent(ALL).set_index("document")["group"]
    assert groups.to_dict() == {"agency": "agency", "shorter": "agency", "rewritten": "rewritten", "other": "other"}


def test_a_copy_of_a_copy_is_of_the_group():
    """The first and the last share too little with each other, but each shares enough with the one between."""
    lines = [f"On day {n} the ferry called at pier {n} and {n} people with {n} dogs stepped ashore." for n in range(10)]
    chain = corpus(c="\n".join(lines[6:]), a="\n".join(lines[:4]), b="\n".join(lines[2:8]))
    assert set(independent(chain)["group"]) == {"a"}


def test_the_order_of_the_articles_does_not_matter():
    turned = Corpus(ALL.folder, ALL.documents[::-1], ALL.articles)
    assert shared_passages(turned).equals(shared_passages(ALL))
    assert independent(turned).sort_values("document", ignore_index=True).equals(
        independent(ALL).sort_values("document", ignore_index=True))


def test_what_is_no_part_of_the_article_makes_no_copy():
    assert shared_passages(corpus(a=OTHER + BELOW, b=AGENCY + BELOW)).empty


def test_a_sentence_that_goes_on_in_another_way_is_found():
    longer = OTHER.replace("for how long.", "for how long, though the owner hopes for a week.")
    assert shared_passages(corpus(a=OTHER, b="Strike at the mill\n\n" + longer))["words"].tolist() == [20]


def test_capitals_and_punctuation_do_not_count():
    shouted = AGENCY.replace("coffee,”", "coffee!”").replace("The ferry line", "THE FERRY LINE")
    assert set(independent(corpus(a=AGENCY, b=shouted))["group"]) == {"a"}


def test_nothing_is_shared_by_one_article_or_none():
    for texts in ({}, {"a": AGENCY}):
        assert shared_passages(corpus(**texts)).empty
        assert list(shared_passages(corpus(**texts)).columns)[-1] == "share"
        assert independent(corpus(**texts))["group"].tolist() == list(texts)
