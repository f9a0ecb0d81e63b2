"""Filling: a coding that is written into a sheet is collected as it was."""

import pytest

from analysis.coding import CodingError, read_coding
from analysis.collection import collect, in_units, read_collected
from analysis.corpus import Document, read_corpus
from analysis.entries import Place
from analysis.errors import differences
from analysis.filling import _copied, fill_sheet
from analysis.rehearsal import rehearsed
from analysis.sampling import LAYERS, draw, population, within
from analysis.span import Span
from analysis.study import write_study
from analysis.tables import annotate

CORPUS = read_corpus("seeds")
TABLES = annotate(CORPUS)


def study_of(folder, layer: str):
    units = population(TABLES, layer)
    drawn = draw(units.assign(stratum_all=""), n=len(units), seed=1)
    return write_study(folder, CORPUS, TABLES, drawn, layer=layer, seed=1, coders=["Ann", "Ben"])


@pytest.mark.parametrize("layer", LAYERS)
def test_what_was_coded_is_collected(layer, tmp_path):
    study_of(tmp_path / "study", layer)
    codings = {"Ann": read_coding(CORPUS, "A"), "Ben": read_coding(CORPUS, "B")}
    filled = {coder: fill_sheet(tmp_path / "study", coder, coding, CORPUS) for coder, coding in codings.items()}
    collected = collect(tmp_path / "study")
    assert collected.locked and not collected.problems
    back = read_collected(tmp_path / "study", CORPUS)
    for coder, coding in codings.items():
        found, whole = (getattr(tables, LAYERS[layer][0]) for tables in (back[coder], coding))
        assert len(found) == filled[coder] > 0.7 * len(whole)
        apart = differences(back[coder], coding)
        apart = apart[apart["layer"].eq(layer)]
        missed = apart["variable"].eq("unit") & apart["one"].eq("")  # where no unit was drawn: no target in it
        assert missed.sum() == (len(whole) - len(found) if layer == "sentiment" else 0)
        # the parts of an attribution that lie in another passage cannot be copied
        assert (~missed).sum() <= (0.1 * len(found) if layer == "attributions" else 0), apart[~missed].to_string()


def test_a_sheet_that_cannot_be_filled_is_said(tmp_path):
    study_of(tmp_path / "study", "frames")
    coding = read_coding(CORPUS, "A")
    with pytest.raises(CodingError, match="Cy.csv: a sheet is filled while the study is open; its coders are Ann, Ben"):
        fill_sheet(tmp_path / "study", "Cy", coding, CORPUS)
    for coder in ("Ann", "Ben"):
        fill_sheet(tmp_path / "study", coder, coding, CORPUS)
    assert collect(tmp_path / "study").locked
    with pytest.raises(CodingError, match="it is locked"):
        fill_sheet(tmp_path / "study", "Ann", coding, CORPUS)


TEXT = "It rains here, and it rains there. Elsewhere it rains."


@pytest.mark.parametrize(("words", "copied"), [("rains there", "rains there"), ("it rains there", "it rains there"),
                                               ("rains", "it rains there.")])  # fmt: skip
def test_words_that_stand_twice_are_copied_with_others(words, copied):
    start = TEXT.index("rains there") if words == "rains" else TEXT.index(words)
    place = Place(Document("a", f"So. {TEXT}"), Span(4, 38))
    assert _copied(Span(4 + start, 4 + start + len(words)), place) == copied
    assert place.document[place.span].count(copied) == 1


def test_of_what_reaches_beyond_the_unit_its_part_is_copied():
    place = Place(Document("a", "It rains. It pours."), Span(0, 9))
    assert _copied(Span(3, 18), place) == "rains." and _copied(Span(10, 18), place) == ""


# ---- what lies in the units ------------------------------------------------------------------------------------------


def test_what_lies_in_all_sentences_is_all():
    for name in ("sentences", "sentiment", "claims", "attributions", "spans"):
        assert getattr(within(TABLES, TABLES.sentences), name).equals(getattr(TABLES, name))
        assert getattr(within(TABLES, TABLES.sentences[:0]), name).empty


@pytest.mark.parametrize("layer", LAYERS)
def test_what_the_kit_finds_in_the_units_of_a_study(layer, tmp_path):
    study = write_study(tmp_path / "study", CORPUS, TABLES, draw(population(TABLES, layer), n=12, seed=1), layer=layer,
                        seed=1, coders=["Ann"])
    found = in_units(study.folder, TABLES)
    places = [(unit.document, unit.start, unit.end) for unit in study.units]

    def there(table) -> list[bool]:
        rows = zip(table["document"], table["start"])
        return [any(document == row and start <= at < end for document, start, end in places) for row, at in rows]

    for name in ("sentences", "sentiment", "claims"):
        assert getattr(found, name).equals(getattr(TABLES, name)[there(getattr(TABLES, name))])
    assert 0 < len(found.sentences) < len(TABLES.sentences) and 0 < len(found.attributions) < len(TABLES.attributions)
    assert len(found.attributions) == found.spans.groupby(["document", "attribution"]).ngroups


@pytest.mark.parametrize(("variable", "column"), [("frame", "claims"), ("value", "sentiment")])
def test_a_rehearsal_tells_what_samples_would_have_told(variable, column):
    reference = read_coding(CORPUS, "reference")
    some = rehearsed(TABLES, reference, variable, n=40, draws=40)
    more = rehearsed(TABLES, reference, variable, n=80, draws=40)
    assert (more["reach"] < some["reach"]).all() and (some["held"] >= 32).all()
    coded = getattr(reference, column).drop_duplicates(["document", "sentence", variable])[variable].astype("str")
    assert (some["reference"] * len(TABLES.sentences)).round().tolist() == [
        coded.eq(name).sum() for name in some["category"].astype("str")]
    if variable == "frame":  # any sentence may be drawn
        assert some["corrected"].tolist() == pytest.approx(some["reference"].tolist(), abs=0.015)
        whole = rehearsed(TABLES, reference, variable, n=len(TABLES.sentences), draws=2)
        assert whole["reach"].eq(0).all() and whole["held"].eq(2).all()
