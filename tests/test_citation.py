"""Citing: what is told of the kit, a notebook, a figure and a number, in three forms, and what is refused."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import analysis
from analysis import swhid
from analysis.__main__ import main
from analysis.citation import cited, read_work, references, write_references
from analysis.facts import Fact
from analysis.number_files import number_files
from analysis.project import notebooks, shown
from analysis.reference import KINDS, Author, bibtex, csl, escaped, text
from analysis.repository import web_url

WORDS = """\
cff-version: 1.2.0
message: "Cite it."
title: "R&D of weaving: 50 % wool_{x}"
version: 0.10
date-released: 2026-03-01
authors:
  - name: "Loom & Müller"
  - family-names: Bülow
    given-names: Ida
    name-particle: von
    name-suffix: Jr.
"""
NUMBERS = {"corpus": "c" * 64, "code": "d" * 64, "numbers": {
    "looms.working": {"text": "49 looms", "value": 49, "low": None, "high": None, "n": 60, "unit": "looms",
                      "notebook": "notebooks/01-looms.ipynb", "cell": "short-answer"},
    "looms.idle": {"text": "11", "value": 11, "low": None, "high": None, "n": 60, "unit": "looms",
                   "notebook": "notebooks/01-looms.ipynb", "cell": "short-answer"},
}}  # fmt: skip
DRAWING = b"<svg>looms</svg>\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with a notebook that shows a figure and states numbers; the shell is in it, and outside git."""
    root = tmp_path / "project"
    for folder in ("notebooks", "figures", "seeds"):
        (root / folder).mkdir(parents=True)
    (root / "pyproject.toml").touch()
    (root / "CITATION.cff").write_text(WORDS, encoding="utf-8")
    figure = {"id": "looms_by_town", "question": "Which looms work?", "caption": "All.", "alt_text": "Bars."}
    notebook(root, "01-looms", "# How many looms?\n\nProse.", {"metadata": {"figure": figure}})
    (root / "figures/looms_by_town.svg").write_bytes(DRAWING)
    (root / "figures/numbers.json").write_text(json.dumps(NUMBERS), encoding="utf-8")
    monkeypatch.chdir(root)
    for name in ("GIT_DIR", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.resolve().parent))
    return root


def notebook(root: Path, stem: str, first: str, *outputs: dict) -> None:
    cells = [{"cell_type": "markdown", "id": "title", "source": first},
             {"cell_type": "code", "id": "looms-figure", "source": "", "outputs": list(outputs)}]  # fmt: skip
    (root / f"notebooks/{stem}.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")


def git(root: Path, *arguments: str) -> str:
    settings = ("-c", "user.name=Ida", "-c", "user.email=ida@example.org", "-c", "init.defaultBranch=main",
                "-c", "commit.gpgsign=false")  # fmt: skip
    done = subprocess.run(["git", "-C", str(root), *settings, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(project):
    git(project, "init", "--quiet")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "Weave")
    return project


# What a SWHID is

@pytest.mark.parametrize("data", [b"", b"looms\n", "Bülow — 50 %\r\n".encode(), bytes(range(256))])
def test_the_identifier_is_gits_hash_of_the_bytes(data):
    told = subprocess.run(["git", "hash-object", "--stdin"], input=data, capture_output=True, check=True).stdout
    assert swhid.content(data) == f"swh:1:cnt:{told.decode().strip()}"


def test_the_identifier_of_a_folder_is_gits_hash_of_its_tree(tmp_path):
    folder = tmp_path / "kit"
    for name in ("a.py", "a/b.py", "a.b/c.py", "a/deep/ü.txt", "run", ".hidden", "__pycache__/a.pyc", "empty/.keep"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "run").chmod(0o755)
    (tmp_path / ".gitignore").write_text(".hidden\n.keep\n__pycache__/\n")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "All")
    assert swhid.directory(folder) == f"swh:1:dir:{git(tmp_path, 'rev-parse', 'HEAD:kit')}"


# What is cited, and how

CITED = [
    ("01-looms", "kit:01-looms", "How many looms?", "notebooks/01-looms.ipynb"),
    ("notebooks/01-looms.ipynb", "kit:01-looms", "How many looms?", "notebooks/01-looms.ipynb"),
    ("01", "kit:01-looms", "How many looms?", "notebooks/01-looms.ipynb"),
    ("kit:01-looms", "kit:01-looms", "How many looms?", "notebooks/01-looms.ipynb"),
    ("looms_by_town", "kit:looms_by_town", "Which looms work?", "figures/looms_by_town.svg"),
    ("figures/looms_by_town.vl.json", "kit:looms_by_town", "Which looms work?", "figures/looms_by_town.svg"),
    ("looms.working", "kit:looms.working", "looms.working: 49 looms", "figures/numbers.json"),
    ("numbers", "kit:numbers", "Numbers of R&D of weaving: 50 % wool_{x}", "figures/numbers.json"),
    ("figures/numbers.json", "kit:numbers", "Numbers of R&D of weaving: 50 % wool_{x}", "figures/numbers.json"),
]


@pytest.mark.parametrize(("what", "key", "title", "path"), CITED)
def test_a_part_is_cited_by_its_title_and_bytes(project, what, key, title, path):
    reference = cited(project, what)
    assert (reference.key, reference.title, reference.path) == (key, title, path)
    assert reference.swhid == swhid.content((project / path).read_bytes())
    assert reference.work.released.isoformat() == "2026-03-01"
    assert reference.work.version == "0.10"
    for form in (text(reference), csl([reference])):
        for words in (title, "0.10", "Loom & Müller", "Bülow", reference.swhid, path):
            assert words in form


@pytest.mark.parametrize("what", ["looms_by_town", "looms.working"])
def test_a_result_tells_the_cell_that_made_it(project, what):
    cell = {"looms_by_town": "looms-figure", "looms.working": "short-answer"}[what]
    for form in (text, bibtex, lambda reference: csl([reference])):
        assert f"made in notebooks/01-looms.ipynb, cell {cell}" in form(cited(project, what))


def test_the_kit_is_cited_by_its_folder(project):
    reference = cited(project)
    assert (reference.key, reference.kind, reference.title) == ("media-analysis-kit", "kit", reference.work.title)
    assert reference.swhid == swhid.directory(Path(analysis.__file__).parent)


def test_text_is_a_line_for_a_list_of_references(project):
    assert text(cited(project, "looms_by_town")) == (
        "Loom & Müller and Ida von Bülow Jr. (2026-03-01). Which looms work? [figure looms_by_town]. In R&D of "
        "weaving: 50 % wool_{x} (version 0.10), figures/looms_by_town.svg, made in notebooks/01-looms.ipynb, cell "
        f"looms-figure. {swhid.content(DRAWING)}"
    )


def test_bibtex_is_escaped_and_an_organisation_stays_whole(project):
    place = "figures/numbers.json. SWHID " + swhid.content((project / "figures/numbers.json").read_bytes())
    assert bibtex(cited(project, "numbers")) == "\n".join([
        "@dataset{kit:numbers,",
        r'  author = {{Loom \& M{\"u}ller} and von B{\"u}low, Jr., Ida},',
        r"  title = {{Numbers of R\&D of weaving: 50 \% wool\_\{x\}}},",
        "  year = {2026},",
        "  month = mar,",
        "  day = {1},",
        "  version = {0.10},",
        r"  howpublished = {Data set in R\&D of weaving: 50 \% wool\_\{x\}, " + place + "},",
        "}",
    ])


@pytest.mark.parametrize(("words", "latex"), [
    ("a & b % c $ d # e _ f {g}", r"a \& b \% c \$ d \# e \_ f \{g\}"),
    ("~ ^ \\", r"\textasciitilde{} \textasciicircum{} \textbackslash{}"),
    ("äÖé ñ ç ř ő å", r"""{\"a}{\"O}{\'e} {\~n} {\c c} {\v r} {\H o} {\aa}"""),
    ("A\u0308 und í", r"""{\"A} und {\'i}"""),
    ("Straße, Łódź, Ørsted", r"""Stra{\ss}e, {\L}{\'o}d{\'z}, {\O}rsted"""),
    ("“a” – ‘b’ — c…", r"``a'' -- `b' --- c\ldots{}"),
    ("織機 ệ", "織機 ệ"),
])  # fmt: skip
def test_letters_are_written_for_latex(words, latex):
    assert escaped(words) == latex


CSL_TYPES = {"software", "document", "graphic", "dataset"}  # of the 45 of CSL 1.0.2
CSL_FIELDS = {  # those of its schema that are used here, and what they hold
    "id": str, "type": str, "title": str, "author": list, "issued": dict, "version": str, "container-title": str,
    "genre": str, "archive_location": str, "DOI": str, "URL": str,
}  # fmt: skip
CSL_NAMES = {"family", "given", "non-dropping-particle", "suffix", "literal"}


def test_csl_keeps_to_its_schema(project):
    (project / "CITATION.cff").write_text(WORDS + "doi: 10.1234/loom\nurl: https://example.org/loom\n", "utf-8")
    everything = [cited(project, what) for what in (None, "01", "looms_by_town", "looms.working", "numbers")]
    assert {reference.kind for reference in everything} == set(KINDS)
    items = json.loads(csl(everything))
    for item in items:
        assert item["type"] in CSL_TYPES
        for name, value in item.items():
            assert isinstance(value, CSL_FIELDS[name]) and value
        assert item["issued"] == {"date-parts": [[2026, 3, 1]]}
        assert all(set(name) <= CSL_NAMES for name in item["author"])
        assert item["author"] == [{"literal": "Loom & Müller"}, {"family": "Bülow", "given": "Ida",
                                                                 "non-dropping-particle": "von", "suffix": "Jr."}]
    assert [item.get("DOI") for item in items] == ["10.1234/loom", None, None, None, None]
    assert {item["URL"] for item in items} == {"https://example.org/loom"}


# The file of all references

def test_references_hold_everything_once(project):
    found = re.findall(r"^@(\w+)\{(\S+),$", references(project), re.M)
    assert found == [("software", "media-analysis-kit"), ("misc", "kit:01-looms"), ("misc", "kit:looms_by_town"),
                     ("dataset", "kit:numbers")]


def test_references_depend_on_the_files_alone(repository):
    before = references(repository)
    git(repository, "remote", "add", "origin", "git@example.org:press/looms.git")
    (repository / "more.txt").touch()
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "More")
    assert references(repository) == before
    assert "example.org" not in before and "rev:" not in before
    (repository / "figures/looms_by_town.svg").write_bytes(b"<svg/>")
    assert references(repository) == before.replace(swhid.content(DRAWING), swhid.content(b"<svg/>"))


def test_references_without_numbers_leave_them_out(project):
    (project / "figures/numbers.json").unlink()
    assert "kit:numbers" not in references(project)


def test_a_second_writing_changes_nothing(project, capsys):
    assert main(["cite", "--all"]) == main(["cite", "--all"]) == 0
    assert capsys.readouterr().out == "figures/references.bib: written\nfigures/references.bib: unchanged\n"
    assert (project / "figures/references.bib").read_text(encoding="utf-8") == references(project)
    assert not write_references(project)


def test_keys_of_this_project_are_distinct_and_hold_no_sign_of_latex(root):
    keys = re.findall(r"^@\w+\{(\S+),$", references(root), re.M)
    assert len(keys) == len(set(keys)) >= 1 + len(notebooks(root)) + len(shown(root))
    assert all(re.fullmatch(r"[\w:.-]+", key) for key in keys)


def test_first_cells_say_how_a_notebook_is_cited(root):
    for path in notebooks(root):
        first = "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])
        assert f"`{cited(root, path.stem).key}`" in first and f"cite notebooks/{path.name}`" in first


# What a repository adds

@pytest.mark.parametrize(("remote", "url"), [
    ("https://example.org/press/looms.git", "https://example.org/press/looms"),
    ("https://example.org/press/looms/", "https://example.org/press/looms"),
    ("http://example.org/looms", "https://example.org/looms"),
    ("https://ida:secret@example.org/looms.git", "https://example.org/looms"),
    ("https://example.org:8443/looms", "https://example.org:8443/looms"),
    ("git@example.org:press/looms.git", "https://example.org/press/looms"),
    ("ssh://git@example.org:2222/press/looms.git", "https://example.org/press/looms"),
    ("example.org:~ida/looms", "https://example.org/~ida/looms"),
    *((local, None) for local in ("/srv/git/looms.git", "../looms", "file:///srv/looms", "C:\\looms", "C:/looms",
                                  "server:looms.git", "http://localhost:3000/looms", "https://10.0.0.7/looms",
                                  "git://example.org/looms", "https://example.org", "https://example.org:x/looms", "")),
])  # fmt: skip
def test_a_remote_has_a_web_address_or_none(remote, url):
    assert web_url(remote) == url


def told(capsys, *arguments: str) -> str:
    assert main(["cite", *arguments, "--format", "text"]) == 0
    return capsys.readouterr().out.strip()


def test_without_git_nothing_is_added(project, capsys):
    assert told(capsys, "looms_by_town").endswith(swhid.content(DRAWING))


def test_without_the_program_git_nothing_is_added(repository, capsys, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert told(capsys, "looms_by_town").endswith(swhid.content(DRAWING))


def test_inside_a_foreign_repository_nothing_is_added(repository, capsys, monkeypatch):
    git(repository, "rm", "--quiet", "-r", "--cached", ".")
    git(repository, "remote", "add", "origin", "https://example.org/home.git")
    assert told(capsys, "looms_by_town").endswith(f"looms-figure. {swhid.content(DRAWING)}")


def test_a_commit_that_holds_the_bytes_is_told(repository, capsys):
    commit = git(repository, "rev-parse", "HEAD")
    expected = f"{swhid.content(DRAWING)};anchor=swh:1:rev:{commit};path=/figures/looms_by_town.svg"
    assert told(capsys, "looms_by_town").endswith(expected)
    git(repository, "checkout", "--quiet", "--detach")
    assert told(capsys, "looms_by_town").endswith(expected)


def test_a_project_in_a_folder_of_its_repository_tells_the_whole_path(project, capsys):
    git(project.parent, "init", "--quiet")
    git(project.parent, "add", ".")
    git(project.parent, "commit", "--quiet", "-m", "All")
    assert told(capsys, "looms_by_town").endswith(";path=/project/figures/looms_by_town.svg")


def test_bytes_that_are_not_committed_are_said_to_be_so(repository, capsys):
    (repository / "figures/looms_by_town.svg").write_bytes(b"<svg/>")
    assert main(["cite", "looms_by_town", "--format", "text"]) == 0
    said = capsys.readouterr()
    assert said.out.strip().endswith(swhid.content(b"<svg/>"))
    assert said.err.startswith("figures/looms_by_town.svg: ") and "commit it" in said.err


def test_the_origin_is_told_where_it_has_the_commit(repository, capsys):
    git(repository, "remote", "add", "backup", "/srv/git/looms.git")
    git(repository, "remote", "add", "alpha", "https://example.org/alpha.git")
    git(repository, "remote", "add", "origin", "git@example.org:press/looms.git")
    line = told(capsys, "looms_by_town")
    assert " https://example.org/press/looms swh:" in line and ";origin=" not in line and "/srv" not in line
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    assert ";origin=https://example.org/press/looms;anchor=" in told(capsys, "looms_by_town")
    git(repository, "remote", "remove", "origin")
    assert " https://example.org/alpha swh:" in told(capsys)
    git(repository, "remote", "remove", "alpha")
    assert "http" not in told(capsys) and "/srv" not in told(capsys, "01")


def test_a_shallow_clone_cites_as_the_whole_does(repository, tmp_path, capsys, monkeypatch):
    (repository / "more.txt").touch()
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "More")
    expected = told(capsys, "looms.working")
    git(tmp_path, "clone", "--quiet", "--depth", "1", repository.as_uri(), "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    assert told(capsys, "looms.working") == expected


def test_the_address_in_citation_cff_goes_before_that_of_a_remote(repository, capsys):
    (repository / "CITATION.cff").write_text(f"{WORDS}repository-code: https://example.org/own\n", encoding="utf-8")
    git(repository, "remote", "add", "origin", "https://example.org/fork.git")
    assert " https://example.org/own swh:" in told(capsys, "01")


# The command

def test_all_three_forms_or_one(project, capsys):
    assert main(["cite", "01"]) == 0
    reference, everything = cited(project, "01"), capsys.readouterr().out
    forms = {"text": text(reference), "bibtex": bibtex(reference), "csl": csl([reference])}
    assert everything == "\n\n".join(forms.values()) + "\n"
    for name, form in forms.items():
        assert main(["cite", "01", "--format", name]) == 0
        assert capsys.readouterr().out == f"{form}\n"


def test_it_works_from_a_folder_below(project, capsys, monkeypatch):
    monkeypatch.chdir(project / "notebooks")
    assert told(capsys, "01-looms.ipynb") == told(capsys, "01")


REFUSED = [  # what is asked, and words of the message
    (["looms_by_tovn"], ["notebook, a figure or a number", "'looms_by_tovn' is none", "named like it: looms_by_town"]),
    (["looms.workin"], ["named like it: looms.working"]),
    (["looms"], ["named like it: ", "looms.idle"]),
    (["02"], ["'02' is none", "notebooks: 01-looms; figures: looms_by_town; numbers: figures/numbers.json"]),
    (["notebooks/02-looms.ipynb"], ["'notebooks/02-looms.ipynb' is none", "named like it: 01-looms"]),
    (["../other/01-looms.ipynb"], ["lies in notebooks/ or figures/", "../other/01-looms.ipynb does not"]),
    (["01", "--all"], ["--all writes every entry", "'01' was named too"]),
    (["--all", "--format", "csl"], ["--all writes every entry", "'csl' was named too"]),
]


@pytest.mark.parametrize(("asked", "words"), REFUSED)
def test_what_is_not_there_is_refused_with_what_is(project, capsys, asked, words):
    (project.parent / "other").mkdir()
    (project.parent / "other/01-looms.ipynb").touch()
    assert main(["cite", *asked]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    for part in words:
        assert part in said.err


def test_two_notebooks_of_one_number_are_told_apart(project, capsys):
    notebook(project, "01-wool", "# How much wool?")
    assert main(["cite", "01"]) == 2
    assert "01 is of 01-looms and 01-wool; name one" in capsys.readouterr().err


def test_what_is_not_made_yet_is_said(project, capsys):
    notebook(project, "01-looms", "# How many looms?")
    (project / "figures/numbers.json").unlink()
    for what, words in (("looms_by_town", "there are no figures and no numbers yet, `make figures` makes them"),
                        ("numbers", "figures/numbers.json: the numbers are cited by this file; it is missing")):
        assert main(["cite", what]) == 2
        assert words in capsys.readouterr().err


LINES = WORDS.splitlines(keepends=True)
FAULTY = [  # CITATION.cff, and words of the message
    (None, ["CITATION.cff: ", "there is none", "restore it"]),
    (b"", ["has keys with values; it has None"]),
    (b"- a list", ["has keys with values"]),
    (b"title: x\nauthors: [", ["CITATION.cff: line ", "the file is YAML", "mend it"]),
    (b"title: \xff\xfe", ["the file is YAML", "mend it"]),
    (WORDS.replace("title:", "titel:").encode(), ["title is a text; it is missing; write title:"]),
    (WORDS.replace("version: 0.10", "version: ").encode(), ["version is a text; it is ''"]),
    ("".join(LINES[:5]).encode(), ["authors is a list of at least one; it is missing", "- name:"]),
    (("".join(LINES[:5]) + "authors: Ida\n").encode(), ["authors is a list of at least one; it is 'Ida'"]),
    (("".join(LINES[:5]) + "authors:\n  - affiliation: Mill\n").encode(), ["an author has a name; it is {'aff"]),
    (WORDS.replace("date-released: 2026-03-01\n", "").encode(), ["date-released is a day; it is missing"]),
    (WORDS.replace("2026-03-01", "March 2026").encode(), ["date-released is a day; it is 'March 2026'"]),
]


@pytest.mark.parametrize(("data", "words"), FAULTY)
def test_a_faulty_citation_file_is_named_and_nothing_is_written(project, capsys, data, words):
    (project / "CITATION.cff").unlink()
    if data is not None:
        (project / "CITATION.cff").write_bytes(data)
    for arguments in (["cite"], ["cite", "--all"], ["gallery"]):
        assert main(arguments) == 2
        said = capsys.readouterr()
        assert said.out == "" and said.err.startswith("CITATION.cff: ")
        for part in words:
            assert part in said.err
    assert sorted(path.name for path in (project / "figures").iterdir()) == ["looms_by_town.svg", "numbers.json"]


@pytest.mark.parametrize("data", ["", "[]", '{"numbers": 3}', '{"numbers": {"a": {"text": "1"}}}'])
def test_faulty_numbers_are_named(project, capsys, data):
    (project / "figures/numbers.json").write_text(data)
    assert main(["cite", "looms.working"]) == 2
    assert capsys.readouterr().err.startswith("figures/numbers.json: it has numbers, each with text, notebook and cell")


@pytest.mark.parametrize("what", [["looms_by_town"], ["--all"]])
def test_a_drawing_that_is_gone_is_named(project, capsys, what):
    (project / "figures/looms_by_town.svg").unlink()
    assert main(["cite", *what]) == 2
    assert capsys.readouterr().err.startswith("figures/looms_by_town.svg: a figure is cited by the bytes of its")
    assert not (project / "figures/references.bib").exists()


@pytest.mark.parametrize("data", ["", "{}", "[]"])
def test_a_faulty_notebook_is_named(project, capsys, data):
    (project / "notebooks/01-looms.ipynb").write_text(data)
    assert main(["cite", "01"]) == 2
    assert capsys.readouterr().err.startswith("notebooks/01-looms.ipynb: a notebook is JSON with cells")


# docs/citing.md

@pytest.fixture(scope="module")
def guide(root):
    return (root / "docs/citing.md").read_text(encoding="utf-8")


@pytest.fixture
def copied(root, tmp_path):
    """A copy of the project, with a number stated in it."""
    for name in ("notebooks", "seeds", "pyproject.toml", "CITATION.cff"):
        (tmp_path / name).symlink_to(root / name)
    shutil.copytree(root / "figures", tmp_path / "figures")
    fact = Fact("corpus.articles", 5, unit="article").record() | {"notebook": "notebooks/00-corpus.ipynb", "cell": "c"}
    for name, content in number_files({fact["id"]: fact}, {"corpus": {}, "code": {}}).items():
        (tmp_path / "figures" / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_the_commands_of_the_guide_run(guide, copied, root):
    lines = "".join(re.findall(r"```sh\n(.*?)```", guide, re.S)).splitlines()
    settings = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
                             "PYTHONPATH": str(root)}  # fmt: skip
    said = {line: subprocess.run(line, shell=True, cwd=copied, env=settings, capture_output=True, text=True,
                                 encoding="utf-8") for line in lines}  # fmt: skip
    assert len(lines) >= 11 and {line: done.stderr for line, done in said.items() if done.returncode} == {}
    cited_here = "".join(done.stdout for done in said.values()) + references(copied)
    for line, done in said.items():
        if line.startswith("git hash-object "):
            assert f"swh:1:cnt:{done.stdout.strip()}" in cited_here
    assert "@misc{kit:corpus.articles," in (copied / "my-numbers.bib").read_text(encoding="utf-8")
    assert json.loads((copied / "voices.json").read_text(encoding="utf-8"))[0]["id"] == "kit:voices_by_stakeholder"


def test_what_the_guide_names_is_there(guide, copied, root):
    write_references(copied)
    latex, quarto = (re.search(rf"```{name}\n(.*?)```", guide, re.S)[1] for name in ("latex", "markdown"))
    cited_in = {*re.findall(r"\\cite\{(.*?)\}", latex), *re.findall(r"@([\w:.-]*\w)", quarto)}
    assert len(cited_in) == 3
    keys = set(re.findall(r"^@\w+\{(\S+),$", references(copied), re.M))
    assert cited_in | {key for key in re.findall(r"\| `([\w:.-]+)` \|", guide)} <= keys | {"kit:corpus.articles"}
    files = re.findall(r"\{(figures/[\w.]+)\}", latex) + re.findall(r"figures/\w+\.\w+", quarto)
    assert {file for file in files if not list(copied.glob(f"{file}*"))} == set() and len(files) >= 6
    macros = set(re.findall(r"\\newcommand\{\\(\w+)\}", (copied / "figures/numbers.tex").read_text(encoding="utf-8")))
    assert set(re.findall(r"\\([A-Z]\w+)\{\}", latex)) == macros == {"CorpusArticles"}
    assert "{{< meta numbers.corpus.articles >}}" in quarto
    metadata = yaml.safe_load((copied / "figures/numbers.yml").read_bytes())
    assert metadata["numbers"]["corpus"]["articles"] == "5 articles"
    stated = "".join(path.read_text(encoding="utf-8") for path in (*root.glob("analysis/*.py"), *notebooks(root)))
    assert re.search(r'(?:fact|state)\(\\?"corpus\.articles', stated)


# This project's own words

def test_citation_cff_keeps_to_its_schema_and_names_no_address(root):
    words = (root / "CITATION.cff").read_text(encoding="utf-8")
    work, keys = read_work(root), set(re.findall(r"^([\w-]+):", words, re.M))
    assert {"cff-version", "message", "title", "authors"} <= keys
    assert keys <= {"cff-version", "message", "title", "authors", "type", "version", "date-released", "license",
                    "abstract", "keywords"}  # fmt: skip
    assert re.search(r"^cff-version: 1\.2\.0$", words, re.M) and "//" not in words
    assert work.version == analysis.__version__
    assert work.authors == (Author("The media-analysis kit maintainers"),)
