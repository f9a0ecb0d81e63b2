"""What is redacted holds no passage of an article, and comes back byte for byte."""

import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.redaction import POINTER, READINGS, Passages, key, redacted, restored

FERRY = "The ferry “will not run” in winter, said Ida Hall.\nIt may help the harbour's café to keep its old cooks.\n"
MILL = "The mill was shut for a year, and nobody asked why it was shut.\n"
ARTICLES = Passages([FERRY, MILL])
TABLE = 'document,text,evidence,voice\na,"said ""The ferry""",ferry,Ida Hall\nb,mill,"a, year",the mill\n'


def short(text: str) -> str:
    return text.replace(key(FERRY), "F").replace(key(MILL), "M")


@pytest.mark.parametrize("text, least, told", [
    ("It says: the mill was shut for a year.", 4, "It says: ⟦M:0-28l⟧."),
    ("The mill was closed.", 4, "The mill was closed."),
    ("The mill was shut.", 5, "The mill was shut."),
    ("THE MILL WAS SHUT", 4, "⟦M:0-17u⟧"),
    ("Nobody asked why it was shut", 4, "⟦M:34-62c⟧"),
    ("the Mill was shut for a year", 4, "⟦M:0-3l⟧ ⟦M:4-28c⟧"),
    ("mILL was shut for a year", 4, "mILL ⟦M:9-28⟧"),
    ("The ferry &quot;will not run&quot; in winter", 4, "⟦F:0-9⟧ &quot;⟦F:11-23⟧&quot; ⟦F:25-34⟧"),
    ("<p>The ferry <b>“will</b> not run”</p>", 4, "<p>⟦F:0-9⟧ <b>“⟦F:11-15⟧</b> ⟦F:16-23⟧”</p>"),
    ('<path aria-label="The mill was shut for a year"/>', 4, '<path aria-label="⟦M:0-28⟧"/>'),
    ('"old cooks.\\n", "The mill was shut"', 4, '"old cooks.\\n", "⟦M:0-17⟧"'),
    ("help the harbour&#x27;s café to", 4, "⟦F:58-74⟧&#x27;⟦F:75-84⟧"),
    ("help the harbour\\u2019s café to", 4, "⟦F:58-74⟧\\u2019⟦F:75-84⟧"),
    ("", 4, ""),
])  # fmt: skip
def test_a_passage_becomes_a_pointer(text, least, told):
    found = redacted(text, ARTICLES, least=least)
    assert short(found) == told
    assert restored(found, ARTICLES.texts) == text


def test_of_a_table_no_word_of_an_article_stays_in_its_columns():
    found = redacted(TABLE, ARTICLES, least=8, table=True)
    assert short(found) == (
        'document,text,evidence,voice\na,"⟦F:36-40⟧ ""⟦F:0-9⟧""",⟦F:4-9⟧,Ida Hall\n'
        'b,⟦M:4-8⟧,"⟦M:22-23⟧, ⟦M:24-28⟧",the mill\n'
    )
    assert restored(found, ARTICLES.texts) == TABLE


@pytest.mark.parametrize("name, text, told", [
    ("a.csv", "n,text\n1,The ferry\n2,“will\n3,not run” now\n", "n,text\n1,⟦F:0-9⟧\n2,“⟦F:11-15⟧\n3,⟦F:16-23⟧” now\n"),
    ("a.tsv", "text\tn\nThe ferry\t1\nwill not\t2\n", "text\tn\n⟦F:0-9⟧\t1\n⟦F:11-19⟧\t2\n"),
    ("a.json", '[{"n": 1, "t": "The ferry"}, {"n": 2, "t": "will not"}]',
     '[{"n": 1, "t": "⟦F:0-9⟧"}, {"n": 2, "t": "⟦F:11-19⟧"}]'),
    ("a.svg", '<g aria-label="n: 1; t: the mill"/><g aria-label="n: 2; t: was shut"/><text x="1">A</text>',
     '<g aria-label="n: 1; t: ⟦M:0-8l⟧"/><g aria-label="n: 2; t: ⟦M:9-17⟧"/><text x="1">A</text>'),
    ("a.svg", '<text>the mill</text><path d="1 2"/><text>was shut</text>',
     '<text>⟦M:0-8l⟧</text><path d="1 2"/><text>⟦M:9-17⟧</text>'),
    ("a.csv", "n,text\n1,The ferry\n2,sank\n3,will not\n", "n,text\n1,The ferry\n2,sank\n3,will not\n"),
    ("a.py", "a = 'The ferry', 1, 'will not'", "a = 'The ferry', 1, 'will not'"),
])  # fmt: skip
def test_a_passage_may_run_over_several_rows(name, text, told):
    found = redacted(text, ARTICLES, least=4, name=name)
    assert short(found) == told
    assert restored(found, ARTICLES.texts) == text


@pytest.mark.parametrize("pointer, told", [
    (f"⟦{key('else')}:0-3⟧", "points to an article; none of those given is it"),
    (f"⟦{key(MILL)}:0-900⟧", "points to words of an article; it has 64 characters"),
    (f"⟦{key(MILL)}:5-5⟧", "points to words of an article"),
])
def test_a_pointer_that_leads_nowhere(pointer, told):
    with pytest.raises(ValueError, match=told):
        restored(pointer, ARTICLES.texts)


def test_a_file_with_a_pointer_of_its_own_is_refused():
    with pytest.raises(ValueError, match="write it in another way"):
        redacted(f"as in ⟦{key(MILL)}:0-3⟧", ARTICLES, least=4)


WRITTEN = (str, html.escape, json.dumps, lambda said: json.dumps(html.escape(said), ensure_ascii=False), str.upper,
           lambda said: said.replace(" ", "\n# "), lambda said: said.replace(" ", "</i> <i>"))  # fmt: skip
PIECES = st.one_of(
    st.tuples(st.sampled_from([FERRY, MILL]), st.integers(0, 100), st.integers(0, 100), st.sampled_from(WRITTEN)).map(
        lambda drawn: drawn[3](drawn[0][drawn[1] : drawn[2]])),
    st.sampled_from(["the ", "“", "\n", ",", "&amp;", "ferry", "ſ", "İ", "⟦"]),
)


@given(st.lists(PIECES, max_size=8).map("".join), st.booleans())
def test_any_text_comes_back_and_holds_no_passage(text, table):
    found = redacted(text, ARTICLES, least=5, table=table)
    assert restored(found, ARTICLES.texts) == text
    left = POINTER.sub("⟦⟧", found)
    assert not [run for reading in READINGS for run in ARTICLES.runs(left, 5, reading=reading)]
