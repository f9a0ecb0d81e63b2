"""Words, phrases and lexicon files."""

import pytest

from analysis.lexicon import LexiconError, inflections, read_lexicon
from analysis.words import Phrases, words_of


@pytest.mark.parametrize("text, forms", [
    ("It isn’t Ann’s.", "it isn't ann 's"),
    ("co-author", "co author"),
    ("O’Hara, O’Hara’s cat, the ’90s", "o'hara o'hara 's cat the 90s"),
    ("She’d’ve come", "she'd 've come"),
    ("They'll say we've won", "they 'll say we 've won"),
    ("A 17.5 % rise", "a 17 5 rise"),
    ("ÉCOLE", "école"),
    ("…—“”", ""),
])
def test_words(text, forms):
    assert words_of(text).forms == forms.split()


@pytest.mark.parametrize("verb, forms", [
    ("say", "say says said said saying"),
    ("plan", "plan plans planned planned planning"),
    ("worry", "worry worries worried worried worrying"),
    ("take issue", "take issue, takes issue, took issue, taken issue, taking issue"),
    ("agree", "agree agrees agreed agreed agreeing"),
    ("echo", "echo echoes echoed echoed echoing"),
    ("lie", "lie lies lied lied lying"),
    ("reveal", "reveal reveals revealed revealed revealing"),
])
def test_inflections(verb, forms):
    assert list(inflections(verb).values()) == (forms.split(", ") if ", " in forms else forms.split())


@pytest.mark.parametrize("phrases, text, found", [
    (["say", "say so"], "I say so, you say.", ["say so", "say"]),
    (["AI"], "ai, AI, Ai", ["AI"]),
    (["generative AI"], "Generative AI", ["generative AI"]),
    (["in her view"], "in her house, in her view", ["in her view"]),
    (["co-author"], "the co-author", ["co-author"]),
    (["far from"], "far", []),
])
def test_phrases(phrases, text, found):
    hits = Phrases({phrase: phrase for phrase in phrases}).find(words_of(text))
    assert [value for _, _, value in hits] == found


PASSPORT = "# measures: x\n# source: x\n# licence: MIT\n"


@pytest.mark.parametrize("text, message", [
    ("# measures: x\n# source: x\nterm\texample\n", 'add the line "# licence: ...'),
    (PASSPORT + "term\tnote\n", "columns need an example"),
    (PASSPORT + "term\texample\nsay\tI say.\nsay\tYou say.\n", "line 6: 'say' stands already in line 5"),
    (PASSPORT + "term\texample\nsay\n", "line 5: a row needs 2 cells"),
    (PASSPORT + "term\texample\nsay\t\n", "line 5: a row needs a term and an example"),
])
def test_a_bad_lexicon_is_refused_with_its_line(tmp_path, text, message):
    path = tmp_path / "bad.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=message.replace("(", r"\(").replace(".", r"\.")):
        read_lexicon(path)
