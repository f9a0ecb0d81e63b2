"""Worksheet: a coder's sheet that is written on while units are coded, so that no code is lost.

A row is changed where it stands and all else stays as it is, cell by cell. The file is put in place as a whole or not
at all, in the form in which `sample` writes it. A file that something else has changed is not written over.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from .sheets import Line, SheetError, as_bytes, cells, read_grid


class ChangedError(SheetError):
    """A sheet that something else has changed since it was read."""


class Worksheet:
    """The sheet at `path`; `lines` are its rows, `faults` each line that is no row, with what is wrong.

    `foreign` is true if another program than the kit saved it. Raises SheetError if there is no sheet in the file.
    """

    def __init__(self, path: Path, layer: str) -> None:
        self.path, self.layer = path, layer
        self.read()

    def read(self) -> None:
        """Read the sheet anew, whatever was written to it since."""
        self._data = self._on_disk()
        if self._data is None:
            raise SheetError(f"{self.path}: a coder writes on the sheet that `sample` wrote; there is none; put it "
                             "back, or draw again in another folder: the same seed gives the same sheet")
        try:
            self._grid = grid = read_grid(self.path, self.layer)
        except SheetError as error:
            raise SheetError(f"{self.path}: {error}") from None
        self.foreign = as_bytes(grid.header, grid.rows) != self._data
        numbered = [(number, row) for number, row in enumerate(grid.rows, grid.first) if any(map(str.strip, row))]
        self.faults = [number for number, row in numbered if any(map(str.strip, row[len(grid.names) :]))]
        self.lines = [Line(number, cells(row, grid.names)) for number, row in numbered if number not in self.faults]

    @property
    def no_writing(self) -> str:
        """Why nothing can be written; empty if it can."""
        if not self.path.exists() or os.access(self.path, os.W_OK) and os.access(self.path.resolve().parent, os.W_OK):
            return ""
        return f"{self.path} cannot be written, so that nothing would be saved; put the study where you may write."

    def write(self, changes: Mapping[int | None, Mapping[str, str]]) -> None:
        """Write cells by line and column; a line None is a new row, and a column that there is not becomes one.

        Raises ChangedError if the file is not what was read, OSError if it cannot be written. Nothing is then changed.
        """
        if self._on_disk() != self._data:
            raise ChangedError(f"{self.path.name} was changed or moved by something else since it was read here")
        header, names, rows = list(self._grid.header), list(self._grid.names), [list(row) for row in self._grid.rows]
        for number, changed in changes.items():
            if number is None:
                rows.append([])
            row = rows[-1 if number is None else number - self._grid.first]
            for column in changed:
                if column not in names:
                    names.append(column)
                    header.append(column)
            row += [""] * (len(names) - len(row))
            for column, cell in changed.items():
                row[names.index(column)] = cell
        self._replace(as_bytes(header, rows))
        self.read()

    def _replace(self, data: bytes) -> None:
        """Put the file in place as a whole: a fault on the way leaves what was there."""
        path = self.path.resolve()
        new = path.with_name(f".{path.name}.new")  # with a dot before it nobody takes it for a sheet
        try:
            with new.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            shutil.copymode(path, new)
            os.replace(new, path)
        finally:
            new.unlink(missing_ok=True)

    def _on_disk(self) -> bytes | None:
        """What is in the file now; None if there is none."""
        return self.path.read_bytes() if self.path.is_file() else None
