"""Verification: whether a crate holds what it says, and whether its results come out again.

First every file is held against its SHA-256, with nothing run. Then the crate is unpacked, the words of the articles
are put back where it has none, its own Makefile makes the results, and they are compared with those in the crate.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from .archive import unpacked, write_files
from .changes import RESULTS, Change, changes
from .corpus import Problem, read_text
from .crate import ARTICLE, METADATA, REMADE, Whole, is_article
from .manifest import PATH, read_manifest
from .metadata import WHOLE
from .project import findings
from .redaction import key, restored

LOCK = "requirements.lock"


class Opened(NamedTuple):
    """A crate that was read: its files, what they were where words were left out, and what is wrong with it."""

    files: dict[str, bytes]
    wholes: dict[str, Whole]
    problems: list[Problem]

    @property
    def corpus(self) -> str:
        """The folder of the corpus that its results were made from."""
        told = read_manifest(self.files.get(PATH)).get("corpus", {})
        texts = [name for name in told if name.lower().endswith(".txt")]
        return str(PurePosixPath(texts[0]).parent) if texts else "seeds"


def opened(path: Path) -> Opened:
    """A crate with every file held against its SHA-256.

    Raises ValueError if it is no zip, may not be unpacked, or has no description that can be read.
    """
    files = unpacked(path)
    try:
        graph = json.loads(files[METADATA])["@graph"]
        told = {entity["@id"]: entity for entity in graph}
    except KeyError:
        raise ValueError(f"{path}: a crate has {METADATA} with @graph; this has none; `python -m analysis crate` "
                         "writes one") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"{path}: {METADATA} lists every file; it cannot be read ({error}); fetch the crate "
                         "again") from None
    listed = {name: entity for name, entity in told.items() if "File" in _list(entity.get("@type"))}
    wholes = {
        entity["name"]: Whole(entity["name"], entity.get("sha256", ""), int(entity.get("contentSize", 0)),
                              entity.get("creativeWorkStatus", ARTICLE))
        for name, entity in told.items() if name.startswith(WHOLE)
    }  # fmt: skip
    return Opened(files, wholes, [*_faults(files, listed)])


def _list(value) -> list:
    return value if isinstance(value, list) else [value]


def _faults(files: Mapping[str, bytes], listed: Mapping[str, Mapping]) -> Iterable[Problem]:
    """Files that are not what the crate says, in the order of their names."""
    for name in sorted({*files, *listed} - {METADATA}):
        if name not in files:
            yield Problem(name, f"{METADATA} lists it; it is not there; fetch the crate again")
        elif name not in listed:
            yield Problem(name, f"every file is listed in {METADATA}; this is not; somebody added it")
        elif (digest := sha256(files[name]).hexdigest()) != listed[name].get("sha256"):
            wanted = str(listed[name].get("sha256"))
            yield Problem(name, f"its SHA-256 is to be {wanted[:16]}…; it is {digest[:16]}…; it was changed")


def completed(crate: Opened, folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """The crate's files with the words of the articles in a folder, and which articles are missing or files differ.

    An article is known by its SHA-256, whatever its name. Pictures are not there: rebuilding makes them.
    """
    if not folder.is_dir():
        raise ValueError(f"{folder}: --texts is a folder with the articles; there is no such folder")
    wanted = {whole.digest: name for name, whole in crate.wholes.items() if is_article(name, crate.corpus)}
    found = {digest: path for path in sorted(folder.rglob("*")) if path.is_file()
             if (digest := sha256(path.read_bytes()).hexdigest()) in wanted}
    missing = sorted(name for digest, name in wanted.items() if digest not in found)
    if missing:
        return crate.files, [Problem(name, f"an article with the SHA-256 {crate.wholes[name].digest[:16]}… is needed; "
                                           f"{folder} has none") for name in missing]
    files = dict(crate.files) | {wanted[digest]: path.read_bytes() for digest, path in found.items()}
    texts = {key(text): text for text in map(read_text, found.values())}
    problems = []
    for name, whole in crate.wholes.items():
        if whole.state == ARTICLE:
            continue
        try:
            files[name] = restored(files[name].decode(), texts).encode()
        except ValueError as error:
            problems.append(Problem(name, str(error)))
            continue
        if whole.state != REMADE and sha256(files[name]).hexdigest() != whole.digest:
            problems.append(Problem(name, "with its words it has another SHA-256 than it had; it was changed"))
    return files, problems


def cleared(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files without results: no figures, no outputs of notebooks, no findings; what comes out was made."""
    kept = {name: data for name, data in files.items() if not name.startswith("figures/")}
    for name, data in kept.items():
        if name.startswith("notebooks/") and name.endswith(".ipynb"):
            told = read_manifest(data)
            for cell in told.get("cells", ()):
                cell |= {"outputs": []} if "outputs" in cell else {}
            kept[name] = json.dumps(told, indent=1, ensure_ascii=False).encode()
    found = findings(kept.get("README.md", b"").decode("utf-8", "replace"))
    if found:
        marks = found.split("\n")[0] + "\n" + found.split("\n")[-1]
        kept["README.md"] = kept["README.md"].replace(found.encode(), marks.encode())
    return kept


def rebuild(files: Mapping[str, bytes], folder: Path, *, corpus: str, here: bool = False) -> None:
    """Unpack files into an empty folder, without their results, and make these anew as the Makefile among them says.

    With `here` this Python is used; its packages are those of the lock. What make says goes to stderr.
    Raises ValueError if the folder is not empty, the packages are others, or the results cannot be made.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"{folder}: a crate is unpacked into an empty folder; this is none; name another")
    command = ["make", "figures"]
    if here:
        if others := list(other_packages(files.get(LOCK, b"").decode())):
            raise ValueError(f"{LOCK}: --here uses packages as the crate locks them; here {'; '.join(others[:5])}; "
                             "leave out --here")
        command.append(f"RUN={sys.executable}")
    write_files(cleared(files), folder)
    if here:
        (folder / ".venv").mkdir()
        (folder / ".venv" / ".ready").touch()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    try:
        done = subprocess.run(command, cwd=folder, env=kept | {"ANALYSIS_CORPUS": corpus}, stdout=sys.stderr.fileno())
    except FileNotFoundError:
        raise ValueError("make: a crate is rebuilt by its Makefile; make is not installed; install it") from None
    if done.returncode:
        raise ValueError(f"{folder}: `{' '.join(command)}` makes the results anew; it failed; see what it said")


def other_packages(lock: str) -> Iterable[str]:
    """Packages of a lock that are not here in a version that it names; what only other machines need may be missing."""
    wanted: dict[str, list[str]] = {}
    needed = set()
    for name, locked, marker in re.findall(r"^([\w.-]+)==([^\s;\\]+)[ \t]*(;)?", lock, re.M):
        wanted.setdefault(name, []).append(locked)
        needed |= set() if marker else {name}
    for name, versions in wanted.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            if name in needed:
                yield f"{name} is missing"
            continue
        if found not in versions:
            yield f"{name} is {found} and not {' or '.join(versions)}"


def differences(crate: Opened, files: Mapping[str, bytes], folder: Path) -> list[Change]:
    """What of the results in a folder is not as in the crate, with what made it; `files` are the crate's, completed."""
    def before(path: str) -> bytes | None:
        return files.get(path)

    def after(path: str) -> bytes | None:
        return (folder / path).read_bytes() if (folder / path).is_file() else None

    paths = (path for top in RESULTS for path in (folder / top, *(folder / top).rglob("*")))
    there = {path.relative_to(folder).as_posix() for path in paths if path.is_file()}
    there |= {name for name in {*files, *crate.wholes} if name.split("/")[0] in RESULTS}
    digests = {name: sha256(data).hexdigest() for name, data in files.items()}
    digests |= {name: whole.digest for name, whole in crate.wholes.items()}
    differ = [name for name in sorted(there)
              if digests.get(name) != (sha256(data).hexdigest() if (data := after(name)) is not None else None)]
    unlike = [name for name in differ if before(name) == after(name)]  # as it was left, and not as it should be
    return changes(set(differ) - set(unlike), before, after) + [
        Change(name, "is not what its SHA-256 is of; it was not made anew") for name in unlike]
