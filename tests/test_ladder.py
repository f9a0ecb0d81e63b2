"""The ladder: a module imports only modules before it, and loads what is heavy only where it is needed."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

KIT = Path(__file__).parents[1] / "analysis"
LADDER = """
    span codebook lexicon scheme corpus words tags roles names clauses subjects quotations zones sentences speech
    introductions cast antecedents mentions cues place forms complements nouns rules joints speakers found reading
    transcript setting floating attribution
    reach scope parties valence bearing turns verdict line features linear scorers sentiment explanation makers
    frame_rules frame_signs frame_amounts frame_consent frame_making frames likely framing concepts parallel annotation tables
    copies
    published benchmark alignment standoff polnear attribution_benchmark newsmtsc judges sentiment_benchmark
    training frame_benchmark likely_training
    coding exchange web_annotation brat matching measures alpha rates agreement comparison errors estimates
    sampling rehearsal sheets entries study filling collection
    worksheet draft form ledger session coder
    theme facts findings facets specification choices calibration figure marks typeset wordings
    coverage validity rendering figures execution project results manifest number_files typed upkeep
    swhid repository reference citation gallery results_page changes committed columns redaction notebook manuscript paper
    archive crate metadata packing verification
    command corpus_commands coding_commands benchmark_commands figure_commands archive_commands __main__
""".split()
FIRST = {"pandas": "tables", "altair": "theme"}  # the lowest module that may import it
NEVER = ("nltk", "textblob")  # at the top of a module: a second to load
MODULES = sorted(path.stem for path in KIT.glob("*.py") if path.stem != "__init__")


def tree(module: str) -> ast.Module:
    return ast.parse((KIT / f"{module}.py").read_text(encoding="utf-8"))


def own(module: ast.Module) -> Iterator[str]:
    """The kit's modules that a module imports, inside its functions too."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield from [node.module] if node.module else [a.name for a in node.names if a.name in MODULES]
        else:
            yield from (name.split(".")[1] for name in imported(node) if name.startswith("analysis."))


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and not node.level else []


def test_every_module_has_its_place():
    assert not set(MODULES) - set(LADDER), "a new module takes its place in LADDER, above all that it imports"


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module):
    below = LADDER[: LADDER.index(module)]
    higher = sorted(set(own(tree(module))) - set(below))
    assert not higher, f"analysis/{module}.py imports {', '.join(higher)}, not below it: move what both need down"


@pytest.mark.parametrize("module", MODULES)
def test_heavy_packages_come_late(module):
    for node in ast.walk(tree(module)):
        for package in (name.split(".")[0] for name in imported(node)):
            first = FIRST.get(package, module)
            place = f"analysis/{module}.py: {package}"
            assert LADDER.index(module) >= LADDER.index(first), f"{place} is for {first} and what is above it"
    for node in tree(module).body:
        for package in (name.split(".")[0] for name in imported(node)):
            assert package not in NEVER, f"analysis/{module}.py: import {package} inside the function that needs it"


def test_no_import_is_overlooked():
    source = "from . import words\nimport analysis.theme\ndef f():\n    from .figures import FIGURES\n    import json"
    assert list(own(ast.parse(source))) == ["words", "theme", "figures"]


def names_of_the_story() -> list[str]:
    """The names of persons, companies and works that the corpus' files tell of; its nouns hold for any story."""
    story = tomllib.loads((KIT.parent / "seeds/actors.toml").read_text(encoding="utf-8"))["actor"]
    told = [name for actor in story if actor["stakeholder"] not in ("industry", "ai_developer")
            for name in (actor["name"], *actor.get("mentions", ()))]  # fmt: skip
    return [name for name in told if name[0].isupper() and "Hollywood" not in name] + ["Sora", "Eternaut"]


@pytest.mark.parametrize("folder", ["analysis", "tests/cases"])
def test_no_name_of_the_story(folder):
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names_of_the_story()))})\b")
    kinds = (".py", ".toml", ".tsv", ".csv", ".txt")
    paths = [path for path in (KIT.parent / folder).rglob("*") if path.suffix in kinds]
    assert paths
    for path in paths:
        found = pattern.search(path.read_text(encoding="utf-8"))
        assert not found, f"{path.name}: {found[0]} belongs to one story; it lives in the corpus folder"
