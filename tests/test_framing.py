"""Framing: the cases of cases/frames*.tsv, read by rules alone, and what holds for the claims of any text."""

import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.codebook import categories
from analysis.corpus import Document
from analysis.frames import RULES
from analysis.framing import RULES_ALONE, claims
from analysis.lexicon import lexicon
from analysis.mentions import TARGET, mentions
from analysis.sentences import sentences

FOLDER = Path(__file__).with_name("cases")
KNOWN_GAPS = 155  # of all cases; a change that closes or opens one changes this number


def cases(name: str) -> list:
    """The lines of a file of cases; a known gap must fail."""
    lines = FOLDER.joinpath(name).read_text(encoding="utf-8").splitlines()
    found = []
    for text, meant in (line.split("\t") for line in lines if line and not line.startswith("#")):
        marks = [pytest.mark.xfail(strict=True, reason="known gap")] if meant.startswith("~") else []
        found.append(pytest.param(text, set(filter("-".__ne__, meant.lstrip("~").split("; "))), marks=marks))
    return found


VOICED, NEWS = [*cases("frames.tsv"), *cases("frames.more.tsv")], [*cases("frames.news.tsv"), *cases("frames.press.tsv")]
UNSEEN = cases("frames.more.unseen.tsv")


def notation(text: str, *, voices: bool) -> set[str]:
    """The claims of a text as the cases write them."""
    return {
        f"{claim.frame} {claim.stance}"
        + "?" * claim.hedged
        + f" @{claim.voice}" * (voices and claim.voice != "narrator")
        for claim in claims(Document("case", text), least=RULES_ALONE)
    }


@pytest.mark.parametrize(("text", "meant"), VOICED)
def test_a_sentence_makes_the_claims_of_the_case(text, meant):
    assert {claim.lower() for claim in notation(text, voices=True)} == {claim.lower() for claim in meant}


@pytest.mark.parametrize(("text", "meant"), NEWS)
def test_a_sentence_as_in_the_news_makes_the_claims_of_the_case(text, meant):
    assert notation(text, voices=False) == meant


def test_most_claims_of_sentences_that_no_rule_was_written_for_are_found():
    found, right, required, alarms = 0, 0, 0, 0
    for case in UNSEEN:
        text, meant = case.values
        mine = Counter(claim.frame for claim in claims(Document("case", text), least=RULES_ALONE))
        theirs = Counter(claim.split()[0] for claim in meant)
        found, required = found + mine.total(), required + theirs.total()
        right += (mine & theirs).total()
        alarms += bool(mine and not theirs)
    assert right / found >= 0.85 and right / required >= 0.65
    assert alarms <= 4


def test_known_gaps_are_counted():
    assert sum(bool(case.marks) for case in VOICED + NEWS) == KNOWN_GAPS


def test_evidence_is_the_words_and_the_rule_that_decided():
    text = "Snow fell. The mill says AI will not replace the weavers."
    (claim,) = claims(Document("a", text))
    assert text[slice(*claim.evidence)] == "replace the weavers"
    assert (claim.sentence, claim.rule) == (1, "active: take the place")


def test_identical_claims_of_a_sentence_are_one_with_the_first_evidence():
    text = "AI replaces weavers and AI supplants potters."
    (claim,) = claims(Document("a", text))
    assert text[slice(*claim.evidence)] == "replaces weavers"


def test_two_stances_on_one_frame_are_two_claims():
    found = claims(Document("a", "AI replaces weavers, but it will not replace potters."))
    assert [claim.stance for claim in found] == ["assert", "reject"]


def test_a_fear_without_a_holder_is_never_the_narrators():
    for text in ("Fears that AI will replace weavers grew.", "Worries about jobs lost to AI grew."):
        assert {claim.voice for claim in claims(Document("a", text))} == {"unspecified"}


@pytest.mark.parametrize("text", ["The machine replaced the weavers and cut costs.", "Ai replaced the weavers.", "", "."])
def test_a_text_without_ai_makes_no_claim(text):
    assert claims(Document("a", text)) == ()


def test_every_class_of_the_lexicon_has_a_shape_with_rules_and_codes_of_the_codebook():
    kinds = {kind for name in ("makers", "frame_words") for row in lexicon(name) for kind in row["kind"].split()}
    for row in lexicon("frames"):
        assert row["shape"] in RULES, row["class"]
        assert row["frame"] in categories("frame") and row["says"] in categories("stance"), row["class"]
        assert set(row["about"].split()) <= kinds, row["class"]
    assert {row["shape"] for row in lexicon("frames")} == set(RULES)


def test_no_phrase_stands_twice_in_a_class():
    for name, columns in (("frames", ("verbs", "phrases")), ("scope", ("verbs", "phrases")), ("makers", ("words",))):
        for row in lexicon(name):
            words = [word for column in columns for word in row[column].split(", ") if word]
            assert len(words) == len(set(words)), (name, row["class"], sorted(w for w in words if words.count(w) > 1))


PIECES = (
    "AI|replaces|help|helps|the|writers|actors|jobs|not|may|,|.|without|consent|trained on|their|work|“|”|said Ida Hall|"
    "costs|cut|cuts|cheaper|fears that|ban on|should|rather than|deepfakes|of|voice|it|them|\n|than|easier|in seconds|who"
).split("|")


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=80))
def test_claims_of_any_text_lie_in_a_sentence_and_use_the_codebook(text):
    document = Document("any", text)
    found = claims(document)
    cut = sentences(document)
    for claim in found:
        assert cut[claim.sentence].span.holds(claim.evidence)
        assert claim.frame in categories("frame") and claim.stance in categories("stance")
        assert claim.group in categories("voice_group")
        assert not (claim.hedged and claim.stance == "oppose")
    assert [claim.sentence for claim in found] == sorted(claim.sentence for claim in found)
    assert len({(c.sentence, c.frame, c.stance, c.hedged, c.voice) for c in found}) == len(found)
    if not any(mention.kind == TARGET for mention in mentions(document)):
        assert not found


@pytest.mark.parametrize("piece", ["AI not replace writers without consent ", "AI “helps” writers, but ", "than AI too "])
def test_time_grows_with_the_text_and_no_faster(piece):
    def seconds(times: int) -> float:
        document = Document(f"{piece}{times}", piece * times)
        mentions(document)
        begin = time.perf_counter()
        claims(document)
        return time.perf_counter() - begin

    assert seconds(4000) < 0.05 + 12 * max(seconds(1000), 0.005)
