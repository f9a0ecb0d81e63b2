"""Project: the folder that notebooks and figures lie in, of which corpus they are, and what notebooks show.

It is the kit's own folder, whose corpus is seeds/, or a folder of results of another corpus: one with a results.json,
which says where the corpus lies (`results` makes it).
"""

import json
import re
from pathlib import Path

KIT = Path(__file__).resolve().parents[1]
MARK = "results.json"  # in a folder of results: where its corpus lies, and what was taken over from the kit
_IMPORTED = re.compile(r"analysis\.notebook import([^\n]*)")
FINDINGS = "<!-- end of findings -->"
BETWEEN = re.compile(rf"(<!-- findings:[^>]*-->\n).*?({FINDINGS})", re.S)  # of README.md
CODERS = {"reference": "reference", "coder_a": "A", "coder_b": "B"}  # what notebooks import, and its folder in coding/


def project(start: str | Path = ".") -> Path:
    """The project that a notebook belongs to: the nearest folder above it with a results.json or a pyproject.toml."""
    start = Path(start).resolve()
    for folder in (start, *start.parents):
        if (folder / MARK).exists() or (folder / "pyproject.toml").exists():
            return folder
    raise ValueError(f"{start.name}: a notebook lies under a pyproject.toml or a {MARK}; there is none; "
                     "move it into a project")


def marked(root: Path) -> dict:
    """What results.json says: `corpus`, its folder from this one, and `notebooks`, the kit's; empty if it is not there.

    Raises ValueError if it does not say where the corpus lies.
    """
    path = root / MARK
    if not path.exists():
        return {}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {"corpus": str(told["corpus"]), "notebooks": dict(told.get("notebooks", {}))}
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path}: it says where the corpus of these results lies; reading it failed ({error!r}); "
                         'write {"corpus": "FOLDER"}, as seen from here') from None


def corpus_folder(root: Path) -> Path:
    """The project's corpus: the one that results.json names, or seeds."""
    return root / marked(root).get("corpus", "seeds")


def notebooks(root: Path) -> list[Path]:
    """The project's notebooks in their order; without those that import codings, where the corpus has none."""
    return fitting(sorted(root.glob("notebooks/*.ipynb")), corpus_folder(root))


def fitting(paths: list[Path], corpus: Path) -> list[Path]:
    """Those of some notebooks that can be run on a corpus: without those that import a coding that it has not."""
    lacking = {name for name, coder in CODERS.items() if not (corpus / "coding" / coder).is_dir()}
    return [path for path in paths if not lacking & _imported(path)]


def _imported(path: Path) -> set[str]:
    """What a notebook imports from analysis.notebook, as far as each line of its file tells."""
    text = path.read_text(encoding="utf-8")
    return {word for names in _IMPORTED.findall(text) for word in re.findall(r"\w+", names)}


def cells(path: Path) -> list[dict]:
    """The cells of a notebook. Raises ValueError if the file is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"notebooks/{path.name}: a notebook is JSON with cells; reading it failed ({error!r}); "
                         "restore it, or open and save it with `make lab`") from None


def findings(readme: str) -> str:
    """The findings that a README tells between its two marks."""
    found = BETWEEN.search(readme)
    return found[0] if found else ""


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
