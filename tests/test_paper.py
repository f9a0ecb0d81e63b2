"""The write-up: all that it names is there, every fault is told with its line, and none of it needs pandoc or typst."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.manuscript import Published, bibliographies, faults, read_published
from analysis.paper import build, manuscripts

PUBLISHED = {"voices.all": 12, "voices.union": 2, "frames.claims": 49, "frames.few": (3, 4), "frames.many": (9, 90)}
SOUND = """\
---
title: "Of {{voices.all}}"
---

There are {{voices.all}}, [as @hall2001 says; cf. -@kit:01-voices], of 12<!-- given -->, in [Figure](#fig-voices).
Neither `{{code}}` nor me@home is one.
<!-- holds: voices.all > voices.union --> <!-- holds: voices.union + 10 = voices.all -->
<!-- holds: frames.few < frames.many --> <!-- holds: frames.few% > frames.many% -->

![Who speaks
[@kit:voices].](../figures/voices.svg){#fig-voices width=11cm}

```
![](nowhere.svg) {{nothing}} [@nobody]
```
"""
FAULTS = {
    "a number misspelt": ("{{voices.al}}", "no number 'voices.al'; did you mean voices.all"),
    "a number like no other": ("{{zzz}}", "no number 'zzz'"),
    "a number in the title": ("---\ntitle: '{{voice.all}}'\n---", "no number 'voice.all'; did you mean voices.all", 2),
    "a brace lost": ("{{voices.all}, and", "a number stands between {{ and }}; there is a lone {{"),
    "a reference misspelt": ("[see @hall2010, p. 3]", "no reference 'hall2010'; did you mean hall2001?"),
    "a reference in the text": ("As @weir2000 says.", "no reference 'weir2000'"),
    "a figure misspelt": ("![x](../figures/voice.svg)", "no figure 'voice'; did you mean voices?; make figures draws"),
    "a figure without its picture": ("![x](../figures/bare.svg)", "no figure 'bare'"),
    "a figure without words": ("![x](../figures/mute.svg)", "figure 'mute' does not say what it shows"),
    "a figure for print": ("![x](../figures/voices.png)", "a figure is one of figures/*.svg"),
    "a picture from elsewhere": ("![x](photo.jpg)", "a figure is one of figures/*.svg; this is photo.jpg"),
    "a place that is not marked": ("[Figure](#fig-voice) ![x](../figures/voices.svg){#fig-voices}",
                                   "no figure is marked {#fig-voice}; did you mean fig-voices?"),
    "a relation that turned": ("<!-- holds: voices.union > voices.all -->", "does not hold: 2 and 12"),
    "a relation to a bound": ("<!-- holds: voices.all = 13 -->", "does not hold: 12 and 13"),
    "a sum that turned": ("<!-- holds: voices.union + voices.all >= 15 -->", "does not hold: 14 and 15"),
    "shares that turned": ("<!-- holds: frames.few% < frames.many% -->", "does not hold: 0.75 and 0.1"),
    "a share of nothing": ("<!-- holds: voices.all% > 0.5 -->", "no number 'voices.all%'; did you mean voices.all"),
    "a relation of nothing": ("<!-- holds: voices.alls > 3 -->", "no number 'voices.alls'; did you mean voices.all"),
    "a number typed": ("There are 12 of them.", "'12' was typed; name a number of figures/numbers.json"),
    "no relation": ("<!-- holds: voices.all is large -->", "a relation is like"),
}  # fmt: skip


@pytest.fixture
def project(tmp_path):
    """A small project with a write-up: figures, numbers and references of its own."""
    for folder in ("figures", "paper"):
        (tmp_path / folder).mkdir()
    for name, words in {"voices": "<desc>Bars.</desc>", "mute": ""}.items():
        (tmp_path / f"figures/{name}.svg").write_text(f"<svg>{words}</svg>", encoding="utf-8")
        (tmp_path / f"figures/{name}.png").write_bytes(b"")
    (tmp_path / "figures/bare.svg").write_text("<svg><desc>Bars.</desc></svg>", encoding="utf-8")
    known = {id: value if isinstance(value, tuple) else (value, None) for id, value in PUBLISHED.items()}
    numbers = {id: {"text": str(value), "value": value, "n": n} for id, (value, n) in known.items()}
    (tmp_path / "figures/numbers.json").write_text(json.dumps({"numbers": numbers}), encoding="utf-8")
    kit = "@misc{kit:voices,\n}\n\n@misc{kit:01-voices,\n}\n"
    (tmp_path / "figures/references.bib").write_text(kit, encoding="utf-8")
    (tmp_path / "paper/own.bib").write_text("@article{hall2001,\n  title = {Weaving},\n}\n", encoding="utf-8")
    (tmp_path / "paper/README.md").write_text("{{nothing}}", encoding="utf-8")
    (tmp_path / "paper/note.md").write_text(SOUND, encoding="utf-8")
    (tmp_path / "pyproject.toml").touch()
    return tmp_path


def told(project: Path, text: str) -> list[str]:
    path = project / "paper/note.md"
    path.write_text(text, encoding="utf-8")
    return [f"{fault.place}: {fault.message}" for fault in faults(path, read_published(project, path.parent))]


def test_a_sound_text_has_no_faults(project):
    assert told(project, SOUND) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_its_line(project, fault):
    text, message, line = (*FAULTS[fault], 3)[:3]
    found = told(project, text if line == 2 else f"A\n\n{text}\n")
    assert len(found) == 1 and found[0].startswith(f"paper/note.md:{line}: ") and message in found[0], found


def test_all_faults_are_told_in_the_order_of_lines(project):
    found = told(project, "{{a.b}}\n[@c]\n<!-- holds: 1 > 2 -->\n![](d.svg)\n{{e.f}}")
    assert [fault.split(":")[1] for fault in found] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("name", ["numbers.json", "references.bib"])
def test_without_published_results_it_says_what_writes_them(project, name):
    (project / "figures" / name).unlink()
    with pytest.raises(ValueError, match=f"figures/{name}: .* make figures"):
        read_published(project, project / "paper")


def test_the_command_builds_nothing_while_there_is_a_fault(project, monkeypatch, capsys):
    monkeypatch.chdir(project)
    (project / "paper/note.md").write_text("{{voices.al}}", encoding="utf-8")
    assert main(["paper"]) == 1
    assert "paper/note.md:1: no number 'voices.al'" in capsys.readouterr().err
    assert not (project / "build").exists()


def test_the_command_wants_a_write_up(project, monkeypatch, capsys):
    monkeypatch.chdir(project)
    (project / "paper/note.md").unlink()
    assert main(["paper"]) == 2
    assert "a write-up is a .md file beside README.md" in capsys.readouterr().err


def test_without_pandoc_it_says_what_installs_it(project, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    with pytest.raises(ValueError, match="pandoc .* missing; make paper installs it"):
        build(project / "paper/note.md", project)


@pytest.fixture(scope="module")
def published(root) -> Published:
    return read_published(root, root / "paper")


def test_the_paper_names_nothing_that_is_not_there(root, published):
    texts = manuscripts(root / "paper")
    assert texts
    for text in texts:
        assert faults(text, published) == []


def test_the_literature_is_complete_and_cited(root):
    text = (root / "paper/literature.bib").read_text(encoding="utf-8")
    paper = (root / "paper/paper.md").read_text(encoding="utf-8")
    for key, entry in re.findall(r"^@\w+\{([^,]+),(.*?)^\}", text, re.S | re.M):
        assert re.search(rf"@{key}\b", paper), f"{key} is not cited"
        for field in ("author", "title", "year"):
            assert re.search(rf"^\s*{field}\s*=", entry, re.M), f"{key}: {field}"
        for doi in re.findall(r"doi\s*=\s*\{(.*?)\}", entry):
            assert re.fullmatch(r"10\.\d{4,}/\S+", doi)


def test_references_are_the_papers_and_the_kits(root):
    assert [path.name for path in bibliographies(root, root / "paper")] == ["literature.bib", "references.bib"]


def test_the_papers_figures_are_few(root):
    text = (root / "paper/paper.md").read_text(encoding="utf-8")
    assert 3 <= len(re.findall(r"\]\(\.\./figures/\w+\.svg\)", text)) <= 4


def test_word_styles_are_for_a4_and_british_english(root):
    with zipfile.ZipFile(root / "paper/reference.docx") as file:
        assert b'w:w="11906" w:h="16838"' in file.read("word/document.xml").replace(b"  ", b" ")
        assert b'w:lang w:val="en-GB"' in file.read("word/styles.xml")


def test_the_lock_holds_what_the_extra_asks_for(root):
    import tomllib

    extra = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    lock = (root / "requirements-paper.lock").read_text(encoding="utf-8")
    assert re.findall(r"^(\S+==\S+) ", lock, re.M) == sorted(extra["paper"])
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", lock)) > 10 and "://" not in lock


def test_make_paper_installs_what_it_needs_and_no_other_target_does(root):
    def plan(target: str) -> str:
        command = ["make", "--dry-run", "--always-make", target]
        return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout

    assert "-r requirements-paper.lock" in plan("paper") and "-m analysis paper" in plan("paper")
    assert "requirements-paper.lock" not in plan("test")
