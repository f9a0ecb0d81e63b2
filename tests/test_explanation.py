"""Explanations: a reader sees which words decided, what each contributed, and nothing but the sentence's own text."""

from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Document, explain
from analysis.annotation import SCHEMAS, annotation
from analysis.explanation import LINES, TONES, Explanation, Explanations, decided, explanation, explanation_of, noted
from analysis.findings import explained
from analysis.sentiment import sentiment
from analysis.span import Span
from analysis.theme import PALETTES
from analysis.verdict import Verdict

TEXT = "Rain fell. Ida Hall said AI helps bakers, while Bo Lind warned that AI harms millers. The mill stood."


def one(sentence: str, *evidence: tuple[str, float], value: int = 1, rule: str = "near") -> Explanation:
    """An explanation by the words that decided."""
    spans = ((Span(sentence.index(words), sentence.index(words) + len(words)), worth) for words, worth in evidence)
    return Explanation(sentence, "Ada", value, rule, tuple(spans))


class Page(HTMLParser):
    """What a browser would show of HTML, and what it would be told besides."""

    def __init__(self, html: str):
        super().__init__()
        self.shown, self.open, self.tags, self.titles = "", [], [], []
        self.feed(html)
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        assert {name for name, _ in attributes} <= {"style", "title"} or attributes[0] == ("class", "mathjax_ignore")
        self.titles += [value for name, value in attributes if name == "title"]
        self.open += [tag] if tag != "br" else []

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.shown += data


# ---- in plain text and in JupyterLab ---------------------------------------------------------------------------------

SHOWN = [
    # what is explained, its lines in plain text, what a browser shows, what hovering tells
    (one("AI helps painters.", ("helps", 0.8)),
     ["AI helps painters.", "Ada: +1 favourable (near)", "  +0.80  helps"],
     "AI helps+0.80 painters.Ada: +1 favourable (near)",
     ["helps: +0.80, for the target"]),
    (one("AI helps, but harms.", ("helps", 0.5), ("harms", -0.5), value=0, rule="mixed"),
     ["AI helps, but harms.", "Ada: 0 neutral (mixed)", "  +0.50  helps", "  −0.50  harms"],
     "AI helps+0.50, but harms−0.50.Ada: 0 neutral (mixed)",
     ["helps: +0.50, for the target", "harms: −0.50, against the target"]),
    (one("AI is here.", value=0, rule="no word"),
     ["AI is here.", "Ada: 0 neutral (no word)"],
     "AI is here.Ada: 0 neutral (no word)",
     []),
    (one("AI is not good.", ("not good", -0.5), ("good", 0.25), value=-1, rule=""),  # one span in another: shown once
     ["AI is not good.", "Ada: −1 critical", "  −0.50  not good", "  +0.25  good"],
     "AI is not good−0.50 +0.25.Ada: −1 critical",
     ["not good: −0.50 +0.25, against the target"]),
    (one('"<i>AI</i>" & co <helps>', ("<helps>", 0.125)),
     ['"<i>AI</i>" & co <helps>', "Ada: +1 favourable (near)", "  +0.12  <helps>"],
     '"<i>AI</i>" & co <helps>+0.12Ada: +1 favourable (near)',
     ["<helps>: +0.12, for the target"]),
    (one("AI helps\n\nand harms.", ("helps", 0.001), ("harms", -0.001)),
     ["AI helps and harms.", "Ada: +1 favourable (near)", "  +0.00  helps", "  +0.00  harms"],
     "AI helps+0.00\n\nand harms+0.00.Ada: +1 favourable (near)",
     ["helps: +0.00, for the target", "harms: +0.00, against the target"]),
]  # fmt: skip


@pytest.mark.parametrize(("found", "lines", "shown", "titles"), SHOWN, ids=[found.sentence for found, *_ in SHOWN])
def test_shown(found, lines, shown, titles):
    assert str(found).splitlines() == repr(found).splitlines() == lines
    page = Page(found._repr_html_())
    assert (page.shown, page.titles) == (shown, titles)
    assert set(page.tags) <= {"div", "b", "sup", "br", "small"}


def test_several_are_shown_one_under_the_other():
    both = Explanations(found for found, *_ in SHOWN[:2])
    assert str(both) == "\n\n".join("\n".join(lines) for _, lines, *_ in SHOWN[:2])
    assert Page(both._repr_html_()).tags.count("div") == 2
    assert str(Explanations()) == Page(Explanations()._repr_html_()).shown == "no unit of sentiment"


@given(st.text(min_size=1), st.data())
def test_no_text_becomes_markup(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    shown = Page(Explanation(text, text, 1, text, ((span, 0.5),))._repr_html_()).shown
    assert shown == f"{text[: span.end]}+0.50{text[span.end :]}{text}: +1 favourable ({text})"


# ---- told apart without colour ---------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """Relative luminance (Web Content Accessibility Guidelines 2.2, definitions)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_lines_differ_in_kind_and_stand_out_from_the_page():
    kinds = [line.split()[1] for line, _ in LINES.values()]
    assert len(set(kinds)) == len(LINES) == len(TONES)
    for line, _ in LINES.values():
        assert 1.05 / (luminance(line.split()[-1]) + 0.05) >= 3  # what is seen and is no text: success criterion 1.4.11


def test_a_colour_means_what_it_means_in_the_figures():
    colours = dict(zip((-1, 0, 1), PALETTES["value"]))
    assert all(line.endswith(colours[value]) for value, (line, _) in LINES.items() if value)


# ---- from a document and from the table ------------------------------------------------------------------------------


def test_each_voice_of_a_sentence_is_explained():
    document = Document("a", TEXT)
    both = explain(document, 1)
    assert [(found.voice, found.value) for found in both] == [("Ida Hall", 1), ("Bo Lind", -1)]
    assert all(found.sentence == TEXT[11 : TEXT.index(" The mill")] for found in both)
    (lind,) = explain(document, 1, voice="Bo Lind")
    assert lind == both[1] and "harms" in str(lind) and "helps  " not in str(lind)


@pytest.mark.parametrize("sentence, voice", [(0, None), (1, "Cy"), (9, None), (-1, None)])
def test_a_sentence_without_a_unit_has_no_explanation(sentence, voice):
    asked = f"sentence {sentence}" + (r" \(Cy\)" if voice else "")
    with pytest.raises(ValueError, match=rf"a: no unit of sentiment in {asked}; .*: 1 \(Ida Hall\), 1 \(Bo Lind\)"):
        explain(Document("a", TEXT), sentence, voice=voice)


def test_no_target_in_the_document():
    with pytest.raises(ValueError, match="that have one: none"):
        explain(Document("a", "The mill stood."), 0)


def test_the_table_tells_the_same():
    document = Document("a", TEXT)
    rows = [dict(zip(SCHEMAS["sentiment"], row)) for row in annotation(document)["sentiment"]]
    assert list(map(str, explain(document, 1))) == [str(explanation_of(row)) for row in rows] != []
    assert str(explained(pd.DataFrame(rows))) == str(explain(document, 1))
    assert explained(pd.DataFrame(rows)[:0]) == ()


@pytest.mark.parametrize(("value", "told"), [(1, "a second scorer agrees"), (0, "a second scorer says otherwise")])
def test_any_scorer_is_explained(value, told):
    def glad(words, own, targets) -> Verdict:
        return Verdict(1, 0.5, ((words.span(targets[0].start + 1, targets[0].start + 2), 0.5),), "glad")

    document = Document("a", "Rain fell. AI hums.")
    (unit,) = sentiment(document, glad, lambda *_: Verdict(value, value / 2, (), "told"))
    assert str(explanation(document, unit)) == f"AI hums.\nnarrator: +1 favourable (glad); {told}\n  +0.50  hums"


def test_what_people_coded_has_no_second_scorer():
    row = {"start": 0, "text": "AI hums.", "voice": "narrator", "value": 0, "rule": "", "evidence": ""}
    for agreed in (None, pd.NA):
        assert str(explanation_of(row | {"agreed": agreed})) == "AI hums.\nnarrator: 0 neutral"


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9), st.floats(-2, 2)), max_size=4))
def test_evidence_is_read_as_it_was_noted(parts):
    document = Document("a", "Weavers in nine towns say that the loom helps them, and harms the owners of mills.")
    evidence = tuple((Span(start, start + length), worth) for start, length, worth in parts)
    read = decided(noted(document, evidence))
    assert [(span, words) for span, words, _ in read] == [(span, document[span]) for span, _ in evidence]
    assert all(abs(worth - was) <= 0.0051 for (_, _, worth), (_, was) in zip(read, evidence))
