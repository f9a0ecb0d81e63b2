"""Likely frames: what words alone make of a sentence, and the file of weights that they come from."""

from collections import Counter
from pathlib import Path

import pytest

from analysis.corpus import Document, Story, read_corpus
from analysis.frame_benchmark import read_sentences
from analysis.framing import RULES_ALONE, WORDS, claims
from analysis.likely import BASE, HEADER, LEAST, WEIGHTS, features, likely, read_weights, tokens_of, weights
from analysis.likely_training import SENTENCES, example
from analysis.words import words_of

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "benchmarks" / "sentences"
UNRULED = "Producers now hire a chatbot where they once hired three script doctors."


def forms(text: str, *target: int) -> list[str]:
    words = words_of(text)
    return [token.form for token in tokens_of(words, range(len(words)), frozenset(target))]


@pytest.mark.parametrize(("text", "target", "expected"), [
    ("The mill weaves with AI.", [4], ["the", "mill", "weav", "with", "*"]),
    ("The mill weaves with generative AI.", [4, 5], ["the", "mill", "weav", "with", "*"]),
    ("The mill of Ida Hall paid 40 crowns.", [], ["the", "mill", "of", "N", "paid", "#", "crown"]),
    ("Weavers wept.", [], ["weaver", "wept"]),
    ("", [], []),
], ids=lambda value: value if isinstance(value, str) else "")  # fmt: skip
def test_names_numbers_and_the_target_are_masked(text, target, expected):
    assert forms(text, *target) == expected


def test_features_are_words_pairs_and_beginnings_with_the_words_that_carry_them():
    words = words_of("AI automates weaving.")
    found = features(tokens_of(words, range(3), frozenset([0])))
    assert found == {
        "*": (0,), "automat": (1,), "auto~": (1,), "automa~": (1,), "weav": (2,), "weav~": (2,), "weavin~": (2,),
        "* automat": (0, 1), "automat weav": (1, 2),
    }


@pytest.mark.parametrize("text", [
    UNRULED,
    "Since the studio bought the chatbot, nobody has phoned the colourists.",
    "Members want a clause that keeps chatbots off their scripts.",
])
def test_what_words_make_likely_is_part_of_the_sentence(text):
    words = words_of(text)
    for one in likely(words, range(len(words)), frozenset(), least=0.01):
        assert 0 <= one.first <= one.at < one.stop <= len(words) and 0.01 <= one.probability <= 1
        assert one.stance in HEADER and one.frame in HEADER


def test_the_higher_the_least_the_fewer():
    words = words_of(UNRULED)
    many, few = ({one.frame for one in likely(words, range(len(words)), frozenset([4]), least)} for least in (0.01, 0.5))
    assert few < many


def test_words_speak_only_where_no_rule_does_and_say_so():
    sentences = [one for path in sorted(FOLDER.glob("*.jsonl")) for one in read_sentences(path)[0]]
    met = Counter()
    for sentence in sentences[::7]:
        document = Document(sentence.id, sentence.text)
        ruled, all_of_them = claims(document, least=RULES_ALONE), claims(document)
        more = [claim for claim in all_of_them if claim.rule == WORDS]
        assert [claim for claim in all_of_them if claim.rule != WORDS] == list(ruled)
        assert not {claim.frame for claim in more} & {claim.frame for claim in ruled}
        met.update(rules=len(ruled), words=len(more))
    assert met["rules"] > met["words"] > 20


def test_other_schemes_and_texts_without_the_target_are_left_to_rules():
    story = read_corpus(ROOT / "examples" / "climate").story
    words = "Coal towns fear that wind power will take the jobs of miners, and it helps nobody."
    assert not [claim for claim in claims(Document("a", words, story), least=0.01) if claim.rule == WORDS]
    assert claims(Document("a", "The studio let go of its writers.", Story()), least=0.01) == ()


def test_what_was_learned_stands_in_the_sentences_that_come_with_the_kit():
    often = Counter()
    for path in sorted(FOLDER.glob("*.jsonl")):
        sentences, problems = read_sentences(path)
        assert not problems
        often.update(name for one in sentences for name in example(one.text, one.coders[0], path.stem).features)
    assert not [name for name in weights() if name != BASE and often[name] < SENTENCES]
    assert {name for name, count in often.items() if count > 200} <= set(weights())


@pytest.mark.parametrize(("old", "new", "told"), [
    ("feature\t", "word\t", "the columns are feature, enhancement"),
    ("base\t", "bass\t", 'the row "base" is missing'),
    ("base\t", "base\tx", "line 3: a weight is a number"),
    ("base\t", "base\t1\t", "line 3: a row has 8 cells; found 9"),
])  # fmt: skip
def test_a_faulty_file_is_named(tmp_path, old, new, told):
    path = tmp_path / "claims.tsv"
    path.write_text(WEIGHTS.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=told) as error:
        read_weights(path)
    assert str(path) in str(error.value) and "train claims" in str(error.value)


def test_the_least_is_a_probability():
    assert 0.5 < LEAST < 1 < RULES_ALONE
