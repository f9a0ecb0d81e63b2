"""Claims against codes of others: figures worked out by hand, and lines that are not as they should be."""

import json
import re

import pytest

from analysis import frame_benchmark
from analysis.__main__ import main

TAKES, SPARES = ("replacement", "assert"), ("replacement", "reject")
HELPS, SAVES = ("enhancement", "assert"), ("efficiency", "assert")


def code(claim, hedged=False, voice="narrator"):
    return {"frame": claim[0], "stance": claim[1], "hedged": hedged, "voice": voice}


def line(number, one, two=None):
    other = {} if two is None else {"codes_b": two}
    return json.dumps({"id": f"s{number}", "text": f"Looms {number}.", "codes": one} | other)


CODED = [
    line(1, [code(TAKES)], [code(TAKES, hedged=True)]),
    line(2, [code(TAKES)], [code(SPARES)]),  # one frame, two stances: the frame is required, no stance is
    line(3, [code(HELPS, voice="Ida Hall")], []),  # of one coder only: neither required nor a false alarm
    line(4, [{"frame": "efficiency", "stance": "assert"}], [{"frame": "efficiency", "stance": "assert"}]),
    line(5, [], []),
    line(6, [], []),
]
FOUND = {
    "s1": [code(TAKES, hedged=True)], "s2": [code(SPARES, hedged=True)], "s3": [code(HELPS, voice="Bo Lind")],
    "s4": [], "s5": [code(HELPS)], "s6": [],
}  # fmt: skip


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "coded.jsonl"
    path.write_text("\n".join(CODED) + "\n", encoding="utf-8")
    return path


def test_figures_are_those_worked_out_by_hand(file, monkeypatch, capsys):
    monkeypatch.setattr(frame_benchmark, "found_codes", lambda sentence: FOUND[sentence.id])
    out = file.with_name("out.jsonl")
    assert main(["benchmark", "frames", str(file), "--predictions", str(out)]) == 0
    told = re.sub(r" \[[^]]*\]", "", capsys.readouterr().out)
    for name, expected in (
        ("frame: enhancement", "50.0 - 0.0 2 0"),  # found in 3, which one coder has, and in 5, which none has
        ("frame: replacement", "100.0 100.0 100.0 2 2"),
        ("frame: efficiency", "- 0.0 0.0 0 1"),
        ("frame: appropriation", "- - - 0 0"),
        ("frame: macro", "75.0 50.0 33.3 4 3"),  # means of what there is
        ("frame: micro", "75.0 66.7 70.6 4 3"),  # 3 of 4, 2 of 3
        ("frame + stance: replacement", "100.0 100.0 100.0 2 1"),
        ("frame + stance: micro", "75.0 50.0 60.0 4 2"),
        ("hedged, right in claims matched", "66.7 2 of 3"),  # in 1 one coder says so, in 2 none
        ("voice, right in claims matched", "66.7 2 of 3"),
        ("sentences wrongly given a claim", "50.0 1 of 2"),
    ):
        (row,) = [row for row in told.splitlines() if row.startswith(name)]
        assert row.removeprefix(name).split() == expected.split(), name
    assert [json.loads(row) for row in out.read_text(encoding="utf-8").splitlines()] == [
        {"id": name, "codes": codes} for name, codes in FOUND.items()]


def test_one_coder_is_enough(tmp_path, capsys):
    path = tmp_path / "coded.jsonl"
    coded = [code(SPARES, voice="Ida Hall")]
    rows = [{"id": "a", "text": "AI will not replace weavers, said Ida Hall.", "codes": coded},
            {"id": "b", "text": "The ferry was late.", "codes": []}]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert main(["benchmark", "frames", str(path)]) == 0
    told = capsys.readouterr().out
    assert "2 sentences, 0 of them by two coders" in told
    assert re.search(r"^frame \+ stance: micro +100.0 .* 100.0 .* 100.0 .* 1 +1$", told, re.M)
    assert re.search(r"^voice.* 100.0 .* 1 of 1$", told, re.M)
    assert re.search(r"^sentences wrongly.* 0.0 .* 0 of 1$", told, re.M)


@pytest.mark.parametrize("row, message", [
    ("{", "a line is a JSON object in UTF-8"),
    ('{"id": "s9", "text": "Looms."}', '"codes" is missing; where nothing was coded it is []'),
    ('{"id": 9, "text": "Looms.", "codes": []}', '"id" is 9; it should be a text'),
    ('{"id": "s1", "text": "Looms.", "codes": []}', "\"id\" is 's1', as another sentence's is"),
    ('{"id": "s9", "text": "Looms.", "codes": {}}', '"codes" is {}; it should be a list'),
    ('{"id": "s9", "text": "Looms.", "codes": ["x"]}', "a code is a JSON object; this is 'x'"),
    (line(9, [code(("magic", "assert"))]), "a code: frame is 'magic'; allowed: enhancement, replacement"),
    (line(9, [code(("replacement", "doubt"))]), "a code: stance is 'doubt'; allowed: assert, reject, oppose"),
    (line(9, [code(TAKES, hedged="no")]), '"hedged" is "no"; it should be true or false'),
    (line(9, [], [code(TAKES, voice=None)]), '"voice" is null; it should be a text'),
])  # fmt: skip
def test_a_bad_line_is_named_and_costs_no_other(file, row, message, capsys):
    with file.open("a", encoding="utf-8") as stream:
        stream.write(row)
    assert main(["benchmark", "frames", str(file)]) == 1
    told = capsys.readouterr()
    assert f"{file}:7: {message}" in told.err and "1 problem; everything else was read" in told.err
    assert "6 sentences, 6 of them by two coders" in told.out


def test_a_sentence_on_which_the_kit_fails_costs_no_other(file, monkeypatch, capsys):
    def failing(sentence):
        if sentence.id == "s1":
            raise IndexError("a thread broke")
        return FOUND[sentence.id]

    monkeypatch.setattr(frame_benchmark, "found_codes", failing)
    assert main(["benchmark", "frames", str(file)]) == 1
    told = capsys.readouterr()
    assert "s1: IndexError: a thread broke" in told.err
    assert re.search(r"^frame: replacement +100.0 .* 50.0 ", told.out, re.M)  # what is coded in it counts as missed


def test_without_data_it_says_where_they_are_had(tmp_path, capsys):
    assert main(["benchmark", "frames", str(tmp_path / "nowhere.jsonl")]) == 2
    assert "there is no such file; docs/benchmarks.md says" in capsys.readouterr().err
