"""Sentiment toward a target: units and voices by cases, each rule by a sentence, what must hold for any sentence."""

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.attribution import attributions
from analysis.bearing import PARTS
from analysis.corpus import Actor, Document, Story
from analysis.lexicon import lexicon
from analysis.scorers import SCORERS
from analysis.sentiment import sentiment
from analysis.span import Span
from analysis.turns import SHAPES, TURNS
from analysis.valence import textblob_words, valences
from analysis.verdict import Verdict, sentence_sentiment
from analysis.words import words_of

CASES = Path(__file__).parent / "cases"
STORY = Story(
    (
        Actor("Dana Reyes", "executive", ("Dana Reyes",), "she"),
        Actor("Omar Lindqvist", "creative_worker", ("Omar Lindqvist",), "he"),
        Actor("Harbour Nurses", "union", ("Harbour Nurses",), "they"),
    )
)


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def units(sentence: str) -> str:
    """The units of a sentence in the notation of the cases: "Dana Reyes +1; narrator 0"."""
    found = sentiment(Document("case", sentence, STORY))
    return "; ".join(f"{unit.voice} {unit.value:+d}".replace("+0", "0") for unit in found)


# ---- sentences about AI at work in many trades, labelled before anything was run -------------------------------------

WORKED_ON, KEPT_ASIDE = rows("sentiment.tsv"), rows("sentiment.unseen.tsv")


@pytest.mark.parametrize("row", [row for row in WORKED_ON if not row["gap"]], ids=lambda row: row["sentence"][:40])
def test_units(row):
    assert units(row["sentence"]) == row["units"]


@pytest.mark.parametrize("row", [row for row in WORKED_ON if row["gap"]], ids=lambda row: row["sentence"][:40])
def test_known_gaps_are_still_gaps(row):
    assert units(row["sentence"]) != row["units"], "no longer a gap: take its mark off"


def test_few_gaps():
    assert len(WORKED_ON) >= 80
    assert sum(bool(row["gap"]) for row in WORKED_ON) <= 15


def test_sentences_kept_aside():
    """40 of 60 right when first run. No word was chosen by these; one fault of a rule was found here and mended."""
    right = sum(
        [unit.rpartition(" ")[2] for unit in units(row["sentence"]).split("; ")]
        == [unit.rpartition(" ")[2] for unit in row["units"].split("; ")]
        for row in KEPT_ASIDE
    )
    assert len(KEPT_ASIDE) == 60 and right >= 38


# ---- sentences about other technologies, labelled before anything was run --------------------------------------------

TECHNOLOGY = rows("sentiment.technology.tsv")


def split(marked: str) -> tuple[str, Span]:
    before, _, rest = marked.partition("[")
    target, _, after = rest.partition("]")
    return before + target + after, Span(len(before), len(before) + len(target))


def right(row: dict[str, str]) -> bool:
    return sentence_sentiment(*split(row["sentence"])).value == int(row["value"])


@pytest.mark.parametrize("row", [row for row in TECHNOLOGY if row["half"] == "worked on"])
def test_technology_worked_on(row):
    assert right(row) != bool(row["gap"]), "a known gap that is none any more loses its mark"


def test_technology_kept_aside():
    """14 of 20 right when first run, 5 of the 20 worked on. No word and no rule was chosen by these."""
    kept = [row for row in TECHNOLOGY if row["half"] == "kept aside"]
    assert len(kept) >= 20 and sum(right(row) for row in kept) >= 0.65 * len(kept)


# ---- every rule by a sentence: the target in brackets ----------------------------------------------------------------

RULES = [
    ("The cat was rescued by [the crew].", +1, "done by"),
    ("[The crew] was widely praised.", +1, "done to"),
    ("The fence protects the hens from [the fox].", -1, "kept from"),
    ("The clinic cures colds with [the lamp].", +1, "done with"),
    ("Visitors praised the old [bakery].", +1, "object of"),
    ("[The lamp] lights a step that walkers neglect.", -1, "aside"),
    ("[The loom] threatens the weavers.", -1, "subject of"),
    ("Fear of [the strait] is old.", -1, "felt about"),
    ("The threat from [the river] is old.", -1, "felt about"),
    ("[The lamp] gives the nurses more time.", +1, "given"),
    ("We saw [the pump]'s failure.", -1, "owned"),
    ("The town felt [the loom] backlash.", -1, "compound"),
    ("[The soup] was delicious.", +1, "near"),
    ("[The dyke] reduces the risk of floods.", +1, "near, undone"),
    ("[The dyke] reduces the quality of the water.", -1, "near, undone"),
    ("The keeper lifted the ban on [dogs].", +1, "felt about, undone"),
    ("[The loom] will not displace the weavers.", +1, "subject of, denied"),
    ("[The loom] did not help the weavers.", -1, "subject of, denied"),
    ("[The mayor] did not cheat the widow.", -1, "subject of, denied"),
    ("The guild insists that [the loom] not displace weavers.", -1, "subject of"),
    ("[The loom] was supposed to help the weavers.", -1, "subject of, unkept"),
    ("[The loom] should not be praised.", -1, "done to, forbidden"),
    ("Without [the dyke] the village would have been ruined.", +1, "done to, missed"),
    ("With [the loom] they make cloth that was once too costly.", +1, "near, formerly"),
    ("Fewer sailors drown since [the lamp] was lit.", +1, "near, fewer"),
    ("Nurses want safeguards before [the lift] opens.", -1, "near, demanded"),
    ("[The clerk] met Bo Lind, who cheated.", -1, "subject of, beyond"),
    ("The mayor of [the town] cheated.", -1, "subject of, oblique"),
    ("They lied, cheated and stole in [the town].", -1, "near, setting"),
    ("[The town] saw the fraud of Bo Lind.", -1, "near, anothers"),
    ("The failure that [the town] saw was long.", -1, "near, unlinked"),
    ("Will [the loom] help the weavers?", +1, "subject of, asked"),
    ("[The parrot] cannot read the letters.", -1, "incapable"),
    ("Without [the crane] the dam would never have been built.", +1, "indispensable"),
    ("[The lamp] reads letters that nobody could read.", +1, "unmatched"),
    ("The fence does not protect the hens from [the fox].", -1, "kept from"),
    ("[The mill] helped the village but harmed the river.", 0, "mixed"),
    ("[The mill] stands by the river.", 0, "no word"),
    ("Is [the soup] good?", 0, "faint"),
]


@pytest.mark.parametrize("marked, value, rule", RULES, ids=[f"{rule}: {marked[:30]}" for marked, _, rule in RULES])
def test_rule(marked, value, rule):
    verdict = sentence_sentiment(*split(marked))
    assert (verdict.value, verdict.rule) == (value, rule), verdict


# a word with valence that says nothing of the target, and the rule that leaves it out
LEFT_OUT = [
    ("[The drone] found the lost walker.", "lost", "lost"),
    ("A patient clerk met [the mayor].", "patient", "of another"),
    ("Delicious pies stood beside [the mayor].", "Delicious", "untold"),
    ("[The loom] is a threat to honest trade.", "honest", "victim"),
    ("[The crane] replaced an older one.", "replaced", "renewed"),
    ("[The loom] frees clerks from dull work.", "dull", "relieved"),
    ("[The lamp] detects fraud.", "fraud", "tackled"),
    ("[The mayor] denied that the kiln is dangerous.", "dangerous", "denied"),
]


@pytest.mark.parametrize("marked, word, rule", LEFT_OUT, ids=[rule for *_, rule in LEFT_OUT])
def test_a_word_left_out(marked, word, rule, monkeypatch):
    def decided() -> list[str]:
        text, target = split(marked)
        return [text[slice(*span)] for span, _ in sentence_sentiment(text, target).evidence]

    assert word not in decided()
    for kind, rules in PARTS.items():
        monkeypatch.setitem(PARTS, kind, tuple(one for one in rules if one.__name__ != rule.replace(" ", "_")))
    monkeypatch.setattr("analysis.verdict.TURNS", tuple(one for one in TURNS if one.__name__ != rule))
    assert word in decided(), "another rule leaves it out too"


def test_every_rule_has_a_sentence():
    shown = {name for _, _, rule in RULES for name in rule.split(", ")} | {rule for *_, rule in LEFT_OUT}
    all_rules = {rule.__name__.replace("_", " ") for kind in PARTS.values() for rule in kind}
    assert all_rules | {rule.__name__ for rule in (*TURNS, *SHAPES)} <= shown


def test_a_contrast_only_describes():
    assert sentence_sentiment("The mill uses steam rather than displacing men.", Span(0, 8)).value == 0


def test_distance_wears_down():
    near = sentence_sentiment("The mill is superb.", Span(0, 8)).strength
    far = sentence_sentiment("The mill by the river at the foot of the hill is superb.", Span(0, 8)).strength
    assert near > far > 0


def test_a_speaker_is_not_what_it_speaks_of():
    said = sentence_sentiment("The mayor said the fraud was dreadful.", Span(0, 9)).strength
    shown = sentence_sentiment("The mayor of the fraud was dreadful.", Span(0, 9)).strength
    assert shown < said <= 0


# ---- the target is masked --------------------------------------------------------------------------------------------

FRAMES = [
    "Critics say that {} threatens the trade, but owners praise it.",
    "{} will not replace the bakers.",
    "The crew was rescued by {}, a company from the coast.",
    "Without {} the dam would never have been built.",
    "Doubts about {}'s success have grown.",
    "Is {} good for us?",
]
LOADED = ["No Harm", "Will Hope", "Best", "Fraud", "May Success", "Not", "But", "Rather Than", "Sad Sorry Bad", "Said"]


NAMES = st.from_regex(r"[A-Z][a-z]{1,9}( [A-Z][a-z]{1,9}){0,3}", fullmatch=True)


@given(st.sampled_from(FRAMES), st.sampled_from(LOADED) | NAMES)
def test_a_name_has_no_tone_of_its_own(frame, name):
    def verdict(name: str) -> tuple:
        at = frame.index("{}")
        found = sentence_sentiment(frame.format(name), Span(at, at + len(name)))
        return found.value, found.strength, found.rule, len(found.evidence)

    assert verdict(name) == verdict("Xyz")


# ---- what holds for any sentence -------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    "the mill failed not praised by of fears and but without , ; ? helps best worst was lifted ban 's said never "
    "rather than threatens a who from".split()
)


@given(st.lists(WORDS, max_size=30), st.lists(WORDS, max_size=30))
def test_any_sentence(before, after):
    text = " ".join([*before, "TARGET", *after])
    start = text.index("TARGET")
    target = Span(start, start + 6)
    verdict = sentence_sentiment(text, target)
    assert -1 <= verdict.strength <= 1 and verdict.value * verdict.strength >= 0
    for span, worth in verdict.evidence:
        assert span.end <= len(text) and not span.meets(target) and worth
    assert list(verdict.evidence) == sorted(verdict.evidence)


def test_a_target_outside_the_sentence_is_refused():
    with pytest.raises(ValueError, match="must be words of the sentence"):
        sentence_sentiment("A mill.", Span(20, 25))
    with pytest.raises(ValueError, match="must be words of the sentence"):
        sentence_sentiment("", Span(0, 1))


def test_a_sentence_of_ten_thousand_words():
    text = "The mill " + "failed and was praised by the crew " * 1500
    started = time.perf_counter()
    assert sentence_sentiment(text, Span(0, 8)).evidence
    assert time.perf_counter() - started < 10


def test_no_target_no_units():
    assert sentiment(Document("a", "The mill has failed.")) == ()


# ---- voices and scorers ----------------------------------------------------------------------------------------------


def test_each_voice_is_judged_by_its_own_words():
    text = "Dana Reyes said AI helps dockers, while Omar Lindqvist warned that AI will cost them their jobs."
    document = Document("a", text, STORY)
    for unit in sentiment(document):
        told = "AI helps dockers" if unit.voice == "Dana Reyes" else "warned that AI will cost them their jobs"
        start = text.index(told)
        assert unit.evidence and all(Span(start, start + len(told)).holds(span) for span, _ in unit.evidence)
    assert [unit.group for unit in sentiment(document)] == ["executive", "creative_worker"]


def test_a_scorer_of_ones_own():
    seen = []

    def glad(words, own, targets) -> Verdict:
        seen.append((own, targets))
        return Verdict(1, 0.5, ((words.span(0, 1), 0.5),), "glad")

    document = Document("a", "AI reads the meters in nine towns.")
    assert [(unit.value, unit.rule) for unit in sentiment(document, glad)] == [(1, "glad")]
    assert seen == [([range(0, 7)], [range(0, 1)])]
    assert [(unit.voice, unit.group) for unit in sentiment(document, glad)] == [("narrator", "narrator")]


def test_a_verdict_that_no_word_explains():
    def base(words, own, targets) -> Verdict:
        return Verdict(-1, -0.5, (), "base")

    units = sentiment(Document("a", "AI reads the meters in nine towns."), base)
    assert [(unit.value, unit.voice, unit.evidence) for unit in units] == [(-1, "narrator", ())]


@pytest.mark.parametrize("values, agreed", [((1, 1), True), ((1, 0), False), ((-1, 1), False), ((0, 0), True)])
def test_a_second_scorer_agrees_or_not(values, agreed):
    def saying(value: int):
        return lambda words, own, targets: Verdict(value, float(value), (), "told")

    first, second = map(saying, values)
    (unit,) = sentiment(Document("a", "AI reads the meters in nine towns."), first, second)
    assert (unit.value, unit.agreed) == (values[0], agreed)


# ---- the lexicons ----------------------------------------------------------------------------------------------------


def test_roles_lie_in_range_and_a_word_has_one_class():
    seen = set()
    for row in lexicon("roles"):
        assert all(-1 <= float(row[part]) <= 1 for part in ("agent", "patient", "near")), row["class"]
        for kind in ("verbs", "nouns", "adjectives"):
            for word in filter(None, row[kind].split(", ")):
                if row["class"] not in ("undo", "lift", "endow"):  # these turn others, and may have a class besides
                    assert (kind, word) not in seen, f"{word} has two classes"
                    seen.add((kind, word))
    assert len(seen) > 3900


def test_the_role_lexicon_counts_before_textblob():
    assert "dangerous" in textblob_words()
    (word,) = valences(words_of("a dangerous bend"), 0, 3)
    assert (word.role.name, word.kind) == ("vice", "adjective")


@pytest.mark.parametrize(
    "text, kinds",
    [
        ("They fear the flood.", ["verb"]),
        ("Their fear of it grew.", ["noun"]),
        ("They will attack it.", ["verb"]),
        ("The attack on it failed.", ["noun", "verb"]),
        ("He saw a leak.", []),
    ],
)
def test_noun_or_verb(text, kinds):
    words = words_of(text)
    assert [word.kind for word in valences(words, 0, len(words))] == kinds


def test_plain_words_have_no_valence():
    for row in lexicon("valence_plain"):
        for word in row["words"].split(", "):
            words = words_of(word)
            assert not [found for found in valences(words, 0, len(words)) if found.kind == "word"], word


TEXT = "AI helps painters greatly. The plan for AI was said to be good by the port. Fears about AI have grown."


@pytest.mark.parametrize("scorer", SCORERS)
def test_what_is_weaker_than_asked_for_is_neutral(scorer):
    document = Document("case", TEXT)
    every = sentiment(document, SCORERS[scorer])
    strengths = sorted({abs(one.strength) for one in every if one.value})
    assert len(strengths) > 1
    for minimum in (0.0, *strengths, 1.0):
        found = sentiment(document, SCORERS[scorer], minimum=minimum)
        expected = [one.value if abs(one.strength) >= minimum else 0 for one in every]
        assert [one.value for one in found] == expected and {one.rule for one in found if not one.value} <= {
            "faint", "mixed", "no word", *(one.rule for one in every if not one.value)}


@pytest.mark.parametrize("minimum", [-0.1, 1.1, float("nan")])
def test_a_minimum_that_there_is_not(minimum):
    with pytest.raises(ValueError, match="minimum is the strength of a value, from 0 to 1; it is"):
        sentiment(Document("case", TEXT), minimum=minimum)


def test_the_story_says_how_surely_somebody_speaks():
    text = "AI was hailed. Sailors seek an AI that helps them."
    document = Document("case", text, Story(minimum=1.0))
    assert {one.voice for one in sentiment(Document("case", text))} > {one.voice for one in sentiment(document)}
    assert attributions(document) == attributions(Document("case", text), minimum=1.0)
