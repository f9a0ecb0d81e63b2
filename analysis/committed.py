"""Committed: what git has of the project's results, to hold against what was made anew."""

import subprocess
from collections.abc import Iterable
from pathlib import Path


def changed(root: Path, paths: Iterable[str]) -> list[str]:
    """The files under some paths of a project that are not as they were last committed, new and lost ones too.

    Raises ValueError if git keeps nothing of the project.
    """
    paths = [path for path in paths]
    differ = _git(root, "diff", "--name-only", "--no-renames", "--relative", "-z", "HEAD", "--", *paths)
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", *paths)
    return sorted(set((differ + new).decode().split("\0")) - {""})


def committed(root: Path, path: str) -> bytes | None:
    """A file of the project as it was last committed; None if it was not there."""
    try:
        return _git(root, "show", f"HEAD:./{path}")
    except ValueError:
        return None


def tracked(root: Path) -> list[str]:
    """The files of the project that git keeps, as far as they are there. Raises ValueError if it keeps nothing."""
    names = _git(root, "ls-files", "-z").decode().split("\0")
    return sorted(name for name in names if name and (root / name).is_file())


def _git(root: Path, *words: str) -> bytes:
    try:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True)
    except FileNotFoundError:
        raise ValueError("git: results are compared with what git has; git is not installed; install it") from None
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()[:1]
        raise ValueError(f"{root}: results are compared with what is committed; git says {' '.join(told)!r}; "
                         "run this in a clone, or hold a crate against itself: python -m analysis verify CRATE")
    return done.stdout
