"""Draft: what a coder has said of a unit so far, and what each act of coding makes of it.

A draft is the cells of a row that a coder fills, by column. Acts are functions from cells to cells; `entries` tells
what a draft lacks. What is copied from the unit is whole words, for as such it is found again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from .entries import Place, known, marked
from .sampling import NONE
from .sheets import LAYERS, NOTE, filled, guarded, named
from .span import Span

Cells = Mapping[str, str]

WORDS = ("evidence", "content", "cue", "source")  # columns of words that are copied from the unit
NAMES = ("voice", "speakers")  # columns of names
JOINT, BAR = "; ", " | "


def of_row(cells: Cells, layer: str) -> dict[str, str]:
    """The cells of a row that a coder fills: those of codes, and the note."""
    columns = (*(named(column, number) for number in filled(cells, layer) for column in LAYERS[layer].columns), NOTE)
    return {column: cells[column] for column in columns if cells.get(column)}


def codes(cells: Cells, layer: str) -> dict[int, dict[str, str]]:
    """The codes of a draft by number; none if there is nothing to code."""
    return {} if is_none(cells, layer) else filled(cells, layer)


def is_none(cells: Cells, layer: str) -> bool:
    """True if the coder said that there is nothing to code."""
    return cells.get(LAYERS[layer].columns[0], "").casefold() == NONE


def nothing(cells: Cells, layer: str) -> dict[str, str]:
    """There is nothing to code; said again, the unit is not coded yet."""
    first = LAYERS[layer].columns[0]
    return _with_note({} if is_none(cells, layer) else {first: NONE}, cells)


def noted(cells: Cells, text: str) -> dict[str, str]:
    """A draft with another note."""
    return {**{column: cell for column, cell in cells.items() if column != NOTE},
            **({NOTE: guarded(text.strip())} if text.strip() else {})}


def without(cells: Cells, layer: str, number: int) -> dict[str, str]:
    """A draft without one of its codes."""
    gone = {named(column, number) for column in LAYERS[layer].columns}
    return {column: cell for column, cell in cells.items() if column not in gone}


def put(cells: Cells, layer: str, number: int, **told: str) -> dict[str, str]:
    """A draft whose code has other cells; empty ones are none. That there is nothing to code no longer holds."""
    cells = _with_note({}, cells) if is_none(cells, layer) else cells
    changed = {**cells, **{named(column, number): cell for column, cell in told.items()}}
    return {column: cell for column, cell in changed.items() if cell}


def _with_note(cells: Cells, other: Cells) -> dict[str, str]:
    return {**cells, **{NOTE: other[NOTE] for _ in range(NOTE in other)}}


# ---- names ----------------------------------------------------------------------------------------------------------


def chosen(cells: Cells, layer: str, number: int, column: str, value: str, *, place: Place) -> dict[str, str]:
    """A draft in which a category or a name was chosen for a column; of speakers the same again takes it back."""
    code = {**dict.fromkeys(LAYERS[layer].columns, ""), **codes(cells, layer).get(number, {})}
    if column == "voice":
        name, _ = known(" ".join(value.split()), place.document.story)
        same = name == code["voice"]
        return put(cells, layer, number, voice=name, **({} if same else {"stakeholder": ""}))
    if column == "speakers":
        return _speakers(cells, layer, number, _toggled(parties(code), value, place), place=place)
    if column == "stakeholder" and layer == "attributions":
        told = parties(code)
        at = asked(told, place)
        if at is not None:
            told[at] = (told[at][0], value)
        return _speakers(cells, layer, number, told, place=place)
    return put(cells, layer, number, **{column: value})


def parties(code: Cells) -> list[tuple[str, str]]:
    """The speakers of an attribution, each with the stakeholder that was told; empty where it is the corpus' to say.

    >>> parties({"speakers": "Ann; Bo", "stakeholder": "; union"})
    [('Ann', ''), ('Bo', 'union')]
    """
    names = [name.strip() for name in code["speakers"].split(";") if name.strip()]
    told = [one.strip() for one in code["stakeholder"].split(";")]
    return list(zip(names, [*told, *[""] * len(names)]))


def asked(told: Sequence[tuple[str, str]], place: Place) -> int | None:
    """Which speaker a stakeholder is to be told of: the first that lacks one, else the last that is no known name."""
    of_corpus = [bool(known(name, place.document.story)[1]) for name, _ in told]
    lacking = [at for at, (_, group) in enumerate(told) if not group and not of_corpus[at]]
    unknown = [at for at, is_known in enumerate(of_corpus) if not is_known]
    return next(iter([*lacking, *unknown[::-1]]), None)


def _toggled(told: list[tuple[str, str]], value: str, place: Place) -> list[tuple[str, str]]:
    for part in filter(None, (part.strip() for part in value.split(";"))):
        name, _ = known(" ".join(part.split()), place.document.story)
        names = [one for one, _ in told]
        told = [one for one in told if one[0] != name] if name in names else [*told, (name, "")]
    return told


def _speakers(
    cells: Cells, layer: str, number: int, told: Sequence[tuple[str, str]], *, place: Place
) -> dict[str, str]:
    """A draft with these speakers; where the corpus knows all of them, no stakeholder needs to be told."""
    groups = [group or (known(name, place.document.story)[1] if any(one for _, one in told) else "")
              for name, group in told]
    return put(cells, layer, number, speakers=JOINT.join(name for name, _ in told),
               stakeholder=JOINT.join(groups) if any(groups) else "")


# ---- words of the unit ----------------------------------------------------------------------------------------------


def taken(cells: Cells, layer: str, number: int, column: str, span: Span, *, place: Place) -> dict[str, str]:
    """A draft that has copied the words at `span`, counted from the unit's start, into a column.

    Words of a content that has others already are a further part of it, unless they overlap.
    """
    span = whole(place, span)
    spans = [span] if span else []
    code = codes(cells, layer).get(number)
    if span and column == "content" and code and code["content"]:
        parts = [_of_unit(one, place) for one in marked(code, layer, place)["content"]]
        spans = sorted([*parts, span]) if parts and not any(part.meets(span) for part in parts) else [span]
    text = place.document[place.span]
    return put(cells, layer, number, **{column: guarded(BAR.join(" ".join(text[slice(*one)].split())
                                                                for one in spans))})


def whole(place: Place, span: Span) -> Span | None:
    """The whole words that a span of the unit meets, without space around them; None if it meets none.

    >>> from analysis import Document
    >>> whole(Place(Document("a", "The AI-tool helps."), Span(0, 18)), Span(9, 14))
    Span(start=7, end=17)
    """
    met = [Span(*one.span()) for one in _WORD.finditer(place.document[place.span]) if span.meets(Span(*one.span()))]
    return Span(met[0].start, met[-1].end) if met else None


_WORD = re.compile(r"\w+|[^\w\s]")
_PIECE = re.compile(r"(?:\w|(?<=\w)['’-](?=\w))+|[^\w\s]")


def pieces(place: Place, spans: Mapping[str, Sequence[Span]]) -> Iterator[tuple[int, str, list[str]]]:
    """A unit's text in pieces, words and what is between, each with where it begins and what covers it of `spans`."""
    text = place.document[place.span]
    cuts = {0, len(text), *(at for one in _PIECE.finditer(text) for at in one.span()),
            *(at for those in spans.values() for one in those for at in one)}
    for start, end in zip(sorted(cuts), sorted(cuts)[1:]):
        yield start, text[start:end], [name for name, those in spans.items()
                                       if any(one.start <= start < one.end for one in those)]


def copied(cells: Cells, layer: str, place: Place) -> dict[str, list[Span]]:
    """Where the words of a draft's codes stand as `collect` reads them, from the unit's start, by column ("cue_2")."""
    return {named(column, number): [_of_unit(span, place) for span in spans]
            for number, code in codes(cells, layer).items() for column, spans in marked(code, layer, place).items()}


def _of_unit(span: Span, place: Place) -> Span:
    return Span(span.start - place.span.start, span.end - place.span.start)
