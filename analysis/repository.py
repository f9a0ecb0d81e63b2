"""Repository: what git knows of the project that a citation may tell, where there is a repository at all.

Nothing here is needed to cite, and nothing fails without git: what is not known is left out. A path of the machine, a
password or an address inside a network is never given.
"""

import re
import subprocess
from pathlib import Path
from urllib.parse import quote, urlsplit

_SHORT = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w.-]+\.\w+):(?P<path>[^\\/].*)")  # git@host.org:owner/project.git


def web_url(remote: str) -> str | None:
    """The address at which people read a remote repository, https; None for a folder and what only a network knows.

    >>> web_url("git@example.org:press/kit.git")
    'https://example.org/press/kit'
    """
    short = _SHORT.fullmatch(remote)
    parts = urlsplit(f"ssh://{short['host']}/{short['path']}" if short else remote)
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    path = parts.path.strip("/").removesuffix(".git")
    if parts.scheme not in ("https", "http", "ssh") or not path or not re.fullmatch(r"[\w.-]+\.[a-zA-Z]{2,}", host):
        return None
    at = f":{port}" if port and parts.scheme == "https" and port != 443 else ""
    return f"https://{host}{at}/{quote(path, safe='/~%')}"


def home(root: Path) -> str | None:
    """The web address of the project's repository: of origin, else of the first other remote that has one."""
    return next((url for _, url in _published(root)), None)


def context(root: Path, path: str, digits: str) -> str:
    """The qualifiers that say where in the repository's history an object lies, so far as that is so.

    `path` is the object's from the project's folder and `digits` its hash. Empty where the last commit does not hold
    it like this; without an origin where no remote is known to have that commit.
    """
    if not kept(root) or _git(root, "rev-parse", "--verify", "--quiet", f"HEAD:./{path}") != digits:
        return ""
    commit, below = _git(root, "rev-parse", "HEAD"), _git(root, "rev-parse", "--show-prefix") or ""
    pushed = [url for name, url in _published(root)
              if _git(root, "for-each-ref", "--contains", "HEAD", f"refs/remotes/{name}")]
    origin = f";origin={pushed[0]}" if pushed else ""
    return f"{origin};anchor=swh:1:rev:{commit};path=/{quote(below + path)}"


def kept(root: Path) -> bool:
    """True if the project is part of a git repository, and does not only lie inside one."""
    return bool(_git(root, "ls-files", "pyproject.toml", "results.json"))


def _published(root: Path) -> list[tuple[str, str]]:
    """The remotes that have a web address, by name, origin first."""
    told = _git(root, "remote", "-v") if kept(root) else ""
    remotes = dict(re.findall(r"^(\S+)\t(.*) \(fetch\)", told or "", re.M))
    urls = {name: web_url(remotes[name]) for name in sorted(remotes, key=lambda name: (name != "origin", name))}
    return [(name, url) for name, url in urls.items() if url]


def _git(root: Path, *arguments: str) -> str | None:
    """What git says; None if it fails or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, encoding="utf-8")
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
