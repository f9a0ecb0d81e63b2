"""Attributions against codings of others: measures worked out by hand, and data that are not as they should be."""

import json

import numpy as np
import pytest

from analysis import attribution_benchmark
from analysis.__main__ import main
from analysis.alignment import Text, rates, sums
from analysis.lexicon import lexicon
from analysis.polnear import read_polnear

RAIN = "“It rains all day,” said Ida Hall.\n"
LOOM = "Bo Lind said that the loom of the old mill is broken.\n"
BREAD = "The bakers left early.\n"


def ann(text, *codings):
    """An .ann file: each coding is source, cue, and one or two parts of content, all given as words of the text."""
    lines, events = [], []
    for number, words_by_role in enumerate(codings):
        roles = []
        for role, words in zip(("Source", "Cue", "Content", "Content2"), words_by_role):
            if words:
                start = text.index(words)
                lines.append(f"T{len(lines) + 1}\t{role.rstrip('2')} {start} {start + len(words)}\t{words}")
                roles.append(f"{role}:T{len(lines)}")
        events.append(f"E{number}\tAttribution:T99 {' '.join(roles)}")
    return "\n".join([*events[:1], *lines, *events[1:], "E99\tAttribution:T99 Source:T1", "#1\tNote T1\tno line", ""])


@pytest.fixture
def folder(tmp_path):
    """Three articles: one that the kit finds as it is coded, one with other content, one in which it finds nothing."""
    for name, text, coding in (
        ("rain", RAIN, ("Ida Hall", "said", "“It rains all day,”")),
        ("loom", LOOM, ("Bo Lind", "said", "the loom of the old mill")),
        ("bread", BREAD, ("The bakers", "left", "early")),
    ):
        write(tmp_path / "text" / f"{name}.txt", text)
        write(tmp_path / "attributions" / f"{name}_a1.ann", ann(text, coding))
    write(tmp_path / "attributions" / "rain_b2.ann", "a second coder, who does not count")
    return tmp_path


def write(path, text):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def test_figures_are_those_worked_out_by_hand(folder, tmp_path, capsys):
    assert main(["benchmark", "polnear", str(folder), "--predictions", str(tmp_path / "out.jsonl")]) == 0
    told = capsys.readouterr().out
    rows = {line[:18].strip(): line[18:].split() for line in told.splitlines()}
    # found: “It rains all day,” (4 words, all coded), "that the loom of the old mill is broken" (9 words, 6 coded)
    assert rows["exact, all"][:3] == ["50.0", "33.3", "40.0"]
    assert rows["soft, all"][:3] == ["83.3", "66.7", "74.1"]  # (1 + 6/9) / 2, (1 + 1) / 3
    assert rows["joint, all"][:3] == ["100.0", "66.7", "80.0"]
    assert rows["soft, direct"][:3] == ["100.0", "100.0", "100.0"]
    assert rows["soft, indirect"][:3] == ["66.7", "50.0", "57.1"]
    assert rows["soft, mixed"][-2:] == ["0", "0"] and rows["soft, all"][-2:] == ["2", "3"]
    assert rows["source, all"][0] == "100.0" and "cue of saying, found alike by half: 100.0" in told
    assert {row["strength"] for row in lexicon("cues")} <= {line.split(" ")[0] for line in told.splitlines()}
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["doc"] for row in written] == ["bread", "loom", "rain"]
    assert written[1] == {"doc": "loom", "attributions": [{"source": [0, 7], "cue": [8, 12], "content": [[13, 52]]}]}
    assert written[0] == {"doc": "bread", "attributions": []}


@pytest.mark.parametrize("coded, found, expected", [
    (["one two three four"], ["one two three four"], {"exact": 1, "soft": (1, 1), "joint": 1}),
    (["one two three four"], ["two"], {"exact": 0, "soft": (1, 1 / 4), "joint": 0}),  # Dice 2/5
    (["one two three four"], ["one two", "three four"], {"exact": 0, "soft": (1 / 2, 1 / 2), "joint": (1 / 2, 1)}),
    (["one two", "three four"], ["one two three four"], {"exact": 0, "soft": (1 / 2, 1 / 2), "joint": (1, 1 / 2)}),
    (["one two", "two three four"], ["two three four", "one two"], {"exact": 1, "soft": (1, 1), "joint": 1}),
    (["one"], [], {"exact": 0, "soft": (0, 0), "joint": 0}),
    (["one"], ["five"], {"exact": 0, "soft": (0, 0), "joint": 0}),
])  # fmt: skip
def test_contents_are_aligned_one_to_one(coded, found, expected):
    words = "one two three four five"
    text = Text(words)

    def items(contents):
        spans = [(words.index(content), words.index(content) + len(content)) for content in contents]
        return text.items([{"content": [span], "cue": [], "source": []} for span in spans])

    table = rates(sums(text, items(coded), items(found)))
    for number, (measure, shares) in enumerate(expected.items()):
        precision, recall = shares if isinstance(shares, tuple) else (shares, shares)
        assert table[3 * number : 3 * number + 2, 0] == pytest.approx([precision, recall]), measure


@pytest.mark.parametrize("coded, found, joint, heads", [
    ("four", "four", 1, 1), ("four", "five", 0, 0), ("four", "", 0, 0), ("", "four", 0, None), ("", "", 1, None)])
def test_joint_needs_the_source_and_heads_count_where_one_is_coded(coded, found, joint, heads):
    words = "one two three four five"
    text = Text(words)

    def item(source):
        spans = [(words.index(source), words.index(source) + len(source))] if source else []
        return text.items([{"content": [(0, 13)], "cue": [], "source": spans}])

    table = rates(sums(text, item(coded), item(found)))[:, 0]
    assert table[8] == joint and table[2] == 1
    assert table[9] == heads if heads is not None else np.isnan(table[9])


@pytest.mark.parametrize("line, kind", [
    ("<It rains>, he said.", "indirect"), ("“<It rains>,” he said.", "direct"),
    ("He said <it “rains” here>.", "mixed"),
    ('He said <it "rains>.', "mixed"), ("``<It rains>'' he said.", "direct"), ("‘<It rains>’, he said.", "direct"),
    ("It's his; <it rains>; bakers' hours.", "indirect"), ("“It” and ‘<it rains>’", "indirect"),
    ("“It\n<it rains>”", "indirect"), ("He said “it ”<rains>“.", "indirect"),
])  # fmt: skip
def test_type_by_quotation_marks(line, kind):
    start = line.index("<")
    text, end = line.replace("<", "").replace(">", ""), line.index(">") - 1
    item, = Text(text).items([{"content": [(start, end)], "cue": [], "source": []}])
    assert item.type == kind


@pytest.mark.parametrize("coded, found, same", [
    ("Ida Hall, a baker", "Ida Hall", True), ("Ida Hall", "Hall", True), ("Ida Hall", "Ida", False),
    ("a baker of bread", "bread", False), ("weavers and bakers", "weavers", True),
    ("weavers and bakers", "bakers", False),
    ("the man who left", "the man", True), ("", "", True), ("Ida Hall", "", False), ("", "he", False),
])  # fmt: skip
def test_same_source(coded, found, same):
    text = "Ida Hall, a baker of bread, and the man who left and weavers and bakers and he said it"
    words = Text(text)

    def item(source):
        spans = [(text.index(source), text.index(source) + len(source))] if source else []
        return words.items([{"content": [(len(text) - 2, len(text))], "cue": [], "source": spans}])[0]

    assert words.same_source(item(coded), item(found)) is same


def test_spans_over_lines_and_in_parts_are_read(tmp_path):
    text = "The mill\nclosed, he said, for good.\n"
    write(tmp_path / "text" / "a.txt", text)
    write(tmp_path / "attributions" / "a_1.ann", "E1\tAttribution:T9 Content:T1 Content2:T3 Cue:T2\n"
          "T1\tContent 0 15\tThe mill\nclosed\nT2\tCue 20 24\tsaid\nT3\tContent 30 34;26 29\tgood for\n")
    (article,), problems = read_polnear(tmp_path)
    assert not problems
    assert article.codings == [{"content": [(0, 15), (26, 29), (30, 34)], "cue": [(20, 24)], "source": []}]


@pytest.mark.parametrize("file, content, place, message", [
    ("attributions/rain_a1.ann", "T1\tCue 0 4\tsaid\n", "rain_a1.ann:1", "T1 reads 'said' where the text has '“It'"),
    ("attributions/rain_a1.ann", "\nT1\tCue 90 94\tsaid\n", "rain_a1.ann:2", "T1 reads 'said' where the text has ''"),
    ("attributions/rain_a1.ann", "T1\tCue x y\tsaid\n", "rain_a1.ann:1", "a span is NAME"),
    ("attributions/rain_a1.ann", "E1\tContent:T4\n", "rain_a1.ann:1", "T4 has no line of its own"),
    ("attributions/rain_a1.ann", "E1\tContent\n", "rain_a1.ann:1", "an event is NAME"),
    ("attributions/rain_a1.ann", b"\xff\xfe", "rain_a1.ann", "not UTF-8: byte 0xff at 0"),
    ("text/rain.txt", b"caf\xe9", "rain.txt", "not UTF-8: byte 0xe9 at 3"),
    ("attributions/fog_a1.ann", "", "fog_a1.ann", "text/fog.txt is missing"),
    ("text/fog.txt", "Fog.", "fog.txt", "attributions/fog_CODER.ann is missing"),
])  # fmt: skip
def test_a_fault_is_named_and_costs_no_other_article(folder, file, content, place, message, capsys):
    write(folder / file, content)
    assert main(["benchmark", "polnear", str(folder)]) == 1
    told = capsys.readouterr()
    assert f"{place}: {message}" in told.err and "1 problem; everything else was read" in told.err
    assert f"{3 - ('rain' in file)} articles" in told.out


def test_an_article_on_which_the_kit_fails_costs_no_other(folder, monkeypatch, capsys):
    def failing(document, **options):
        if "bakers" in document.text:
            raise IndexError("no more bread")
        return real(document, **options)

    real = attribution_benchmark.attributions
    monkeypatch.setattr(attribution_benchmark, "attributions", failing)
    assert main(["benchmark", "polnear", str(folder)]) == 1
    told = capsys.readouterr()
    assert "bread: IndexError: no more bread" in told.err
    assert "3 articles" in told.out and "83.3    66.7" in told.out  # what is coded in it counts as missed


@pytest.mark.parametrize("made, message", [
    ((), "nowhere is not there"),
    (("text",), "attributions is not there"),
    (("text", "attributions"), "no article can be used; there is none"),
])
def test_without_data_it_says_where_they_are_had(tmp_path, made, message, capsys):
    for name in made:
        (tmp_path / "nowhere" / name).mkdir(parents=True)
    assert main(["benchmark", "polnear", str(tmp_path / "nowhere")]) == 2
    told = capsys.readouterr().err
    assert message in told and "docs/benchmarks.md says where the data are had" in told


def test_if_nothing_is_left_the_first_fault_is_told(tmp_path, capsys):
    write(tmp_path / "text" / "a.txt", "Fog.")
    write(tmp_path / "attributions" / "a_1.ann", "T1\tCue 0 3\tsun\n")
    assert main(["benchmark", "polnear", str(tmp_path)]) == 2
    assert "of 1 faults the first" in (told := capsys.readouterr().err) and "a_1.ann:1: T1 reads 'sun'" in told
