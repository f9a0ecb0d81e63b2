"""Archive: files in a zip whose bytes depend on nothing but them, and what a zip from elsewhere may hold."""

import io
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from time import gmtime

MOST_FILES, LARGEST, SWOLLEN = 20_000, 2_000_000_000, 500  # files, bytes unpacked, and times what is packed
FIRST, LAST = 315_532_800, 4_354_819_198  # seconds: the years 1980 to 2107, which a zip can tell


def packed(files: Mapping[str, bytes], *, epoch: int = FIRST) -> bytes:
    """Files by their names as a zip: sorted, all of one time, not compressed, since a zlib packs as it likes.

    `epoch` is their time, in seconds since 1970. What begins with #! may be run.
    """
    data, when = io.BytesIO(), gmtime(min(max(epoch, FIRST), LAST))[:6]
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted({*files, *(f"{folder}/" for name in files for folder in PurePosixPath(name).parents[:-1])}):
            content = files.get(name, b"")
            mode = stat.S_IFDIR | 0o755 if name.endswith("/") else stat.S_IFREG | _mode(content)
            entry = zipfile.ZipInfo(name, when)
            entry.create_system = 3  # Unix, whichever machine it is
            entry.external_attr = mode << 16
            archive.writestr(entry, content)
    return data.getvalue()


def unpacked(path: Path) -> dict[str, bytes]:
    """The files of a zip by their names.

    Raises ValueError if it is none or is damaged, if a name leads out of a folder, stands twice or is a link, or if
    there are more than 20,000 files, 2 GB, or 500 times what is packed.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check(path, entries)
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:  # torn, unknown, locked
        raise ValueError(f"{path}: a crate is a zip; this is none that can be read ({error}); fetch it again") from None


def _check(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_FILES or size > LARGEST or size > SWOLLEN * max(path.stat().st_size, 1_000):
        raise ValueError(f"{path}: a crate has at most {MOST_FILES:,} files, {LARGEST:,} bytes and {SWOLLEN} times "
                         f"what is packed; this has {len(entries):,} files of {size:,} bytes; do not unpack it")
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        parts = name.split("/")
        if (name != entry.orig_filename or PurePosixPath(name).is_absolute() or {"", ".", ".."} & set(parts)
                or set(name) & set('\\:*?"<>|') or not name.isprintable()):
            raise ValueError(f"{path}: a file of a crate lies inside its folder; {entry.orig_filename!r} may not; "
                             "do not unpack it")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise ValueError(f"{path}: a crate has files; {name!r} is a link; do not unpack it")
        if name.lower() in seen:
            raise ValueError(f"{path}: a file of a crate has its own name; {name!r} stands twice; do not unpack it")
        seen.add(name.lower())


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files by their names into a folder; what begins with #! may be run."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        path.chmod(_mode(data))


def _mode(data: bytes) -> int:
    """Who may do what with a file: what begins with #! may be run."""
    return 0o755 if data.startswith(b"#!") else 0o644
