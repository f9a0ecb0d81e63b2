"""Changes: what differs between two states of the published results, each change with the cell that made it.

A state is a function that gives the bytes of a file of the project, or None where there is none. So what was made anew
is compared with what git has, or with a crate, in the same way.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import NamedTuple

from .manifest import PATH, SUFFIXES, read_manifest
from .project import findings

GALLERY = "python -m analysis gallery"
NUMBERS = "figures/numbers.json"
RESULTS = ("notebooks", "figures", "README.md")  # what is made, or holds what is made
FOLLOW = ("figures/numbers.tex", "figures/numbers.yml")  # the same numbers for other programs
TOLD = ("text", "value", "low", "high", "n", "unit")  # what is told of a number
_IDENTIFIER, _SPACES = re.compile(rb"swh:1:\w+:[0-9a-f]{40}"), re.compile(r" +\\?$| +", re.M)
LONGEST, MOST, MOST_NUMBERS = 160, 5, 30  # characters of a line, lines of a kind, and numbers that are shown
FINDING = "finding in README.md"
WORDS = {"question": "question", "caption": "caption", "alt_text": "alt text"}

State = Callable[[str], bytes | None]


class Change(NamedTuple):
    """What differs: what made it, what it is, and a line of it as it was and as it is (None where no line is told)."""

    maker: str
    what: str
    old: str | None = None
    new: str | None = None


def changes(paths: Iterable[str], before: State, after: State) -> list[Change]:
    """Every change in files that differ, by what made it: cells in the order of notebooks, then the other documents."""
    paths = sorted(set(paths))
    manifests = [read_manifest(state(PATH)) for state in (before, after)]
    found = list(_figures(paths, manifests, before, after))
    for path in paths:
        old, new = before(path), after(path)
        if path.endswith(".ipynb"):
            found += _notebook(path, old, new)
        elif path == NUMBERS:
            found += _numbers(old, new)
        elif path == "README.md":
            found += _findings(old, new, _sayers(manifests, before, after))
        elif path == PATH:
            found.append(Change(GALLERY, f"{PATH}: what results are made from, or what came out, differs"))
        elif path in FOLLOW and NUMBERS in paths:
            found.append(Change(GALLERY, f"{path}: follows {NUMBERS}"))
        elif not _figure(path):
            told = list(_lines(GALLERY, path, *(_IDENTIFIER.sub(b"", data or b"") for data in (old, new))))
            found += told or [Change(GALLERY, f"{path}: its identifiers follow what they are of")]
    cells = _order(manifests, before, after)
    return sorted(found, key=lambda change: cells.get(change.maker, len(cells)))


def _order(manifests: list[dict], before: State, after: State) -> dict[str, int]:
    """The places of all cells, in the order of notebooks and in them."""
    places = [
        place for told, state in zip(reversed(manifests), (after, before)) for path in told.get("notebooks", {})
        for place in (path, *(f"{path}, cell {name}" for name in _cells(state(path))))
    ]
    return {place: n for n, place in enumerate(dict.fromkeys(sorted(places, key=lambda place: place.split(",")[0])))}


def inputs(before: State, after: State) -> list[str]:
    """What results are made from and differs, a line for each file; one for all if the corpus is another one."""
    old, new = (read_manifest(state(PATH)) for state in (before, after))
    if not old or not new:
        return []
    told = []
    for part in ("corpus", "code", "lock", "packages"):
        one, other = old.get(part, {}), new.get(part, {})
        if one and other and not one.keys() & other.keys():
            told.append(f"another {part}: {next(iter(one))} and so on, now {next(iter(other))} and so on")
            continue
        for name in sorted(one.keys() | other.keys()):
            if one.get(name) != other.get(name):
                state = "changed" if name in one and name in other else "new" if name in other else "gone"
                told.append(f"{name}: {one[name]}, now {other[name]}" if part == "packages" and state == "changed"
                            else f"{name}: {state}")
    return told


def _figure(path: str) -> str:
    """The id of the figure that a file belongs to, or nothing."""
    name = path.removeprefix("figures/")
    return next((name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix)), "") \
        if path.startswith("figures/") else ""


def _figures(paths: list[str], manifests: list[dict], before: State, after: State) -> Iterator[Change]:
    """Figures whose files differ, with how many rows of their data do, and the first."""
    for name in dict.fromkeys(filter(None, map(_figure, paths))):
        made = next((told["figures"][name] for told in reversed(manifests) if name in told.get("figures", {})), None)
        maker = _place(made) if made else "shown by no notebook"
        files = [path.removeprefix(f"figures/{name}") for path in paths if _figure(path) == name]
        there = [any(state(f"figures/{name}{suffix}") is not None for suffix in SUFFIXES) for state in (before, after)]
        verb = "differ" if all(there) else "are new" if there[1] else "are gone"
        yield Change(maker, f"figure {name}: {' '.join(files)} {verb}")
        if ".csv" in files and all(there):
            rows = [[",".join(row) for row in csv.reader(io.StringIO(_text(state(f"figures/{name}.csv"))))]
                    for state in (before, after)]
            gone, come = (list((Counter(one) - Counter(other)).elements()) for one, other in (rows, rows[::-1]))
            yield Change(maker, f"figure {name}: of its rows {len(gone)} are gone and {len(come)} new; the first",
                         next(iter(gone), ""), next(iter(come), ""))


def _numbers(old: bytes | None, new: bytes | None) -> Iterator[Change]:
    """Numbers that differ in what is said, or in the value behind it."""
    one, other = (read_manifest(data).get("numbers", {}) for data in (old, new))
    for name in {**other, **one}:
        was, now = one.get(name, {}), other.get(name, {})
        if differ := [part for part in TOLD if was.get(part) != now.get(part)]:
            said = ([_arrow("", was, now, "text")] if "text" in differ else
                    [str(now["text"]), *(_arrow(f"{part} ", was, now, part) for part in differ)])
            yield Change(_place(now or was), f"number {name}: {', '.join(said)}")


def _arrow(label: str, was: dict, now: dict, part: str) -> str:
    """What a part of a number was and is."""
    return label + " -> ".join("nothing" if told.get(part) is None else str(told[part]) for told in (was, now))


def moved(before: State, after: State) -> list[str]:
    """The ids of the numbers that are said in another way than before, or no more, or now first."""
    one, other = (read_manifest(state(NUMBERS)).get("numbers", {}) for state in (before, after))
    return [name for name in {**other, **one} if one.get(name, {}).get("text") != other.get(name, {}).get("text")]


def _place(made: dict) -> str:
    return f"{made.get('notebook', '?')}, cell {made.get('cell', '?')}"


def _findings(old: bytes | None, new: bytes | None, sayers: dict[str, str]) -> Iterator[Change]:
    """Findings in README.md that differ; what else stands there is nobody's result."""
    for was, now in _pairs(findings(_text(old)), findings(_text(new))):
        yield Change(sayers.get(now) or sayers.get(was) or GALLERY, FINDING, was, now)


def _sayers(manifests: list[dict], before: State, after: State) -> dict[str, str]:
    """Which cell says a sentence, in either state."""
    said: dict[str, str] = {}
    for told, state in zip(manifests, (before, after)):
        for path in told.get("notebooks", {}):
            for cell in _cells(state(path)).values():
                said |= {line: f"{path}, cell {cell['id']}" for line in _outputs(cell)["sentence"].splitlines() if line}
    return said


def _notebook(path: str, old: bytes | None, new: bytes | None) -> Iterator[Change]:
    """What differs in a notebook, cell by cell."""
    one, other = _cells(old), _cells(new)
    if not one or not other:
        yield Change(path, "notebook is " + ("new" if other else "gone" if new is None else "broken"))
        return
    for name in {**other, **one}:
        maker = f"{path}, cell {name}"
        if name not in one or name not in other:
            yield Change(maker, f"cell {'is new' if name in other else 'is gone'}")
            continue
        was, now = one[name], other[name]
        yield from _lines(maker, "code" if now["cell_type"] == "code" else "prose",
                          *(_joined(cell["source"]).encode() for cell in (was, now)))
        told = [_outputs(cell) for cell in (was, now)]
        for kind in told[0]:
            yield from _lines(maker, kind, *(texts[kind].encode() for texts in told))
        if told[0] == told[1] and was.get("outputs") != now.get("outputs"):
            yield Change(maker, "output: its data or its picture differs")


def _cells(data: bytes | None) -> dict[str, dict]:
    """A notebook's cells by id; none where there is no notebook."""
    cells = read_manifest(data).get("cells", [])
    return {cell.get("id", str(number)): {"id": str(number), **cell} for number, cell in enumerate(cells)}


def _outputs(cell: dict) -> dict[str, str]:
    """What a cell shows, by kind, as text."""
    told = {kind: [] for kind in ("sentence", "table", "printed", *WORDS.values())}
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        words = output.get("metadata", {}).get("figure", {})
        for part, kind in WORDS.items():
            told[kind] += [words[part]] if part in words else []
        told["printed"].append(_joined(output.get("text", "")))
        if "text/markdown" in data:
            told["sentence"].append(_joined(data["text/markdown"]))
        elif not words:
            told["table"].append(_SPACES.sub(" ", _joined(data.get("text/plain", ""))))  # as wide as it has to be
    return {kind: "\n".join(parts) for kind, parts in told.items()}


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "replace")


def _lines(maker: str, what: str, old: bytes | None, new: bytes | None) -> Iterator[Change]:
    """The lines of a text that differ."""
    for was, now in _pairs(_text(old), _text(new)):
        yield Change(maker, what, was, now)


def _pairs(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The lines that differ, each with the one that it became."""
    one, other = old.splitlines(), new.splitlines()
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from zip_longest(one[a:b], other[c:d], fillvalue="")


def headlines(found: list[Change]) -> list[str]:
    """What matters most among changes: the findings in README.md, and numbers, which are told in words of their own."""
    told: list[str] = []
    if said := [change for change in found if change.what == FINDING]:
        told.append("Findings in README.md:")
        told += _was_now(said)
    if numbers := [change.what.removeprefix("number ") for change in found if change.what.startswith("number ")]:
        told.append("Numbers:")
        told += [f"  {line}" for line in numbers[:MOST_NUMBERS]]
        told += [f"  ... and {len(numbers) - MOST_NUMBERS} more"] if len(numbers) > MOST_NUMBERS else []
    return told


def report(found: list[Change]) -> list[str]:
    """The changes as lines for people, by what made them; of many of one kind the first few."""
    told: list[str] = []
    for maker, those in groupby(found, key=lambda change: change.maker):
        told.append(maker)
        for what, same in groupby(those, key=lambda change: change.what):
            told.append(f"  {what}")
            lines = [change for change in same if change.old is not None]
            told += _was_now(lines[:MOST])
            if len(lines) > MOST:
                told.append(f"    ... and {len(lines) - MOST} more")
    return told


def _was_now(lines: Iterable[Change]) -> Iterator[str]:
    """Lines as they were and as they are."""
    for change in lines:
        old, new = _brief(change.old, change.new)
        yield f"    was  {old or '(nothing)'}"
        yield f"    now  {new or '(nothing)'}"


def _brief(old: str, new: str) -> tuple[str, str]:
    """Two lines, long ones from a little before where they part."""
    if max(len(old), len(new)) <= LONGEST:
        return old, new
    parts = next((n for n, (a, b) in enumerate(zip(old, new)) if a != b), 0)
    start = max(0, parts - 40)
    return tuple(("…" if start and line else "") + line[start : start + LONGEST]
                 + ("…" if len(line) > start + LONGEST else "") for line in (old, new))


def summary(found: list[Change]) -> str:
    """How much differs: cells, figures, numbers and sentences."""
    cells = {change.maker for change in found if ", cell " in change.maker}
    kinds = Counter(change.what.split()[0] for change in {change._replace(maker="") for change in found})
    figures = {change.what.split(":")[0] for change in found if change.what.startswith("figure ")}
    counts = {"cell": len(cells), "figure": len(figures), "number": kinds["number"], "sentence": kinds["sentence"]}
    return ", ".join(f"{n:,} {noun}{'s' * (n != 1)}" for noun, n in counts.items()) + " differ"
