"""Exchange: a coding comes back as it left, and what does not fit an article, the codebook or the format is refused."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.__main__ import main
from analysis.coding import COLUMNS, read_coding
from analysis.corpus import read_corpus
from analysis.exchange import write_coding
from analysis.tables import Tables

ROOT = Path(__file__).parents[1]
FORMATS = ("web-annotation", "brat")
# An emoji of several code points, a combining accent, Windows line ends, a tab, a character beyond the first 65,536.
FERRY = ("The ferry 👩‍🔧 AI\r\n\r\n“AI will mend\tthe cafe\u0301,” said Ida Hall 𝒜, “and soon.” "
         "It is feared: AI takes jobs.\r\n")  # fmt: skip
LOOM = "AI helps weavers.\n\u2028A loom “hums”.\n"
TEXTS = {"ferry": FERRY, "the loom, no. 2": LOOM}


def at(text: str, words: str, prefix: str = "") -> dict:
    start = text.index(words)
    return {f"{prefix}start": start, f"{prefix}end": start + len(words), prefix.rstrip("_") or "text": words}


def coding() -> dict[str, list[dict]]:
    """An interrupted quotation, one without source, joint speakers, two claims on one sentence, a name with a colon."""
    ferry, loom = {"document": "ferry"}, {"document": "the loom, no. 2"}
    said = "“AI will mend\tthe cafe\u0301,” said Ida Hall 𝒜, “and soon.”"
    feared = "It is feared: AI takes jobs."
    spans = [(0, "content", "“AI will mend\tthe cafe\u0301,”"), (0, "content", "“and soon.”"), (0, "cue", "said"),
             (0, "source", "Ida Hall 𝒜"), (7, "cue", "feared"), (7, "content", "AI takes jobs")]  # fmt: skip
    who = {"type": "direct", "speakers": "Ida Hall: 𝒜; the “crew”", "stakeholder": "performer; union"}
    claim = {**ferry, **at(FERRY, feared), "stance": "assert", "hedged": True, "stakeholder": "unspecified"}
    return {
        "zones": [{**ferry, **at(FERRY, "The ferry 👩‍🔧 AI"), "zone": "headline"},
                  {**ferry, **at(FERRY, f"{said} {feared}"), "zone": "body"},
                  {**loom, **at(LOOM, LOOM[:-1]), "zone": "body"}],
        "attributions": [{**ferry, "attribution": 0, **who, "utterance": "u1", "relation": "verbatim"},
                         {**ferry, "attribution": 7, "type": "indirect", "speakers": "unspecified",
                          "stakeholder": "unspecified", "utterance": "", "relation": ""}],
        "spans": [{**ferry, "attribution": number, "part": part, **at(FERRY, words)} for number, part, words in spans],
        "sentiment": [{**ferry, **at(FERRY, feared), "value": -1, "voice": "unspecified", "stakeholder": "unspecified"},
                      {**loom, **at(LOOM, "AI helps weavers."), "value": 1, "voice": "narrator",
                       "stakeholder": "narrator"}],
        "claims": [{**claim, **at(FERRY, "AI takes jobs", "evidence_"), "frame": "replacement", "voice": "unspecified"},
                   {**claim, **at(FERRY, "takes jobs", "evidence_"), "frame": "efficiency",
                    "voice": "Bo Lind, a baker"}],
    }  # fmt: skip


@pytest.fixture
def corpus(tmp_path) -> Path:
    """A folder with two invented articles and the coding A."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_bytes(text.encode())
    write_coding(folder / "coding" / "A", coding())
    return folder


def tables(folder: Path, coder: str) -> Tables:
    return read_coding(read_corpus(folder), coder)


def exported(folder: Path, format: str) -> Path:
    assert main(["export", str(folder), "--coder", "A", "--to", format, "--out", str(folder.parent / format)]) == 0
    return folder.parent / format


def imported(folder: Path, data: Path, format: str) -> int:
    return main(["import", str(folder), str(data), "--from", format, "--out", str(folder / "coding" / "B")])


@pytest.mark.parametrize("format", FORMATS)
def test_a_coding_comes_back_as_it_left(corpus, format):
    assert tables(corpus, "A").problems.empty
    assert imported(corpus, exported(corpus, format), format) == 0
    for name in COLUMNS:
        there, back = (getattr(tables(corpus, coder), name) for coder in "AB")
        assert len(there) == len(coding()[name])
        pd.testing.assert_frame_equal(there, back)
        files = [(corpus / "coding" / coder / f"{name}.csv").read_bytes() for coder in "AB"]
        assert files[0] == files[1]


@pytest.mark.parametrize("format", FORMATS)
def test_the_codings_of_the_seeds_come_back(tmp_path, format, monkeypatch):
    monkeypatch.chdir(ROOT)
    for coder in ("A", "reference"):
        out, back = str(tmp_path / coder), tmp_path / f"{coder}-back"
        assert main(["export", "seeds", "--coder", coder, "--to", format, "--out", out]) == 0
        assert main(["import", "seeds", out, "--from", format, "--out", str(back)]) == 0
        for name in COLUMNS:
            given = pd.read_csv(ROOT / "seeds" / "coding" / coder / f"{name}.csv", dtype="str")
            pd.testing.assert_frame_equal(given[list(COLUMNS[name])], pd.read_csv(back / f"{name}.csv", dtype="str"))


@pytest.mark.parametrize("format", FORMATS)
def test_the_kits_own_coding_is_exported(corpus, format, capsys):
    assert main(["export", str(corpus), "--to", format, "--out", str(corpus.parent / "kit")]) == 0
    assert imported(corpus, corpus.parent / "kit", format) == 0
    assert "zones" in capsys.readouterr().out and len(tables(corpus, "B").zones) > 0


def test_selectors_are_the_w3cs(corpus):
    folder = exported(corpus, "web-annotation")
    for path in folder.iterdir():
        collection = json.loads(path.read_text(encoding="utf-8"))
        assert collection["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
        assert (collection["type"], collection["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
        assert len({item["id"] for item in collection["first"]["items"]}) == collection["total"]
        for item in collection["first"]["items"]:
            assert item["type"] == "Annotation" and {body["type"] for body in item["body"]} == {"TextualBody"}
            for target in item["target"]:
                text = LOOM if "loom" in target["source"] else FERRY
                assert target["source"] in ("ferry.txt", "the%20loom%2C%20no.%202.txt")
                place, words = target["selector"]
                before, after = text[: place["start"]], text[place["end"] :]
                assert text[place["start"] : place["end"]] == words["exact"]
                assert before.endswith(words["prefix"]) and after.startswith(words["suffix"])
                assert len(words["prefix"]) == min(32, len(before)) and len(words["suffix"]) == min(32, len(after))


def test_brat_has_the_text_beside_and_one_line_for_each_span(corpus):
    folder = exported(corpus, "brat")
    assert (folder / "ferry.txt").read_bytes() == FERRY.encode()
    for line in (folder / "ferry.ann").read_text(encoding="utf-8").split("\n")[:-1]:
        assert re.match(r"[TEA#]\d+\t", line)
        if line[0] == "T":
            _, told, words = line.split("\t")
            start, end = map(int, told.split(" ")[1:])
            assert words == re.sub(r"\s", " ", FERRY[start:end])


# ---- what does not fit -----------------------------------------------------------------------------------------------

WEB = [
    ("claims", '"value": "replacement"', '"value": "risk"', 1, "claims.jsonld: annotation 1: frame is 'risk'; allow"),
    ("claims", '"exact": "takes jobs"', '"exact": "takes ships"', 1, "annotation 2: text is 'takes ships'; at "),
    ("sentiment", '"source": "ferry.txt"', '"source": "barge.txt"', 1, "annotation 1: document is 'barge'; the corpus"),
    ("sentiment", '"value": "narrator"', '"value": ""', 1, "sentiment.jsonld: annotation 2: voice is empty"),
    ("zones", '"end": 16', '"end": 9999', 1, "zones.jsonld: annotation 1: offsets need start < end within the "),
    ("zones", '"part": "unit"', '"part": "half"', 1, "zones.jsonld: annotation 1: start is ''; it is a whole number"),
    ("attributions", '"part": "cue"', '"part": "hint"', 1, "annotation 1: part is 'hint'; allowed: source, cue"),
    ("zones", '"label": "zones"', '"label": "lines"', 2, "zones.jsonld: label is 'lines'; it names a layer"),
    ("zones", '"total": 3', '"total": 4', 2, "zones.jsonld: total is 4, but its page has 3 annotations"),
    ("zones", '"AnnotationCollection"', '"Collection"', 2, "zones.jsonld: not an AnnotationCollection"),
    ("zones", '"items"', '"entries"', 2, "zones.jsonld: its page has no list of items"),
    ("zones", '"first"', '"last"', 2, "zones.jsonld: first is None; it is an object"),
    ("zones", '"start": 0', '"start": "0"', 2, "zones.jsonld: annotation 1: start is '0'; it is a whole number"),
    ("zones", '"TextQuoteSelector"', '"Xpath"', 2, "annotation 1: TextQuoteSelector is None; it is an object"),
    ("zones", '"target"', '"aim"', 2, "zones.jsonld: annotation 1: target is None; it is a list"),
    ("zones", "{", "", 2, "zones.jsonld: not JSON in UTF-8"),
]


@pytest.mark.parametrize("layer, old, new, status, message", WEB)
def test_an_annotation_that_does_not_fit_is_named(corpus, layer, old, new, status, message, capsys):
    folder = exported(corpus, "web-annotation")
    text = (folder / f"{layer}.jsonld").read_text(encoding="utf-8")
    changed = re.sub(f"{re.escape(old)}(?!\\d)", lambda _: new, text, count=1)
    assert changed != text
    (folder / f"{layer}.jsonld").write_text(changed, encoding="utf-8")
    assert imported(corpus, folder, "web-annotation") == status
    assert message in capsys.readouterr().err
    if status == 1:
        assert sum(len(getattr(tables(corpus, "B"), name)) for name in COLUMNS) >= 13, "the rest is read"
    else:
        assert not (corpus / "coding" / "B").exists()


BRAT = [
    ("T1\tUnit 0", "T1\tUnit 1", "ferry.ann:1: T1 reads "),
    ("T1\tUnit 0", "T1\tUnit none", "ferry.ann:1: a span is NAME, label with offsets, and words"),
    ("E1\tZone:T1", "E1\tLine:T1", "ferry.ann:2: Line is no type of unit; left out; the types are Zone, "),
    ("Unit:T1\n", "Unit:T99\n", "ferry.ann:2: T99 has no line of its own"),
    ("E1\tZone:T1 Unit:T1", "E1\tZone", "ferry.ann:2: an event is NAME"),
    ("A1\tzone E1 headline", "A1\tzone", "ferry.ann:3: a note is NAME"),
    ("zone E1 headline", "zone E1 title", "ferry.ann: line 2: zone is 'title'; allowed: headline, body, boilerplate"),
    ("frame E", "shape E", "frame is ''; allowed: enhancement, "),
]


@pytest.mark.parametrize("old, new, message", BRAT)
def test_a_line_that_does_not_fit_is_named(corpus, old, new, message, capsys):
    folder = exported(corpus, "brat")
    text = (folder / "ferry.ann").read_bytes().decode()
    assert old in text
    (folder / "ferry.ann").write_bytes(text.replace(old, new, 1).encode())
    assert imported(corpus, folder, "brat") == 1
    assert message in capsys.readouterr().err
    assert len(tables(corpus, "B").zones) >= 1, "the rest is read"


def test_a_file_without_its_text_and_a_second_coder_are_named(corpus, capsys):
    folder = exported(corpus, "brat")
    (folder / "ferry_b.ann").write_bytes((folder / "ferry.ann").read_bytes())
    (folder / "barge.ann").write_text("", encoding="utf-8")
    assert imported(corpus, folder, "brat") == 1
    told = capsys.readouterr().err
    assert "ferry_b.ann: ferry is coded in ferry.ann already; skipped" in told
    assert "barge.ann: the corpus has no barge.txt; skipped" in told and "2 problems" in told


@pytest.mark.parametrize("format", FORMATS)
def test_a_folder_of_something_else_is_no_coding(corpus, format, capsys):
    assert imported(corpus, corpus, format) == 2
    assert f"{corpus}: no file ends in ." in capsys.readouterr().err


def test_a_coding_of_nothing_is_not_written(corpus, capsys):
    folder = exported(corpus, "brat")
    for path in folder.glob("*.ann"):
        path.write_text("", encoding="utf-8")
    assert imported(corpus, folder, "brat") == 2
    assert "a coding has a unit at least; none was found" in capsys.readouterr().err
    assert not (corpus / "coding" / "B").exists()


def test_a_coding_is_never_written_over(corpus, capsys):
    folder = exported(corpus, "brat")
    assert imported(corpus, folder, "brat") == 0
    before = (corpus / "coding" / "B" / "zones.csv").read_bytes()
    (folder / "ferry.ann").unlink()
    assert imported(corpus, folder, "brat") == 2
    assert "a coding is there already (zones.csv); name another folder" in capsys.readouterr().err
    assert (corpus / "coding" / "B" / "zones.csv").read_bytes() == before


def test_a_code_that_brat_cannot_hold_is_refused(corpus, capsys):
    rows = coding()
    rows["sentiment"][0]["voice"] = "Ida\nHall"
    write_coding(corpus / "coding" / "C", rows)
    told = ["export", str(corpus), "--coder", "C", "--out", str(corpus.parent / "out"), "--to"]
    assert main([*told, "brat"]) == 2
    assert "ferry: voice is 'Ida\\nHall'; brat has no tab or line break in codes" in capsys.readouterr().err
    assert main([*told, "web-annotation"]) == 0


@pytest.mark.parametrize(
    "content, type", [("“AI will mend\tthe cafe\u0301,”", "direct"), ("AI takes jobs", "indirect")]
)
def test_what_an_attribution_of_others_lacks_is_told_by_the_text(corpus, content, type, tmp_path):
    (tmp_path / "given").mkdir()
    place, source = (f"{words['start']} {words['end']}" for words in (at(FERRY, content), at(FERRY, "Ida Hall")))
    lines = [f"E1\tAttribution-of-old:T9 Content:T1{' Source:T2' * (type == 'direct')}",
             f"T1\tContent {place}\t{content}", f"T2\tSource {source}\tIda Hall"]  # fmt: skip
    (tmp_path / "given" / "ferry_x1.ann").write_text("\n".join(lines), encoding="utf-8", newline="")
    assert imported(corpus, tmp_path / "given", "brat") == 0
    (row,) = tables(corpus, "B").attributions.itertuples()
    speaker = "Ida Hall" if type == "direct" else "unspecified"
    assert (row.attribution, row.type, row.speakers, row.stakeholder) == (0, type, speaker, "unspecified")


def test_the_example_of_the_document(tmp_path, monkeypatch):
    text = (ROOT / "docs" / "exchange.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"`([\w/.]+\.\w+)`[^`]*?\n\n```(?:json)?\n(.*?)```", text, re.S))
    assert len(shown) == 6
    for name in ("harbour/ferry.txt", "given/ferry.ann"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(shown[name].encode())
    monkeypatch.chdir(tmp_path)
    commands = [line.split()[3:] for line in re.findall(r"python -m analysis .* harbour .*", text)]
    assert len(commands) == 3
    for command in commands:
        assert main(command) == 0
    for name, content in shown.items():
        made = (tmp_path / name).read_text(encoding="utf-8")
        assert json.loads(made) == json.loads(content) if name.endswith("jsonld") else made == content


CHARACTERS = st.text(st.sampled_from("ab “”.,;:|\\\"'{}\t\r\n\u0301\u2028\u00a0\x1c👩\u200d🔧𝒜é-1"), max_size=12)


@given(CHARACTERS, CHARACTERS.filter(str.strip), CHARACTERS, st.sampled_from(FORMATS))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_come_back(tmp_path_factory, before, words, after, format):
    folder = tmp_path_factory.mktemp("any") / "corpus"
    folder.mkdir()
    text = f"{before}{words}{after} AI."
    (folder / "a b.txt").write_bytes(text.encode())
    place = {"document": "a b", "start": len(before), "end": len(before) + len(words), "text": words}
    voice = re.sub(r"[\t\r\n]", " ", words).strip()
    said = {"attribution": 3, "type": "mixed", "speakers": voice.replace("; ", ""), "stakeholder": "public"}
    write_coding(folder / "coding" / "A", {
        "zones": [{**place, "zone": "body"}],
        "attributions": [{**place, **said}] if voice.replace("; ", "") else [],
        "spans": [{**place, "attribution": 3, "part": "content"}] if voice.replace("; ", "") else [],
        "sentiment": [{**place, "value": -1, "voice": voice, "stakeholder": "union"}],
        "claims": [],
    })  # fmt: skip
    assert imported(folder, exported(folder, format), format) == 0
    for name in COLUMNS:
        there, back = (getattr(tables(folder, coder), name) for coder in "AB")
        pd.testing.assert_frame_equal(there, back)
    assert len(tables(folder, "B").sentiment) == 1
