"""The coding widget: what a coder's keys make of the sheet, and that no code is lost. The page itself: make browser."""

import csv
import json
import os
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.__main__ import main
from analysis.coder import code
from analysis.coding import CodingError
from analysis.collection import collect
from analysis.corpus import read_corpus
from analysis.form import ACTS, KEYS, KEYS_OF_WORDS
from analysis.sampling import population
from analysis.session import Session
from analysis.sheets import LAYERS, SheetError, as_bytes
from analysis.tables import annotate

TEXTS = {
    "ferries": "Ferries and AI\n\n“AI will help us,” said Ida Hall. “It won’t replace the crew, and AI will help "
               "them,” she said. AI made 30 posters.\n=AI helps, says Bo Lind, and AI helps all.",
    "looms": "Looms and AI\n\nThe mill’s AI is cheaper than weavers. Weavers call the AI “a thief” – naïvely.",
}  # fmt: skip
ACTORS = '[[actor]]\nname = "Ida Hall"\nstakeholder = "executive"\nmentions = ["Hall"]\n'


@pytest.fixture(scope="session")
def studies(tmp_path_factory) -> dict[str, Path]:
    """A study of each layer that nobody has coded."""
    folder = tmp_path_factory.mktemp("studies")
    (folder / "corpus" / "coding").mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / "corpus" / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "corpus" / "actors.toml").write_text(ACTORS, encoding="utf-8")
    (folder / "corpus" / "coding" / "CODEBOOK.md").write_text("# Rules\n\n## 1. Frames\n- a rule", encoding="utf-8")
    tables = annotate(read_corpus(folder / "corpus"))
    for layer in LAYERS:
        every = str(len(population(tables, layer)))
        assert main(["sample", str(folder / "corpus"), "--layer", layer, "--n", every, "--strata", "", "--coders",
                     "Ann,Ben", "--out", str(folder / layer)]) == 0  # fmt: skip
    return {layer: folder / layer for layer in LAYERS}


@pytest.fixture
def study(studies, tmp_path, request) -> Path:
    return shutil.copytree(studies[getattr(request, "param", "frames")], tmp_path / "study")


def sheet(study: Path) -> Path:
    return study / "sheets" / "Ann.csv"


def rows(study: Path) -> dict[str, dict]:
    with sheet(study).open(encoding="utf-8-sig", newline="") as file:
        return {row["unit"]: row for row in csv.DictReader(file)}


def turned(session: Session, words: str) -> Session:
    """The session, turned to the unit whose text has these words."""
    texts = [place.document[place.span] for place in session.asked.places.values()]
    session.receive({"do": "go", "to": next(at for at, text in enumerate(texts) if words in text)})
    return session


def pressed(session: Session, *keys) -> dict:
    """The state after these messages; a text is a key, as the page sends it."""
    for key in keys:
        session.receive({"do": "key", "key": key} if isinstance(key, str) else key)
    json.dumps(session.state)
    return session.state


def words(session: Session, text: str, column: str, nth: int = 1) -> dict:
    """The message that marks words of the unit that is shown."""
    shown = "".join(piece[1] for piece in session.state["pieces"])
    start = -1
    for _ in range(nth):
        start = shown.index(text, start + 1)
    return {"do": "mark", "column": column, "start": start, "end": start + len(text)}


def filled(study: Path, unit: str) -> dict[str, str]:
    """What stands in the columns of a unit that a coder fills."""
    given = ("coder", "unit", "document", "place", "context before", "text", "context after")
    return {name: cell for name, cell in rows(study)[unit].items() if cell and name not in given}


# ---- coding ---------------------------------------------------------------------------------------------------------

CODED = [  # layer, words of the unit, what is pressed, what is then in the sheet, how the unit stands
    ("sentiment", "help us", ["1", "3"], {"value": "1", "voice": "Ida Hall"}, "coded"),
    ("sentiment", "thief", ["−", {"do": "choose", "column": "voice", "value": " the  weavers"}, "6"],
     {"value": "-1", "voice": "the weavers", "stakeholder": "creative_worker"}, "coded"),
    ("sentiment", "posters", ["0"], {"value": "0"}, "unfinished"),
    ("sentiment", "posters", ["0", "1", "a", "+", "2"],
     {"value": "0", "voice": "narrator", "value_2": "1", "voice_2": "unspecified"}, "coded"),
    ("sentiment", "posters", ["0", "1", "ArrowUp", "ArrowUp", "-"], {"value": "-1", "voice": "narrator"}, "coded"),
    ("sentiment", "posters", ["0", {"do": "choose", "column": "voice", "value": "Bo"}, "1", "ArrowUp", "3"],
     {"value": "0", "voice": "Ida Hall"}, "coded"),
    ("frames", "posters", ["n"], {"frame": "none"}, "coded"),
    ("frames", "posters", ["n", "n"], {}, "open"),
    ("frames", "posters", ["N", "3"], {"frame": "efficiency"}, "unfinished"),
    ("frames", "cheaper", ["3", "1", "2", "1", ("is cheaper", "evidence")],
     {"frame": "efficiency", "stance": "assert", "hedged": "no", "voice": "narrator", "evidence": "is cheaper"},
     "coded"),
    ("frames", "cheaper", ["3", "1", "ArrowUp", "Backspace"], {"frame": "efficiency"}, "unfinished"),
    ("frames", "cheaper", ["3", "ArrowUp", "Backspace"], {}, "open"),
    ("frames", "cheaper", ["3", "1", "2", "1", "a", "2", "1", "1", "2", "Delete"],
     {"frame": "efficiency", "stance": "assert", "hedged": "no", "voice": "narrator"}, "coded"),
    ("frames", "cheaper", ["3", "a", "2", "a", "1", "a", "4"],
     {"frame": "efficiency", "frame_2": "replacement", "frame_3": "enhancement", "frame_4": "appropriation"},
     "unfinished"),
    ("frames", "cheaper", [{"do": "note", "text": "=1+2 ", "unit": "{unit}"}, "n"],
     {"frame": "none", "note": "'=1+2"}, "coded"),
    ("frames", "posters", ["3", {"do": "choose", "column": "voice", "value": "hall"}],
     {"frame": "efficiency", "voice": "Ida Hall"}, "unfinished"),
    ("attributions", "help us", [("AI will help us", "content"), ("said", "cue"), ("Ida Hall", "source"), "2"],
     {"content": "AI will help us", "cue": "said", "source": "Ida Hall", "speakers": "Ida Hall"}, "coded"),
    ("attributions", "help us", [("It won’t replace the crew", "content"), ("AI will help us", "content")],
     {"content": "AI will help us | It won’t replace the crew"}, "unfinished"),
    ("attributions", "help us", [("AI will help us", "content"), ("will help us", "content")],
     {"content": "will help us"}, "unfinished"),
    ("attributions", "=AI", [("=AI helps", "content"), ("says", "cue"), ("o Li", "source"),
                             {"do": "choose", "column": "speakers", "value": "Bo Lind"}, "8"],
     {"content": "'=AI helps", "cue": "says", "source": "Bo Lind", "speakers": "Bo Lind", "stakeholder": "industry"},
     "coded"),
    ("attributions", "=AI", [("=AI helps", "content"), {"do": "choose", "column": "speakers", "value": "Bo; Hall"}],
     {"content": "'=AI helps", "speakers": "Bo; Ida Hall"}, "unfinished"),
    ("attributions", "=AI", [("=AI helps", "content"), {"do": "choose", "column": "speakers", "value": "Bo; Hall"},
                             "4"],
     {"content": "'=AI helps", "speakers": "Bo; Ida Hall", "stakeholder": "union; executive"}, "coded"),
    ("attributions", "=AI", [("=AI helps", "content"), {"do": "choose", "column": "speakers", "value": "Bo; Hall"},
                             {"do": "choose", "column": "speakers", "value": "Bo"}],
     {"content": "'=AI helps", "speakers": "Ida Hall"}, "coded"),
]  # fmt: skip


@pytest.mark.parametrize(("study", "unit", "keys", "cells", "status"), CODED, indirect=["study"])
def test_what_is_pressed_is_in_the_sheet(study, unit, keys, cells, status):
    session = turned(Session(study, "Ann"), unit)
    for key in keys:
        if isinstance(key, tuple):
            key = words(session, *key)
        elif isinstance(key, dict) and "unit" in key:
            key = {**key, "unit": session.unit}
        pressed(session, key)
    assert not session.state["trouble"] and session.state["status"] == status
    assert filled(study, session.unit) == cells
    again = turned(Session(study, "ann"), unit)
    assert again.cells == session.cells and again.state["status"] == status
    assert collect(study).sound["Ann"] == (status == "coded")


@pytest.mark.parametrize("study", LAYERS, indirect=True)
def test_a_sheet_stays_byte_for_byte_what_it_was_but_for_the_codes(study):
    before = sheet(study).read_bytes()
    session = Session(study, "Ann")
    for _ in session.units:
        pressed(session, "n", "Enter")
    first = LAYERS[session.study.layer].columns[0]
    header, *lines = csv.reader(before.decode("utf-8-sig").splitlines())
    lines = [["none" if name == first else cell for name, cell in zip(header, line)] for line in lines]
    assert sheet(study).read_bytes() == as_bytes(header, lines)
    assert session.state["coded"] == len(lines) and session.state["told"] == "Every unit is coded."
    pressed(session, *["z"] * len(lines))
    assert sheet(study).read_bytes() == before
    assert pressed(session, "z")["told"] == "There is nothing to undo."
    assert [path.name for path in sorted(sheet(study).parent.iterdir())] == ["Ann.csv", "Ben.csv", "categories.csv"]


def test_work_goes_on_at_the_first_unit_that_is_not_coded(study):
    session = Session(study, "Ann")
    pressed(session, "n", "Enter", "n", "Enter", "2", "ArrowRight", "n", "End", "n")
    assert Session(study, "Ann").at == 2
    pressed(session, "j")
    assert session.at == 2 and session.state["statuses"] == "ccuc" + "o" * (len(session.units) - 5) + "c"
    assert Session(study, "Ben").at == 0


def test_what_a_unit_lacks_is_shown_and_keeps_nobody(study):
    session = Session(study, "Ann")
    state = pressed(session, "2", "Enter")
    assert state["at"] == 0 and [fault.split(";")[0] for fault in state["faults"]] == [
        "stance is empty", "hedged is empty", "voice is empty"]
    assert pressed(session, "Enter")["at"] == 1 and pressed(session, "ArrowLeft")["faults"] == state["faults"]
    assert pressed(session, "1", "ArrowRight", "ArrowRight")["at"] == 2
    told = [problem.message for problem in collect(study).problems if problem.place == "Ann.csv: line 2"]
    assert [f"{session.units[0]}: {fault}" for fault in state["faults"]][1:] == told


@pytest.mark.parametrize(("study", "keys", "column", "then", "cells"), [
    ("frames", ["3", "1"], "hedged", "1", {"frame": "efficiency", "stance": "assert", "hedged": "yes"}),
    ("frames", ["3", "1", "2"], "voice", "1", {"frame": "efficiency", "stance": "assert", "hedged": "no",
                                               "voice": "narrator"}),
    ("sentiment", ["0", "1", "a", "1"], "voice", "1", {"value": "0", "voice": "narrator", "value_2": "1",
                                                       "voice_2": "narrator"}),
], indirect=["study"])  # fmt: skip
def test_an_unfinished_unit_is_opened_where_it_is_empty(study, keys, column, then, cells):
    pressed(Session(study, "Ann"), *keys)
    session = Session(study, "Ann")
    assert session.column == column
    pressed(session, then)
    assert filled(study, session.unit) == cells


def test_a_name_is_asked_where_there_is_one(study):
    session = Session(study, "Ann")
    assert pressed(session, "3", {"do": "name"})["column"] == "voice"
    state = pressed(session, "n", {"do": "name"})
    assert state["told"] == "No name here; Esc goes on." and state["none"]


def test_undo_goes_to_where_it_was_done(study):
    session = Session(study, "Ann")
    pressed(session, "2", "3", "ArrowRight", "n", {"do": "note", "text": "hm", "unit": session.units[1]}, "End")
    assert pressed(session, "z")["at"] == 1 and session.cells == {"frame": "none"}
    pressed(session, "z", "z")
    assert (session.at, session.cells) == (0, {"frame": "replacement"}) and filled(study, session.units[1]) == {}


@pytest.mark.parametrize("study", ["attributions"], indirect=True)
def test_words_that_stand_twice_are_told(study):
    session = turned(Session(study, "Ann"), "help us")
    pressed(session, words(session, "AI will help us", "content"))
    assert pressed(session, words(session, "said", "cue"))["told"] == ""
    assert "are read elsewhere; mark more of them" in pressed(session, words(session, "said", "cue", 2))["told"]
    assert pressed(session, words(session, "she said", "cue"))["told"] == ""
    state = pressed(session, {"do": "clear", "column": "content"}, words(session, "AI will help", "content", 2))
    assert "These words stand more than once in the unit; mark more" in state["told"]
    covered = {name for _, _, names in state["pieces"] for name in names}
    assert covered == {"cue"}  # what is shown as marked is what will be read


def test_choices_are_the_codebooks_and_no_key_means_two_things(study):
    session = Session(study, "Ann")
    widget = code(study, coder="Ann")
    assert widget.book["sections"] == [["1. Frames", "- a rule"]]
    (shown,) = session.state["codes"]
    assert [option["value"] for option in shown["fields"][0]["options"]] == [
        "enhancement", "replacement", "efficiency", "appropriation"]
    assert all(option["meaning"] and option["key"] for option in shown["fields"][0]["options"])
    letters = {*KEYS} | {"-", "+"}
    assert len(KEYS) == len({*KEYS}) and not letters & {*ACTS, *KEYS_OF_WORDS.values(), "m", "r", "z", "/", "?"} - {"r"}


def test_nothing_that_the_kit_finds_is_needed_or_shown(study):
    state = Session(study, "Ann").state
    (study / "predictions.csv").unlink()
    assert Session(study, "Ann").state == state and "predict" not in json.dumps(state)


# ---- guards ---------------------------------------------------------------------------------------------------------


def test_a_sheet_that_was_changed_elsewhere_is_not_written_over(study):
    session, other = Session(study, "Ann"), Session(study, "Ann")
    pressed(other, "n", "ArrowRight", "n")
    theirs = sheet(study).read_bytes()
    state = pressed(session, "2", "End", "n")
    assert state["changed"] and "Nothing was written over" in state["trouble"]
    assert sheet(study).read_bytes() == theirs
    state = pressed(session, {"do": "reload"})
    assert not state["changed"] and not state["trouble"] and "u001 stands there otherwise; undo (z)" in state["told"]
    assert [filled(study, unit) for unit in (session.units[0], session.units[1], session.units[-1])] == [
        {"frame": "none"}] * 3
    assert pressed(session, "z")["at"] == 0 and filled(study, "u001") == {"frame": "replacement"}


def test_a_sheet_that_is_gone_is_told_and_what_was_coded_kept(study):
    session = Session(study, "Ann")
    data = sheet(study).read_bytes()
    sheet(study).unlink()
    assert pressed(session, "n")["changed"] and not sheet(study).exists()
    assert "put it back" in pressed(session, {"do": "reload"})["told"]
    sheet(study).write_bytes(data)
    assert not pressed(session, {"do": "reload"})["trouble"] and filled(study, "u001") == {"frame": "none"}


def test_what_cannot_be_saved_is_kept_until_it_can(study, monkeypatch):
    session, before = Session(study, "Ann"), sheet(study).read_bytes()

    def refused(*_):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", refused)
        state = pressed(session, "2", "ArrowRight", "n")
        assert "Not saved: [Errno 13] Permission denied. What you coded is kept here" in state["trouble"]
        assert state["statuses"].startswith("uc") and sheet(study).read_bytes() == before
        assert len(list(sheet(study).parent.iterdir())) == 3
    assert not pressed(session, "ArrowRight")["trouble"]
    assert filled(study, "u001") == {"frame": "replacement"} and filled(study, "u002") == {"frame": "none"}


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_locked_study_is_only_read(study, when):
    session = Session(study, "Ann")
    pressed(session, "2")
    (study / "LOCK").write_text("{}", encoding="utf-8")
    session = Session(study, "Ann") if when == "before" else session
    before = sheet(study).read_bytes()
    state = pressed(session, "1", "n", "z", "Delete", {"do": "note", "text": "x", "unit": session.unit})
    assert "The study is locked: all is coded" in state["read_only"] and state["told"] == state["read_only"]
    assert sheet(study).read_bytes() == before and pressed(session, "ArrowRight")["at"] == 1


def test_a_folder_that_cannot_be_written_is_only_read(study, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: not (mode & os.W_OK))
    state = pressed(Session(study, "Ann"), "n")
    assert "cannot be written, so that nothing would be saved; put the study" in state["read_only"]
    assert state["coded"] == 0


@pytest.mark.parametrize(
    ("change", "coder", "error", "message"),
    [
        (lambda study: None, "Anne", CodingError, "coder is 'Anne'; the study has Ann, Ben; is Ann meant?"),
        (lambda study: None, "Zoe", CodingError, "coder is 'Zoe'; the study has Ann, Ben$"),
        (lambda study: sheet(study).unlink(), "Ann", SheetError, "Ann.csv: a coder writes on the sheet that `sample` "),
        (lambda study: sheet(study).write_text("x,y\n"), "Ann", SheetError, "Ann.csv: line 1: a sheet of frames has"),
        (lambda study: (study / "manifest.json").unlink(), "Ann", CodingError, "a study has a manifest; there is none"),
    ],
)  # fmt: skip
def test_what_cannot_be_coded_at_all(study, change, coder, error, message):
    change(study)
    with pytest.raises(error, match=message):
        code(study, coder=coder)


@pytest.mark.parametrize(("separator", "encoding"), [(";", "cp1252"), (",", "utf-8"), ("\t", "utf-16")])
def test_a_sheet_that_a_spreadsheet_saved_is_read_told_and_written_as_it_was_drawn(study, separator, encoding):
    untouched = sheet(study).read_bytes()
    lines = list(csv.reader(untouched.decode("utf-8-sig").splitlines()))
    lines[1][lines[0].index("frame")] = "none"
    with sheet(study).open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(lines)
    session = Session(study, "Ann")
    assert session.at == 1 and "saved by another program" in session.state["notices"][0]
    pressed(session, "n")
    lines[2][lines[0].index("frame")] = "none"
    assert sheet(study).read_bytes() == as_bytes(lines[0], lines[1:]) and not session.state["notices"]


SPOILT = {  # how a sheet is spoilt, what is told, and what is then in the file that a coder did not write
    "a row gone": (lambda lines: lines[:1] + lines[2:], "The sheet has no row that can be read for u001; one is added"),
    "a text edited": (lambda lines: [[cell.replace("AI", "IA") for cell in line] for line in lines[:2]] + lines[2:],
                      "Line 2 is left as it is: text of u001 was changed"),
    "another's row": (lambda lines: lines + [["Ben", *lines[1][1:]]], "is left as it is: coder is 'Ben' in a file"),
    "too many cells": (lambda lines: lines + [[*lines[1], "more"]], "has more cells than the header; it is left as it"),
    "coded twice": (lambda lines: [lines[0], with_frame(lines, "efficiency"), *lines[2:],
                                     with_frame(lines, "replacement")],
                    "codes u001 otherwise than line 2, which is shown here"),
    "a column of one's own": (lambda lines: [[*line, f"mine {at}"] for at, line in enumerate(lines)], None),
    "rows and columns reordered": (lambda lines: [line[::-1] for line in [lines[0], *lines[:0:-1]]], None),
}  # fmt: skip


def with_frame(lines: list[list[str]], frame: str) -> list[str]:
    return [frame if name == "frame" else cell for name, cell in zip(lines[0], lines[1])]


@pytest.mark.parametrize("fault", SPOILT)
def test_what_else_is_in_a_sheet_stays(study, fault):
    spoil, told = SPOILT[fault]
    lines = spoil(list(csv.reader(sheet(study).read_bytes().decode("utf-8-sig").splitlines())))
    sheet(study).write_bytes(as_bytes(lines[0], lines[1:]))
    session = Session(study, "Ann")
    assert any(told in notice for notice in session.state["notices"]) if told else not session.state["notices"]
    pressed(session, *["n", "ArrowRight"] * len(session.units))
    assert session.state["coded"] == len(session.units) and not session.state["trouble"]
    after = list(csv.reader(sheet(study).read_bytes().decode("utf-8-sig").splitlines()))
    at = lines[0].index("frame")
    kept = [[cell for n, cell in enumerate(line) if n != at] for line in after]
    assert kept[: len(lines)] == [[cell for n, cell in enumerate(line) if n != at] for line in lines]
    wanted = {"a row gone": [], "a column of one's own": [], "rows and columns reordered": []}
    problems = [problem for problem in collect(study).problems if problem.place.startswith("Ann")]
    assert not problems if fault in wanted else problems


KEYS_AND_MORE = st.one_of(
    st.sampled_from([*KEYS, *ACTS, *"-+−naz", "Backspace", "F5", "é"]),
    st.builds(lambda start, width, column: {"do": "mark", "column": column, "start": start, "end": start + width},
              st.integers(0, 60), st.integers(0, 40), st.sampled_from(["evidence", "content", "cue", "source"])),
    st.builds(lambda value, column: {"do": "choose", "column": column, "value": value},
              st.sampled_from(["Bo", "hall", "Bo; Hall", ";", " ", "=1"]), st.sampled_from(["voice", "speakers"])),
    st.sampled_from([{"do": "note", "text": "a\n\"b\",;", "unit": "u002"}, {"do": "reload"}, {"do": "nonsense"},
                     {"do": "go", "to": -5}, {"do": "mark", "column": "evidence", "start": 3, "end": 1}, {}]),
)  # fmt: skip


@pytest.mark.parametrize("layer", LAYERS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keys=st.lists(KEYS_AND_MORE, max_size=25))
def test_whatever_is_pressed_is_saved_and_read_again(studies, tmp_path, layer, keys):
    study = shutil.copytree(studies[layer], tmp_path / "study", dirs_exist_ok=True)
    session = Session(study, "Ann")
    columns = LAYERS[layer].columns
    for key in keys:
        if not (isinstance(key, dict) and key.get("column", columns[0]) not in columns):
            pressed(session, key)
    again = Session(study, "Ann")
    assert not again.state["notices"]
    assert again.ledger.cells == session.ledger.cells and again.ledger.status == session.ledger.status
    found = collect(study)
    assert found.sound["Ann"] == session.state["coded"]


# ---- the page -------------------------------------------------------------------------------------------------------


def test_the_widget_passes_messages_and_state(study):
    widget = code(study, coder="ann")
    assert widget.state["at"] == 0 and widget.book["coder"] == "Ann"
    widget._receive(widget, {"do": "key", "key": "n", "seq": 7}, [])
    assert (widget.state["answered"], widget.state["coded"]) == (7, 1) and filled(study, "u001") == {"frame": "none"}
    assert repr(widget) == f"{study}: coder Ann, 1 of {widget.state['n']} units of frames coded"


def test_the_page_fetches_nothing_and_says_and_reads_what_there_is(root, study):
    page, style = ((root / "analysis" / f"coder.{kind}").read_text(encoding="utf-8") for kind in ("js", "css"))
    for text in (page, style):
        assert not re.search(r"https?:|//\w+\.|\bimport\b|\bfetch\b|@import|url\(", text)
    sent = set(re.findall(r'\bdo: "(\w+)"', page))
    assert {"key", "choose", "mark", "note", "go", "on", "undo", "reload"} <= sent
    assert all(hasattr(Session, f"do_{name}") for name in sent)
    state = Session(study, "Ann").state
    (shown,) = state["codes"]
    for name, known in (("now", state), ("code", shown), ("field", shown["fields"][0]),
                        ("option", shown["fields"][0]["options"][0]), ("book", code(study, coder="Ann").book)):
        read = set(re.findall(rf"\b{name}\.(\w+)", page))
        assert len(read) > 2 and read <= {*known}, f"{name} has no {read - {*known}}"


def test_a_study_is_found_from_another_folder(study, monkeypatch, tmp_path):
    path = study / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    shutil.copytree(manifest["corpus"], tmp_path / "texts")
    path.write_text(json.dumps({**manifest, "corpus": "texts"}), encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    assert Session("../study", "Ann").state["n"] == manifest["n"]
