"""Citation: how the kit, a notebook, a figure or a number is cited, with the words of CITATION.cff.

Each has a key: media-analysis-kit, kit:02-sentiment, kit:voices_by_stakeholder, kit:frames.claims; kit:numbers is the
file of all numbers. What is cited is identified by its bytes (`swhid`): the notebook's, the drawing's, the numbers'
file's, and for the kit the folder analysis/.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from .execution import write_if_changed
from .project import KIT as HERE
from .project import MARK, notebooks, shown, title
from .reference import Author, Reference, Work, bibtex
from .repository import context, home
from .swhid import content, directory

WORDS = "CITATION.cff"
NUMBERS = "figures/numbers.json"
REFERENCES = "figures/references.bib"
KIT = "media-analysis-kit"
_ANEW = "`make figures` writes it"


def cite_key(name: str) -> str:
    """The key by which a notebook (its stem), a figure or a number is cited."""
    return f"kit:{name}"


def references(root: Path) -> str:
    """The kit, every notebook, every figure and the numbers as BibTeX; the same wherever the project lies.

    Raises ValueError if CITATION.cff is not there or faulty, or a figure's drawing is missing.
    """
    work, figures = read_work(root), shown(root)
    found = [
        _kit(root),
        *(_notebook(work, path) for path in notebooks(root)),
        *(_figure(work, root, figure) for figure in figures.values()),
        *([_numbers(work, root)] if (root / NUMBERS).exists() else ()),
    ]
    head = f"% How to cite the kit and its results; written by `make figures` from {WORDS}, do not edit.\n"
    head += f"% Note: {note}.\n" if (note := unsigned(root)) else ""
    return "\n".join([head, *(f"{bibtex(reference)}\n" for reference in found)])


def write_references(root: Path) -> bool:
    """Write figures/references.bib; True if it changed. Raises ValueError as `references` does."""
    return write_if_changed(root / REFERENCES, references(root).encode())


def cited(root: Path, what: str | None = None) -> Reference:
    """The reference to the kit, or to a notebook (path, stem or number), a figure (id or path) or a number (id).

    Without the repository's address: `located` adds it. Raises ValueError if there is no such thing, with what is
    named most like it.
    """
    if what is None or what == KIT:
        return _kit(root)
    work = read_work(root)
    name, figures = _name(root, what), shown(root)
    stems = {path.stem: path for path in notebooks(root)}
    if name in stems:
        return _notebook(work, stems[name])
    if name in figures:
        return _figure(work, root, figures[name])
    if what == "numbers" or name == "numbers":
        return _numbers(work, root)
    numbers = _read_numbers(root) if (root / NUMBERS).exists() else {}
    if name in numbers:
        return _number(work, root, name, numbers[name])
    raise _unknown(what, name, notebooks=stems, figures=figures, numbers=numbers)


def _name(root: Path, what: str) -> str:
    """What is meant by a key, a path, or the number of a notebook: the name of the thing."""
    path = Path(what)
    if path.suffix == ".ipynb" or len(path.parts) > 1:
        known = [(root / folder).resolve() for folder in ("notebooks", "figures")]
        if path.exists() and path.resolve().parent not in known:
            raise ValueError(f"cite: what is cited lies in notebooks/ or figures/ of the project; {what} does not; "
                             "go to the project that it belongs to, or copy it there and run `make figures`")
        return re.sub(r"\.(ipynb|svg|png|vl\.json|csv|json|tex|yml)$", "", path.name)
    if re.fullmatch(r"\d+", what):
        found = [path.stem for path in notebooks(root) if path.stem.split("-")[0] == what]
        if len(found) > 1:
            raise ValueError(f"cite: a notebook's number is its own; {what} is of {' and '.join(found)}; name one")
        return found[0] if found else what
    return what.removeprefix("kit:")


def _unknown(what: str, name: str, **known: Iterable[str]) -> ValueError:
    """That there is no such thing; with the names most like it, and what to do where nothing is made yet."""
    names = [one for group in known.values() for one in group]
    near = get_close_matches(name, names, n=4, cutoff=0.5) or [one for one in names if len(name) > 2 and name in one]
    missing = [group for group in ("figures", "numbers") if not known[group]]
    hints = [f"named like it: {', '.join(near[:4])}"] if near else []
    hints += [f"there are no {' and no '.join(missing)} yet, `make figures` makes them"] if missing else []
    if not hints:
        hints = [f"notebooks: {', '.join(known['notebooks'])}; figures: {', '.join(known['figures'])}; "
                 f"numbers: {NUMBERS}"]
    return ValueError(f"cite: what is cited is a notebook, a figure or a number of the project; {what!r} is none; "
                      f"{'; '.join(hints)}")


def located(root: Path, reference: Reference) -> Reference:
    """The reference with what the project's repository adds, if there is one: its address, and where in its history."""
    root = _kit_root(root) if reference.key == KIT else root
    where = context(root, reference.path, reference.swhid.split(":")[-1])
    return replace(reference, url=reference.work.url or home(root) or "", swhid=reference.swhid + where)


def unsigned(root: Path) -> str:
    """What to say where results of another corpus have no CITATION.cff of their own; else nothing."""
    if not (root / MARK).exists() or (root / WORDS).is_file():
        return ""
    return (f"there is no {WORDS} beside {MARK}, so the kit and its authors are named for these results; write one "
            "with your title, authors, version and date-released")


def _kit_root(root: Path) -> Path:
    """The project that the kit is part of."""
    return HERE if (root / MARK).exists() else root


def _kit(root: Path) -> Reference:
    work = read_work(_kit_root(root))
    folder = Path(__file__).parent
    return Reference(KIT, "kit", work.title, work, path=folder.name, swhid=directory(folder))


def _notebook(work: Work, path: Path) -> Reference:
    place = f"notebooks/{path.name}"
    return Reference(cite_key(path.stem), "notebook", title(path), work, path=place, swhid=content(path.read_bytes()))


def _figure(work: Work, root: Path, figure: dict[str, str]) -> Reference:
    name, drawing = figure["id"], f"figures/{figure['id']}.svg"
    if not (root / drawing).exists():
        raise ValueError(f"{drawing}: a figure is cited by the bytes of its drawing; it is missing; {_ANEW}")
    return Reference(cite_key(name), "figure", figure["question"], work, path=drawing, name=name, made=_made(figure),
                     swhid=content((root / drawing).read_bytes()))


def _numbers(work: Work, root: Path) -> Reference:
    if not (root / NUMBERS).exists():
        raise ValueError(f"{NUMBERS}: the numbers are cited by this file; it is missing; {_ANEW}")
    return Reference(cite_key("numbers"), "numbers", f"Numbers of {work.title}", work, path=NUMBERS,
                     swhid=content((root / NUMBERS).read_bytes()))


def _number(work: Work, root: Path, name: str, number: dict) -> Reference:
    """A number says what it is: "frames.claims: 49"."""
    return Reference(cite_key(name), "number", f"{name}: {number['text']}", work, path=NUMBERS, name=name,
                     made=_made(number), swhid=content((root / NUMBERS).read_bytes()))


def _made(result: dict[str, str]) -> str:
    return f"made in {result['notebook']}, cell {result['cell']}"


def _read_numbers(root: Path) -> dict[str, dict]:
    try:
        numbers = json.loads((root / NUMBERS).read_bytes())["numbers"]
        for number in numbers.values():
            number["text"], number["notebook"], number["cell"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{NUMBERS}: it has numbers, each with text, notebook and cell; reading it failed "
                         f"({error!r}); {_ANEW}") from None
    return numbers


def read_work(root: Path) -> Work:
    """Title, authors, version and date of CITATION.cff. Raises ValueError if it is not there or one is missing.

    Results of another corpus may have one of their own; those that have none are the kit's.
    """
    path = (_kit_root(root) if unsigned(root) else root) / WORDS
    if not path.is_file():
        raise ValueError(f"{WORDS}: the project says in it how it is cited; there is none; restore it or write one, "
                         "with title, authors, version and date-released")
    told = _yaml(path.read_bytes())
    authors = told.get("authors")
    if not isinstance(authors, list) or not authors:
        raise _faulty("authors is a list of at least one", authors, "- name: the organisation, or family-names and "
                                                                    "given-names of a person")
    return Work(
        _words(told, "title"), tuple(map(_author, authors)), _words(told, "version"), _date(told),
        told.get("repository-code") or told.get("url") or "", told.get("doi") or "",
    )  # fmt: skip


def _yaml(data: bytes) -> dict:
    """The file's keys with their values, all as they are written: a version 0.10 stays one."""
    import yaml

    try:
        told = yaml.load(data, yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{WORDS}: line {mark.line + 1}" if mark else WORDS
        why = getattr(error, "problem", None) or getattr(error, "reason", None)
        raise ValueError(f"{place}: the file is YAML; this is not ({why}); mend it") from None
    if not isinstance(told, dict):
        raise ValueError(f"{WORDS}: the file has keys with values; it has {told!r:.60}; write title: ..., authors: ...")
    return told


def _faulty(invariant: str, found: object, remedy: str) -> ValueError:
    return ValueError(f"{WORDS}: {invariant}; it is {'missing' if found is None else f'{found!r:.60}'}; write {remedy}")


def _words(told: dict, name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _faulty(f"{name} is a text", value, f'{name}: "..."')
    return " ".join(value.split())


def _date(told: dict) -> date:
    value = told.get("date-released")
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _faulty("date-released is a day", value, "date-released: YYYY-MM-DD") from None


def _author(told: object) -> Author:
    if isinstance(told, dict):
        parts = ("family-names", "given-names", "name-particle", "name-suffix")
        name, given, particle, suffix = (told.get(part) or "" for part in parts)
        if name or given:
            return Author(name or given, given if name else "", particle, suffix)
        if told.get("name"):
            return Author(told["name"])
    raise _faulty("an author has a name", told, "- name: the organisation, or family-names and given-names of a person")
