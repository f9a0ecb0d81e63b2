"""Sheets: what coders get, what is read of what they return, and what is said of what cannot be read."""

import csv
import json
import re
import shlex
import shutil
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.__main__ import main
from analysis.agreement import agreement
from analysis.coding import COLUMNS, CodingError, read_coding
from analysis.collection import collect, drawn, read_collected
from analysis.corpus import read_corpus
from analysis.sampling import population
from analysis.sheets import GIVEN, LAYERS, columns, guarded
from analysis.tables import annotate

TEXTS = {
    "ferries": "Ferries and AI\n\n"
               "“AI will help us, and it will help all,” said Ida Hall. “It won’t replace the crew.” The crew stayed.\n"
               "3 May: AI made 30 posters. Bo Lind fears that AI takes work from bakers.",
    "looms": "Looms and AI\n\n"
             "The mill’s AI is cheaper than\tweavers. Weavers call the AI “a thief” – naïvely, a 织 engineer says.",
}  # fmt: skip
ACTORS = '[[actor]]\nname = "Ida Hall"\nstakeholder = "executive"\nmentions = ["Hall"]\n'
# What a coder finds in the units whose text has these words; in all others there is nothing to code.
CODES = {
    "sentiment": {
        "will help us": {"value": "1", "voice": "hall"},
        "takes work": {"value": "-1", "voice": "Bo Lind", "stakeholder": "industry",
                       "value_2": "0", "voice_2": "Narrator"},
    },
    "frames": {
        "will help us": {"frame": "Enhancement", "stance": "assert", "hedged": "no", "voice": "Ida Hall",
                         "evidence": 'AI will help us'},
        "replace the crew": {"frame": "replacement", "stance": "reject", "hedged": "FALSE", "voice": "Ida Hall"},
        "is cheaper": {"frame": "efficiency", "stance": "assert", "hedged": "no", "voice": "narrator",
                       "frame_2": "replacement", "stance_2": "assert", "hedged_2": "yes", "voice_2": "unspecified"},
    },
    "attributions": {
        "will help us": {"content": '"AI will help us, and it will help all," | "It won\'t replace the crew."',
                         "cue": "said", "source": "Ida Hall", "speakers": "Ida Hall"},
        "takes work": {"content": "AI takes work from bakers", "cue": "fears", "source": "Bo Lind",
                       "speakers": "Bo Lind; bakers", "stakeholder": "industry; creative_worker"},
    },
}  # fmt: skip


@pytest.fixture(scope="session", params=LAYERS)
def drawn_study(request, tmp_path_factory):
    """A study of one layer, with sheets that nobody has filled in."""
    folder = tmp_path_factory.mktemp("study")
    (folder / "corpus").mkdir()
    for name, text in TEXTS.items():
        (folder / "corpus" / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "corpus" / "actors.toml").write_text(ACTORS, encoding="utf-8")
    every = len(population(annotate(read_corpus(folder / "corpus")), request.param))
    assert sample(folder / "corpus", folder / "study", request.param, every) == 0
    return folder / "study"


def sample(corpus: Path, out: Path, layer: str, n: int, coders: str = "Ann,Ben", strata: str = "") -> int:
    return main(["sample", str(corpus), "--layer", layer, "--n", str(n), "--coders", coders, "--out", str(out),
                 "--strata", strata])


@pytest.fixture
def study(drawn_study, tmp_path):
    """The study, coded by both coders, to be spoilt."""
    copy = shutil.copytree(drawn_study, tmp_path / "study")
    for coder in ("Ann", "Ben"):
        header, rows = read(copy, coder)
        write(copy, coder, [fill(row, layer_of(copy)) for row in rows], header)
    return copy


def layer_of(study: Path) -> str:
    return json.loads((study / "manifest.json").read_text(encoding="utf-8"))["layer"]


def fill(row: dict, layer: str) -> dict:
    first = LAYERS[layer].columns[0]
    return row | next((codes for words, codes in CODES[layer].items() if words in row["text"]), {first: "none"})


def sheet(study: Path, coder: str = "Ann") -> Path:
    return study / "sheets" / f"{coder}.csv"


def read(study: Path, coder: str = "Ann") -> tuple[list[str], list[dict]]:
    with sheet(study, coder).open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames), list(reader)


def write(study: Path, coder: str, rows: list[dict], header: list[str], *, encoding: str = "utf-8-sig", **how) -> None:
    with sheet(study, coder).open("w", encoding=encoding, newline="", errors="replace") as file:
        writer = csv.DictWriter(file, header, restval="", **how)
        writer.writeheader()
        writer.writerows(rows)


def collected(study: Path, coder: str) -> dict[str, list[dict]]:
    """The rows that were accepted, table by table."""
    folder = study / "collected" / coder
    return {name: pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False).to_dict("records")
            for name in (*COLUMNS, "units", "notes")}


def units(study: Path) -> int:
    return json.loads((study / "manifest.json").read_text(encoding="utf-8"))["n"]


# ---- what coders get ------------------------------------------------------------------------------------------------


def test_a_sheet_has_the_units_and_nothing_that_the_kit_finds(drawn_study):
    layer = layer_of(drawn_study)
    manifest = json.loads((drawn_study / "manifest.json").read_text(encoding="utf-8"))
    header, rows = read(drawn_study)
    assert header == columns(layer) and header[: len(GIVEN)] == list(GIVEN)
    assert sheet(drawn_study).read_bytes().startswith(b"\xef\xbb\xbf")
    assert [row["unit"] for row in rows] == [unit["unit"] for unit in manifest["units"]]
    for row, unit in zip(rows, manifest["units"]):
        assert row["coder"] == "Ann" and not any(row[name] for name in header[len(GIVEN) :])
        text = TEXTS[row["document"]][unit["start"] : unit["end"]]
        assert row["text"] == guarded(text) and unit["sha256"] == sha256(text.encode()).hexdigest()
        assert row["place"].endswith(f"(characters {unit['start']} to {unit['end']})")
        assert " ".join(row["context before"].split()) in " ".join(TEXTS[row["document"]].split())
    _, others = read(drawn_study, "Ben")
    assert [{**row, "coder": "Ben"} for row in rows] == others


def test_a_manifest_says_how_units_were_drawn(drawn_study):
    told = json.loads((drawn_study / "manifest.json").read_text(encoding="utf-8"))
    assert (told["coders"], told["seed"], told["n"]) == (["Ann", "Ben"], 0, len(told["units"]))
    assert sum(stratum["sample"] for stratum in told["strata"]) == told["n"]
    assert sum(1 / unit["probability"] for unit in told["units"]) == pytest.approx(
        sum(stratum["population"] for stratum in told["strata"]))
    predictions = drawn_study / "predictions.csv"
    assert told["predictions_sha256"] == sha256(predictions.read_bytes()).hexdigest()
    assert set(pd.read_csv(predictions)["unit"]) == {unit["unit"] for unit in told["units"]}
    assert "prediction" not in json.dumps(told["units"]) and "prediction" not in sheet(drawn_study).read_text()


def test_a_sample_is_weighed_in_its_own_corpus_alone(drawn_study, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "elsewhere.txt").write_text("AI helps painters.", encoding="utf-8")
    with pytest.raises(CodingError, match="of the corpus that it was drawn from.*annotate that corpus"):
        drawn(drawn_study, annotate(read_corpus(tmp_path / "other")))


def test_the_categories_stand_beside(drawn_study):
    table = pd.read_csv(drawn_study / "sheets" / "categories.csv", encoding="utf-8-sig", keep_default_na=False)
    layer = layer_of(drawn_study)
    assert list(table["column"].unique()) == list(LAYERS[layer].columns)
    assert table["meaning"].str.len().gt(3).all()
    assert {"none", "executive"} <= set(table["allowed"])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", False), ("+ more", False), ("- a list", False), ("@ida", False), ("3 May 2025", False), ("2,5", False),
        ("12e5", False), ("3:15", False), ("30 ferries ran", True), ("Ida Hall", True), ("“So", True), ("a-1", True),
        ("003_e6380d9e", True), ("", True),
    ],
)  # fmt: skip
def test_spreadsheets_change_no_text(text, kept):
    assert guarded(text) == (text if kept else f"'{text}")


# ---- what is read ---------------------------------------------------------------------------------------------------


def test_what_was_coded_is_collected_and_locked(study, capsys):
    assert main(["collect", str(study)]) == 0
    assert capsys.readouterr().out.endswith(f"Ann {units(study)} of {units(study)}, "
                                            f"Ben {units(study)} of {units(study)}; locked\n")
    found = collected(study, "Ann")
    if study_is(study, "sentiment"):
        assert [(row["value"], row["voice"], row["stakeholder"]) for row in found["sentiment"]] == [
            ("1", "Ida Hall", "executive"), ("-1", "Bo Lind", "industry"), ("0", "narrator", "narrator")]
    elif study_is(study, "frames"):
        assert [(row["frame"], row["stance"], row["hedged"], row["voice"]) for row in found["claims"]] == [
            ("enhancement", "assert", "False", "Ida Hall"), ("replacement", "reject", "False", "Ida Hall"),
            ("efficiency", "assert", "False", "narrator"), ("replacement", "assert", "True", "unspecified")]
        assert found["claims"][0]["evidence"] == "AI will help us"
        assert found["claims"][1]["evidence"] == found["claims"][1]["text"] == "“It won’t replace the crew.”"
    else:
        assert [(row["type"], row["speakers"], row["stakeholder"]) for row in found["attributions"]] == [
            ("direct", "Ida Hall", "executive"), ("indirect", "Bo Lind; bakers", "industry; creative_worker")]
        assert [(row["attribution"], row["part"], row["text"]) for row in found["spans"]] == [
            ("0", "source", "Ida Hall"), ("0", "cue", "said"),
            ("0", "content", "“AI will help us, and it will help all,”"),
            ("0", "content", "“It won’t replace the crew.”"),
            ("1", "source", "Bo Lind"), ("1", "cue", "fears"), ("1", "content", "AI takes work from bakers")]


def study_is(study: Path, layer: str) -> bool:
    return layer_of(study) == layer


def test_what_is_collected_is_a_coding(study):
    collect(study)
    corpus = read_corpus(json.loads((study / "manifest.json").read_text(encoding="utf-8"))["corpus"])
    tables = read_coding(corpus, "Ann", folder=study / "collected")
    assert tables.problems.empty
    both = read_collected(study)
    assert list(both) == ["Ann", "Ben"]
    sentences = drawn(study, annotate(corpus))
    assert sentences["probability"].eq(1).all() and set(sentences["stratum"]) == {0}
    assert sentences[["document", "sentence"]].to_numpy().tolist() == [
        [row.document, row.sentence] for row in both["Ann"].sentences.itertuples()]
    assert len(both["Ann"].sentences) == (units(study) if layer_of(study) != "attributions" else len(tables.sentences))
    measured = agreement(both["Ann"], both["Ben"], draws=10)
    assert measured.loc[measured["layer"].ne("zones"), "value"].dropna().eq(1).all()


def test_a_sheet_that_names_its_separator(study):
    header, rows = read(study)
    write(study, "Ann", rows, header, encoding="utf-8", delimiter=";")
    text = sheet(study).read_bytes()
    sheet(study).write_bytes(b"sep=;\r\n" + text)
    assert collect(study).problems == []
    (study / "LOCK").unlink()
    sheet(study).write_bytes(b"sep=;\r\n" + text.replace(b"u002", b"u020"))
    assert collect(study).problems[0].place == "Ann.csv: line 4"


SAVED = {
    "as it was": {},
    "semicolons": {"delimiter": ";"},
    "tabs": {"delimiter": "\t"},
    "no mark": {"encoding": "utf-8"},
    "Windows-1252": {"encoding": "cp1252", "delimiter": ";"},
    "UTF-16 with tabs": {"encoding": "utf-16", "delimiter": "\t"},
    "every cell quoted": {"quoting": csv.QUOTE_ALL},
    "line feeds": {"lineterminator": "\n"},
}


@pytest.mark.parametrize("how", SAVED)
def test_a_sheet_is_read_whatever_saved_it(study, how):
    header, rows = read(study)
    collect(study)
    wanted = collected(study, "Ann")
    main(["collect", str(study), "--unlock", "Ann sends it anew"])
    write(study, "Ann", rows, header, **SAVED[how])
    (study / "LOCK").unlink()
    assert collect(study).problems == []
    assert collected(study, "Ann") == wanted


def mistaken(data: bytes) -> str:
    """UTF-8 as a program shows it that takes it for Windows-1252."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


# What LibreOffice 7.4 made of a sheet by way of .xlsx and .ods, saved as CSV: separator, quotation mark, encoding.
# Its lines end with a line feed, and every cell with text is quoted; from .ods, tabs inside cells are lost.
OFFICE = {
    "commas": (",", '"', "utf-8"), "semicolons, Windows-1252": (";", '"', "cp1252"),
    "tabs, UTF-16": ("\t", '"', "utf-16"), "single quotation marks": (";", "'", "utf-8"),
}  # fmt: skip


@pytest.mark.parametrize("tabs", ["\t", ""], ids=["xlsx", "ods"])
@pytest.mark.parametrize("form", OFFICE)
def test_a_sheet_is_read_as_libreoffice_saves_it(study, form, tabs):
    header, rows = read(study)
    collect(study)
    wanted = collected(study, "Ann")
    separator, mark, encoding = OFFICE[form]
    rows = [{name: cell.replace("\t", tabs) for name, cell in row.items()} for row in rows]
    write(study, "Ann", rows, header, encoding=encoding, delimiter=separator, quotechar=mark, lineterminator="\n",
          quoting=csv.QUOTE_ALL)
    (study / "LOCK").unlink()
    assert collect(study).problems == []
    assert collected(study, "Ann") == wanted


def test_a_sheet_opened_in_another_encoding_is_read_as_it_was(study):
    data = sheet(study).read_bytes()
    wanted = collected(study, "Ann") if collect(study).locked else {}
    (study / "LOCK").unlink()
    sheet(study).write_bytes(mistaken(data).encode())
    assert collect(study).problems == [] and collected(study, "Ann") == wanted


def test_a_sheet_opened_in_another_encoding_and_written_on(study):
    data = sheet(study).read_bytes()
    sheet(study).write_bytes(mistaken(data).replace("engineer", "engineer, naïvely").encode())
    assert collect(study).problems[0].message.startswith("it was opened in another encoding than UTF-8, so that ’ has")


def reordered(rows, header):
    return rows[::-1], header[::-1]


def with_blank_rows(rows, header):
    return [rows[0], {}, *rows[1:], {}, {}], header


def with_another_column(rows, header):
    return [{**row, "": "", "my thoughts": ""} for row in rows], [*header, "", "my thoughts"]


def with_other_capitals(rows, header):
    named = [name.upper() if name != "note" else " Note " for name in header]
    return [dict(zip(named, row.values())) | {"CODER": "ann", "UNIT": row["unit"].upper()} for row in rows], named


def with_straight_marks(rows, header):
    marks = str.maketrans("“”’–", "\"\"'-")
    return [{**row, "text": row["text"].translate(marks).replace(" ", "\u00a0").lstrip("'")} for row in rows], header


def twice_the_same(rows, header):
    return [*rows, rows[0]], header


def in_two_parts(rows, header):
    first = header[len(GIVEN)]
    empty = {**dict.fromkeys(header[len(GIVEN) :], "")}
    return [*rows, *({**row, **empty} for row in rows if row[first])], header


HARMLESS = [reordered, with_blank_rows, with_another_column, with_other_capitals, with_straight_marks, twice_the_same,
            in_two_parts]  # fmt: skip


@pytest.mark.parametrize("change", HARMLESS, ids=lambda change: change.__name__)
def test_what_changes_no_code_is_no_fault(study, change):
    header, rows = read(study)
    write(study, "Ann", *change(rows, header))
    assert collect(study).problems == []
    assert collected(study, "Ann") == collected(study, "Ben")


def test_a_sheet_may_come_in_files_of_any_name(study):
    header, rows = read(study)
    write(study, "Ann", rows[:3], header)
    write(study, "Ann (1)", rows[3:], header)
    (study / "sheets" / ".~lock.Ann.csv#").write_text("Ann", encoding="utf-8")
    assert collect(study).problems == []
    assert collected(study, "Ann") == collected(study, "Ben")


def test_what_else_coders_write_is_kept(study):
    header, rows = read(study)
    rows[1] |= {"note": "not sure;\nask Ben", "why": "'=two voices?"}
    write(study, "Ann", rows, [*header, "why"])
    assert collect(study).problems == []
    noted = [(row["unit"], row["column"], row["text"]) for row in collected(study, "Ann")["notes"]]
    assert noted == [(rows[1]["unit"], "note", "not sure;\nask Ben"), (rows[1]["unit"], "why", "=two voices?")]


def test_remarks_of_all_files_are_kept(study):
    header, rows = read(study)
    rows[0]["note"] = "from the first file"
    write(study, "Ann (1)", [{**rows[0], "note": "", "more": "from another file"}], [*header, "more"])
    write(study, "Ann", rows, header)
    assert collect(study).problems == []
    noted = {row["column"]: row["text"] for row in collected(study, "Ann")["notes"]}
    assert noted == {"note": "from the first file", "more": "from another file"}


def test_more_codes_than_the_sheet_has_columns_for(study):
    header, rows = read(study)
    layer = layer_of(study)
    at = next(n for n, row in enumerate(rows) if "takes work" in row["text"])
    more = {"sentiment": {"value": "1", "voice": "unspecified"},
            "frames": {"frame": "replacement", "stance": "assert", "hedged": "no", "voice": "unspecified"},
            "attributions": {"content": "30 posters", "speakers": "unspecified"}}[layer]
    rows[at] = {k: "" if v == "none" else v for k, v in rows[at].items()} | {f"{k}_9": v for k, v in more.items()}
    write(study, "Ann", rows, [*header, *(f"{name}_9" for name in more)])
    assert collect(study).problems == []
    name = {"frames": "claims"}.get(layer, layer)
    assert len(collected(study, "Ann")[name]) == len(collected(study, "Ben")[name]) + 1


# ---- what cannot be read --------------------------------------------------------------------------------------------

TEXT_FAULTS = {
    "another coder": ({"coder": "Ben"}, "coder is 'Ben' in a file named for Ann; write into the row who coded it"),
    "a name mistyped": ({"coder": "Anne"}, "coder is 'Anne'; the study has Ann, Ben; is Ann meant?"),
    "a name unknown": ({"coder": "Zoe"}, "coder is 'Zoe'; the study has Ann, Ben; write the one whose row it is"),
    "no name": ({"coder": ""}, "coder is ''; the study has Ann, Ben; write"),
    "a unit unknown": ({"unit": "u0l"}, re.compile(r"unit is 'u0l'; the study has u001 to u00\d; its text is that of "
                                                   r"u001$")),
    "a unit and a text unknown": ({"unit": "u02", "text": "Oars"}, re.compile(r"unit is 'u02'; .*; write the one")),
    "another unit's text": ({"text": "{last}"}, re.compile(r"text is that of u00\d, not of u001; write the unit")),
    "a text edited": ({"text": "Ferries and oars"}, "text of u001 was changed: it has 'Ferries and oars' where the"),
    "a text emptied": ({"text": ""}, "text of u001 was changed: it has '' where the article says"),
}


@pytest.mark.parametrize("fault", TEXT_FAULTS)
def test_a_row_that_is_none_of_the_study(study, fault):
    changed, message = TEXT_FAULTS[fault]
    header, rows = read(study)
    rows[0] |= {name: cell.format(last=rows[-1]["text"]) for name, cell in changed.items()}
    write(study, "Ann", rows, header)
    found = collect(study)
    assert not found.locked and found.sound["Ann"] == units(study) - 1
    problems = {problem.place: problem.message for problem in found.problems}
    assert re.match(message if isinstance(message, re.Pattern) else re.escape(message), problems["Ann.csv: line 2"])
    assert problems["Ann's sheet"].startswith("a coder codes every unit; no row that can be read has u001; put")
    assert sheet(study).exists() and not (study / "LOCK").exists()


def test_every_fault_of_a_row_is_named(study):
    header, rows = read(study)
    layer = layer_of(study)
    at = next(n for n, row in enumerate(rows) if "takes work" in row["text"])
    unit = rows[at]["unit"]
    codes = {"sentiment": ({"value": "2", "voice": "", "value_2": "0", "voice_2": "Bo"},
                           ["value is '2'", "voice is empty", "stakeholder_2 is empty"]),
             "frames": ({"frame": "replaced", "stance": "", "hedged": "perhaps", "voice": "Bo",
                         "evidence": "takes bread"},
                        ["frame is 'replaced'", "stance is empty", "hedged is 'perhaps'", "stakeholder is empty",
                         "evidence is 'takes bread'"]),
             "attributions": ({"content": "takes bread", "cue": "hopes", "source": "", "speakers": "Bo Lind; Ann",
                               "stakeholder": "industry; none"},
                              ["content is 'takes bread'", "cue is 'hopes'", "stakeholder is 'none'"])}[layer]
    empty = dict.fromkeys(header[len(GIVEN) :], "")
    rows[at] |= empty | codes[0] | {"coder": "Anna", "text": rows[at]["text"] + " Ever."}
    write(study, "Ann", rows, header)
    found = [problem.message for problem in collect(study).problems if problem.place == f"Ann.csv: line {at + 2}"]
    wanted = ["coder is 'Anna'", f"text of {unit} was changed", *(f"{unit}: {told}" for told in codes[1])]
    assert len(found) == len(wanted) and all(map(str.startswith, found, wanted))


CODE_FAULTS = [
    ("sentiment", "takes work", {"value": "2"}, "value is '2'; allowed: -1, 0, 1"),
    ("sentiment", "takes work", {"value": ""}, "value is empty; allowed: -1, 0, 1"),
    ("sentiment", "takes work", {"voice": ""}, "voice is empty; write narrator, a name, or unspecified"),
    ("sentiment", "takes work", {"stakeholder": ""}, "stakeholder is empty, and 'Bo Lind' is no actor of the corpus"),
    ("sentiment", "takes work", {"stakeholder": "indstry"}, "is industry meant?"),
    ("sentiment", "takes work", {"voice_2": "Bo Lind", "stakeholder_2": "industry"}, "value_2 codes what the unit has"),
    ("sentiment", "takes work", {"value": "none"}, "value is none beside other codes; empty these"),
    ("frames", "is cheaper", {"frame": "efficency"}, "frame is 'efficency'; allowed: enhancement, replacement, "
                                                     "efficiency, appropriation; is efficiency meant?"),
    ("frames", "is cheaper", {"stance_2": "denied"}, "stance_2 is 'denied'; allowed: assert, reject, oppose"),
    ("frames", "is cheaper", {"hedged_2": ""}, "hedged_2 is empty; allowed: yes, no"),
    ("frames", "is cheaper", {"evidence": "dearer"}, "evidence is 'dearer'; the unit has no such words; copy them"),
    ("frames", "will help us", {"evidence": "will help"}, "evidence is 'will help'; these words stand 2 times in"),
    ("attributions", "takes work", {"content": "takes bread"}, "content is 'takes bread'; the unit has no such words"),
    ("attributions", "takes work", {"cue": "hopes"}, "cue is 'hopes'; the unit has no such words"),
    ("attributions", "takes work", {"source": "Ida"}, "source is 'Ida'; the unit has no such words"),
    ("attributions", "takes work", {"speakers": ""}, "speakers is empty; name who is made to speak, or"),
    ("attributions", "takes work", {"speakers": "Bo Lind"}, "stakeholder has 2 for 1 speakers; give each its own"),
    ("attributions", "takes work", {"speakers": "narrator", "stakeholder": ""}, "what the narrator says is no "),
    ("attributions", "takes work", {"content": "|"}, "content is empty; copy the words from the unit"),
    ("attributions", "takes work", {"content": "AI takes work | work from"}, "its parts overlap; copy each word once"),
]


@pytest.mark.parametrize(("drawn_study", "words", "changed", "message"), CODE_FAULTS, indirect=["drawn_study"])
def test_a_code_that_the_codebook_or_the_unit_does_not_have(study, words, changed, message):
    header, rows = read(study)
    at = next(n for n, row in enumerate(rows) if words in row["text"])
    rows[at] |= changed
    write(study, "Ann", rows, header)
    found = collect(study)
    assert [problem.place for problem in found.problems] == [f"Ann.csv: line {at + 2}"]
    assert found.problems[0].message.startswith(rows[at]["unit"]) and message in found.problems[0].message
    assert found.sound == {"Ann": units(study) - 1, "Ben": units(study)} and not found.locked


def test_a_unit_that_is_not_coded_yet(study):
    header, rows = read(study)
    for at, told in ((2, "1 unit not coded yet (u003); code it, or"), (0, "2 units not coded yet (u001, u003); code"),
                     (1, "3 units not coded yet (u001 to u003); code them, or write none if there is nothing to code")):
        rows[at] |= dict.fromkeys(header[len(GIVEN) :], "")
        write(study, "Ann", rows, header)
        found = collect(study)
        assert [problem.place for problem in found.problems] == ["Ann"]
        assert found.problems[0].message.startswith(told)
    with pytest.raises(CodingError, match="a study is read when it is complete and locked"):
        read_collected(study)


def test_an_emptied_row_is_missed(study):
    header, rows = read(study)
    write(study, "Ann", [*rows[:2], {}, *rows[3:]], header)
    assert [problem.message.split("; ")[1] for problem in collect(study).problems] == [
        "no row that can be read has u003"]


def test_cells_left_out_at_the_end_are_empty(study):
    lines = sheet(study).read_text(encoding="utf-8-sig").splitlines()
    sheet(study).write_text("\n".join(line.rstrip(",") for line in lines), encoding="utf-8")
    assert collect(study).problems == []
    sheet(study).write_text("\n".join([*lines[:-1], "Ann,u001"]), encoding="utf-8")
    (study / "LOCK").unlink()
    assert collect(study).problems[0].message.startswith("text of u001 was changed: it has ''")


@pytest.mark.parametrize("file", ["Ann", "Ann (1)"])
def test_a_unit_coded_twice_differently_is_neither(study, file):
    header, rows = read(study)
    first = header[len(GIVEN)]
    at = next(n for n, row in enumerate(rows) if row[first] != "none")
    other = {**{name: rows[at][name] for name in GIVEN}, first: "none"}
    write(study, "Ann", rows if file != "Ann" else [*rows, other], header)
    if file != "Ann":
        write(study, file, [other], header)
    here, there = f"Ann.csv: line {at + 2}", f"{file}.csv: line {len(rows) + 2 if file == 'Ann' else 2}"
    first, second = (here, there) if file == "Ann" else (there, here)  # files are read by name
    found = collect(study)
    assert [(problem.place, problem.message) for problem in found.problems] == [
        (first, f"{rows[at]['unit']} is coded otherwise by Ann in {second}; keep the one that is meant and remove "
                "the other")]
    assert found.sound["Ann"] == units(study) - 1


def cut_column(text: str, layer: str) -> str:
    return text.replace(LAYERS[layer].columns[0], "mine", 1)


FILES = {
    "a column missing": (cut_column, "Ann.csv", "line 1: a sheet of "),
    "a column twice": (lambda text, _: text.replace("note", "text", 1), "Ann.csv", "line 1: the column text is there "),
    "no text at all": (lambda *_: "", "Ann.csv", "no sheet can be read from it"),
    "marks that never close": (lambda text, _: text + '"Ann', "Ann.csv", "the quotation marks around cells do"),
    "too many cells": (lambda text, _: text.rstrip() + ",,and more\r\n", "Ann.csv", "a row has "),
    "a workbook": (lambda text, _: text, "Ann.xlsx", "a sheet is a CSV file; this is .xlsx; open it and save it"),
    "NUL characters": (lambda text, _: text + "\0", "Ann.csv", "no sheet can be read from it (NUL character"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FILES)
def test_a_file_that_is_no_sheet(study, fault):
    spoil, name, message = FILES[fault]
    text = sheet(study).read_bytes().decode("utf-8-sig")
    sheet(study).unlink()
    (study / "sheets" / name).write_bytes(spoil(text, layer_of(study)).encode())
    found = collect(study)
    assert found.problems[0].place.startswith(name) and found.problems[0].message.startswith(message)
    assert found.sound["Ben"] == units(study) and not found.locked
    assert (study / "sheets" / name).exists()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1), width=st.integers(0, 60), put=st.binary(max_size=8) | st.sampled_from([b'"', b";", b"\n"]))
def test_whatever_happens_to_a_sheet_is_read_or_said(study, at, width, put):
    kept = sheet(study, "Ben").read_bytes().replace(b"Ben", b"Ann")
    place = int(at * len(kept))
    sheet(study).write_bytes(kept[:place] + put + kept[place + width :])
    found = collect(study)
    (study / "LOCK").unlink(missing_ok=True)
    assert found.sound["Ben"] == units(study)
    assert found.problems or found.sound["Ann"] == units(study)
    assert all(problem.place.startswith("Ann") and problem.message for problem in found.problems)


# ---- studies and locks ----------------------------------------------------------------------------------------------


def test_the_same_study_has_the_same_bytes(study, drawn_study, tmp_path):
    layer, corpus = layer_of(study), json.loads((study / "manifest.json").read_text(encoding="utf-8"))["corpus"]
    assert sample(Path(corpus), tmp_path / "again", layer, units(study)) == 0
    for path in drawn_study.rglob("*.*"):
        assert (tmp_path / "again" / path.relative_to(drawn_study)).read_bytes() == path.read_bytes()
    collect(study)
    lock = (study / "LOCK").read_bytes()
    (study / "LOCK").unlink()
    collect(study)
    assert (study / "LOCK").read_bytes() == lock and b"date" not in lock


CHANGES = {
    "a sheet": lambda study: sheet(study).write_text("coder,unit", encoding="utf-8"),
    "another sheet": lambda study: shutil.copy(sheet(study), sheet(study, "Ann2")),
    "a coding": lambda study: (study / "collected" / "Ann" / "units.csv").write_text("unit", encoding="utf-8"),
    "a coding removed": lambda study: (study / "collected" / "Ann" / "claims.csv").unlink(),
    "predictions": lambda study: (study / "predictions.csv").write_text("unit", encoding="utf-8"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_locked_study_refuses_changes_until_it_is_unlocked(study, change, capsys):
    assert main(["collect", str(study), "--date", "2024-05-03"]) == 0
    lock = (study / "LOCK").read_bytes()
    assert json.loads(lock)["date"] == "2024-05-03"
    assert main(["collect", str(study)]) == 0
    CHANGES[change](study)
    before = {path: path.read_bytes() for path in study.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert main(["collect", str(study)]) == 2
    assert "the study is locked, and changed since: " in capsys.readouterr().err
    assert {path: path.read_bytes() for path in study.rglob("*") if path.is_file()} == before
    with pytest.raises(CodingError, match="locked, and changed"):
        read_collected(study)
    main(["collect", str(study), "--date", "2024-05-04", "--unlock", "Ann erred\nin u001"])
    main(["collect", str(study), "--unlock", "again"])
    told = [json.loads(line) for line in (study / "audit.log").read_text(encoding="utf-8").splitlines()]
    assert told[0] == {"date": "2024-05-04", "unlocked": "Ann erred in u001", "lock": sha256(lock).hexdigest()}
    assert len(told) == (2 if change in ("a coding", "a coding removed", "another sheet") else 1)


def test_predictions_that_were_changed_are_no_complete_study(study):
    (study / "predictions.csv").write_text("unit,stratum\n", encoding="utf-8")
    found = collect(study)
    assert [problem.place for problem in found.problems] == ["predictions.csv"] and not found.locked


@pytest.mark.parametrize("reason", ["", "no lock is there"])
def test_an_unlock_needs_a_lock_and_a_reason(study, reason, capsys):
    if not reason:
        collect(study)
    assert main(["collect", str(study), "--unlock", reason]) == 2
    wanted = "the study is not locked" if reason else "the study is unlocked for a reason; say one"
    assert wanted in capsys.readouterr().err and not (study / "audit.log").exists()


def test_a_text_that_is_no_longer_what_was_drawn(study, tmp_path):
    path = study / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    corpus = shutil.copytree(manifest["corpus"], tmp_path / "changed")
    (corpus / "looms.txt").write_text("All is new", encoding="utf-8")
    path.write_text(json.dumps({**manifest, "corpus": str(corpus)}), encoding="utf-8")
    with pytest.raises(CodingError, match="'looms' no longer says at .* restore the text, or draw anew"):
        collect(study)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"units": [{}]}', '{"units": 3}'])
def test_a_manifest_that_is_none(tmp_path, text):
    with pytest.raises(CodingError, match="a study has a manifest; there is none"):
        collect(tmp_path)
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(CodingError, match="not the manifest that `sample` wrote"):
        collect(tmp_path)


@pytest.mark.parametrize(
    ("coders", "message"),
    [("", "they are none"), ("A,a", "they are A, a"), ("../A", "one is '../A'"), ("A B", "one is 'A B'"),
     ("categories", "one is 'categories'")],
)  # fmt: skip
def test_coders_have_names_of_their_own(study, tmp_path, coders, message, capsys):
    corpus = json.loads((study / "manifest.json").read_text(encoding="utf-8"))["corpus"]
    assert sample(Path(corpus), tmp_path / "new", layer_of(study), 3, coders) == 2
    assert message in capsys.readouterr().err and not (tmp_path / "new").exists()


def test_a_study_is_never_written_over(study, capsys):
    corpus = json.loads((study / "manifest.json").read_text(encoding="utf-8"))["corpus"]
    before = sheet(study).read_bytes()
    assert sample(Path(corpus), study, layer_of(study), 3) == 2
    assert "a study gets a folder of its own, so that no code is lost" in capsys.readouterr().err
    assert sheet(study).read_bytes() == before


def test_strata_without_units_are_told_and_no_fault(study, tmp_path, capsys):
    corpus, layer = json.loads((study / "manifest.json").read_text(encoding="utf-8"))["corpus"], layer_of(study)
    assert sample(Path(corpus), tmp_path / "new", layer, 4, strata="prediction") == 0
    lacking = {"frames": "appropriation"}.get(layer, "")  # of the others every category is found
    err = capsys.readouterr().err
    assert err.startswith("--strata prediction: a stratum is a") if lacking else not err
    assert f"none has: {lacking}; nothing is drawn from these\n" in err or not lacking
    assert sheet(tmp_path / "new").exists()


def test_a_sample_larger_than_the_population(study, tmp_path, capsys):
    corpus = json.loads((study / "manifest.json").read_text(encoding="utf-8"))["corpus"]
    assert sample(Path(corpus), tmp_path / "new", layer_of(study), 200) == 2
    every = units(study)
    assert capsys.readouterr().err == (f"n is 200, and the corpus has only {every} units to draw from; draw fewer, or "
                                       f"every one with --n {every}\n")
    assert not (tmp_path / "new").exists()


# ---- the guide ------------------------------------------------------------------------------------------------------


def as_coded(folder: Path, coder: str) -> list[tuple]:
    """Fill a sheet with a coding of the seeds; what was coded."""
    tables = read_coding(read_corpus("seeds"), coder)
    places = {(row.document, row.start): row.sentence for row in tables.sentences.itertuples()}
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    sentence = {unit["unit"]: (unit["document"], places[unit["document"], unit["start"]]) for unit in manifest["units"]}
    header, rows = read(folder, coder)
    for row in rows:
        document, number = sentence[row["unit"]]
        claims = tables.claims[tables.claims["document"].eq(document) & tables.claims["sentence"].eq(number)]
        row["frame"] = "none"
        for at, claim in enumerate(claims.astype(str).to_dict("records"), 1):
            names = ("frame", "stance", "hedged", "voice", "stakeholder")
            row |= {name if at == 1 else f"{name}_{at}": claim[name] for name in names}
    write(folder, coder, rows, header)
    return coded(tables, set(sentence.values()))


def coded(tables, sentences) -> list[tuple]:
    columns = ["document", "sentence", "frame", "stance", "hedged", "voice", "stakeholder"]
    return sorted(row for row in tables.claims[columns].itertuples(index=False, name=None) if row[:2] in sentences)


def test_the_guide_leads_from_a_sample_to_corrected_shares(tmp_path, monkeypatch, capsys):
    root = Path(__file__).parents[1]
    text = (root / "docs" / "validate.md").read_text(encoding="utf-8")
    lines = "".join(re.findall(r"```sh\n(.*?)```", text, re.S)).splitlines()
    commands = [shlex.split(line)[3:] for line in lines]
    (tmp_path / "seeds").symlink_to(root / "seeds")
    monkeypatch.chdir(tmp_path)
    assert [command[0] for command in commands] == ["sample", "collect", "collect"]
    assert main(commands[0]) == 0
    assert main(commands[1]) == 1
    wanted = {coder: as_coded(Path("my-study"), coder) for coder in ("A", "B")}
    assert main(commands[1]) == 0
    assert main(commands[2]) == 0
    both = read_collected("my-study")
    for coder, claims in wanted.items():
        assert len(claims) > 20 and [tuple(row) for row in coded(both[coder], {row[:2] for row in claims})] == claims
        assert len(both[coder].claims) == len(claims)
    capsys.readouterr()
    known = {}
    for code in re.findall(r"```python\n(.*?)```", text, re.S):
        exec(code, known)
    told = capsys.readouterr().out
    assert "appropriation" in told and "corrected" in told
    assert known["sample"]["probability"].gt(0).all() and len(known["sample"]) == 60
