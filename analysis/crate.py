"""Crate: the whole project as one file for an archive, with a description of every file (RO-Crate).

With the words of the articles or without them. Without them the articles are left out, their passages in other files
become pointers (`redaction`), and pictures that show such passages are left out too; what was there is told by its
SHA-256, so that whoever has the articles can put all back, and see that it is the same.
"""

import io
import json
import re
import zipfile
from base64 import b64encode
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from hashlib import sha256
from html import unescape
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from . import __version__
from .committed import tracked
from .corpus import CorpusError, read_text
from .manifest import PATH, read_manifest
from .redaction import READINGS, Passages, across, readings, redacted

README, METADATA = "CRATE-README.md", "ro-crate-metadata.json"
QUOTED, ANYWHERE = 6, 8  # words: the shortest passage taken out of results, and of everything else
RESULTS = ("figures/", "notebooks/", "tests/golden/", "paper/", "README.md")  # the corpus' own files too
ARTICLE, REDACTED, REMADE = "left out", "with pointers for passages", "without pictures"
CODERS = "coding/CODERS.md"  # in the corpus: who coded it, in the first line
_PICTURE = re.compile(r'("image/(?:png|jpeg|gif)": )("(?:[^"\\]|\\.)*"|\[[^\]]*\])')


class Whole(NamedTuple):
    """A file as it is with the articles' words, told by its SHA-256, and what a crate without them has of it."""

    path: str
    digest: str
    size: int
    state: str


class Crate(NamedTuple):
    """What goes into a crate: the files by their names, what they were where words are left out, and the corpus."""

    files: dict[str, bytes]
    wholes: tuple[Whole, ...]
    corpus: str

    @property
    def name(self) -> str:
        """The name of its file, without .zip; a crate without texts is another thing than the whole."""
        return f"media-analysis-kit-{__version__}{'-without-texts' if self.wholes else ''}"

    @property
    def coded_by(self) -> str:
        """A sentence on who made the codings; nothing where the corpus does not say."""
        who = self.files.get(f"{self.corpus}/{CODERS}", b"").decode("utf-8", "replace").strip().partition("\n")[0]
        return f"The codings were made by {who.rstrip('.')}." if who else ""


def contents(root: Path) -> dict[str, bytes]:
    """The files of a project by their names: those that git keeps; without git all that .gitignore does not name.

    Links are left out, and what an earlier crate said of itself.
    """
    try:
        names = tracked(root)
    except ValueError:
        names = []
    paths = {name: root / name for name in names or _kept(root)}
    return {name: path.read_bytes() for name, path in paths.items()
            if name not in (README, METADATA) and path.is_file() and not path.is_symlink()}


def _kept(root: Path) -> list[str]:
    """Every file under a folder but .git and what .gitignore names, which has to be by name alone."""
    ignored = root / ".gitignore"
    lines = ignored.read_text(encoding="utf-8").splitlines() if ignored.exists() else []
    patterns = [".git", *(line.strip().strip("/") for line in lines if line.strip() and not line.startswith("#"))]
    names = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return sorted(name for name in names
                  if not any(fnmatch(part, pattern) for part in name.split("/") for pattern in patterns))


def crate(root: Path, *, texts: bool = True) -> Crate:
    """The crate of a project, without its description; without the articles' words if `texts` is False.

    Raises ValueError if a result is not made from what the project has now, or from something outside of it.
    """
    files = contents(root)
    corpus = _corpus(files)
    return Crate(files, (), corpus) if texts else without_texts(root, files, corpus)


def _corpus(files: Mapping[str, bytes]) -> str:
    """The folder of the corpus that the results were made from; all that the manifest names has to be there."""
    told = read_manifest(files.get(PATH))
    made_from = {**told.get("corpus", {}), **told.get("code", {}), **told.get("notebooks", {}), **told.get("lock", {})}
    made_from |= {f"figures/{name}": digest for figure in told.get("figures", {}).values()
                  for name, digest in figure["files"].items()}
    if not told.get("corpus"):
        raise ValueError(f"{PATH}: a crate holds results and what they were made from; there is no manifest; "
                         "`make figures` writes it")
    for name, digest in made_from.items():
        if name not in files:
            raise ValueError(f"{name}: a crate holds what results were made from; the project does not have it; move "
                             "the corpus into the project, and add it to git if that is there")
        if _digest(files[name]) != digest:
            raise ValueError(f"{name}: results are made from what the project has; this has changed since; "
                             "run `make figures` first")
    return str(PurePosixPath(next(name for name in told["corpus"] if name.lower().endswith(".txt"))).parent)


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def without_texts(root: Path, files: Mapping[str, bytes], corpus: str) -> Crate:
    """The files without the words of the corpus' articles, and what they were."""
    articles = {name for name in files if is_article(name, corpus)}
    passages = Passages(_readable(root / name for name in sorted(articles)))
    pictures = {name for name in files
                if name.endswith((".png", ".svg")) and not _shows_none(name, files, passages)}
    kept: dict[str, bytes] = {}
    wholes: list[Whole] = []
    plain = {b64encode(data).decode() for name, data in files.items() if name.endswith(".png") and name not in pictures}
    for name, data in files.items():
        less, state = data, ""
        if name in articles | pictures:
            state = ARTICLE
        elif not name.endswith(".png"):
            less, state = _less(name, data, passages, corpus=corpus, pictures=plain)
        if state != ARTICLE:
            kept[name] = less
        if state:
            wholes.append(Whole(name, _digest(data), len(data), state))
    return Crate(kept, tuple(wholes), corpus)


def is_article(name: str, corpus: str) -> bool:
    """True if a file is a text of the corpus."""
    path = PurePosixPath(name)
    return str(path.parent) == corpus and path.suffix.lower() == ".txt"


def _readable(paths: Iterable[Path]) -> list[str]:
    texts = []
    for path in paths:
        try:
            texts.append(read_text(path))
        except CorpusError:  # in no encoding that the kit reads: no result can have its words
            continue
    return texts


def _less(name: str, data: bytes, passages: Passages, *, corpus: str, pictures: set[str]) -> tuple[bytes, str]:
    """A file without words of articles, and what is left of it."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        parts = _parts(data)
        return (data, "") if parts and not any(left(part, passages) for part in parts) else (b"", ARTICLE)
    coded = name.startswith(f"{corpus}/")
    shown = _PICTURE.sub(
        lambda found: found[0] if "".join(json.loads(found[2])).strip() in pictures else f'{found[1]}""', text
    ) if name.endswith(".ipynb") else text
    less = redacted(shown, passages, least=QUOTED if coded or name.startswith(RESULTS) else ANYWHERE,
                    name=name, table=coded and name.endswith(".csv"))
    if left(less, passages, name):
        return b"", ARTICLE
    return less.encode(), "" if less == text else REDACTED if shown == text else REMADE


def _parts(data: bytes) -> list[str]:
    """The texts in a file that is a zip, as those of Word are; none if it is something else or holds something else."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [archive.read(name).decode() for name in archive.namelist()]
    except (zipfile.BadZipFile, UnicodeDecodeError, RuntimeError):
        return []


def left(text: str, passages: Passages, name: str = "") -> bool:
    """True if somebody who reads a file, even as JSON, HTML or by columns, finds a passage of an article in it."""
    if any(across(name, text, passages, ANYWHERE)):
        return True
    try:
        said = " ".join(_strings(json.loads(text)))
    except ValueError:
        said = text
    return any(next(passages.runs(form, ANYWHERE, reading=reading), None)
               for form in {text, said, unescape(said)} for reading in readings(form))


def _strings(value) -> Iterable[str]:
    """Every string in nested data; the lines of a list belong together."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(inner)


def _shows_none(name: str, files: Mapping[str, bytes], passages: Passages) -> bool:
    """True if a figure's drawing shows no passage of an article, and so neither does its picture."""
    drawing = files.get(str(PurePosixPath(name).with_suffix(".svg")), b"").decode("utf-8", "replace")
    return bool(drawing) and not any(passages.runs(drawing, QUOTED, reading=READINGS[0]))
