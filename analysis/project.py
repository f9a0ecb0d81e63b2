"""Project: the folder that notebooks, figures and a corpus lie in, and where in it they are."""

import os
import re
from pathlib import Path

_NEEDS_CODINGS = re.compile(r"analysis\.notebook import[^\n]*\b(reference|coder_a|coder_b)\b")


def project(start: str | Path = ".") -> Path:
    """The project that a notebook belongs to: the nearest folder above it with a pyproject.toml."""
    start = Path(start).resolve()
    for folder in (start, *start.parents):
        if (folder / "pyproject.toml").exists():
            return folder
    raise ValueError(f"{start.name}: a notebook lies under a pyproject.toml; there is none; move it into a project")


def corpus_folder(root: Path) -> Path:
    """The project's corpus: seeds, or the folder that the environment names in ANALYSIS_CORPUS."""
    return root / os.environ.get("ANALYSIS_CORPUS", "seeds")


def notebooks(root: Path) -> list[Path]:
    """The project's notebooks in their order; without those that import codings, where the corpus has none.

    The Makefile leaves out the same ones.
    """
    paths = sorted(root.glob("notebooks/*.ipynb"))
    if (corpus_folder(root) / "coding" / "reference").is_dir():
        return paths
    return [path for path in paths if not _NEEDS_CODINGS.search(path.read_text(encoding="utf-8"))]
