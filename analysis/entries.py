"""Entries: what a coder wrote into the columns of a sheet, as rows of the tables that a coding has.

Cells are read as people write them (capitals, a missing stakeholder of a known name, quotation marks of another form);
what is not in the codebook, or words that the unit does not have, are faults, never guessed.
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import NamedTuple

from .attribution import type_of
from .codebook import NARRATOR, UNSPECIFIED, categories
from .coding import UNIT, CodingError
from .corpus import Document
from .sampling import NONE
from .sheets import HEDGED, LAYERS, named
from .span import Span

Rows = list[tuple[str, dict]]  # each with the table that it belongs to

# Characters that programs put in each other's place, one for one.
_LIKE = str.maketrans("’‘‚`“”„«»–—−\u00a0\u202f", "''''\"\"\"\"\"---  ")
_JOINT = re.compile(r"\s*;\s*")
_YES_NO = {**HEDGED, "true": True, "false": False, "y": True, "n": False}


class Place(NamedTuple):
    """Where a unit lies: its document and its span there."""

    document: Document
    span: Span

    @property
    def row(self) -> dict:
        return {"document": self.document.id, "start": self.span.start, "end": self.span.end,
                "text": self.document[self.span]}


def entries(codes: Mapping[int, Mapping[str, str]], layer: str, place: Place) -> tuple[Rows, list[str]]:
    """The rows that the codes of a unit make, and what is wrong with those that make none.

    Rows are as in COLUMNS of `coding`; the number of an attribution is that of its code in the unit.
    A first code that says "none" makes no row.
    """
    first = LAYERS[layer].columns[0]
    if not codes:
        return [], [f"{first} is empty; code the unit, or write {NONE} if there is nothing to code"]
    if any(code[first].casefold() == NONE for code in codes.values()):
        alone = len(codes) == 1 and not any(cell for column, cell in codes[min(codes)].items() if column != first)
        return [], [] if alone else [f"{first} is {NONE} beside other codes; empty these, or write another {first}"]
    rows, faults, seen = [], [], set()
    for number, code in codes.items():
        try:
            made = _MADE[layer](code, place, number)
            if (unit := tuple(made[0][1][column] for column in UNIT[made[0][0]])) in seen:
                raise CodingError(f"{named(first, number)} codes what the unit has already; empty one of the two")
        except CodingError as error:
            faults.append(str(error))
            continue
        seen.add(unit)
        rows += made
    return rows, faults


def _sentiment(code: Mapping[str, str], place: Place, number: int) -> Rows:
    value = code["value"].translate(_LIKE).lstrip("'+").removesuffix(".0").removesuffix(",0")
    value = _category("value", number, value, categories("value"))
    return [("sentiment", {**place.row, "value": int(value), **_voice(code, place, number)})]


def _claim(code: Mapping[str, str], place: Place, number: int) -> Rows:
    codebook = place.document.story.scheme.codebook
    frame, stance = (_category(name, number, code[name], categories(name, codebook)) for name in ("frame", "stance"))
    hedged = _YES_NO.get(code["hedged"].casefold())
    if hedged is None:
        raise CodingError(f"{named('hedged', number)} is {code['hedged']!r}; allowed: {', '.join(HEDGED)}")
    evidence = _only("evidence", number, code["evidence"], place) if code["evidence"] else place.span
    found = {"evidence_start": evidence.start, "evidence_end": evidence.end, "evidence": place.document[evidence]}
    return [("claims", {**place.row, "frame": frame, "stance": stance, "hedged": hedged,
                        **_voice(code, place, number), **found})]


def _attribution(code: Mapping[str, str], place: Place, number: int) -> Rows:
    content = _parts(number, code["content"], place)
    cue = _nearest("cue", number, code["cue"], place, content[0])
    source = _nearest("source", number, code["source"], place, cue or content[0])
    names = [name for name in _JOINT.split(code["speakers"]) if name]
    told = [one for one in _JOINT.split(code["stakeholder"]) if one] or [""] * len(names)
    if not names:
        raise CodingError(f"{named('speakers', number)} is empty; name who is made to speak, or write {UNSPECIFIED}")
    if len(told) != len(names):
        raise CodingError(f"{named('stakeholder', number)} has {len(told)} for {len(names)} speakers; give each its "
                          "own, joined by ;")
    known = [_holder(name, one, "speakers", number, place) for name, one in zip(names, told)]
    row = {"document": place.document.id, "attribution": number, "type": type_of(place.document, content),
           "speakers": "; ".join(name for name, _ in known), "stakeholder": "; ".join(one for _, one in known),
           "utterance": "", "relation": ""}
    parts = [("source", source), ("cue", cue), *(("content", span) for span in content)]
    return [("attributions", row), *(
        ("spans", {"document": place.document.id, "attribution": number, "part": part, "start": span.start,
                   "end": span.end, "text": place.document[span]}) for part, span in parts if span)]


_MADE = {"sentiment": _sentiment, "frames": _claim, "attributions": _attribution}


# ---- categories and names -------------------------------------------------------------------------------------------


def _category(column: str, number: int, cell: str, allowed: tuple[str, ...]) -> str:
    """The category that a cell names, whatever its capitals and spaces."""
    found = "_".join(cell.casefold().split())
    by_name = {name.casefold(): name for name in allowed}
    if found not in by_name:
        near = get_close_matches(found, by_name, n=1)
        raise CodingError(f"{named(column, number)} is {cell!r}; allowed: {', '.join(allowed)}"
                          + (f"; is {by_name[near[0]]} meant?" if near else ""))
    return by_name[found]


def _voice(code: Mapping[str, str], place: Place, number: int) -> dict[str, str]:
    if not code["voice"]:
        raise CodingError(f"{named('voice', number)} is empty; write {NARRATOR}, a name, or {UNSPECIFIED}")
    voice, group = _holder(code["voice"], code["stakeholder"], "voice", number, place)
    return {"voice": voice, "stakeholder": group}


def _holder(name: str, told: str, column: str, number: int, place: Place) -> tuple[str, str]:
    """A canonical name and its stakeholder: as it is told, else as the corpus' actors tell."""
    story, folded = place.document.story, name.casefold()
    groups = categories("voice_group" if column == "voice" else "stakeholder", story.scheme.codebook)
    if folded == NARRATOR and column != "voice":
        raise CodingError(f"{named(column, number)} is {name!r}; what the narrator says is no attribution")
    meant = {(one, one) for one in (NARRATOR, UNSPECIFIED) if one == folded} or {
        (actor.name, actor.stakeholder) for actor in story.actors
        if folded in (mention.casefold() for mention in actor.mentions)}
    canonical, group = meant.pop() if len(meant) == 1 else (name, "")
    if not (told or group):
        raise CodingError(f"{named('stakeholder', number)} is empty, and {name!r} is no actor of the corpus; "
                          f"allowed: {', '.join(groups)}")
    return canonical, _category("stakeholder", number, told, groups) if told else group


# ---- words of the unit ----------------------------------------------------------------------------------------------


def alike(text: str) -> str:
    """A text in the form in which two are compared: without the differences that programs make in saving it."""
    return " ".join(text.translate(_LIKE).removeprefix("'").split())


def _occurrences(cell: str, place: Place) -> list[Span]:
    """Where the words of a cell stand in the unit: as whole words, "he" and not in "helps", if they do anywhere."""
    text, start = place.document[place.span].translate(_LIKE), place.span.start
    words = r"\s+".join(map(re.escape, cell.translate(_LIKE).split()))
    whole = re.finditer(rf"(?<!\w){words}(?!\w)", text)
    found = words and (list(whole) or re.finditer(words, text))
    return [Span(start + one.start(), start + one.end()) for one in found]


def _found(column: str, number: int, cell: str, place: Place) -> list[Span]:
    """Where the words of a cell stand, at least one place; an apostrophe that guards the cell is no part of it."""
    found = _occurrences(cell, place) or _occurrences(cell.removeprefix("'"), place)
    if not found:
        raise CodingError(f"{named(column, number)} is {cell!r}; the unit has no such words; copy them from it")
    return found


def _only(column: str, number: int, cell: str, place: Place) -> Span:
    found = _found(column, number, cell, place)
    if len(found) > 1:
        raise CodingError(f"{named(column, number)} is {cell!r}; these words stand {len(found)} times in the unit; "
                          "copy more of them")
    return found[0]


def _parts(number: int, cell: str, place: Place) -> tuple[Span, ...]:
    """The spans of content: the whole cell if it stands in the unit, else the parts between bars."""
    if "|" not in cell or _occurrences(cell, place):
        return (_only("content", number, cell, place),)
    spans = sorted(_only("content", number, part, place) for part in cell.split("|") if part.strip())
    if any(one.meets(other) for one, other in zip(spans, spans[1:])):
        raise CodingError(f"{named('content', number)} is {cell!r}; its parts overlap; copy each word once")
    return tuple(spans)


def _nearest(column: str, number: int, cell: str, place: Place, to: Span) -> Span | None:
    """Where the words of a cell stand nearest to another span; nowhere if the cell is empty."""
    if not cell:
        return None
    return min(_found(column, number, cell, place), key=lambda span: max(to.start - span.end, span.start - to.end))
