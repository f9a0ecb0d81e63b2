"""Session: a coder at work on a study, unit by unit, key by key; what is coded is saved at once, and told if it is not.

Messages say what a coder does, `state` is what a coder sees; the widget of `coder` passes both on. Nothing of what the
kit finds is in it. Units come in the order of the study, and work begins with the first that is not coded.
"""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from . import draft
from .coding import CodingError
from .collection import expected
from .corpus import read_corpus
from .entries import Place, known
from .form import Form
from .ledger import CODED, UNFINISHED, Ledger
from .sheets import NOTE, unguarded
from .span import Span
from .study import read_study

KEPT = 500  # acts that can be undone


class Act(NamedTuple):
    """What can be undone: a unit and its cells before."""

    unit: str
    cells: draft.Cells


class Session:
    """A coder at work on the study in `folder`.

    Raises CodingError if there is no such study or coder, SheetError if the coder's sheet cannot be read.
    """

    def __init__(self, folder: str | Path, coder: str) -> None:
        self.study = read_study(Path(folder))
        self.coder = _coder(coder, self.study.coders)
        corpus = read_corpus(self.study.corpus)
        self.asked, self.form = expected(self.study, corpus), Form(self.study.layer, corpus.story)
        self.units = [unit.unit for unit in self.study.units]
        self.ledger = Ledger(self.study, self.coder, self.asked)
        self.acts: list[Act] = []
        self.told, self.answered = "", 0
        self._begin(next((at for at, unit in enumerate(self.units) if self.ledger.status[unit] != CODED), 0))

    # ---- units ----

    @property
    def unit(self) -> str:
        return self.units[self.at]

    @property
    def place(self) -> Place:
        return self.asked.places[self.unit]

    @property
    def cells(self) -> draft.Cells:
        return self.ledger.cells[self.unit]

    @property
    def codes(self) -> dict[int, dict[str, str]]:
        return draft.codes(self.cells, self.study.layer)

    def _begin(self, at: int) -> None:
        """Turn to a unit."""
        self.at = min(max(at, 0), len(self.units) - 1)
        self.shows_faults = self.ledger.status[self.unit] == UNFINISHED
        lacking = [(number, column) for number, code in self.codes.items() for column in self._lacking(code)]
        first = (next(iter(self.codes), 1), self.form.columns[0])
        self.number, self.column = lacking[0] if lacking and self.shows_faults else first

    def _lacking(self, code: Mapping[str, str]) -> list[str]:
        """The empty columns of a code, where a key writes over nothing; a known name has its stakeholder."""
        if "speakers" in code:
            is_told = bool(code["speakers"]) and draft.asked(draft.parties(code), self.place) is None
        else:
            is_told = bool(known(code["voice"], self.place.document.story)[1])
        return [column for column in self.form.columns
                if not code[column] and not (column == "stakeholder" and is_told)]

    def _act(self, cells: draft.Cells) -> None:
        """Take what the coder made of the unit, and save it."""
        if reason := self.ledger.read_only:
            self.told = reason
        elif cells != self.cells:
            self.acts = [*self.acts[-KEPT:], Act(self.unit, self.cells)]
            self.ledger.keep(self.unit, cells)

    # ---- what a coder does ----

    def receive(self, message: Mapping) -> None:
        """Do what a message says; what cannot be done is told in `state`, and no message stops the work."""
        self.told = ""
        self.answered = message.get("seq", self.answered)
        act: Callable | None = getattr(self, f"do_{message.get('do')}", None)
        if act is None:
            return
        told = {name: value for name, value in message.items() if name not in ("do", "seq")}
        try:
            act(**told)
        except (ValueError, TypeError, KeyError, OSError) as error:
            self.told = f"This could not be done: {error}"

    def do_choose(self, column: str, value: str, number: int | None = None) -> None:
        """A category or name for a column."""
        number = self.number if number is None else number
        if not value.strip():
            return
        self._act(draft.chosen(self.cells, self.study.layer, number, column, value, place=self.place))
        self.number, self.column = number, self._after(column)

    def do_mark(self, column: str, start: int, end: int, number: int | None = None) -> None:
        """Words of the unit for a column: characters from its start."""
        number = self.number if number is None else number
        span = draft.whole(self.place, Span(start, end))
        if span is None:
            return
        self._act(draft.taken(self.cells, self.study.layer, number, column, span, place=self.place))
        self.number, self.column = number, self._after(column)
        read = [one for name, those in draft.copied(self.cells, self.study.layer, self.place).items()
                for one in those if name == draft.named(column, number)]
        if span not in read and not self.told:
            self.told = (f"These words stand more than once in the unit{', and are read elsewhere' if read else ''}; "
                         "mark more of them to say which are meant.")

    def do_clear(self, column: str, number: int | None = None) -> None:
        """Empty a column of a code."""
        number = self.number if number is None else number
        gone = {column: "", **({"stakeholder": ""} if column in draft.NAMES else {})}
        self._act(draft.put(self.cells, self.study.layer, number, **gone))
        self.number, self.column = number, column

    def do_none(self) -> None:
        """There is nothing to code in the unit."""
        self._act(draft.nothing(self.cells, self.study.layer))
        self.number, self.column = 1, self.form.columns[0]

    def do_another(self) -> None:
        """Begin a further code."""
        there = self.codes
        if self.number in there:
            self.number = next(n for n in range(1, len(there) + 2) if n not in there)
        self.column = self.form.columns[0]

    def do_remove(self, number: int | None = None) -> None:
        """Take a code away."""
        self._act(draft.without(self.cells, self.study.layer, self.number if number is None else number))
        self.number = next(iter(self.codes), 1)
        self.column = self.form.columns[0]

    def do_note(self, text: str, unit: str) -> None:
        """Another note on a unit, which is the one shown; of one that is shown no longer it is kept too."""
        if unit != self.unit:
            self.do_go(self.units.index(unit))
        self._act(draft.noted(self.cells, text))

    def do_field(self, column: str, number: int | None = None) -> None:
        """Turn to a column of a code."""
        self.number, self.column = self.number if number is None else number, column

    def do_name(self) -> None:
        """Turn to the column of names, or say that there is none."""
        column = next(column for column in self.form.columns if column in draft.NAMES)
        if self.ledger.read_only or draft.is_none(self.cells, self.study.layer):
            self.told = "No name here; Esc goes on."
        else:
            self.column = column

    def do_step(self, by: int) -> None:
        """Turn to the next column, or the one before, over all codes."""
        numbers = sorted({*self.codes, self.number})
        every = [(number, column) for number in numbers for column in self.form.columns]
        at = every.index((self.number, self.column)) + by
        self.number, self.column = every[min(max(at, 0), len(every) - 1)]

    def do_go(self, to: int) -> None:
        """Turn to a unit by its place, from 0."""
        self.ledger.save()
        self._begin(to)

    def do_move(self, by: int) -> None:
        """Turn to the unit so many further on, whatever is lacking in this one."""
        self.do_go(self.at + by)

    def do_on(self) -> None:
        """Go on; what the unit lacks is shown first, and does not keep anyone who goes on again."""
        self.ledger.save()
        if self.ledger.status[self.unit] != CODED and not self.shows_faults:
            self.shows_faults = True
        elif self.at + 1 < len(self.units):
            self._begin(self.at + 1)
        else:
            self.do_uncoded()

    def do_uncoded(self) -> None:
        """Turn to the next unit that is not coded, round the end."""
        order = [*range(self.at + 1, len(self.units)), *range(self.at + 1)]
        at = next((at for at in order if self.ledger.status[self.units[at]] != CODED), None)
        if at is not None:
            self.do_go(at)
            return
        self.ledger.save()
        self.told = "Every unit is coded."

    def do_undo(self) -> None:
        """Take the last act back, in whichever unit it was."""
        if self.ledger.read_only or not self.acts:
            self.told = self.ledger.read_only or "There is nothing to undo."
            return
        unit, cells = self.acts.pop()
        self.ledger.keep(unit, cells)
        self._begin(self.units.index(unit))

    def do_reload(self) -> None:
        """Read the sheet again after something else has changed it."""
        theirs = self.ledger.read_again()
        self.acts += [Act(unit, cells) for unit, cells in theirs.items()]
        shown = f" {', '.join(theirs)} stands there otherwise; undo (z) brings back what you had coded."
        self.told = f"{self.ledger.sheet.path.name} was read again.{shown if theirs else ''}"
        self._begin(self.at)

    def do_key(self, key: str) -> None:
        """A key, as the page names it; see `form` for what each does."""
        key = key.lower() if len(key) == 1 else key
        if option := self.form.option(self.column, key):
            self.do_choose(self.column, option)
        elif key in self.form.acts:
            name, told = self.form.acts[key]
            getattr(self, f"do_{name}")(**told)
        elif key == "Backspace":
            self.do_clear(self.column)

    def _after(self, column: str) -> str:
        """The column that follows: no stakeholder where the corpus knows whose it is, and speakers may be several."""
        columns = self.form.columns
        code = self.codes.get(self.number, dict.fromkeys(columns, ""))
        follows = columns[min(columns.index(column) + 1, len(columns) - 1)]
        if column == "voice" and known(code["voice"], self.place.document.story)[1]:
            follows = columns[min(columns.index("stakeholder") + 1, len(columns) - 1)]
        if column == "speakers":
            at = draft.asked(draft.parties(code), self.place)
            follows = "speakers" if at is None or draft.parties(code)[at][1] else "stakeholder"
        return follows

    # ---- what a coder sees ----

    @property
    def state(self) -> dict:
        """All that is shown, as JSON can hold it."""
        ledger, given = self.ledger, self.ledger.given.get(self.unit, {})
        spans = draft.copied(self.cells, self.study.layer, self.place)
        statuses = [ledger.status[unit] for unit in self.units]
        lacks = self.shows_faults and ledger.status[self.unit] != CODED
        return {
            "answered": self.answered, "at": self.at, "n": len(statuses), "coded": statuses.count(CODED),
            "unfinished": statuses.count(UNFINISHED), "statuses": "".join(status[0] for status in statuses),
            "unit": self.unit, "document": self.place.document.id, "place": unguarded(given.get("place", "")),
            "before": unguarded(given.get("context before", "")), "after": unguarded(given.get("context after", "")),
            "pieces": [list(piece) for piece in draft.pieces(self.place, spans)],
            "codes": self.form.codes(self.cells, self.number, self.column, self.place), "number": self.number,
            "column": self.column, "none": draft.is_none(self.cells, self.study.layer),
            "note": unguarded(self.cells.get(NOTE, "")), "status": ledger.status[self.unit],
            "faults": ledger.faults(self.unit) if lacks else [], "notices": ledger.notices, "told": self.told,
            "trouble": ledger.trouble, "changed": ledger.changed, "read_only": ledger.read_only,
            "undoes": len(self.acts), "names": self._names(),
        }

    def _names(self) -> list[str]:
        """Names to choose from: those of the corpus, and those that this coder wrote."""
        wrote = [name for cells in self.ledger.cells.values()
                 for code in draft.codes(cells, self.study.layer).values() for column in draft.NAMES
                 if column in code for name in code[column].split(draft.JOINT) if name]
        return list(dict.fromkeys([*self.form.names, *wrote]))


def _coder(name: str, coders: tuple[str, ...]) -> str:
    by_name = {coder.casefold(): coder for coder in coders}
    if name.casefold() not in by_name:
        near = get_close_matches(name.casefold(), by_name, n=1)
        raise CodingError(f"coder is {name!r}; the study has {', '.join(coders)}"
                          + (f"; is {by_name[near[0]]} meant?" if near else ""))
    return by_name[name.casefold()]
