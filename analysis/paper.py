"""Paper: a manuscript built as a Word file, as a page, and as an accessible PDF. The same input gives the same bytes.

pandoc and typst come with the extra `paper`; nothing else of the kit needs them, and they need no network.
"""

import os
import subprocess
from pathlib import Path

from .execution import write_if_changed
from .manuscript import bibliographies

INSTALL = "make paper installs it, or: python -m pip install -r requirements-paper.lock"
CLOCK = {"TZ": "UTC", "SOURCE_DATE_EPOCH": "315532800"}  # what is written into Word files as their date
TO = {
    ".html": ("--to=html5", "--standalone", "--embed-resources", "--css=page.css", "--shift-heading-level-by=1"),
    ".docx": ("--to=docx+native_numbering", "--reference-doc=reference.docx"),
    ".pdf": ("--to=typst-smart", "--standalone", "--template=typst.template"),
}
STANDARD = "ua-1"  # PDF/UA-1: tagged, with title, language and alternative texts, or typst refuses


def manuscripts(folder: Path) -> list[Path]:
    """The manuscripts of a folder: its Markdown files, the one about the folder aside."""
    return [path for path in sorted(folder.glob("*.md")) if path.name != "README.md"]


def build(manuscript: Path, root: Path) -> dict[str, bytes]:
    """A manuscript in every form, by suffix. Raises ValueError if pandoc or typst is missing, or refuses."""
    forms = {suffix: _pandoc(manuscript, root, *options) for suffix, options in TO.items()}
    return forms | {".pdf": _typeset(forms[".pdf"], root)}


def write(manuscript: Path, root: Path) -> dict[Path, bool]:
    """Write a manuscript in every form to build/paper/; by path, whether it changed."""
    (folder := root / "build" / "paper").mkdir(parents=True, exist_ok=True)
    paths = {folder / f"{manuscript.stem}{suffix}": data for suffix, data in build(manuscript, root).items()}
    return {path: write_if_changed(path, data) for path, data in paths.items()}


def _pandoc(manuscript: Path, root: Path, *options: str) -> bytes:
    try:
        import pypandoc
    except ModuleNotFoundError as error:
        raise ValueError(f"paper: pandoc builds it and is missing; {INSTALL}") from error
    folder = manuscript.parent
    books = [f"--bibliography={os.path.relpath(path, folder)}" for path in bibliographies(root, folder)]
    command = [pypandoc.get_pandoc_path(), manuscript.name, *options, "--lua-filter=kit.lua", "--citeproc", *books,
               "--metadata=link-citations", "--data-dir=.", "--fail-if-warnings", "--output=-"]  # fmt: skip
    done = subprocess.run(command, cwd=folder, env=os.environ | CLOCK, capture_output=True)
    if done.returncode:
        raise ValueError(f"{folder.name}/{manuscript.name}: pandoc refuses it: {done.stderr.decode().strip()}")
    return done.stdout


def _typeset(page: bytes, root: Path) -> bytes:
    try:
        import typst
    except ModuleNotFoundError as error:
        raise ValueError(f"paper: typst sets it and is missing; {INSTALL}") from error
    try:
        return typst.compile(page, root=str(root), ignore_system_fonts=True, pdf_standards=[STANDARD])
    except typst.TypstError as error:
        raise ValueError(f"paper: typst refuses it: {error}") from error
