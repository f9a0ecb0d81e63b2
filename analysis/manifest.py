"""Manifest: what every published figure was made from, figures/manifest.json.

figures    by id: the notebook and the cell that made it, and its files
numbers    by id: the notebook and the cell that states it
notebooks  the notebooks, with their outputs
corpus     every file of the corpus
code       every file of the kit, its word lists and weights among them
lock       the versions of all packages, requirements.lock
packages   the versions that were installed, of those that results rest on
A file is named by its path in the project, with the SHA-256 of its bytes.
"""

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from .project import KIT, MARK, corpus_folder, notebooks

PACKAGES = ("altair", "nltk", "pandas", "pyoxipng", "textblob", "vl-convert-python")
Places = Mapping[str, Mapping[str, str]]  # what there is, by id, each with its notebook and cell
PATH = "figures/manifest.json"
SUFFIXES = (".svg", ".png", ".vl.json", ".csv")  # of the files of a figure
_HIDDEN = re.compile(r"/\.|__pycache__/")


def manifest(root: Path, figures: Places, numbers: Places, suffixes: Iterable[str]) -> dict:
    """The manifest of a project whose notebooks show `figures` and state `numbers`: by id, each with its cell."""
    suffixes = tuple(suffixes)
    return {
        "figures": {
            name: {
                "notebook": figure["notebook"],
                "cell": figure["cell"],
                "files": {f"{name}{suffix}": file_digest(root / "figures" / f"{name}{suffix}") for suffix in suffixes},
            }
            for name, figure in figures.items()
        },
        "numbers": {name: {part: number[part] for part in ("notebook", "cell")} for name, number in numbers.items()},
        "notebooks": {f"notebooks/{path.name}": file_digest(path) for path in notebooks(root)},
        "corpus": digests(corpus_folder(root), root),
        "code": digests(Path(__file__).parent, root),
        "lock": {path.name: file_digest(path) for path in [_lock(root)] if path.exists()},
        "packages": {package: version(package) for package in PACKAGES},
    }


def _lock(root: Path) -> Path:
    """The versions of packages: of the project, or of the kit that made these results of another corpus."""
    return (KIT if (root / MARK).exists() else root) / "requirements.lock"


def read_manifest(data: bytes | None) -> dict:
    """A manifest from its bytes; an empty one where there is none, or something else."""
    try:
        told = json.loads(data or b"{}")
    except ValueError:
        told = {}
    return told if isinstance(told, dict) else {}


def digests(folder: Path, root: Path) -> dict[str, str]:
    """The digest of every file under a folder, hidden and compiled ones aside, in the order of their names.

    A file is named by its path from `root`; one that lies elsewhere by its path from the folder above `folder`.
    """
    base = root if folder.resolve().is_relative_to(root.resolve()) else folder.parent
    paths = {path.resolve().relative_to(base.resolve()).as_posix(): path for path in folder.rglob("*")}
    kept = {name: path for name, path in paths.items() if path.is_file() and not _HIDDEN.search(f"/{name}")}
    return {name: file_digest(kept[name]) for name in sorted(kept)}


def file_digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
