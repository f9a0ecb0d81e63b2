"""The documents: every command, file and figure that they name is there, and every command and notebook is named."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.figures import FIGURES
from analysis.gallery import write_findings

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/benchmarks.md", "docs/validate.md",
             "docs/exchange.md", "docs/citing.md", "benchmarks/sentences/README.md", "analysis/weights/claims.md", "docs/reproducible.md", "figures/README.md", "seeds/README.md",
             "paper/README.md")  # fmt: skip
README = (ROOT / "README.md").read_text(encoding="utf-8")


def run(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "analysis", *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document):
    text = re.sub(r"```.*?```", "", (ROOT / document).read_text(encoding="utf-8"), flags=re.S)
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith("http")]
    missing = [link for link in links if link and not (ROOT / document).parent.joinpath(link).exists()]
    assert not missing


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_make_targets_exist(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    named = {word for words in re.findall(r"(?:^|`)make ((?:[a-z]+ ?)+)", text, re.M) for word in words.split()}
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert named and named <= targets


def test_every_command_is_named_and_explained():
    commands = re.findall(r"^    (\w+)(?:  |$)", run("--help").stdout, re.M)
    assert commands == ["annotate", "check", "export", "import", "sample", "collect", "benchmark", "train", "figures",
                        "prepare", "execute", "gallery", "compare", "cite", "paper", "crate",
                        "verify"]
    for command in commands:
        assert len(run(command, "--help").stdout) > 200
    assert {"annotate", "check"} <= set(re.findall(r"python -m analysis (\w+)", README))


def test_benchmarks_are_explained_with_data_that_they_read(tmp_path):
    sections = re.split(r"\n## .*`benchmark (\w+) .*\n", (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8"))
    told = dict(zip(sections[1::2], sections[2::2]))
    assert sorted(told) == sorted(re.findall(r"^    (\w+)(?:  |$)", run("benchmark", "--help").stdout, re.M))
    for name, section in told.items():
        example = re.search(r"```(?:json)?\n(.*?)```", section, re.S)[1]
        data = tmp_path / name
        if name == "polnear":
            (data / "text").mkdir(parents=True)
            (data / "attributions").mkdir()
            (data / "text" / "ferry.txt").write_text("“The ferry runs again,” said Ida Hall.", encoding="utf-8")
            (data / "attributions" / "ferry_a.ann").write_text(example, encoding="utf-8")
        else:
            data.write_text(example, encoding="utf-8")
        done = run("benchmark", name, str(data), "--predictions", str(tmp_path / "found.jsonl"))
        assert done.returncode == 0, done.stderr
        keys = [list(json.loads(line)) for line in (tmp_path / "found.jsonl").read_text(encoding="utf-8").splitlines()]
        assert list(json.loads(re.findall(r"```json\n(.*?)```", section, re.S)[-1])) in keys


def test_every_notebook_is_named():
    assert sorted(set(re.findall(r"\(notebooks/([\w-]+)\.ipynb\)", README))) == sorted(
        path.stem for path in ROOT.glob("notebooks/*.ipynb"))


def test_the_guide_draws_what_its_commands_draw():
    text = (ROOT / "docs" / "validate.md").read_text(encoding="utf-8")
    assert "(../notebooks/06-validate.ipynb)" in text
    told = dict(re.findall(r"--(\w+) (\S+)", re.search(r"analysis sample (.+)", text)[1]))
    cells = json.loads((ROOT / "notebooks" / "06-validate.ipynb").read_text(encoding="utf-8"))["cells"]
    source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    strata, coders = (json.dumps(told[name].split(",")) for name in ("strata", "coders"))
    for part in (f'population(tables, "{told["layer"]}")',
                 f"{strata}), n=min({told['n']}, len(units)), seed={told['seed']}",
                 f'layer="{told["layer"]}", seed={told["seed"]}, coders={coders}'):
        assert part in source


def test_every_figure_is_in_the_gallery():
    gallery = (ROOT / "figures" / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^`(\w+)`:", gallery, re.M)) == sorted(FIGURES)
    for figure in FIGURES.values():
        assert figure.question in gallery and figure.caption in gallery and figure.alt_text in gallery


def test_findings_are_the_notebooks(tmp_path):
    (tmp_path / "README.md").write_text(README, encoding="utf-8")
    for folder in ("notebooks", "seeds"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    assert not write_findings(tmp_path), "README.md tells other findings than the notebooks; run: make figures"


def test_python_in_readme_runs():
    for code in re.findall(r"```python\n(.*?)```", README, re.S):
        exec(code, {})
