"""Sentiment toward a target against codings of others: figures worked out by hand, and lines that are at fault."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from analysis import judges
from analysis.__main__ import main
from analysis.scorers import SCORERS
from analysis.verdict import Verdict

CODED = [("The mayor met Ada and Cleo.", {"Ada": 6, "Cleo": 2}), ("Bea baked bread.", {"Bea": 6.0}),
         ("Dora slept, and so did Ed.", {"Dora": 4, "Ed": 4.0})]
JUDGED = {"ada": 1, "bea": 0, "cleo": -1, "dora": 0, "ed": -1}


def fixed(words, own, targets):
    value = JUDGED.get(words.forms[targets[0].start], 0)
    return Verdict(value, 0.0, (), "fixed", probabilities=(0.1, 0.1, 0.8))


def row(text, targets, **other):
    coded = [{"Input.gid": f"{name} in {text}", "from": text.index(name), "to": text.index(name) + len(name),
              "mention": name, "polarity": polarity} | other for name, polarity in targets.items()]
    return {"primary_gid": text, "sentence_normalized": text, "targets": coded}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "coded.jsonl"
    path.write_text("\n".join(json.dumps(row(*one)) for one in CODED) + "\n\n", encoding="utf-8")
    return path


def test_figures_are_those_worked_out_by_hand(file, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(SCORERS, "fixed", fixed)
    out = tmp_path / "out.jsonl"
    assert main(["benchmark", "newsmtsc", str(file), "--scorer", "fixed", "--predictions", str(out)]) == 0
    told = capsys.readouterr().out
    assert "5 targets in 3 sentences, 2 of them unlike" in told
    line = re.sub(r" \[.*?\]", "", re.search("^fixed .*", told, re.M)[0]).split()
    # F1: negative 2*1/(1+2), neutral 2*1/(2+2), positive 2*1/(2+1); Ada and Cleo are right, and .8 was sure of 3 in 5
    assert line[1:-1] == ["61.1", "66.7", "50.0", "66.7", "60.0", "100.0", "20.0"]
    assert "macro recall 66.7, mean F1 of negative and positive 66.7" in told
    assert re.search(r"^neutral +50.0 +50.0 +50.0 +2 +1 +1 +0$", told, re.M)
    assert [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] == [
        {"gid": f"{name} in {text}", "label": JUDGED[name.lower()]} for text, targets in CODED for name in targets]


def test_a_target_on_which_a_scorer_fails_costs_no_other(file, tmp_path, monkeypatch, capsys):
    def failing(words, own, targets):
        if words.forms[targets[0].start] == "bea":
            raise IndexError("no more flour")
        return fixed(words, own, targets)

    monkeypatch.setitem(SCORERS, "failing", failing)
    out = tmp_path / "out.jsonl"
    assert main(["benchmark", "newsmtsc", str(file), "--scorer", "failing", "--predictions", str(out)]) == 1
    told = capsys.readouterr()
    assert "Bea in Bea baked bread.: IndexError: no more flour" in told.err
    line = re.sub(r" \[.*?\]", "", re.search("^failing .*", told.out, re.M)[0]).split()
    assert line[1:6] == ["66.7", "66.7", "66.7", "66.7", "60.0"]  # neutral is said once less, and Bea is not found
    assert len(out.read_text(encoding="utf-8").splitlines()) == 4


def test_all_stand_in_one_table(file, capsys):
    assert main(["benchmark", "newsmtsc", str(file)]) == 0
    told = capsys.readouterr().out
    names = re.findall(r"^(\w+) +[\d.]+ \[", told, re.M)
    assert names == [name for name in ("neutral", "textblob", "vader", *SCORERS) if f"{name} is left out" not in told]
    neutral = re.sub(r" \[.*?\]", "", re.search("^neutral .*", told, re.M)[0]).split()
    assert neutral[1:-1] == ["19.0", "0.0", "57.1", "0.0", "40.0", "0.0", "-"]  # 2*2/(2+5) and twice 0


def test_the_second_scorer_tells_where_the_first_is_right(file, monkeypatch, capsys):
    monkeypatch.setitem(SCORERS, "lexicon", fixed)  # right on Ada, Cleo and one more of five
    monkeypatch.setitem(SCORERS, "linear", lambda words, own, targets: Verdict(0, 0.0, (), "fixed"))
    assert main(["benchmark", "newsmtsc", str(file)]) == 0
    found = re.search(r"^lexicon is right where linear agrees: (\S+) .* of (\d+); where not: (\S+) .* of (\d+)$",
                      capsys.readouterr().out, re.M).groups()  # fmt: skip
    assert found == ("50.0", "2", "66.7", "3")


def test_strong_values_are_told_from_weak_ones(file, monkeypatch, capsys):
    def strong(words, own, targets):  # right on Ada and Cleo, and strong there; Ed is neutral, and as strong
        verdict = fixed(words, own, targets)
        return verdict._replace(strength=verdict.value * (0.3 if words.forms[targets[0].start] == "ed" else 1.0))

    monkeypatch.setitem(SCORERS, "strong", strong)
    assert main(["benchmark", "newsmtsc", str(file), "--scorer", "strong"]) == 0
    line = re.sub(r" \[.*?\]", "", re.search("^strong .*", capsys.readouterr().out.split("by strength")[1], re.M)[0])
    assert re.split(" {2,}", line) == ["strong", "- of 0", "0.0 of 1", "- of 0", "- of 0", "100.0 of 2"]
    assert main(["benchmark", "newsmtsc", str(file), "--scorer", "neutral"]) == 0
    assert "by strength" not in capsys.readouterr().out


def test_without_vader_its_line_says_how_it_is_installed(file, monkeypatch, capsys):
    def missing():
        raise ModuleNotFoundError(f"VADER is not installed; python -m pip install {judges.VADER}")

    monkeypatch.setattr(judges, "_vader", missing)
    assert main(["benchmark", "newsmtsc", str(file)]) == 0
    assert f"vader is left out: VADER is not installed; python -m pip install {judges.VADER}" in capsys.readouterr().out
    assert main(["benchmark", "newsmtsc", str(file), "--scorer", "vader"]) == 2
    assert judges.VADER in capsys.readouterr().err
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    assert judges.VADER in project["project"]["optional-dependencies"]["benchmark"]


@pytest.mark.parametrize("score, least, value", [
    (0.0, 0.0, 0), (0.01, 0.0, 1), (-0.01, 0.0, -1), (0.04, 0.05, 0), (0.05, 0.05, 1), (-0.05, 0.05, -1)])  # fmt: skip
def test_sign(score, least, value):
    assert judges._sign(score, least) == value


def test_textblob_judges_the_sentence_whatever_the_target():
    text = "The splendid baker met the mayor."
    assert [judges.textblob(text, target)[0] for target in ((13, 18), (27, 32))] == [1, 1]


BEA = row("Bea baked buns.", {"Bea": 6})


def changed(**target):
    return json.dumps(row("Bea baked buns.", {"Bea": 6}, **target))


@pytest.mark.parametrize("line, message", [
    ("{", "a line is a JSON object in UTF-8"),
    (b'{"sentence_normalized": "caf\xe9"}', "a line is a JSON object in UTF-8"),
    ("[1]", "a line is a JSON object; this is [1]"),
    ('{"targets": []}', '"sentence_normalized" is missing; the keys are targets'),
    ('{"sentence_normalized": 3}', '"sentence_normalized" is 3; it should be a text'),
    ('{"sentence_normalized": "a", "targets": []}', '"targets" is empty'),
    ('{"sentence_normalized": "a", "targets": [1]}', "a target is a JSON object; this is 1"),
    (changed(to=99), '"from" and "to" are 0 and 99; they should hold a word of 15 characters'),
    (changed(**{"from": 3, "to": 4}), '"from" and "to" are 3 and 4'),
    (changed(to=True), '"to" is true; it should be a whole number'),
    (changed(mention="Bo"), "\"mention\" is 'Bo', but the sentence has 'Bea' there"),
    (changed(polarity=5), '"polarity" is 5; allowed: 2 (negative), 4 (neutral), 6 (positive)'),
    (changed(polarity="6"), '"polarity" is "6"; it should be a whole number or a number'),
    (json.dumps(row(*CODED[1])), "\"Input.gid\" is 'Bea in Bea baked bread.', as another target's is"),
])  # fmt: skip
def test_a_bad_line_is_named_and_costs_no_other(file, line, message, capsys):
    with file.open("ab") as stream:
        stream.write(line if isinstance(line, bytes) else line.encode())
    assert main(["benchmark", "newsmtsc", str(file), "--scorer", "neutral"]) == 1
    told = capsys.readouterr()
    assert f"{file}:5: {message}" in told.err and "1 problem; everything else was read" in told.err
    assert "5 targets in 3 sentences" in told.out


@pytest.mark.parametrize("content, scorer, message", [
    (None, "lexicon", "there is no such file; docs/benchmarks.md says where the data are had"),
    ("", "lexicon", "no line can be used; there is none"),
    ("{}", "lexicon", 'no line can be used; of 1 faults the first'),
    (json.dumps(BEA), "oracle", "scorer is 'oracle'; allowed: neutral, textblob, vader, lexicon"),
])
def test_where_nothing_can_be_done(tmp_path, content, scorer, message, capsys):
    path = tmp_path / "coded.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert main(["benchmark", "newsmtsc", str(path), "--scorer", scorer]) == 2
    assert message in capsys.readouterr().err


def test_a_folder_is_no_file(tmp_path, capsys):
    assert main(["benchmark", "newsmtsc", str(tmp_path)]) == 2
    assert "this is a folder" in capsys.readouterr().err
