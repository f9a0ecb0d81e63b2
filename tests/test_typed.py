"""Typed numbers: a result in prose that nobody computed is found, and nothing else is."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.typed import results, said, typed_numbers

RESULTS = [
    ("We found 51 claims.", ["51"]),
    ("12 of 51 (24 %) are hedged.", ["12 of 51 (24 %)"]),
    ("Alpha is 0.85, or .85 (0.79 to 0.89).", ["0.85", ".85", "0.79 to 0.89"]),
    ("A balance of −0.89 against +0.30.", ["−0.89 against +0.30"]),
    ("1,592 words; 2,397 in all.", ["1,592", "2,397"]),
    ("About 24% or 24 per cent.", ["24%", "24 per cent"]),
    ("In 1 of 5 articles, and 1 % of words.", ["1 of 5", "1 %"]),
    ("A 12-article corpus.", ["12"]),
    ("Two of the five articles, and three out of 7.", ["Two of the five", "three out of 7"]),
    ("Ten per cent.", ["Ten per cent"]),
    ("## We found 51 claims", ["51"]),
    ("1. There are 7 more.", ["7"]),
    ("- 7 more\n- 8 more", ["7", "8"]),
    ("$\\alpha = 0.85$", ["0.85"]),
    ("[51 claims](03-framing.ipynb)", ["51"]),
    ("In 2025 there were 2025 %.", ["2025 %"]),
    ("The 95 % of claims that are hedged.", ["95 %"]),
    ("428<!-- given --> articles and 36 more.", ["36"]),
    ("Two of them, 51 more, and 428<!-- given --> others.", ["51"]),
    ("title: 51 claims", ["51"]),
    ("| claims | 51 |", ["51"]),
]
NONE = [
    "No number at all, with one or two words.",
    "Written in 2025, of 1999–2003, 1999-03 and 2021/22.",
    "On 21 October 2025, Oct. 21, 2025 or 2025-10-21, at Christmas 1999.",
    "See section 6, Sections 2 and 3, Figure 12, Table 3.1, version 2.14.0, step 2, § 4 and pp. 33–35.",
    "Values are −1 (critical), 0 (neutral) and +1 (favourable), from 0 to 1.",
    "Alpha is 1 where both are the same, 0 by chance; F1 too.",
    "In brackets the 95 % interval, a 99% confidence interval, intervals of 95 per cent.",
    "Run `head -40` and\n```\nprint(51)\n```\nthen stop.",
    "[04-validity](04-validity.ipynb#51) and <https://example.org/51>, https://example.org/51 or doi:10.1000/51.",
    "[see @ida1999, pp. 33-35, and chap. 2] and @ida1999 [p. 51]; a note[^12].",
    "{{frames.by_event.q3_2025}} ![A figure](a.svg){#fig-a width=11.5cm}",
    "## 2. Method\n### 2.1 Corpus\n1. First.\n 2) Second.",
    "toc-depth: 2\nfontsize: 11pt",
    "<!-- 51 --> <b id='a51'>bold</b>",
    "GPT-4, PDF/UA-1, 3D, Q3, H200, top10, a 19th century; file_51.txt.",
    "428<!-- given --> articles, 80 %<!-- given: the codebook --> and\n(.36 <!--given-->).",
    "at .80<!-- given --> or more; eight of ten raters<!-- given -->.",
]


@pytest.mark.parametrize(("prose", "expected"), RESULTS)
def test_what_looks_like_a_result(prose, expected):
    assert [found for _, found in results(prose)] == expected


@pytest.mark.parametrize("prose", NONE)
def test_what_is_no_result(prose):
    assert list(results(prose)) == []


def test_lines_are_told():
    assert list(results("a\n```\n51\n```\nb 12\n\n<!--\n-->13")) == [(5, "12"), (8, "13")]


SAID = [
    ('say("In 51 articles.")', ["In 51 articles."]),
    ('say(f"In {n:,} of 5 {fact(\'a.b5\', 5)}.")', ["In ", " of 5 ", "."]),
    ('say("a" + ("b" if x > 5 else "c") + f"{y or \'d\'}")', ["a", "b", "c", "d"]),
    ('say("; ".join(f"{name} 5" for name in names[:5]))', ["; ", " 5"]),
    ('say(tally(table.query("n > 5"), 5))', []),
    ('notebook.say("five 5")', ["five 5"]),
    ('print("5")', []),
    ("%time say('5')", []),
]


@pytest.mark.parametrize(("code", "texts"), SAID)
def test_texts_typed_into_say(code, texts):
    assert sorted(text for _, text in said(code)) == sorted(texts)


@pytest.fixture
def project(tmp_path):
    """A project with a number typed into a notebook's Markdown, one into what it says, and one into the paper."""
    cells = [
        new_markdown_cell("# How many?\n\nThere are 51 claims.", id="title"),
        new_code_cell("n = 51\nsay(f'{n} claims,'\n    f' {n} of 60.')", id="said"),
    ]
    for folder in ("notebooks", "paper", "figures"):
        (tmp_path / folder).mkdir()
    nbformat.write(new_notebook(cells=cells), tmp_path / "notebooks/01-many.ipynb")
    (tmp_path / "paper/paper.md").write_text("# Findings\n\nAs many as 12 of 51 claims.\n", encoding="utf-8")
    return tmp_path


def test_each_is_named_with_its_place_and_what_to_do(project):
    told = [f"{problem.place}: {problem.message}" for problem in typed_numbers(project)]
    start = "a number in prose is computed; "
    end = ", or put <!-- given --> behind it if it is given"
    state = "is typed by hand; state it with fact(), which gives its text"
    assert told == [
        f"notebooks/01-many.ipynb, cell title, line 3: {start}'51' {state}{end}",
        f"notebooks/01-many.ipynb, cell said, line 2: {start}'60' {state}{end}",
        f"paper/paper.md, line 3: {start}'12 of 51' is typed by hand; name a fact of numbers.json by its id{end}",
    ]


def test_the_facts_that_it_might_be_are_offered(project):
    texts = {"frames.claims": "51 claims", "frames.half": "5", "voices.a": "51.5", "corpus.claims": "51"}
    told = {"numbers": {id: {"text": text} for id, text in texts.items()}}
    (project / "figures/numbers.json").write_text(json.dumps(told), encoding="utf-8")
    assert "(perhaps frames.claims, corpus.claims)" in typed_numbers(project)[0].message


def test_no_result_of_the_project_is_typed(root):
    told = [f"{problem.place}: {problem.message}" for problem in typed_numbers(root)]
    assert not told, "\n".join(told)
