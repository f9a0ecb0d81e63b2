"""Ledger: what a coder has said of each unit of a study, held to the sheet on disk, which it is written to at once.

What cannot be written is kept, and told, until it can be. A sheet that something else has changed is not written over;
read again, it is right where the two differ, and what was coded here is given back to the coder.
"""

from collections.abc import Mapping

from . import draft
from .collection import Expected, whose
from .entries import entries
from .sheets import GIVEN, SheetError, filled, guarded
from .study import SHEETS, Study, locked
from .worksheet import ChangedError, Worksheet

CODED, UNFINISHED, OPEN = "coded", "unfinished", "open"  # what a unit can be


class Ledger:
    """The cells that `coder` fills in a study, by unit: `cells`, with the `status` of each.

    `given` are the other cells of its row, `notices` what is wrong with rows, which stay as they are; `trouble` says
    what kept the last step from being saved, `changed` that it was another who wrote to the sheet.
    Raises SheetError if the coder's sheet cannot be read.
    """

    def __init__(self, study: Study, coder: str, asked: Expected) -> None:
        self.study, self.coder, self.asked = study, coder, asked
        self.sheet = Worksheet(study.folder / SHEETS / f"{coder}.csv", study.layer)
        self.unsaved: dict[str, draft.Cells] = {}
        self.cells: dict[str, draft.Cells] = {}
        self.status: dict[str, str] = {}
        self.trouble, self.changed = "", False
        self._take()

    def _take(self) -> None:
        """What the sheet says: of each unit its line and the cells that a coder fills, and what is wrong with lines."""
        self.lines: dict[str, int] = {}
        self.given: dict[str, Mapping[str, str]] = {}
        self.on_sheet: dict[str, draft.Cells] = {}
        self.notices = [f"Line {number} has more cells than the header; it is left as it is."
                        for number in self.sheet.faults]
        for line in self.sheet.lines:
            coder, unit, faults = whose(line, self.sheet.path, self.asked)
            cells = draft.of_row(line.cells, self.study.layer)
            if faults or coder != self.coder:
                self.notices += [f"Line {line.number} is left as it is: {fault}." for fault in faults or [
                    f"it is {coder}'s"]]
            elif unit not in self.lines or not self._codes(self.on_sheet[unit]):
                self.lines[unit], self.given[unit], self.on_sheet[unit] = line.number, line.cells, cells
            elif self._codes(cells) not in ({}, self._codes(self.on_sheet[unit])):
                self.notices.append(f"Line {line.number} codes {unit} otherwise than line {self.lines[unit]}, which is "
                                    "shown here; remove one of the two from the sheet.")
        if missing := [unit for unit in self.asked.places if unit not in self.lines]:
            self.notices.append(f"The sheet has no row that can be read for {', '.join(missing[:8])}"
                                f"{' and others' if len(missing) > 8 else ''}; one is added when you code it.")
        if self.sheet.foreign:
            self.notices.append(f"{self.sheet.path.name} was saved by another program. It is read as it is, and "
                                "written as CSV in UTF-8 with commas again, with all that is in it.")
        before = self.cells
        self.cells = {unit: self.on_sheet.get(unit, {}) for unit in self.asked.places} | self.unsaved
        self.status = {unit: self.status[unit] if before.get(unit) == self.cells[unit] else self._status(unit)
                       for unit in self.asked.places}

    @property
    def read_only(self) -> str:
        """Why nothing can be coded now; empty if it can."""
        if locked(self.study):
            return (f"The study is locked: all is coded. python -m analysis collect {self.study.folder} --unlock "
                    "REASON opens it.")
        return self.sheet.no_writing

    def keep(self, unit: str, cells: draft.Cells) -> None:
        """Take what the coder says of a unit, and save it."""
        self.cells[unit] = self.unsaved[unit] = cells
        self.status[unit] = self._status(unit)
        self.save()

    def save(self) -> None:
        """Write what is not on the sheet yet; if that cannot be, say why and keep it."""
        if self.changed or not self.unsaved:
            return
        self.trouble = self.read_only
        if self.trouble:
            return
        try:
            for unit, cells in list(self.unsaved.items()):
                before = self.on_sheet.get(unit, {})
                row = {**dict.fromkeys(before, ""), **cells}
                self.sheet.write({self.lines.get(unit): row if unit in self.lines else {**self._new(unit), **row}})
                del self.unsaved[unit]
                self._take()
        except ChangedError as error:
            self.changed, self.trouble = True, f"{error}. Nothing was written over; what you coded since is kept here."
        except (OSError, SheetError) as error:
            self.trouble = (f"Not saved: {error}. What you coded is kept here and saved with your next step; close the "
                            "sheet in other programs, and see that the disk has room.")

    def _new(self, unit: str) -> dict[str, str]:
        """The cells given of a unit whose row is gone."""
        document, span = self.asked.places[unit]
        return dict(zip(GIVEN, (self.coder, unit, *map(guarded, (
            document.id, f"characters {span.start} to {span.end}", "", document[span], "")))))

    def read_again(self) -> dict[str, draft.Cells]:
        """Take the sheet as it is now; what was coded here and not saved goes in where the sheet has no other codes.

        Returned is, by unit, what was coded here and does not go in.
        """
        before = self.on_sheet
        self.sheet.read()
        self.changed, self.trouble = False, ""
        mine, self.unsaved = self.unsaved, {}
        self._take()
        theirs = {unit: cells for unit, cells in mine.items()
                  if self.on_sheet.get(unit, {}) not in (before.get(unit, {}), cells)}
        self.unsaved = {unit: cells for unit, cells in mine.items() if unit not in theirs}
        self._take()
        self.save()
        return theirs

    def _codes(self, cells: draft.Cells) -> dict[int, dict[str, str]]:
        return filled(cells, self.study.layer)

    def _status(self, unit: str) -> str:
        if not self._codes(self.cells[unit]):
            return OPEN
        return UNFINISHED if self.faults(unit) else CODED

    def faults(self, unit: str) -> list[str]:
        """What `collect` would say of a unit as it is."""
        return entries(self._codes(self.cells[unit]), self.study.layer, self.asked.places[unit])[1]

