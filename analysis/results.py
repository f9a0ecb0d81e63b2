"""Results: the folder of one's own in which another corpus has its notebooks, figures and findings.

    results/NAME/results.json    where the corpus lies, and what was taken over from the kit
    results/NAME/notebooks/      the kit's notebooks, and whatever others the researcher writes
    results/NAME/figures/        as in the kit: gallery, manifest, numbers, references
    results/NAME/README.md       the findings (`results_page`)

A notebook that was changed here stays as it is. The kit's own folder holds the results of seeds/, and is left alone.
"""

import json
import os
import re
import shlex
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from .coding import who_coded
from .corpus import read_story, text_files
from .execution import write_if_changed
from .findings import spoken_of
from .project import KIT, MARK, corpus_folder, fitting, marked

FOLDER = "results"
_LINK = re.compile(r"\[([^\]]*)\]\((\.\./[^)#\s]+)(#[^)\s]*)?\)")
_OWN = ("README.md", "notebooks", "figures")  # what lies in a folder of results as it does in the kit's


def results_folder(corpus: Path, out: Path | None = None) -> Path:
    """Where the results of a corpus go: `out`, or results/NAME in the kit; for seeds/ the kit's own folder.

    The folder is made, with its results.json. Raises ValueError for a corpus that is no folder or has no text,
    and for a place that holds something else: another corpus' results, figures not the kit's, the corpus itself.
    """
    corpus = corpus.expanduser().resolve()
    text_files(corpus)
    if out is None and corpus == KIT / "seeds":
        return KIT
    root = (out or KIT / FOLDER / corpus.name).expanduser().resolve()
    if root.is_relative_to(corpus):
        raise ValueError(f"{root}: results lie outside the corpus that they are made from; name another folder")
    if (root / MARK).exists():
        if (known := corpus_folder(root).resolve()) != corpus:
            raise ValueError(f"{root}: a folder holds the results of one corpus; this one has those of {known}, not of "
                             f"{corpus}; name another folder with RESULTS=, or mend {MARK} if the corpus was moved")
    elif (root / "figures").is_dir() and any((root / "figures").iterdir()):
        raise ValueError(f"{root}: figures/ would be written over, and is not of results of a corpus (there is no "
                         f"{MARK}); name another folder with RESULTS=")
    else:
        _mark(root, {"corpus": Path(os.path.relpath(corpus, root)).as_posix(), "notebooks": {}})
    return root


def _mark(root: Path, told: dict) -> None:
    write_if_changed(root / MARK, (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode())


def take_over(root: Path) -> list[str]:
    """Bring the kit's notebooks, without outputs, into a folder of results; lines on what was done and what was not.

    A notebook is taken over where there is none of its name, and anew where the kit's has changed and this one has not.
    One that the corpus has no codings for any more goes, unless it was changed. Nothing is done in the kit's folder.
    """
    if not (told := marked(root)):
        return []
    taken = {name: digest for name, digest in told["notebooks"].items() if (root / "notebooks" / name).exists()}
    offered = {path.name: _placed(path, root) for path in _offered(root)}
    lines = []
    for name, notebook in offered.items():
        path, digest = root / "notebooks" / name, _digest(notebook)
        here = _digest(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None
        if here in (None, taken.get(name)) and here != digest:
            write_if_changed(path, (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode())
            lines.append(f"notebooks/{name}: taken over from the kit")
        elif here not in (taken.get(name), digest) and taken.get(name) != digest:
            lines.append(f"notebooks/{name}: changed here, and the kit's is another one now; yours stays (remove it to "
                         "have the kit's)")
            continue
        taken[name] = digest
    for name in sorted(taken.keys() - offered.keys()):
        path = root / "notebooks" / name
        if _digest(json.loads(path.read_text(encoding="utf-8"))) == taken.pop(name):
            path.unlink()
            lines.append(f"notebooks/{name}: removed, the kit has none for this corpus")
    _mark(root, told | {"notebooks": dict(sorted(taken.items()))})
    return lines


def _offered(root: Path) -> list[Path]:
    """The kit's notebooks that can be run on the corpus of these results."""
    return fitting(sorted((KIT / "notebooks").glob("*.ipynb")), corpus_folder(root))


def _digest(notebook: dict) -> str:
    """What a researcher can change in a notebook: the kinds of its cells and what is written in them."""
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]
    return sha256(json.dumps(cells).encode()).hexdigest()


def _placed(path: Path, root: Path) -> dict:
    """A notebook of the kit's as it stands in a folder of results: without outputs, words, links and commands fit."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    corpus, there = corpus_folder(root), {path.name for path in _offered(root)}
    target, coders = read_story(corpus).targets.called, who_coded(corpus)
    for cell in notebook["cells"]:
        source = spoken_of("".join(cell["source"]), target, coders)
        if cell["cell_type"] == "markdown":
            source = _linked(source, root, there)
        else:
            cell.update(outputs=[], execution_count=None)
        cell["source"] = source.splitlines(keepends=True)
    return notebook


def _linked(text: str, root: Path, notebooks: set[str]) -> str:
    """Markdown with commands for this corpus, and without links to what is not there."""
    text = re.sub(r"`make (figures|lab)`", lambda found: f"`{command(root, found[1])}`", text)
    text = _LINK.sub(lambda link: link[0] if link[2].split("/")[1] in _OWN else _away(link, root), text)
    return re.sub(r"\[([^\]]*)\]\(([\w.-]+\.ipynb)[^)]*\)",
                  lambda link: link[0] if link[2] in notebooks else f"{link[1]} (where there are codings)", text)


def _away(link: re.Match, root: Path) -> str:
    path = link[2].removeprefix("../")
    return f"[{link[1]}]({os.path.relpath(KIT / path, root / 'notebooks')}{link[3] or ''})" \
        if inside(root) else f"{link[1]} of the kit"


def inside(root: Path) -> bool:
    """True if results lie in the kit's folder, so that they can point into it."""
    return root.resolve().is_relative_to(KIT)


def command(root: Path, target: str) -> str:
    """The command that makes something of these results, in the kit's folder; no path of the machine is told."""
    return " ".join(["make", target, *_settings(root)])


def _settings(root: Path) -> Iterator[str]:
    corpus = corpus_folder(root).resolve()
    within = corpus.relative_to(KIT).as_posix() if corpus.is_relative_to(KIT) else f"path/to/{corpus.name}"
    yield f"ANALYSIS_CORPUS={shlex.quote(within)}"
    if root.resolve() != KIT / FOLDER / corpus.name:
        place = root.relative_to(KIT).as_posix() if inside(root) else f"path/to/{root.name}"
        yield f"RESULTS={shlex.quote(place)}"
