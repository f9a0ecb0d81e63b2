"""Form: what a coder fills for a unit, column by column, with the categories that each takes and the keys for them."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from . import draft
from .corpus import Story
from .entries import Place, known
from .sampling import NONE
from .sheets import LAYERS, allowed, unguarded

KEYS = "1234567890wrtyuiopdfghklxvb"  # of the categories of a column, in order; the letters of acts are not among them
VALUE_KEYS = {"-1": "-", "0": "0", "1": "1"}
ALSO = {"−": "-", "+": "1"}  # keys that are as good as others
KEYS_OF_WORDS = {"evidence": "e", "content": "c", "cue": "q", "source": "s"}
ACTS: Mapping[str, tuple[str, Mapping]] = {
    "Enter": ("on", {}), "ArrowRight": ("move", {"by": 1}), "ArrowLeft": ("move", {"by": -1}),
    "ArrowDown": ("step", {"by": 1}), "ArrowUp": ("step", {"by": -1}), "j": ("uncoded", {}), "n": ("none", {}),
    "a": ("another", {}), "Delete": ("remove", {}), "z": ("undo", {}), "Home": ("go", {"to": 0}),
    "End": ("go", {"to": 10**9}),
}


class Form:
    """The form of a layer for a story. `columns` are those of a code; `names` those that the corpus knows."""

    acts = ACTS

    def __init__(self, layer: str, story: Story) -> None:
        self.layer, self.story, self.columns = layer, story, LAYERS[layer].columns
        told = [row for row in allowed(layer, story) if row[1] != NONE]
        self.hints = {column: meaning for column, name, meaning in told if not name}
        self.takes = {column: [(name, meaning) for one, name, meaning in told if one == column and name]
                      for column in self.columns}
        self.names = [name for column in self.columns if column in draft.NAMES for name, _ in self.takes[column]]

    @cached_property
    def keys(self) -> dict[str, dict[str, str]]:
        """Of each column the key of each category; those beyond the keys that there are have none."""
        return {column: VALUE_KEYS if column == "value" else dict(zip((name for name, _ in takes), KEYS))
                for column, takes in self.takes.items()}

    def option(self, column: str, key: str) -> str | None:
        """The category that a key chooses in a column."""
        key = ALSO.get(key, key)
        return next((name for name, one in self.keys[column].items() if one == key), None)

    def kind(self, column: str) -> str:
        """How a column is filled: by one category (one), a name (name), several (names), words of the unit (words)."""
        kinds = {"voice": "name", "speakers": "names", **dict.fromkeys(draft.WORDS, "words")}
        return kinds.get(column, "one")

    def codes(self, cells: draft.Cells, number: int, column: str, place: Place) -> list[dict]:
        """The codes of a draft as they are shown, with the one that is turned to, be it empty."""
        there = draft.codes(cells, self.layer)
        empty = dict.fromkeys(self.columns, "")
        shown = [] if draft.is_none(cells, self.layer) else sorted({*there, number})
        return [{"number": one, "active": one == number,
                 "fields": [self._field(name, there.get(one, empty), one == number and name == column, place)
                            for name in self.columns]} for one in shown]

    def _field(self, column: str, code: Mapping[str, str], active: bool, place: Place) -> dict:
        """A column of a code: its cell, and where it is turned to, what it takes."""
        told, values = draft.parties(code) if "speakers" in code else [], [unguarded(code[column])]
        label, implied = column, ""
        if column == "speakers":
            values = [name for name, _ in told]
        elif column == "stakeholder" and "speakers" in code:
            at = draft.asked(told, place)
            values = [told[at][1]] if at is not None else [""]
            label = f"stakeholder of {told[at][0]}" if at is not None and len(told) > 1 else column
            groups = [group or known(name, place.document.story)[1] for name, group in told]
            implied = "; ".join(groups) if all(groups) else ""
        elif column == "stakeholder" and code["voice"]:
            implied = known(code["voice"], place.document.story)[1]
        field = {"column": column, "label": label, "kind": self.kind(column), "active": active, "implied": implied,
                 "values": list(filter(None, values)), "key": KEYS_OF_WORDS.get(column, "")}
        if active:
            field["hint"] = self.hints.get(column, "")
            field["options"] = [{"value": name, "meaning": meaning, "key": self.keys[column].get(name, ""),
                                 "chosen": name in values} for name, meaning in self.takes[column]]
        return field

    def codebook(self, corpus: Path) -> dict:
        """What a coder looks up: each column with what it takes, and the corpus' own codebook, section by section."""
        columns = [{"column": column, "hint": self.hints.get(column, ""),
                    "categories": [list(one) for one in self.takes[column]] if column not in draft.NAMES else []}
                   for column in self.columns]
        path = corpus / "coding" / "CODEBOOK.md"
        text = path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else ""
        marks = [[column, KEYS_OF_WORDS[column]] for column in self.columns if column in KEYS_OF_WORDS]
        return {"columns": columns, "sections": sections(text), "marks": marks}


def sections(text: str) -> list[list[str]]:
    """The sections of a Markdown text that begin with ##, each with its heading and what stands under it.

    >>> sections("# Codebook\\nTo all.\\n## 1. Zones\\n- body: what is told")
    [['Codebook', 'To all.'], ['1. Zones', '- body: what is told']]
    """
    found: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith(("# ", "## ")):
            found.append([line.lstrip("# ").strip(), ""])
        elif found:
            found[-1][1] += line + "\n"
    return [[heading, body.strip()] for heading, body in found if body.strip()]
