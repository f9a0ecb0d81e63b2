"""Upkeep: notebooks run again where something changed, and what is made from them is written.

A notebook runs again when it changed, or when what it may read did: the corpus, the kit, benchmarks/results.csv, the
locked packages, Python. The content counts, not the time of a clone. What was made from what is noted in build/made/,
one file for each folder of results, so that two corpora do not disturb each other.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from hashlib import sha256
from pathlib import Path

from .execution import write_if_changed
from .manifest import digests, file_digest
from .project import KIT, MARK, corpus_folder, notebooks
from .published import RESULTS

AT_ONCE = 2  # notebooks


def keep_up(root: Path, publish: Callable[[Path], object], *, anew: bool = False) -> list[Path]:
    """Run the notebooks of a project that are not up to date, or all of them `anew`, and give their paths.

    `publish` writes what is made from notebooks, and is called if one ran or anything else that it reads has changed.
    Raises ValueError, naming them, if notebooks fail; the others have run then, and nothing is published.
    """
    note = _note(root)
    made = {} if anew else _read(note)
    if made.get("from") != (inputs := _inputs(root)):
        made = {"from": inputs, "notebooks": {}}
    paths = notebooks(root)
    stale = [path for path in paths if made["notebooks"].get(path.name) != file_digest(path)]
    failed = []
    for path, status in _executed(stale):
        if status:
            failed.append(f"notebooks/{path.name}")
        else:
            made["notebooks"][path.name] = file_digest(path)
            _write(note, made)
    if failed:
        raise ValueError(f"{', '.join(failed)}: a notebook runs from top to bottom; it failed, as told above; mend it")
    around = {path.name: file_digest(path) for path in [*paths, *_beside(root)]}
    if made.get("published") != around:
        publish(root)
        _write(note, made | {"published": around})
    return stale


def _executed(paths: list[Path]):
    """Run notebooks, two at a time, each in a process of its own; gives each with its exit status as it is done."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = {pool.submit(_execute, path): path for path in paths}
        for done in as_completed(running):
            yield running[done], done.result()


def _execute(path: Path) -> int:
    shown = path.relative_to(KIT) if path.is_relative_to(KIT) else path
    return subprocess.run([sys.executable, "-m", "analysis", "execute", str(shown)], cwd=KIT).returncode


def _beside(root: Path) -> list[Path]:
    """What is published beside what notebooks show: how to cite it, and where its corpus is."""
    return [path for path in (root / "CITATION.cff", root / MARK) if path.exists()]


def _inputs(root: Path) -> str:
    """One digest for all that notebooks may read."""
    read = digests(corpus_folder(root), root) | digests(KIT / "analysis", KIT)
    read |= {path.name: file_digest(path) for path in (RESULTS, KIT / "requirements.lock") if path.exists()}
    return sha256(json.dumps([read, sys.version]).encode()).hexdigest()


def _note(root: Path) -> Path:
    return KIT / "build" / "made" / f"{sha256(os.fsencode(root.resolve())).hexdigest()[:16]}.json"


def _read(note: Path) -> dict:
    try:
        return json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _write(note: Path, made: dict) -> None:
    write_if_changed(note, json.dumps(made, indent=1).encode())
