"""The linear scorer: what it sees, that names are nothing to it, that its explanation adds up, its file of weights."""

import re
import sys
from math import isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.__main__ import main
from analysis.features import FAMILIES
from analysis.line import read, stem
from analysis.linear import WEIGHTS, WeightsError, contributions, hits, linear_scorer, linear_value, read_weights, weights
from analysis.lexicon import lexicon
from analysis.span import Span
from analysis.training import FOLDS, _fold, _written, settings
from analysis.verdict import sentence_sentiment
from analysis.words import Words, words_of

# ---- what it sees ----------------------------------------------------------------------------------------------------


def line(marked: str):
    """A sentence with its target in brackets, as tokens."""
    before, target, after = re.split(r"[\[\]]", marked)
    text = words_of(before + target + after)
    return read(text, [range(len(text))], [text.inside(len(before), len(before + target))])


@pytest.mark.parametrize(
    "marked, tokens",
    [
        ("The mayor praised [the baker].", "the mayor praised *"),
        ("[Ida Hall] met Bo Lind and Greta May Olsen.", "* met N and N"),
        ("Bo Lind met [her] in 1999.", "N met * in #"),
        ('"It works," [Hall] said.', '" it works , " * said'),
        ("Bakers say [it] rose.", "bakers say * rose"),
        ("[Hall Jr.] said so.", "* said so"),
        ("[Hall]'s loom, he said.", "* 's loom , he said"),
    ],
)
def test_tokens(marked, tokens):
    assert " ".join(line(marked).forms) == tokens


FEATURES = [
    ("The mayor praised [the baker].", "word mayor"),
    ("It led to [the flood].", "pair led to"),
    ("[The loom] refused to stop.", "seat_word subject > refus"),
    ('"The soup is cold," said [Ida Hall].', "quoted_word in, out cold"),
    ("The mayor praised [the baker].", "around prais *"),
    ("The mayor praised [the baker].", "shape PRAISE' *"),
    ("Did [the mill] and the dam burst?", "across did * and"),
    ("[The cook] was then arrested.", "content > arrest"),
    ("[The cook] was not praised.", "verb not be PRAISE"),
    ("[The cook] was not praised.", "verb not be prais"),
    ("Visitors praised [the baker].", "role praise', object of"),
    ("Visitors praised [the baker].", "tone before good"),
    ("He is against [the dam].", "seat after against"),
]


@pytest.mark.parametrize("marked, feature", FEATURES)
def test_features(marked, feature):
    found = line(marked)
    named = {f"{family.__name__} {name}" for family in FAMILIES for name, _, _ in family(found)}
    alike = sorted(name for name in named if name.split()[0] == feature.split()[0])
    assert feature in named, alike


def test_every_family_has_a_sentence():
    assert {family.__name__ for family in FAMILIES} == {feature.split()[0] for _, feature in FEATURES}


MORE = ["[The cook] was indicted over the loan.", "[The cook] had to resign.", "An indictment, [the cook] said, is near."]


@pytest.mark.parametrize("marked", [*dict.fromkeys(marked for marked, _ in FEATURES), *MORE])
def test_no_feature_with_weights_is_left_out(marked):
    found, by = line(marked), weights()
    for family in FAMILIES:
        known, made_of = by.families[family.__name__], by.words[family.__name__]
        every = [feature for feature in family(found) if feature[0] in known]
        assert [feature for feature in family(found, made_of) if feature[0] in known] == every
    start = marked.index("[")
    text, target = marked.replace("[", "").replace("]", ""), Span(start, marked.index("]") - 1)
    words = words_of(text)
    unit = words, (range(len(words)),), (words.inside(*target),)
    assert linear_value(*unit) == linear_scorer(*unit).value


def test_other_voices_words_are_not_seen():
    text = words_of("Critics said the loom failed, but Hall praised it.")
    seen = read(text, [range(6, 9)], [range(8, 9)])
    assert seen.forms == ["hall", "praised", "*"]
    assert linear_scorer(text, [range(6, 8)], [range(2, 4)]).rule == "no word"
    assert linear_scorer(text, [], [range(2, 4)]).rule == "no word"


def test_features_grow_no_faster_than_words():
    def number(times: int) -> int:
        text = words_of("The mill " + "failed and was praised by the crew of Bo Lind " * times)
        found = read(text, [range(len(text))], [range(0, 2)])
        return sum(1 for family in FAMILIES for _ in family(found))

    assert number(1000) < 10.5 * number(100)


# ---- names are nothing to it -----------------------------------------------------------------------------------------

FRAMES = [
    "Critics say that {} threatens the trade, but owners praise it.",
    "{} will not replace the bakers.",
    "The crew was rescued by {}, a company from the coast.",
    "Doubts about {}'s success have grown.",
    '"It is a gift," {} said of the dam.',
    "Bo Lind accused {} of a fraud.",
    "Is {} good for us?",
]
PIECE = r"[A-Za-z][a-z]{1,9}(-[A-Z][a-z]{1,5})?"
NAMES = st.from_regex(rf"(([A-Z]\.|{PIECE}) ){{0,3}}{PIECE}", fullmatch=True) | st.sampled_from(
    ["No Harm", "Will Hope", "fraud", "not", "But", "Rather Than", "Said", "O’Neil-Hall", "HAL 9", "Acme, Inc", "A & B"]
)


@given(st.sampled_from(FRAMES), NAMES)
def test_a_name_changes_nothing(frame, name):
    def verdict(name: str) -> tuple:
        at = frame.index("{}")
        found = sentence_sentiment(frame.format(name), Span(at, at + len(name)), linear_scorer)
        return found.value, found.probabilities, found.rule, [worth for _, worth in found.evidence]

    assert verdict(name) == verdict("Xyz")


@pytest.mark.parametrize("name", ["Bo Lind", "Hope Grace", "Victor Cross", "Fraud"])
def test_nor_does_another_name(name):
    def verdict(name: str) -> tuple:
        text = f"The loom, {name} wrote, was built in a year."
        return sentence_sentiment(text, Span(0, 8), linear_scorer).probabilities

    assert verdict(name) == verdict("Ida Hall")


def test_no_weight_knows_a_name():
    classes = {"N", "TONE", *(word.upper() for row in lexicon("roles") for word in row["class"].split())}
    for family, known in weights().families.items():
        for name in known:
            capitals = set(re.findall(r"\b[A-Z]\w*", name))
            assert capitals <= classes, f"{family} {name}"


# ---- it adds up ------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    "the mill failed not praised by of fears and but without , ; ? helps best worst was lifted ban 's said never \" . "
    "rather than threatens a who from Bo Lind 7".split()
)


@given(st.lists(WORDS, max_size=30), st.lists(WORDS, max_size=30))
def test_any_sentence(before, after):
    text = " ".join([*before, "TARGET", *after])
    start = text.index("TARGET")
    target = Span(start, start + 6)
    verdict = sentence_sentiment(text, target, linear_scorer)
    assert isclose(sum(verdict.probabilities), 1) and min(verdict.probabilities) > 0
    assert verdict.probabilities[verdict.value + 1] == max(verdict.probabilities)
    assert isclose(verdict.strength, verdict.probabilities[2] - verdict.probabilities[0])
    assert list(verdict.evidence) == sorted(verdict.evidence)
    assert not any(span.meets(target) for span, _ in verdict.evidence)


@pytest.mark.parametrize("marked", ["The mayor praised [the baker].", '"It is a gift," [Ida Hall] said of the dam.'])
def test_words_and_rest_are_the_verdict(marked):
    found, by = line(marked), weights()
    told = hits(found, by)
    carried = sum(contributions(found, told, by).values())
    rest = sum(hit.sums[2] - hit.sums[0] for hit in told if not found.carrying(hit.tokens))
    start = marked.index("[")
    at = Span(start, marked.index("]") - 1)
    bad, _, good = sentence_sentiment(marked.replace("[", "").replace("]", ""), at, linear_scorer).probabilities
    assert isclose(log(good / bad), carried + (by.base[2] - by.base[0] + rest) / by.temperature, rel_tol=1e-9)


@pytest.mark.parametrize(
    "marked, value",
    [
        ("Critics condemned [the loom] as a fraud.", -1),
        ("Visitors praised [the baker] and her excellent bread.", 1),
        ("[The baker] said the mill stands by the river.", 0),
    ],
)
def test_plain_sentences(marked, value):
    start = marked.index("[")
    verdict = sentence_sentiment(
        marked.replace("[", "").replace("]", ""), Span(start, marked.index("]") - 1), linear_scorer
    )
    assert verdict.value == value, verdict


def test_forms_of_a_word_share_a_stem():
    assert {stem(form) for form in ("praise", "praised", "praises", "praising")} == {"prais"}
    assert {stem(form) for form in ("body", "bodies")} == {"bodi"}


def test_a_long_sentence_and_none():
    text = "The mill " + "failed and was praised by the crew " * 1500
    assert sentence_sentiment(text, Span(0, 8), linear_scorer).evidence
    assert linear_scorer(Words("", [], [], []), [], []).rule == "no word"
    for target in (Span(20, 25), Span(7, 9)):
        with pytest.raises(ValueError, match="must be words of the sentence"):
            sentence_sentiment("A mill.", target, linear_scorer)


# ---- the file of weights ---------------------------------------------------------------------------------------------

GOOD_FILE = (
    "# version: 1\n# temperature: 0.5\nfeature\tbad\tneutral\tgood\nbase\t-0.1\t0.2\t-0.1\ncontent > fin\t-1\t\t1\n"
)


@pytest.mark.parametrize(
    "old, new, told",
    [
        ("# version: 1", "# version: 2", "weights have version 1; the version here is 2"),
        ("# version: 1\n", "", "the version here is missing"),
        ("0.5", "zero", "a weight is a number; this is 'zero'"),
        ("0.5", "-1", "the temperature is above 0"),
        ("bad\tneutral\tgood", "a\tb\tc", "the columns are feature, bad, neutral, good"),
        ("content > fin\t-1\t\t1", "content > fin\t-1\t1", "line 5: a row needs 4 cells; it has 3"),
        ("content > fin\t-1\t\t1", "content > fin\t-1\tx\t1", "line 5: a weight is a number; this is 'x'"),
        ("content > fin\t-1\t\t1", "content > fin\t-1\tnan\t1", "line 5: a weight is a number; this is 'nan'"),
        ("content > fin", "base", "line 5: 'base' stands in an earlier line"),
        ("base\t-0.1\t0.2\t-0.1\n", "", 'the row "base" is missing'),
    ],
)
def test_a_bad_file_is_refused(tmp_path, old, new, told):
    path = tmp_path / "weights.tsv"
    path.write_text(GOOD_FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(WeightsError, match=re.escape(told)) as error:
        read_weights(path)
    assert str(path) in str(error.value) and "python -m analysis train sentiment" in str(error.value)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "weights.tsv"
    path.write_bytes((GOOD_FILE + "word café\t1\t\t\n").encode("latin-1"))
    with pytest.raises(WeightsError, match="weights.tsv: line 6: the file is UTF-8"):
        read_weights(path)


def test_a_feature_that_the_kit_does_not_know_is_never_met(tmp_path):
    path = tmp_path / "weights.tsv"
    path.write_text(GOOD_FILE + "moon phase\t1\t\t\n", encoding="utf-8")
    by = read_weights(path)
    assert by.base == (-0.1, 0.2, -0.1) and by.families["moon"] == {"phase": (1.0, 0.0, 0.0)}
    assert [hit.name for hit in hits(line("[The mill] is fine."), by)] == ["> fin"]


def test_the_kits_weights_are_small_and_readable():
    rows = WEIGHTS.read_text(encoding="utf-8").splitlines()
    numbers = sum(bool(cell) for row in rows[5:] for cell in row.split("\t")[1:])
    assert WEIGHTS.stat().st_size < 500_000 and 1_000 < numbers < 5_000
    assert rows[6:] == sorted(rows[6:], key=lambda row: row.split("\t")[0])


def test_the_kits_weights_were_learnt_as_the_trainer_learns_now():
    card = WEIGHTS.with_suffix(".md").read_text(encoding="utf-8")
    remedy = "run python -m analysis train sentiment FILE, and tell the new figures in sentiment.md"
    assert f"# settings: {settings()}\n" in WEIGHTS.read_text(encoding="utf-8"), remedy
    for needed in ("MIT", "Hamborg", "python -m analysis train sentiment", settings()):
        assert needed in card, f"the card of the weights does not say {needed}"


# ---- training --------------------------------------------------------------------------------------------------------

CODED = (
    '{{"sentence_normalized": "Visitors praised the baker.", "targets": [{{"Input.gid": "press_{0}_1", "from": 17, '
    '"to": 26, "polarity": {1}}}]}}\n'
)


@pytest.mark.parametrize(
    "content, told",
    [("", "no line can be used"), (CODED.format(1, 2.0), "every value is learnt from sentences that have it")],
)
def test_what_cannot_be_learnt_from_is_refused(tmp_path, capsys, content, told):
    path = tmp_path / "coded.jsonl"
    path.write_text(content, encoding="utf-8")
    assert main(["train", "sentiment", str(path), "--out", str(tmp_path / "out.tsv")]) == 2
    assert told in capsys.readouterr().err and not (tmp_path / "out.tsv").exists()


def test_without_the_trainer_a_remedy(tmp_path, capsys, monkeypatch):
    for name in ("scipy", "scipy.sparse", "sklearn", "sklearn.svm"):
        monkeypatch.setitem(sys.modules, name, None)
    path = tmp_path / "coded.jsonl"
    path.write_text("".join(CODED.format(n, p) for n, p in enumerate((2.0, 4.0, 6.0))), encoding="utf-8")
    assert main(["train", "sentiment", str(path), "--out", str(tmp_path / "out.tsv")]) == 2
    assert "python -m pip install scikit-learn" in capsys.readouterr().err


def test_documents_stay_together():
    assert _fold("press_12_3_Hall_0_4") == _fold("press_12_9_Lind_7_11")
    assert {_fold(f"press_{number}_1_x") for number in range(50)} == set(range(FOLDS))


def test_a_weight_is_written_short():
    assert [_written(one) for one in (0.12345, -0.5, 0.0004, 0.0)] == ["0.123", "-0.5", "", ""]
