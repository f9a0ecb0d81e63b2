"""Results of another corpus: where they go, what is taken over from the kit, when it is made anew, what it says."""

import json
import re
from pathlib import Path

import pytest

from analysis import results, upkeep
from analysis.__main__ import main
from analysis.citation import cited, references, unsigned
from analysis.coding import who_coded
from analysis.corpus import read_corpus
from analysis.findings import checked_by, spoken_of
from analysis.project import KIT, MARK, corpus_folder, fitting, notebooks, project
from analysis.repository import kept
from analysis.results import command, results_folder, take_over
from analysis.results_page import page, write_page
from analysis.upkeep import keep_up

NAME = "Ida’s “Zeitung” & Söhne $1"
CITATION = (KIT / "CITATION.cff").read_text(encoding="utf-8")


@pytest.fixture
def kit(tmp_path, monkeypatch):
    """A kit with two notebooks, one of which compares with a reference; the shell is in it."""
    root = tmp_path / "kit"
    for folder in ("notebooks", "figures", "docs", "analysis"):
        (root / folder).mkdir(parents=True)
    texts(root / "seeds")
    (root / "pyproject.toml").touch()
    (root / "requirements.lock").write_text("loom==1\n", encoding="utf-8")
    (root / "CITATION.cff").write_text(CITATION, encoding="utf-8")
    written(root / "notebooks/01-looms.ipynb", "# What is felt toward AI?\n\nRun `make figures`.", "say('looms')")
    written(root / "notebooks/02-errors.ipynb", "# Errors?", "from analysis.notebook import reference, say")
    for module in ("project", "results", "upkeep", "manifest", "results_page"):
        monkeypatch.setattr(f"analysis.{module}.KIT", root)
    monkeypatch.setattr("analysis.citation.HERE", root)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def corpus(kit):
    """A corpus outside the kit, with a name that a shell would stumble over."""
    return texts(kit.parent / NAME)


def texts(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("Looms\n\nLooms help weavers, said Ida Hall.\n", encoding="utf-8")
    return folder


def written(path: Path, first: str, code: str, **outputs) -> None:
    cells = [{"cell_type": "markdown", "id": "title", "metadata": {}, "source": first.splitlines(keepends=True)},
             {"cell_type": "code", "id": "short-answer", "metadata": {}, "execution_count": 1, "source": [code],
              "outputs": [{"output_type": "stream", "name": "stdout", "text": ["x"]}], **outputs}]  # fmt: skip
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")


def told(path: Path) -> str:
    return "\n".join("".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"])


# Where results go

def test_each_corpus_has_a_folder_and_seeds_the_kit(kit, corpus):
    assert results_folder(kit / "seeds") == results_folder(Path("seeds/../seeds")) == kit
    assert results_folder(corpus) == kit / "results" / NAME
    assert results_folder(corpus, kit.parent / "else") == kit.parent / "else"
    for root in (kit / "results" / NAME, kit.parent / "else"):
        assert corpus_folder(root).resolve() == corpus and project(root / "notebooks") == root
        assert str(kit.parent) not in (root / MARK).read_text(encoding="utf-8")
    assert not (kit / MARK).exists()


REFUSED = {
    "no folder": ("missing", None, "missing: a corpus is a folder of .txt files"),
    "a file": ("thesis/figures/map.svg", None, "map.svg: a corpus is a folder of .txt files; this is a file"),
    "no text": ("thesis/figures", None, "a corpus needs at least one .txt file; the folder has none"),
    "a corpus of the same name": ("other/looms", None, r"results/looms: .* those of .*looms, not of .*name another"),
    "inside the corpus": ("looms", "looms/found", "results lie outside the corpus"),
    "the kit itself": ("looms", ".", "figures/ would be written over"),
    "somebody's figures": ("looms", "thesis", "figures/ would be written over"),
}


@pytest.mark.parametrize("corpus, out, words", REFUSED.values(), ids=REFUSED)
def test_nothing_else_is_written_over(kit, corpus, out, words):
    for folder in ("looms", "other/looms"):
        texts(kit / folder)
    results_folder(kit / "looms")
    (kit / "figures/voices.svg").touch()
    (kit / "thesis/figures").mkdir(parents=True)
    (kit / "thesis/figures/map.svg").touch()
    before = sorted(kit.rglob("*"))
    with pytest.raises(ValueError, match=words):
        results_folder(kit / corpus, Path(out) if out else None)
    assert sorted(kit.rglob("*")) == before


def test_a_mark_that_names_no_corpus_is_refused(kit):
    (kit / MARK).write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match="it says where the corpus of these results lies; reading it failed"):
        corpus_folder(kit)


@pytest.mark.parametrize("name, out, expected", [
    ("kit/looms", None, "make figures ANALYSIS_CORPUS=looms"),
    ("kit/looms", "kit/found", "make figures ANALYSIS_CORPUS=looms RESULTS=found"),
    ("my looms", None, "make figures ANALYSIS_CORPUS='path/to/my looms'"),
    ("my looms", "found", "make figures ANALYSIS_CORPUS='path/to/my looms' RESULTS=path/to/found"),
])  # fmt: skip
def test_the_command_is_that_of_the_corpus_and_tells_no_path_of_the_machine(kit, name, out, expected):
    root = results_folder(texts(kit.parent / name), kit.parent / out if out else None)
    assert command(root, "figures") == expected


# What is taken over

def test_a_notebook_comes_without_outputs_and_in_the_words_of_its_corpus(kit, corpus):
    (corpus / "targets.toml").write_text('names = ["loom"]\ncalled = "the loom"\n', encoding="utf-8")
    root = results_folder(corpus)
    assert take_over(root) == ["notebooks/01-looms.ipynb: taken over from the kit"]
    taken = json.loads((root / "notebooks/01-looms.ipynb").read_text(encoding="utf-8"))
    assert taken["cells"][1]["outputs"] == [] and taken["cells"][1]["execution_count"] is None
    assert "# What is felt toward the loom?" in told(root / "notebooks/01-looms.ipynb")
    assert "Run `make figures ANALYSIS_CORPUS='path/to/" in told(root / "notebooks/01-looms.ipynb")
    assert take_over(root) == []


@pytest.mark.parametrize("here, there, lines, kept", [
    ("", "", [], "looms"),
    ("", "say('other')", ["taken over from the kit"], "other"),
    ("say('mine')", "", [], "mine"),
    ("say('mine')", "say('other')", ["changed here, and the kit's is another one now"], "mine"),
    ("say('other')", "say('other')", [], "other"),
], ids=["neither changed", "the kit's changed", "changed here", "both changed", "both changed alike"])  # fmt: skip
def test_what_was_changed_here_stays(kit, corpus, here, there, lines, kept):
    take_over(root := results_folder(corpus))
    path = root / "notebooks/01-looms.ipynb"
    for place, code in ((path, here), (kit / "notebooks/01-looms.ipynb", there)):
        if code:
            place.write_text(place.read_text(encoding="utf-8").replace("say('looms')", code), encoding="utf-8")
    said = take_over(root)
    assert len(said) == len(lines) and all(words in one for words, one in zip(lines, said))
    assert f"say('{kept}')" in told(path)


def test_a_conflict_is_told_each_time_and_ends_when_one_s_own_is_removed(kit, corpus):
    take_over(root := results_folder(corpus))
    for path in (mine := root / "notebooks/01-looms.ipynb", kit / "notebooks/01-looms.ipynb"):
        path.write_text(path.read_text(encoding="utf-8").replace("looms", path.parts[-3]), encoding="utf-8")
    assert take_over(root) == take_over(root) != []
    mine.unlink()
    assert take_over(root) == ["notebooks/01-looms.ipynb: taken over from the kit"]
    assert take_over(root) == []


def test_outputs_alone_are_no_change_and_own_notebooks_stay(kit, corpus):
    take_over(root := results_folder(corpus))
    path, mine = root / "notebooks/01-looms.ipynb", root / "notebooks/09-mine.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace('"outputs": []', '"outputs": [{}]'), encoding="utf-8")
    written(mine, "# Mine?", "say('mine')")
    written(kit / "notebooks/01-looms.ipynb", "# Looms?", "say('new')")
    before = mine.read_bytes()
    assert take_over(root) == ["notebooks/01-looms.ipynb: taken over from the kit"]
    assert "say('new')" in told(path) and mine.read_bytes() == before
    assert [path.stem for path in notebooks(root)] == ["01-looms", "09-mine"]


def test_notebooks_on_codings_come_and_go_with_the_codings(kit, corpus):
    root = results_folder(corpus)
    coding = corpus / "coding/reference"
    take_over(root)
    coding.mkdir(parents=True)
    assert take_over(root) == ["notebooks/02-errors.ipynb: taken over from the kit"]
    coding.rmdir()
    assert take_over(root) == ["notebooks/02-errors.ipynb: removed, the kit has none for this corpus"]
    assert not (root / "notebooks/02-errors.ipynb").exists()


@pytest.mark.parametrize("imports, coders, fits", [
    ("corpus, say", (), True), ("reference, say", (), False), ("reference, say", ("reference",), True),
    ("coder_a, coder_b, say", ("reference",), False), ("coder_a, coder_b, say", ("A", "B"), True),
    ("beside_reference", (), True),
])  # fmt: skip
def test_a_notebook_needs_the_codings_that_it_imports(kit, imports, coders, fits):
    written(path := kit / "notebooks/03.ipynb", "# ?", f"from analysis.notebook import {imports}\ntables")
    for coder in coders:
        (kit / "seeds/coding" / coder).mkdir(parents=True)
    assert fitting([path], kit / "seeds") == [path] * fits


LINKS = {
    "of results": ("[a](../figures/references.bib) [b](../README.md#run)",) * 2,
    "a notebook that is there": ("see [01](01-looms.ipynb#x)",) * 2,
    "a notebook that is not": ("see [02-errors](02-errors.ipynb)", "see 02-errors (where there are codings)"),
    "of the kit": ("[the page](../docs/validate.md#1-draw)", "[the page](../../../docs/validate.md#1-draw)"),
    "the web": ("[a](https://example.org/02-errors.ipynb)",) * 2,
    "lab": ("`make lab` and `make test`", "`make lab ANALYSIS_CORPUS=looms` and `make test`"),
}


@pytest.mark.parametrize("text, expected", LINKS.values(), ids=LINKS)
def test_links_lead_somewhere_from_the_new_place(kit, text, expected):
    root = results_folder(texts(kit / "looms"))
    assert results._linked(text, root, {"01-looms.ipynb"}) == expected


def test_outside_the_kit_no_link_leads_into_it(kit):
    root = results_folder(texts(kit / "looms"), kit.parent / "found")
    assert results._linked("[the page](../docs/validate.md)", root, set()) == "the page of the kit"


@pytest.mark.parametrize("text, expected", [
    ("What is felt toward AI?", "What is felt toward the loom?"),
    ("# AI here. AI there, and\nAI", "# The loom here. The loom there, and\nthe loom"),
    ("AI's use (AI-made)", "The loom's use (the loom-made)"),
    ("two AI coders, an AI coding, the AI developer", "two AI coders, an AI coding, the AI developer"),
    ("AIRBUS, Sinai", "AIRBUS, Sinai"),
])  # fmt: skip
def test_prose_speaks_of_the_target(text, expected):
    assert spoken_of(text, "the loom") == expected
    assert spoken_of(text, "AI") == text


@pytest.mark.parametrize("coders, expected", [
    ("two AI coders of the same kind", "Two AI coders of the same kind. A third AI coding."),
    ("two students", "Two coders. A third coding."), ("", "Two coders. A third coding."),
])  # fmt: skip
def test_coders_are_called_ai_where_they_are(corpus, coders, expected):
    (corpus / "coding").mkdir()
    (corpus / "coding/CODERS.md").write_text(f"{coders}\nmore\n" if coders else "", encoding="utf-8")
    assert spoken_of("Two AI coders of the same kind. A third AI coding.", "AI", who_coded(corpus)) == expected


@pytest.mark.parametrize("coded, words", [
    ("", "nobody knows: these articles have no reference coding"),
    ("reference", "can be told by the reference coding, made by coders."),
    ("reference A B", "tells, by the reference coding, made by coders, how often that happens here."),
])
def test_it_is_said_who_checked_the_kit(corpus, coded, words):
    for name in coded.split():
        (corpus / "coding" / name).mkdir(parents=True)
    assert words in checked_by(read_corpus(corpus))


# When what is made anew

@pytest.fixture
def ran(monkeypatch):
    """The names of notebooks that were run, which here does nothing else; one that says so fails."""
    names = []

    def execute(path):
        names.append(path.stem)
        return int("fails" in path.read_text(encoding="utf-8"))

    monkeypatch.setattr(upkeep, "_execute", execute)
    monkeypatch.setattr(upkeep, "RESULTS", Path("none.csv"))
    return names


def test_only_what_changed_is_made_anew(kit, corpus, ran):
    take_over(root := results_folder(corpus))
    other = results_folder(texts(kit / "looms"))
    take_over(other)
    published = []

    def made(place=root, **how):
        ran.clear(), published.clear()
        keep_up(place, published.append, **how)
        return sorted(ran), len(published)

    assert made() == made(anew=True) == (["01-looms"], 1)
    assert made(other) == (["01-looms"], 1)
    assert made() == made(other) == ([], 0)
    written(root / "notebooks/09-mine.ipynb", "# Mine?", "say('mine')")
    assert (made(), made()) == ((["09-mine"], 1), ([], 0))
    (root / "CITATION.cff").write_text(CITATION, encoding="utf-8")
    assert (made(), made()) == (([], 1), ([], 0))
    (root / "notebooks/09-mine.ipynb").unlink()
    assert (made(), made()) == (([], 1), ([], 0))
    for changed in (corpus / "b.txt", kit / "analysis/voices.py", kit / "requirements.lock"):
        changed.write_text("A loom.", encoding="utf-8")
        assert (made(), made()) == ((["01-looms"], 1), ([], 0)), changed.name
    assert made(other) == (["01-looms"], 1)


def test_a_notebook_that_fails_stops_no_other_and_nothing_is_published(kit, corpus, ran):
    take_over(root := results_folder(corpus))
    written(root / "notebooks/00-mine.ipynb", "# Mine?", "fails")
    for expected in (["00-mine", "01-looms"], ["00-mine"]):
        ran.clear()
        with pytest.raises(ValueError, match="^notebooks/00-mine.ipynb: a notebook runs .* mend it"):
            keep_up(root, lambda root: pytest.fail("published"))
        assert sorted(ran) == expected


# What results say

@pytest.fixture
def found(kit, corpus):
    root = results_folder(corpus)
    take_over(root)
    (root / "figures").mkdir()
    return root


def test_the_page_tells_what_is_true_of_the_corpus(found, corpus):
    assert write_page(found) and not write_page(found)
    text = (found / "README.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {NAME}\n") and "nobody knows how often the kit errs" in text
    assert "is cited as the kit's" in text and "ANALYSIS_CORPUS='path/to/Ida’s" in text
    (corpus / "coding/reference").mkdir(parents=True)
    (found / "CITATION.cff").write_text(CITATION, encoding="utf-8")
    assert "counted against `coding/reference`" in page(found) and "is cited by [CITATION.cff]" in page(found)


def test_the_page_keeps_what_the_researcher_writes_and_leaves_another_alone(found):
    write_page(found)
    readme = found / "README.md"
    kept = readme.read_text(encoding="utf-8").replace(f"# {NAME}\n", "# Looms\n\nMine.\n") + "\nMine too.\n"
    readme.write_text(kept.replace("What was found", "x"), encoding="utf-8")
    assert write_page(found) and readme.read_text(encoding="utf-8") == kept
    readme.write_text("# My thesis\n", encoding="utf-8")
    assert not write_page(found) and readme.read_text(encoding="utf-8") == "# My thesis\n"


def test_results_are_cited_as_one_s_own_or_with_a_note(found, monkeypatch, capsys):
    monkeypatch.chdir(found)
    assert "no CITATION.cff beside results.json" in unsigned(found)
    assert f"% Note: {unsigned(found)}." in references(found)
    assert main(["cite", "01"]) == 0 and unsigned(found) in capsys.readouterr().err
    own = re.sub('(?m)^title: .*', 'title: "On looms"', CITATION)
    (found / "CITATION.cff").write_text(own, encoding="utf-8")
    assert unsigned(found) == "" and "Note" not in references(found)
    assert cited(found, "01").work.title == "On looms" != cited(found).work.title
    assert main(["cite", "01"]) == 0 and "On looms" in capsys.readouterr().out


def test_results_are_kept_where_git_has_them(found):
    assert not kept(found)


def test_the_whole_way_on_one_article(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(results, "_offered", lambda root: [KIT / "notebooks/00-corpus.ipynb"])
    monkeypatch.setattr(upkeep, "_note", lambda root: tmp_path / "note.json")
    monkeypatch.chdir(tmp_path)
    texts(tmp_path / NAME)
    kit = {path: path.read_bytes() for path in (KIT / "README.md", *(KIT / "figures").iterdir())}
    assert main(["figures", NAME, "--out", "found"]) == 0
    names = {path.name for path in (tmp_path / "found/figures").iterdir()}
    assert {"README.md", "manifest.json", "numbers.json", "numbers.tex", "numbers.yml", "references.bib",
            "zones_by_article.svg"} <= names  # fmt: skip
    assert "- We read 1 article" in (tmp_path / "found/README.md").read_text(encoding="utf-8")
    manifest = json.loads((tmp_path / "found/figures/manifest.json").read_text(encoding="utf-8"))
    assert list(manifest["corpus"]) == [f"{NAME}/a.txt"] and "requirements.lock" in manifest["lock"]
    for path in (tmp_path / "found").rglob("*"):
        text = path.read_text(encoding="utf-8") if path.suffix in (".md", ".ipynb", ".bib") else ""
        assert str(tmp_path) not in text and "](../../" not in text, path
        for link in re.findall(r"\]\(([^)\s#]+)\)", re.sub(r"`[^`]*`", "", text)):
            assert link.startswith("http") or (path.parent / link).exists(), f"{path}: {link}"
    assert {path: path.read_bytes() for path in kit} == kit
    capsys.readouterr()
    assert main(["figures", NAME, "--out", "found"]) == 0
    assert capsys.readouterr().out == "found/figures/README.md shows all figures; no notebook had to run.\n"
