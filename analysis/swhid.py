"""SWHID: an identifier that follows from the bytes alone (ISO/IEC 18670), so that anyone can check what was cited.

It holds the same 40 digits as git's hash of a blob or of a tree; neither git nor a network is needed to work it out.
"""

import stat
from hashlib import sha1
from pathlib import Path


def content(data: bytes) -> str:
    """The identifier of a file's bytes.

    >>> content(b"")
    'swh:1:cnt:e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'
    """
    return f"swh:1:cnt:{_hash('blob', data).hex()}"


def directory(folder: Path) -> str:
    """The identifier of a folder with all that is in it; hidden and compiled files are no part of it."""
    return f"swh:1:dir:{(_tree(folder) or _hash('tree', b'')).hex()}"


def _hash(kind: str, data: bytes) -> bytes:
    return sha1(f"{kind} {len(data)}\0".encode() + data, usedforsecurity=False).digest()


def _tree(folder: Path) -> bytes | None:
    """The hash of a folder as git would commit it; None for one without files, which git leaves out."""
    entries = []
    for path in folder.iterdir():
        if path.name.startswith(".") or path.name == "__pycache__" or path.suffix == ".pyc":
            continue
        if path.is_dir():
            mode, found = "40000", _tree(path)
        else:
            executable = path.stat().st_mode & stat.S_IXUSR
            mode, found = "100755" if executable else "100644", _hash("blob", path.read_bytes())
        if found:
            order = path.name.encode() + (b"/" if path.is_dir() else b"")  # so git sorts them
            entries.append((order, f"{mode} {path.name}\0".encode() + found))
    return _hash("tree", b"".join(entry for _, entry in sorted(entries))) if entries else None
