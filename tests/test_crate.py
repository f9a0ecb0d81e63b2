"""A crate is the project in one file: the same bytes everywhere, every file told, without an article if so asked."""

import base64
import csv
import html
import io
import itertools
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import pytest

from analysis import __version__, archive, verification
from analysis.__main__ import main
from analysis.archive import packed, unpacked
from analysis.corpus import read_text
from analysis.crate import METADATA, README, contents, without_texts
from analysis.packing import write_crate
from analysis.redaction import POINTER

FERRY = "The harbour master said that the new ferry would not replace the rowers before the winter comes.\n"
MILL = "Nobody at the mill expected that a machine could keep the books better than old Ida Hall.\n"
QUOTED = FERRY.strip().removesuffix(".")
# What stands for the kit in a small project: it makes a notebook's outputs, figures and findings of the first article.
MAKE = r"""
import base64, html, json, pathlib, re
article = pathlib.Path("seeds/a.txt").read_text(encoding="utf-8").strip()
said = article.rstrip(".")
pathlib.Path("figures").mkdir(exist_ok=True)
def write(name, text):
    pathlib.Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return text
pictures = {name: write(f"figures/{name}.png", b"\x89PNG a picture of " + name.encode()) for name in ("kinds", "said")}
svg = '<svg><title>Kinds</title><path aria-label="{}"/><text>{}</text></svg>'
write("figures/kinds.svg", svg.format(html.escape(said), "letter"))
write("figures/said.svg", svg.format("letter", said[:11] + " <b>master</b>" + said[18:]))
write("figures/kinds.csv", "kind,n\nletter,1\n")
write("figures/said.csv", f"kind,text\nletter,{article}\n")
write("figures/kinds.vl.json", "{}")
write("figures/said.vl.json", json.dumps({"data": [{"text": said}]}))
outputs = [{"data": {"text/markdown": [f"- <b>{said[:30]}</b>{said[30:]}."]}, "metadata": {}}] + [
    {"data": {"image/png": base64.b64encode(data).decode()},
     "metadata": {"figure": {"id": name, "question": "?", "caption": "", "alt_text": ""}}}
    for name, data in pictures.items()]
write("notebooks/00-a.ipynb", json.dumps({"cells": [
    {"id": "title", "cell_type": "markdown", "source": "# Who speaks?"},
    {"id": "bars", "cell_type": "code", "source": "show()", "outputs": outputs}]}, indent=1))
readme = pathlib.Path("README.md").read_text(encoding="utf-8")
write("README.md", re.sub("(made -->).*(<!-- end)", lambda marks: f"{marks[1]}\n\n- Said: “{said}”.\n\n{marks[2]}",
                          readme, flags=re.S))
import hashlib
def digests(*names):
    return {name: hashlib.sha256(pathlib.Path(name).read_bytes()).hexdigest() for name in names}
write("figures/manifest.json", json.dumps({
    "figures": {name: {"notebook": "notebooks/00-a.ipynb", "cell": "bars", "files": {
        f"{name}{suffix}": digests(f"figures/{name}{suffix}")[f"figures/{name}{suffix}"]
        for suffix in (".svg", ".png", ".vl.json", ".csv")}} for name in pictures},
    "notebooks": digests("notebooks/00-a.ipynb"), "code": digests("make.py"),
    "corpus": digests("seeds/a.txt", "seeds/b.txt", "seeds/articles.csv", "seeds/coding/A/claims.csv")}))
"""
FILES = {
    "pyproject.toml": '[project]\nlicense = "MIT"\n', "LICENSE": "MIT\n", ".gitignore": "build/\n.venv/\n*.tmp\n",
    "CITATION.cff": "cff-version: 1.2.0\nmessage: Cite\ntitle: A small kit\nversion: 0.1.0\ndate-released: 2026-01-02\n"
                    "authors:\n- family-names: Hall\n  given-names: Ida\n- name: The Harbour Press\n",
    "requirements.lock": "altair==0.0.1 \\\n    --hash=sha256:0\n", "make.py": MAKE, "run": "#!/bin/sh\n",
    "Makefile": ".PHONY: figures\nRUN := python3\nfigures:\n\t@$(RUN) make.py\n",
    "README.md": "A kit.\n<!-- findings: made -->\n<!-- end of findings -->\n", "notebooks/00-a.ipynb": "",
    "seeds/a.txt": FERRY, "seeds/b.txt": MILL, "seeds/articles.csv": "document,label\na,Ferry\nb,Mill\n",
    "seeds/coding/CODERS.md": "two programs\n",
    "seeds/coding/A/claims.csv": f"document,start,end,evidence,text\na,0,{len(QUOTED) + 1},not replace,{QUOTED}.\n",
    "docs/mill.md": "# The mill\n\nIn the text: nobody at the mill expected that a machine could *keep the books*.\n",
}  # fmt: skip
RESULTS = {f"figures/{name}{suffix}" for name in ("kinds", "said") for suffix in (".svg", ".png", ".vl.json", ".csv")}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small project with results, as if `make figures` had run."""
    root = tmp_path_factory.mktemp("project")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    subprocess.run(["make", "-s", "figures"], cwd=root, check=True)
    return root


@pytest.fixture
def project(made, tmp_path, monkeypatch):
    """A copy of it, to go wrong in; what runs, runs there."""
    root = shutil.copytree(made, tmp_path / "project")
    monkeypatch.chdir(root)
    monkeypatch.delenv("ANALYSIS_CORPUS", raising=False)
    return root


def graph(path: Path) -> dict[str, dict]:
    return {entity["@id"]: entity for entity in json.loads(unpacked(path)[METADATA])["@graph"]}


def test_a_zip_depends_on_names_and_bytes_alone(tmp_path):
    files = {"b/c.txt": b"c", "a.txt": b"a", "b/run": b"#!/bin/sh\n"}
    data = packed(files)
    assert data == packed(dict(reversed(files.items())))
    entries = {entry.filename: entry for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    assert list(entries) == ["a.txt", "b/", "b/c.txt", "b/run"]
    assert {entry.date_time for entry in entries.values()} == {(1980, 1, 1, 0, 0, 0)}
    modes = {name: stat.S_IMODE(entry.external_attr >> 16) for name, entry in entries.items()}
    assert modes == {"a.txt": 0o644, "b/": 0o755, "b/c.txt": 0o644, "b/run": 0o755}
    (tmp_path / "a.zip").write_bytes(data)
    assert unpacked(tmp_path / "a.zip") == files


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize("names, told", [
    (["../a"], "lies inside its folder"), (["/etc/a"], "lies inside its folder"), (["a/../../b"], "lies inside"),
    (["a\\b"], "lies inside"), (["C:a"], "lies inside"), (["a//b"], "lies inside"), (["./a"], "lies inside"),
    (["a\nb"], "lies inside"), (["A", "a"], "'a' stands twice"), ([link("a")], "'a' is a link"),
    (list("abcdef"), "at most 5 files"), (["large"], "at most"), (["swollen"], "500 times what is packed"),
])  # fmt: skip
def test_what_may_not_be_unpacked(tmp_path, monkeypatch, names, told):
    monkeypatch.setattr(archive, "MOST_FILES", 5)
    monkeypatch.setattr(archive, "LARGEST", 3_000_000)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, b"0" * {"large": 4_000_000, "swollen": 2_500_000}.get(name, 1))
    with pytest.raises(ValueError, match=told):
        unpacked(tmp_path / "a.zip")


def test_what_goes_in_is_what_git_keeps(project):
    (project / "build").mkdir()
    (project / "build/a.txt").write_text("a")
    (project / "a.tmp").write_text("a")
    (project / "figures/link").symlink_to("/etc/hostname")
    names = set(contents(project))
    assert names == {*FILES, *RESULTS, "figures/manifest.json"}
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    subprocess.run(["git", "add", "."], cwd=project, check=True)
    (project / "notes.txt").write_text("not added")
    assert set(contents(project)) == names


def test_the_same_files_give_the_same_bytes(project, tmp_path, monkeypatch):
    first, _ = write_crate(project)
    assert first == project / "build/crate" / f"media-analysis-kit-{__version__}.zip"
    elsewhere = shutil.copytree(project, tmp_path / "else where", ignore=shutil.ignore_patterns("build"))
    for path in elsewhere.rglob("*"):
        os.utime(path, (1, 1))
    second, _ = write_crate(elsewhere)
    assert first.read_bytes() == second.read_bytes()
    assert str(project).encode() not in first.read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    entries = zipfile.ZipFile(write_crate(project)[0]).infolist()
    assert {entry.date_time for entry in entries} == {(2023, 11, 14, 22, 13, 20)}


@pytest.mark.parametrize("texts", [True, False])
def test_the_description_tells_every_file_and_refers_to_nothing_else(project, texts):
    path, made = write_crate(project, texts=texts)
    told, files = graph(path), unpacked(path)
    assert set(files) == set(made.files)
    for name in set(files) - {METADATA}:
        assert told[name]["sha256"] == sha256(files[name]).hexdigest()
        assert told[name]["contentSize"] == str(len(files[name])) and told[name]["encodingFormat"]
    refers = set(re.findall(r'"@id": "([^"]+)"', files[METADATA].decode()))
    assert {name for name in refers if name not in told} == {"https://w3id.org/ro/crate/1.2"}
    action = told["#make/figure/said"]
    assert action["instrument"] == {"@id": "notebooks/00-a.ipynb"} and "cell bars" in action["name"]
    picture = "figures/said.png" if texts else "#whole/figures/said.png"
    assert {"@id": picture} in action["result"] and {"@id": "seeds/"} in action["object"]
    people = [told[one["@id"]] for one in told["./"]["author"]]
    assert [(one["@type"], one["name"]) for one in people] == [
        ("Person", "Ida Hall"), ("Organization", "The Harbour Press")]  # fmt: skip
    assert told["./"]["license"] == {"@id": "https://spdx.org/licenses/MIT"}
    assert (told["./"]["version"], told["./"]["datePublished"]) == ("0.1.0", "2026-01-02")
    about, page = told["./"], files[README].decode()
    assert all("The codings were made by two programs" in said for said in (about["description"], page))
    assert ("## What is left out" in page, "make figures " in page) == (not texts, texts)
    assert set(re.findall(r"[\w.-]+\.zip", page)) == {path.name}
    assert about["identifier"] == path.stem and ("without the texts" in about["name"]) is not texts
    assert ("every result can be made again" in about["description"]) is texts


def test_the_page_of_a_crate_works_from_the_folder_that_it_names(project, tmp_path):
    """What the page says to unpack goes into a folder that is not there yet, beside the zip."""
    path, _ = write_crate(project, texts=False, out=tmp_path / f"media-analysis-kit-{__version__}-without-texts.zip")
    page = unpacked(path)[README].decode()
    unzip = re.search(r"^unzip (\S+) -d (\S+)\ncd (\S+)$", page, re.M)
    assert unzip[1] == path.name and unzip[2] == unzip[3]
    zipfile.ZipFile(path).extractall(tmp_path / unzip[2])
    verify = re.findall(r"^\.venv/bin/python -m analysis (verify .*?)(?: +#.*)?$", page, re.M)
    kit = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    (tmp_path / "mine").mkdir()
    for name, text in (("a", FERRY), ("b", MILL)):
        (tmp_path / "mine" / name).write_text(text, encoding="utf-8")
    for command in verify:
        words = command.replace("NEW-FOLDER", str(tmp_path / "new")).replace("FOLDER", str(tmp_path / "mine")).split()
        subprocess.run([sys.executable, "-m", "analysis", *words], cwd=tmp_path / unzip[2], env=kit, check=True)
    assert len(verify) == 2 and (tmp_path / "new/seeds/a.txt").read_text(encoding="utf-8") == FERRY


@pytest.mark.parametrize("name, text, told", [
    ("seeds/a.txt", "AI.", "seeds/a.txt: results are made from what the project has; this has changed since; run"),
    ("figures/kinds.csv", "kind,n\n", "figures/kinds.csv: results are made from what the project has"),
    ("figures/manifest.json", "{", "there is no manifest; `make figures` writes it"),
    ("pyproject.toml", "[project]\n", "none is named; write license"),
    ("CITATION.cff", None, "CITATION.cff: the project says in it how it is cited; there is none"),
    (".gitignore", "seeds/\n", "seeds/a.txt: .* the project does not have it; move the corpus into the project"),
])  # fmt: skip
def test_what_cannot_be_made_again_is_refused(project, capsys, name, text, told):
    if text is None:
        (project / name).unlink()
    else:
        (project / name).write_text(text)
    assert main(["crate"]) == 2
    assert re.search(told, capsys.readouterr().err)
    assert not (project / "build").exists()


def test_without_texts_what_shows_words_is_left_out_and_told(project):
    path, made = write_crate(project, texts=False)
    states = {whole.path: whole.state for whole in made.wholes}
    assert states == {
        **dict.fromkeys(["figures/said.png", "figures/said.svg", "seeds/a.txt", "seeds/b.txt"], "left out"),
        "notebooks/00-a.ipynb": "without pictures",
        **dict.fromkeys(["README.md", "docs/mill.md", "figures/kinds.svg", "figures/said.csv", "figures/said.vl.json",
                         "seeds/coding/A/claims.csv"], "with pointers for passages"),
    }  # fmt: skip
    files = unpacked(path)
    outputs = json.loads(files["notebooks/00-a.ipynb"])["cells"][1]["outputs"][1:]
    kept = base64.b64encode(files["figures/kinds.png"]).decode()
    assert [output["data"]["image/png"] for output in outputs] == [kept, ""]
    assert re.search(r",⟦\w+:\d+-\d+⟧,⟦\w+:\d+-\d+⟧\.\n$", files["seeds/coding/A/claims.csv"].decode())
    for whole in made.wholes:
        assert f"`{whole.digest}`" in files[README].decode()


def eights(text: str) -> set[tuple[str, ...]]:
    """Every eight words in a row, read in the plainest way."""
    words = re.findall(r"\w+", text.lower().replace("_", " "))
    return {tuple(words[at : at + 8]) for at in range(len(words) - 7)}


def readings(data: bytes) -> set[str]:
    """A file as text, without pointers, and as somebody would read it who undoes JSON, HTML and tags."""
    text = POINTER.sub(" ¶ ¶ ¶ ¶ ", data.decode("utf-8", "replace"))
    told = [text]
    try:
        told.append(json.dumps(json.loads(text), ensure_ascii=False).replace("\\n", "\n").replace('\\"', '"'))
    except ValueError:
        pass
    plain = [html.unescape(one) for one in told]
    return {*told, *plain, *(re.sub(r"<[^<>]*>", " ", one) for one in plain)}


def columns(name: str, data: bytes) -> set[str]:
    """What is read down the columns of a table, down those of data in JSON, and over the text elements of a drawing."""
    text = POINTER.sub(" ¶ ¶ ¶ ¶ ", data.decode("utf-8", "replace"))
    if name.endswith((".csv", ".tsv")):
        rows = csv.reader(io.StringIO(text), delimiter="," if name.endswith(".csv") else "\t")
        return {" ".join(filter(None, column)) for column in itertools.zip_longest(*rows)}
    if name.endswith((".json", ".ipynb")):
        return {" ".join(str(row.get(key, "")) for row in rows)
                for rows in records(json.loads(text)) for key in rows[0]}
    return {" ".join(ElementTree.fromstring(text).itertext())} if name.endswith(".svg") else set()


def records(value) -> list[list[dict]]:
    """Every list of rows in nested data, as the data of a chart."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    here = [value] if isinstance(value, list) and value and all(isinstance(row, dict) for row in value) else []
    return here + [rows for part in inner for rows in records(part)]


def test_no_passage_of_any_article_is_in_a_crate_without_texts(root):
    articles = [read_text(path) for path in root.glob("seeds/*.txt")]
    passages = set().union(*map(eights, articles))
    files = contents(root)
    made = without_texts(root, files, "seeds")
    held = [name for name, data in files.items() if passages & eights(data.decode("utf-8", "replace"))]
    spread = "figures/wordings_of_one_utterance.csv"
    assert passages & set().union(*map(eights, columns(spread, files[spread]))), "no words are spread over rows"
    assert len(passages) > 2_500 and len(held) > 30, "there would be nothing to leave out"
    for name, data in made.files.items():
        told = readings(data) | columns(name, data)
        found = set() if name.endswith(".png") else passages & set().union(*map(eights, told))
        assert not found, f"{name}: {' '.join(min(found))}"
    assert not {f"seeds/{path.name}" for path in root.glob("seeds/*.txt")} & set(made.files)


@pytest.mark.parametrize("said, stays", [("A letter.", True), (f"<b>{QUOTED[:9]}</b>{QUOTED[9:]}", False)])
def test_a_file_of_word_stays_if_it_has_no_passage(project, said, stays):
    (project / "style.docx").write_bytes(packed({"word/document.xml": f"<w>{said}</w>".encode()}))
    (project / "unknown").write_bytes(b"\xff\xfe\x00")
    made = without_texts(project, contents(project), "seeds")
    assert ("style.docx" in made.files) is stays and "unknown" not in made.files
    assert {whole.path for whole in made.wholes} >= {"unknown"}


def test_code_stays_as_it_is_without_texts(root):
    told = {"analysis/x.py": b'"""A module."""\nsaid = "the ferry"\n'}
    assert without_texts(root, told, "seeds").files == told


@pytest.fixture
def sealed(project):
    """The crate of the small project."""
    return write_crate(project)[0]


def again(path: Path, change) -> Path:
    """A crate with something changed in its files."""
    files = unpacked(path)
    change(files)
    path.write_bytes(packed(files))
    return path


def described(files: dict[str, bytes], name: str, data: bytes) -> None:
    """A file changed so that its description follows."""
    before, files[name] = sha256(files[name]).hexdigest(), data
    files[METADATA] = files[METADATA].replace(before.encode(), sha256(data).hexdigest().encode())


@pytest.mark.parametrize("change, status, told", [
    (lambda files: None, 0, ""),
    (lambda files: files.update({"seeds/a.txt": b"AI."}), 1, "seeds/a.txt: its SHA-256 is to be .* it was changed"),
    (lambda files: files.pop("figures/kinds.csv"), 1, "figures/kinds.csv: .* lists it; it is not there"),
    (lambda files: files.update({"more.py": b""}), 1, "more.py: every file is listed .* somebody added it"),
    (lambda files: files.pop(METADATA), 2, "has ro-crate-metadata.json with @graph; this has none"),
    (lambda files: files.update({METADATA: b"{"}), 2, "it cannot be read"),
    (lambda files: files.update({METADATA: b"[]"}), 2, "it cannot be read"),
    (lambda files: files.update({METADATA: b'{"@graph": [1]}'}), 2, "it cannot be read"),
])  # fmt: skip
def test_every_file_is_held_against_the_description(sealed, capsys, change, status, told):
    assert main(["verify", str(again(sealed, change)), "--no-rebuild"]) == status
    out = capsys.readouterr()
    assert re.search(told, out.err)
    assert ("Every file has its SHA-256." in out.out) is (status == 0)


def test_the_description_is_checked_without_the_packages_of_figures(sealed):
    code = ("import sys; sys.modules |= dict.fromkeys(('altair', 'pandas', 'vl_convert'));"
            f"from analysis.__main__ import main; sys.exit(main(['verify', {str(sealed)!r}, '--no-rebuild']))")
    kit = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=kit)
    assert done.returncode == 0 and "Every file has its SHA-256." in done.stdout, done.stderr


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 torn", b"words"])
def test_what_is_no_crate(tmp_path, capsys, data):
    (tmp_path / "a.zip").write_bytes(data)
    assert main(["verify", str(tmp_path / "a.zip")]) == 2
    assert "a crate is a zip; this is none that can be read" in capsys.readouterr().err


def test_a_crate_is_rebuilt(sealed, tmp_path, capfd):
    assert main(["verify", str(sealed), "--into", str(tmp_path / "new")]) == 0
    assert "Every result came out as it is in the crate." in capfd.readouterr().out
    assert os.access(tmp_path / "new/run", os.X_OK) and not os.access(tmp_path / "new/make.py", os.X_OK)
    assert main(["verify", str(sealed), "--into", str(tmp_path / "new")]) == 2
    assert "unpacked into an empty folder; this is none" in capfd.readouterr().err


def test_what_comes_out_otherwise_is_told_with_its_cell(sealed, capfd):
    again(sealed, lambda files: described(files, "figures/said.csv", b"kind,text\nletter,AI.\n"))
    assert main(["verify", str(sealed)]) == 1
    out = capfd.readouterr().out
    for line in ("notebooks/00-a.ipynb, cell bars", "  figure said: .csv differ", "    was  letter,AI.",
                 "    now  letter,The harbour master said", "1 figure"):  # fmt: skip
        assert line in out


@pytest.mark.parametrize("options, makefile, told", [
    ([], b".PHONY: figures\nfigures:\n\t@exit 3\n", "makes the results anew; it failed"),
    (["--here"], b"figures:\n", "--here uses packages as the crate locks them; here altair is .* and not 0.0.1"),
])  # fmt: skip
def test_what_cannot_be_rebuilt(sealed, capfd, options, makefile, told):
    again(sealed, lambda files: described(files, "Makefile", makefile))
    assert main(["verify", str(sealed), *options]) == 2
    assert re.search(told, capfd.readouterr().err)


def test_here_rebuilds_with_this_python(sealed, tmp_path):
    def change(files):
        described(files, "requirements.lock", b"other==1 ; sys_platform == 'never'\npytest==0\npytest==%s ; a\n"
                  % pytest.__version__.encode())
        described(files, "Makefile", b"figures: .venv/.ready\n\t@$(RUN) make.py\n\t@echo $(RUN) > python.txt\n"
                  b".venv/.ready:\n\t@exit 3\n.PHONY: figures\n")

    again(sealed, change)
    assert main(["verify", str(sealed), "--here", "--into", str(tmp_path / "new")]) == 0
    assert (tmp_path / "new/python.txt").read_text().strip() == sys.executable


def test_a_crate_without_texts_is_verified_with_them(project, tmp_path, capfd):
    path = write_crate(project, texts=False)[0]
    assert main(["verify", str(path)]) == 1
    assert "it cannot be rebuilt; name a folder that has them: --texts FOLDER" in capfd.readouterr().err
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text(FERRY, encoding="utf-8")
    (mine / "other.txt").write_text("AI.", encoding="utf-8")
    assert main(["verify", str(path), "--texts", str(mine)]) == 1
    assert re.search(r"seeds/b.txt: an article with the SHA-256 \w+… is needed", capfd.readouterr().err)
    (mine / "second").write_text(MILL, encoding="utf-8")
    new = tmp_path / "new"
    assert main(["verify", str(path), "--texts", str(mine), "--into", str(new)]) == 0
    assert "With the articles every file is as it was, but for pictures" in capfd.readouterr().out
    for name in contents(project):
        assert (new / name).read_bytes() == (project / name).read_bytes()


@pytest.mark.parametrize("makes, told", [
    ("none", "  figure kinds: .csv .png .svg .vl.json are gone"),
    ("picture", "notebooks/00-a.ipynb\n  is not what its SHA-256 is of"),
])  # fmt: skip
def test_what_is_not_made_anew_is_told(project, capfd, monkeypatch, makes, told):
    """Results are taken out before they are made, so that nothing seems to come out that was there."""
    path = write_crate(project, texts=False)[0]
    if makes == "none":
        again(path, lambda files: described(files, "Makefile", b"figures:\n"))
    else:
        monkeypatch.setattr(verification, "cleared", lambda files: dict(files))
        again(path, lambda files: described(files, "make.py", b"def write(name, text): ..."))
    assert main(["verify", str(path), "--texts", "seeds"]) == 1
    assert told in capfd.readouterr().out


def test_pointers_that_were_moved_are_found_out(project, capfd):
    path = write_crate(project, texts=False)[0]
    again(path, lambda files: described(files, "docs/mill.md", re.sub(rb":\d+-", b":0-", files["docs/mill.md"])))
    assert main(["verify", str(path), "--texts", "seeds"]) == 1
    assert "docs/mill.md: with its words it has another SHA-256 than it had" in capfd.readouterr().err
    assert main(["verify", str(path), "--texts", "nowhere"]) == 2
    assert "there is no such folder" in capfd.readouterr().err
