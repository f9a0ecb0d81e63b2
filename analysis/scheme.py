"""Schemes: what claims are coded as and whose they can be, and the words that tell; a corpus may bring its own.

Its codebook.toml defines frames, stakeholders or both, each with a line that says what it is; the files in its folder
lexicons/ hold the words, in the form of the kit's own. What a corpus does not bring is the kit's. All else that is
coded (zones, types, values, stances) is fixed, for rules produce it.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .codebook import CODEBOOK, NARRATOR, UNSPECIFIED, Codebook, CodebookError, read_toml
from .lexicon import Lexicon, LexiconError, lexicon, read_lexicon

DEFINED = ("frame", "stakeholder")  # the variables of a scheme
# Names that would mean two things.
TAKEN = {"frame": (*CODEBOOK["zone"], *CODEBOOK["type"]), "stakeholder": (NARRATOR,)}
MOST_FRAMES = 8  # more colours than these nobody tells apart

# The lexicons of a scheme with the columns that are read.
COLUMNS = {
    "frames": ("class", "frame", "shape", "about", "says", "verbs", "phrases"),
    "makers": ("class", "kind", "words"),
    "frame_words": ("kind", "verbs", "phrases"),
    "stakeholders": ("term", "stakeholder", "kind", "pronoun"),
}
LISTS = ("verbs", "phrases", "words")  # columns of words, joined with ", "
MAY_BE_EMPTY = ("about", "pronoun", *LISTS)


@dataclass(frozen=True, eq=False)
class Scheme:
    """A codebook and the lexicons that a corpus brings; what it does not bring is the kit's."""

    codebook: Codebook = field(default_factory=lambda: CODEBOOK)
    lexicons: Mapping[str, Lexicon] = field(default_factory=dict)

    def lexicon(self, name: str) -> Lexicon:
        return self.lexicons[name] if name in self.lexicons else lexicon(name)


OWN = Scheme()  # the kit's


def read_scheme(folder: Path) -> Scheme:
    """The scheme of the corpus in `folder`: codebook.toml and lexicons/*.tsv; the kit's own if there is neither.

    Raises CodebookError or LexiconError, with file, entry and what is allowed, if it does not hold together.
    """
    codebook, paths = folder / "codebook.toml", sorted(folder.glob("lexicons/*.tsv"))
    if not codebook.exists() and not paths:
        return OWN
    for path in paths:
        if path.stem not in COLUMNS:
            raise LexiconError(f"{path}: no lexicon that a corpus can bring; allowed: {_listed(COLUMNS, end='.tsv')}")
    defined = _defined(codebook) if codebook.exists() else {}
    if "frame" in defined and not (folder / "lexicons" / "frames.tsv").exists():
        raise LexiconError(f"{folder / 'lexicons' / 'frames.tsv'}: the frames of {codebook.name} "
                           f"({_listed(defined['frame'])}) need words; the file is missing; docs/schemes.md shows one")
    scheme = Scheme({**CODEBOOK, **defined}, {path.stem: _read_words(path) for path in paths})
    _check_frames(scheme, folder / "lexicons" / "frames.tsv")
    _check_stakeholders(scheme)
    return scheme


# ---- categories -----------------------------------------------------------------------------------------------------


def _defined(path: Path) -> dict[str, dict[str, str]]:
    """The variables that codebook.toml defines; stakeholders end with "unspecified", whoever lists them."""
    defined = read_toml(path)
    if not defined:
        raise CodebookError(f"{path}: a codebook defines {_listed(DEFINED)} or both; it is empty; add [frame] and a "
                            'line NAME = "what it is" for each, or remove the file')
    for variable, named in defined.items():
        if variable not in DEFINED:
            allowed = _listed(DEFINED)
            raise CodebookError(f"{path}: {variable} is no variable that a corpus can define; allowed: {allowed}")
        _check_names(variable, named, place=f"{path}: {variable}")
    if "stakeholder" in defined:
        defined["stakeholder"].setdefault(UNSPECIFIED, CODEBOOK["stakeholder"][UNSPECIFIED])
    if len(defined.get("frame", ())) > MOST_FRAMES:
        raise CodebookError(f"{path}: frame has {len(defined['frame'])} categories; at most {MOST_FRAMES} can be told "
                            "apart in a figure; take some together")
    return defined


def _check_names(variable: str, named: object, *, place: str) -> None:
    """Raise a CodebookError unless each category has a name of its own and a definition."""
    if not isinstance(named, dict) or not named:
        raise CodebookError(f'{place} is {named!r}; write [{variable}] and below it lines NAME = "what it is"')
    for name, meaning in named.items():
        if not re.fullmatch(r"[^\W\d_]\w*", name):
            raise CodebookError(f"{place} has {name!r}; a name begins with a letter and has letters, digits and _ only")
        if name in TAKEN[variable]:
            raise CodebookError(f"{place} has {name!r}, which means something else in tables; name it otherwise")
        if not isinstance(meaning, str) or not meaning.strip():
            raise CodebookError(f'{place}: {name} is {meaning!r}; say in a line what it is: {name} = "..."')


# ---- words ----------------------------------------------------------------------------------------------------------


def _read_words(path: Path) -> Lexicon:
    """A lexicon with the columns of its name, in whose lists every entry is a word."""
    found, columns = read_lexicon(path), COLUMNS[path.stem]
    lacking = [column for column in columns if found.rows and column not in found.rows[0]]
    if lacking or not found.rows:
        what = f"the columns {_listed(lacking)} are missing" if lacking else "it has no row"
        raise LexiconError(f"{path}: {what}; a row has {_listed((*columns, 'example'))}, with tabs between")
    lists = [column for column in columns if column in LISTS]
    for place, row in zip(found.places, found):
        if empty := [column for column in columns if not row[column].strip() and column not in MAY_BE_EMPTY]:
            raise LexiconError(f"{place}: {empty[0]} is empty; fill it or remove the row")
        words = [word for column in lists if row[column] for word in row[column].split(", ")]
        for word in words:
            if not any(character.isalnum() for character in word) or word != word.strip() or "," in word:
                raise LexiconError(f"{place}: {word!r} is no word or phrase; join them with a comma and one space")
        if lists and not words:
            raise LexiconError(f"{place}: a row needs a word; {' and '.join(lists)} are empty")
    return found


def _check_frames(scheme: Scheme, path: Path) -> None:
    """Raise a LexiconError unless each row of frames.tsv can find what it names, and each frame has a row."""
    kinds = dict.fromkeys(kind for name in ("makers", "frame_words") for row in scheme.lexicon(name)
                          for kind in row["kind"].split())
    shapes = dict.fromkeys(row["shape"] for row in lexicon("frames"))
    frames, words = scheme.codebook["frame"], scheme.lexicon("frames")
    for place, row in zip(words.places, words):
        _check("frame", [row["frame"]], frames, place=place)
        _check("shape", [row["shape"]], shapes, place=place)
        _check("says", [row["says"]], scheme.codebook["stance"], place=place)
        _check("about", row["about"].split(), kinds, place=place)
    for frame in frames:
        if frame not in {row["frame"] for row in words}:
            raise LexiconError(f"{path}: a frame needs words; no row has frame {frame}; "
                               "add one, or take the frame out of codebook.toml")


def _check_stakeholders(scheme: Scheme) -> None:
    """Raise a LexiconError unless each row of a corpus' stakeholders.tsv tells what a role noun can tell."""
    if "stakeholders" in scheme.lexicons:
        own, words = lexicon("stakeholders"), scheme.lexicon("stakeholders")
        for place, row in zip(words.places, words):
            _check("stakeholder", [row["stakeholder"]], scheme.codebook["stakeholder"], place=place)
            for column in ("kind", "pronoun"):
                _check(column, [row[column]], dict.fromkeys(row[column] for row in own), place=place)


def _check(column: str, values: Collection[str], allowed: Collection[str], *, place: str) -> None:
    for value in values:
        if value not in allowed:
            raise LexiconError(f"{place}: {column} is {value!r}; allowed: {_listed(allowed)}")


def _listed(names: Collection[str], *, end: str = "") -> str:
    return ", ".join((name or "none") + end for name in names)
