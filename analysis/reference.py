"""Reference: an entry of a bibliography, as BibTeX, as CSL-JSON and as a line of text."""

import json
import unicodedata
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Author:
    """A person, or with a name alone an organisation."""

    name: str
    given: str = ""
    particle: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.given, self.particle, self.name, self.suffix)))


@dataclass(frozen=True)
class Work:
    """What the whole is cited by: the words of CITATION.cff."""

    title: str
    authors: tuple[Author, ...]
    version: str
    released: date
    url: str = ""
    doi: str = ""


@dataclass(frozen=True)
class Reference:
    """One thing that can be cited: the whole work, or a part with its file, its name and what it was made in."""

    key: str
    kind: str  # one of KINDS
    title: str
    work: Work
    path: str  # from the project's folder: what the identifier is of
    swhid: str
    name: str = ""
    made: str = ""
    url: str = ""

    @property
    def label(self) -> str:
        """What it is, with its name: "figure voices"."""
        return " ".join(filter(None, (KINDS[self.kind][2], self.name)))

    @property
    def place(self) -> str:
        """Its file, and the notebook and cell that made it."""
        return ", ".join(filter(None, (self.path, self.made)))


KINDS = {  # the type in BibTeX, in CSL 1.0.2 (where Zotero counts scientific figures as graphics), and in words
    "kit": ("software", "software", "software"),
    "notebook": ("misc", "document", "Jupyter notebook"),
    "figure": ("misc", "graphic", "figure"),
    "numbers": ("dataset", "dataset", "data set"),
    "number": ("misc", "dataset", "number"),
}


def text(reference: Reference) -> str:
    """A line for a list of references."""
    work, version = reference.work, f"version {reference.work.version}"
    if reference.kind == "kit":
        what = f"{reference.title} ({version}) [{reference.label}]."
    else:
        what = f"{reference.title} [{reference.label}]. In {work.title} ({version}), {reference.place}."
    doi = f"https://doi.org/{work.doi}" if reference.kind == "kit" and work.doi else ""
    who = f"{_listed(work.authors)} ({work.released})."
    return " ".join(filter(None, (who, what, doi, reference.url or work.url, reference.swhid)))


def _listed(authors: tuple[Author, ...]) -> str:
    """Ida Hall, Jo Weir and Press Lab"""
    *first, last = map(str, authors)
    return f"{', '.join(first)} and {last}" if first else last


def csl(references: list[Reference]) -> str:
    """The references as CSL-JSON, which Zotero, Word's plug-ins and pandoc read."""
    return json.dumps([_csl_item(reference) for reference in references], indent=2, ensure_ascii=False)


def _csl_item(reference: Reference) -> dict:
    work, part = reference.work, reference.kind != "kit"
    released = [work.released.year, work.released.month, work.released.day]
    item = {
        "id": reference.key,
        "type": KINDS[reference.kind][1],
        "title": reference.title,
        "author": [_csl_name(author) for author in work.authors],
        "issued": {"date-parts": [released]},
        "version": work.version,
        "container-title": work.title if part else "",
        "genre": KINDS[reference.kind][2] if part else "",
        # printed as it is, while styles write the first letters of `number` and `medium` in capitals, and no `note`
        "archive_location": f"SWHID {reference.swhid}" + (f" ({reference.place})" if part else ""),
        "DOI": work.doi if not part else "",
        "URL": reference.url or work.url,
    }
    return {key: value for key, value in item.items() if value}


def _csl_name(author: Author) -> dict[str, str]:
    if not author.given:
        return {"literal": str(author)}
    name = {"family": author.name, "given": author.given, "non-dropping-particle": author.particle,
            "suffix": author.suffix}  # fmt: skip
    return {key: value for key, value in name.items() if value}


def bibtex(reference: Reference) -> str:
    """The reference as an entry for BibTeX and BibLaTeX, in ASCII where LaTeX has a command for a letter.

    What is cited stands in `howpublished`, which every style prints, as it does not `note`.
    """
    work, part = reference.work, reference.kind != "kit"
    label = reference.label[0].upper() + reference.label[1:]
    place = f"{label} in {work.title}, {reference.place}. " if part else ""
    fields = {
        "author": " and ".join(_bibtex_name(author) for author in work.authors),
        "title": f"{{{escaped(reference.title)}}}",
        "year": str(work.released.year),
        "month": _MONTHS[work.released.month - 1],
        "day": str(work.released.day),  # or pandoc prints "released March"
        "version": escaped(work.version),
        "howpublished": escaped(f"{place}SWHID {reference.swhid}"),
        "doi": work.doi if not part else "",
        "url": reference.url or work.url,
    }
    rows = [f"  {key} = {value if key == 'month' else f'{{{value}}}'}," for key, value in fields.items() if value]
    return "\n".join([f"@{KINDS[reference.kind][0]}{{{reference.key},", *rows, "}"])


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # BibTeX's own words; a style spells them out


def _bibtex_name(author: Author) -> str:
    """von Hall, Jr., Ida; an organisation in braces of its own, or it would be taken for a person."""
    if not author.given:
        return f"{{{escaped(str(author))}}}"
    last = " ".join(filter(None, (author.particle, author.name)))
    return ", ".join(escaped(part) for part in (last, author.suffix, author.given) if part)


_SPECIAL = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "“": "``", "”": "''", "‘": "`", "’": "'", "–": "--", "—": "---", "…": r"\ldots{}", "\u00a0": "~",
    "ß": r"{\ss}", "æ": r"{\ae}", "Æ": r"{\AE}", "œ": r"{\oe}", "Œ": r"{\OE}", "ø": r"{\o}", "Ø": r"{\O}",
    "å": r"{\aa}", "Å": r"{\AA}", "ł": r"{\l}", "Ł": r"{\L}", "ı": r"{\i}", "−": "$-$", "×": r"$\times$",
}  # fmt: skip
_ACCENTS = {"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u ", "\u0307": ".",
            "\u0308": '"', "\u030a": "r ", "\u030b": "H ", "\u030c": "v ", "\u0327": "c ", "\u0328": "k "}  # fmt: skip


def escaped(words: str) -> str:
    r"""Words as LaTeX reads them; a letter that it has no command for stays as it is.

    >>> print(escaped("R&D 50 %, Müller_{x}"))
    R\&D 50 \%, M{\"u}ller\_\{x\}
    """
    return "".join(_SPECIAL.get(letter) or _accented(letter) for letter in unicodedata.normalize("NFC", words))


def _accented(letter: str) -> str:
    base, *marks = unicodedata.normalize("NFD", letter)
    if len(marks) != 1 or marks[0] not in _ACCENTS or not base.isascii():
        return letter
    return f"{{\\{_ACCENTS[marks[0]]}{base}}}"
