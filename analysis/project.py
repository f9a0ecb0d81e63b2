"""Project: the folder that notebooks, figures and a corpus lie in, where in it they are, and what notebooks show."""

import json
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


def cells(path: Path) -> list[dict]:
    """The cells of a notebook. Raises ValueError if the file is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"notebooks/{path.name}: a notebook is JSON with cells; reading it failed ({error!r}); "
                         "restore it, or open and save it with `make lab`") from None


def title(path: Path) -> str:
    """A notebook's question: the first line of its first cell."""
    first = cells(path)[:1]
    return "".join(first[0]["source"]).split("\n")[0].removeprefix("# ") if first else path.stem


def shown(root: Path) -> dict[str, dict[str, str]]:
    """The figures that the project's notebooks show, by id in their order, each with its words, notebook and cell."""
    figures: dict[str, dict[str, str]] = {}
    for path in notebooks(root):
        for cell in cells(path):
            for output in cell.get("outputs", ()):
                if words := output.get("metadata", {}).get("figure"):
                    figures.setdefault(words["id"], {**words, "notebook": f"notebooks/{path.name}", "cell": cell["id"]})
    return figures
