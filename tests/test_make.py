"""The machinery around the kit: what make promises, what the lock holds, and one version everywhere."""

import re
import subprocess
import tomllib

import pytest

import analysis

ODD = "Ida's \"Zeitung\" & Söhne; ls"


@pytest.fixture(scope="module")
def makefile(root):
    return (root / "Makefile").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def lock(root):
    return (root / "requirements.lock").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def make(root, *words):
    return subprocess.run(["make", *words], cwd=root, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("target", ["figures", "test", "browser", "lab", "check", "crate", "paper", "bench", "lock", "clean"])
def test_help_tells_every_target(root, target):
    assert re.search(rf"^  {target}\t\w", make(root), re.M)


def test_make_is_the_one_that_macos_has(makefile):
    rules = "\n".join(line for line in makefile.splitlines() if not line.startswith("#"))
    for newer in ("&:", "$(file", ".ONESHELL", "!=", "::=", "$(intcase", "$(let"):
        assert newer not in rules, f"Makefile: {newer} is not in GNU make 3.81"


def test_a_fresh_clone_is_set_up_before_anything_runs(root):
    plan = make(root, "--dry-run", "--always-make", "test")
    steps = ("-m venv", "--require-hashes --no-deps -r requirements.lock", "kit.pth", "-m pytest")
    places = [plan.index(step) for step in steps]
    assert places == sorted(places)


def test_continuous_integration_runs_the_tests(root):
    script = root / ".ci/run"
    assert script.stat().st_mode & 0o111
    assert re.search(r"^exec make test </dev/null$", script.read_text(encoding="utf-8"), re.M)


def test_every_locked_package_has_hashes(lock):
    packages = re.split(r"\n(?=\S)", lock.strip())
    assert len(packages) > 50
    for package in packages:
        assert re.match(r"[a-z0-9.-]+==\S+", package) and "--hash=sha256:" in package, package[:80]


def test_the_lock_names_no_host_and_no_path(lock):
    assert not re.search(r"://|--index|--find-links|\s/", lock)


def test_the_lock_holds_what_the_project_asks_for(lock, project):
    asked = project["dependencies"] + project["optional-dependencies"]["test"]
    for requirement in asked:
        name = re.match(r"[A-Za-z0-9._-]+", requirement)[0]
        assert re.search(rf"^{re.escape(name)}==", lock, re.M), f"requirements.lock: {name} is missing; run `make lock`"


def test_one_version_everywhere(root, project):
    assert "version" in project["dynamic"]
    citation = (root / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r'^version: "?([\d.]+)', citation, re.M)[1] == analysis.__version__
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[?{re.escape(analysis.__version__)}\b", changes, re.M)


@pytest.mark.parametrize("target, words, told", [
    ("figures", {}, ["figures", ""]),
    ("figures", {"ANALYSIS_CORPUS": ODD}, ["figures", ODD]),
    ("figures", {"ANALYSIS_CORPUS": ODD, "RESULTS": "my results"}, ["figures", ODD, "--out", "my results"]),
    ("lab", {"ANALYSIS_CORPUS": ODD}, ["prepare", ODD]),
    ("check", {"ANALYSIS_CORPUS": ODD, "RESULTS": "x"}, ["figures", "--anew"]),
])  # fmt: skip
def test_a_corpus_is_handed_on_whatever_its_name(root, tmp_path, target, words, told):
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\nprintf "%s|" "$@" >> "$TOLD"\necho >> "$TOLD"\n', encoding="utf-8")
    python.chmod(0o755)
    made = make(root, "-o", ".venv/.ready", target, f"RUN={python}", f"TOLD={tmp_path / 'told'}", "LAB=--here",
                *(f"{name}={value}" for name, value in words.items()))  # fmt: skip
    first = (tmp_path / "told").read_text(encoding="utf-8").splitlines()[0]
    assert first == "|".join(["-m", "analysis", *told, ""]), made


def test_no_result_depends_on_the_machine(root):
    settings = make(root, "--print-data-base", "--dry-run", "help")
    for line in ("TZ := UTC", "PYTHONHASHSEED := 0", "SOURCE_DATE_EPOCH := 315532800"):
        assert line in settings
