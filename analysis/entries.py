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
from .coding import UNIT
from .corpus import Document, Story
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
    """The rows that the codes of a unit make, and everything that is wrong with those that make none.

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
    for number, cells in codes.items():
        code = _Code(cells, number, place, [])
        made = _MADE[layer](code)
        if not code.faults:
            if (unit := tuple(made[0][1][column] for column in UNIT[made[0][0]])) in seen:
                code.fault(first, "codes what the unit has already; empty one of the two")
            seen.add(unit)
        rows += made if not code.faults else []
        faults += code.faults
    return rows, faults


def marked(cells: Mapping[str, str], layer: str, place: Place) -> dict[str, tuple[Span, ...]]:
    """Where the words stand that a code has copied from its unit, by column, be the code complete or not.

    Words that are not found, or at more than one place, are left out.
    """
    code = _Code(cells, 1, place, [])
    if layer == "frames":
        found = {"evidence": (_only(code, "evidence"),) if cells["evidence"] else ()}
    elif layer == "attributions":
        content, cue, source = _words(code)
        found = {"content": content, "cue": (cue,), "source": (source,)}
    else:
        found = {}
    return {column: tuple(filter(None, spans)) for column, spans in found.items()}


class _Code(NamedTuple):
    """A code of a unit as it is read, cell by cell; a cell that cannot be read is None and one more of `faults`."""

    cells: Mapping[str, str]
    number: int
    place: Place
    faults: list[str]

    def fault(self, column: str, told: str) -> None:
        self.faults.append(f"{named(column, self.number)} {told}")

    def wrong(self, column: str, cell: str, told: str) -> None:
        self.fault(column, f"is {repr(cell) if cell else 'empty'}; {told}")


def _sentiment(code: _Code) -> Rows:
    value = code.cells["value"].translate(_LIKE).lstrip("'+").removesuffix(".0").removesuffix(",0")
    value = _category(code, "value", value, categories("value"))
    return [("sentiment", {**code.place.row, "value": value and int(value), **_voice(code)})]


def _claim(code: _Code) -> Rows:
    codebook = code.place.document.story.scheme.codebook
    told = {name: _category(code, name, code.cells[name], categories(name, codebook)) for name in ("frame", "stance")}
    hedged = _YES_NO.get(code.cells["hedged"].casefold())
    if hedged is None:
        code.wrong("hedged", code.cells["hedged"], f"allowed: {', '.join(HEDGED)}")
    told |= {"hedged": hedged, **_voice(code)}
    evidence = _only(code, "evidence") if code.cells["evidence"] else code.place.span
    if evidence:
        told |= {"evidence_start": evidence.start, "evidence_end": evidence.end,
                 "evidence": code.place.document[evidence]}
    return [("claims", {**code.place.row, **told})]


def _attribution(code: _Code) -> Rows:
    document = code.place.document
    content, cue, source = _words(code)
    known = _speakers(code)
    if code.faults:
        return []
    row = {"document": document.id, "attribution": code.number, "type": type_of(document, content),
           "speakers": "; ".join(name for name, _ in known), "stakeholder": "; ".join(one for _, one in known),
           "utterance": "", "relation": ""}
    parts = [("source", source), ("cue", cue), *(("content", span) for span in content)]
    return [("attributions", row), *(
        ("spans", {"document": document.id, "attribution": code.number, "part": part, "start": span.start,
                   "end": span.end, "text": document[span]}) for part, span in parts if span)]


_MADE = {"sentiment": _sentiment, "frames": _claim, "attributions": _attribution}


# ---- categories and names -------------------------------------------------------------------------------------------


def _category(code: _Code, column: str, cell: str, allowed: tuple[str, ...]) -> str | None:
    """The category that a cell names, whatever its capitals and spaces."""
    found = "_".join(cell.casefold().split())
    by_name = {name.casefold(): name for name in allowed}
    if found not in by_name:
        near = get_close_matches(found, by_name, n=1)
        meant = f"; is {by_name[near[0]]} meant?" if near else ""
        code.wrong(column, cell, f"allowed: {', '.join(allowed)}{meant}")
    return by_name.get(found)


def _voice(code: _Code) -> dict[str, str | None]:
    name, told = code.cells["voice"], code.cells["stakeholder"]
    if not name:
        code.wrong("voice", name, f"write {NARRATOR}, a name, or {UNSPECIFIED}")
        told = told or UNSPECIFIED  # one fault, not two
    name, group = _holder(code, name, told, column="voice")
    return {"voice": name, "stakeholder": group}


def _speakers(code: _Code) -> list[tuple[str, str | None]]:
    """Who is made to speak, by canonical name, each with a stakeholder."""
    names = [name for name in _JOINT.split(code.cells["speakers"]) if name]
    told = [one for one in _JOINT.split(code.cells["stakeholder"]) if one]
    if not names:
        code.wrong("speakers", "", f"name who is made to speak, or write {UNSPECIFIED}")
    elif told and len(told) != len(names):
        code.fault("stakeholder", f"has {len(told)} for {len(names)} speakers; give each its own, joined by ;")
    else:
        return [_holder(code, name, one, column="speakers") for name, one in zip(names, told or [""] * len(names))]
    return []


def _holder(code: _Code, name: str, told: str, *, column: str) -> tuple[str, str | None]:
    """A canonical name and its stakeholder: as it is told, else as the corpus' actors tell."""
    story, folded = code.place.document.story, name.casefold()
    groups = categories("voice_group" if column == "voice" else "stakeholder", story.scheme.codebook)
    if folded == NARRATOR and column != "voice":
        code.wrong(column, name, "what the narrator says is no attribution")
        return name, None
    canonical, group = known(name, story)
    if not (told or group):
        code.fault("stakeholder", f"is empty, and {name!r} is no actor of the corpus; allowed: {', '.join(groups)}")
        return canonical, None
    return canonical, _category(code, "stakeholder", told, groups) if told else group


def known(name: str, story: Story) -> tuple[str, str]:
    """The canonical name and the stakeholder of narrator, unspecified or an actor of the corpus, by any of its names.

    Of any other name, and of one that two actors share, the name itself and no stakeholder.
    """
    folded = name.casefold()
    meant = {(one, one) for one in (NARRATOR, UNSPECIFIED) if one == folded} or {
        (actor.name, actor.stakeholder) for actor in story.actors
        if folded in (mention.casefold() for mention in actor.mentions)}
    return meant.pop() if len(meant) == 1 else (name, "")


# ---- words of the unit ----------------------------------------------------------------------------------------------


def alike(text: str) -> str:
    """A text in the form in which two are compared: without the differences that programs make in saving it.

    White space is none of it, for LibreOffice saves a tab in a cell as nothing.
    """
    return "".join(text.translate(_LIKE).removeprefix("'").split())


def _words(code: _Code) -> tuple[tuple[Span, ...], Span | None, Span | None]:
    """Content, cue and source: of cues that nearest to the content, of sources that nearest to the cue."""
    content = _parts(code)
    near = content[0] if content else code.place.span
    cue = _nearest(code, "cue", near)
    return content, cue, _nearest(code, "source", cue or near)


def _occurrences(cell: str, place: Place) -> list[Span]:
    """Where the words of a cell stand in the unit: as whole words, "he" and not in "helps", if they do anywhere."""
    text, start = place.document[place.span].translate(_LIKE), place.span.start
    words = r"\s+".join(map(re.escape, cell.translate(_LIKE).split()))
    whole = re.finditer(rf"(?<!\w){words}(?!\w)", text)
    found = words and (list(whole) or re.finditer(words, text))
    return [Span(start + one.start(), start + one.end()) for one in found]


def _found(code: _Code, column: str, cell: str) -> list[Span]:
    """Where the words of a cell stand; an apostrophe that guards the cell is no part of it."""
    found = _occurrences(cell, code.place) or _occurrences(cell.removeprefix("'"), code.place)
    if not found:
        code.wrong(column, cell, "the unit has no such words; copy them from it" if cell else
                   "copy the words from the unit")
    return found


def _only(code: _Code, column: str, cell: str | None = None) -> Span | None:
    """The one place where the words of a cell, or of a part of it, stand."""
    cell = code.cells[column] if cell is None else cell
    found = _found(code, column, cell)
    if len(found) > 1:
        code.wrong(column, cell, f"these words stand {len(found)} times in the unit; copy more of them")
    return found[0] if len(found) == 1 else None


def _parts(code: _Code) -> tuple[Span, ...]:
    """The spans of content: the whole cell if it stands in the unit, else the parts between bars; none if one fails."""
    cell = code.cells["content"]
    parts = [part for part in cell.split("|") if part.strip()]
    spans = [_only(code, "content", part) for part in ([cell] if _occurrences(cell, code.place) else parts or [""])]
    if None in spans:
        return ()
    spans.sort()
    if any(one.meets(other) for one, other in zip(spans, spans[1:])):
        code.wrong("content", cell, "its parts overlap; copy each word once")
    return tuple(spans)


def _nearest(code: _Code, column: str, to: Span) -> Span | None:
    """Where the words of a cell stand nearest to another span; nowhere if the cell is empty."""
    found = _found(code, column, code.cells[column]) if code.cells[column] else ()
    return min(found, key=lambda span: max(to.start - span.end, span.start - to.end), default=None)
