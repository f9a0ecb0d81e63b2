"""A corpus: a folder of texts, and what is known of the story they tell."""

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path

from .codebook import UNSPECIFIED, checked, read_toml
from .scheme import OWN, Scheme, read_scheme
from .span import Span

COLUMNS = ("document", "label", "headline", "outlet", "published", "date", "event")  # of articles.csv, that are read
OTHERS = ("publisher",)  # columns of one's own that are named much like these
LARGEST = 200_000_000  # bytes; what is larger than this is no article


class CorpusError(ValueError):
    """A corpus folder, or a file in it, that cannot be read as what it should be."""


@dataclass(frozen=True)
class Actor:
    """Who is who in a story: a person, group or organisation.

    `mentions` are the names it goes by, the canonical `name` first; `pronoun` is he, she, they or it (empty if not
    known); `nouns` are the role nouns that stand for it in this story ("the company", "the co-CEO").
    """

    name: str
    stakeholder: str = UNSPECIFIED
    mentions: tuple[str, ...] = ()
    pronoun: str = ""
    nouns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Targets:
    """What counts as the target: its names, nouns that can only mean it, nouns that may refer back to it or its use.

    `called` is what prose calls it: "AI" if that is one of the names, else "the target" where nothing else is said.
    """

    names: tuple[str, ...]
    nouns: tuple[str, ...] = ()
    anaphors: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()  # names that are counted together, under the group's name
    called: str = "AI"


@cache
def default_targets() -> Targets:
    """AI as the target, for a corpus without a targets.toml."""
    return _targets(tomllib.loads(files(__package__).joinpath("lexicons/targets.toml").read_text(encoding="utf-8")))


@dataclass(frozen=True, eq=False)
class Story:
    """What a corpus folder says about its story: who is who, what the target is, and what claims are coded as.

    `minimum` is the least strength of a cue by which somebody is made to speak, for every layer that asks who does.
    """

    actors: tuple[Actor, ...] = ()
    targets: Targets = field(default_factory=default_targets)
    scheme: Scheme = OWN
    minimum: float = 0.5


@cache
def no_story() -> Story:
    """The story of a document that no corpus folder tells of: no actors, AI as the target."""
    return Story()


@dataclass(frozen=True)
class Document:
    """One article: an id, its text as it stands in the file, and the story it belongs to.

    >>> Document("a", "AI helps.")[Span(0, 2)]
    'AI'
    """

    id: str
    text: str
    story: Story = field(default_factory=no_story)

    def __post_init__(self):
        for part in ("id", "text"):
            if not isinstance(value := getattr(self, part), str):
                raise CorpusError(f"a document's {part} is a string; this is {value!r}, {_a(value)}; decode or name it")

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]


def checked_document(document: Document) -> Document:
    """The document; raises TypeError for anything else, a bare string above all."""
    if isinstance(document, Corpus):
        raise TypeError(f"a layer is a function of a document; this is a corpus of {len(document)}; take one of them, "
                        "or annotate(corpus) for tables of all")
    if not isinstance(document, Document):
        raise TypeError(f'a layer is a function of a document; {str(document)[:40]!r} is {_a(document)}; write '
                        'analysis.Document("a", text), or take one from a corpus')
    return document


def checked_corpus(corpus: "Corpus") -> "Corpus":
    """The corpus; raises TypeError for anything else, a document or a folder's name above all."""
    if not isinstance(corpus, Corpus):
        shown = f"the document {corpus.id!r}" if isinstance(corpus, Document) else f"{str(corpus)[:40]!r}, {_a(corpus)}"
        raise TypeError(f"a corpus is wanted; this is {shown}; read_corpus(FOLDER) reads one, and of a document the "
                        "layers are functions")
    return corpus


def _a(value: object) -> str:
    return f"a {type(value).__name__}"


@dataclass(frozen=True)
class Problem:
    """What was skipped, where, and why: nothing is left out silently."""

    place: str
    message: str


@dataclass(frozen=True, eq=False)  # by identity, so that a layer that is given one can say what it wants
class Corpus:
    """The documents of a folder in the order of their names, their metadata, and what could not be read."""

    folder: Path
    documents: tuple[Document, ...]
    articles: tuple[Mapping[str, str], ...]  # one mapping per document, "document" and "label" at least
    story: Story = field(default_factory=no_story)
    problems: tuple[Problem, ...] = ()

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    def __len__(self) -> int:
        return len(self.documents)


def read_corpus(folder: str | Path) -> Corpus:
    """The corpus in `folder`: its *.txt files, and what the folder says of them and of their story.

    That is in articles.csv, actors.toml and targets.toml, and in codebook.toml and lexicons/ (see `scheme`), if there
    are any. A text that cannot be read is no document but one of `problems`; the others are read all the same.
    Raises CorpusError if the folder, or what it says of the story, cannot be read, or if it holds no text, and
    CodebookError or LexiconError for a scheme that does not hold together.
    """
    folder = Path(folder)
    paths = text_files(folder)
    story = read_story(folder)
    documents, problems = [], []
    for path in paths:
        try:
            documents.append(Document(path.stem, read_text(path), story))
        except CorpusError as error:
            problems.append(Problem(path.name, str(error)))
    articles, more = _read_articles(folder / "articles.csv", documents)
    return Corpus(folder, tuple(documents), articles, story, (*problems, *more))


def text_files(folder: Path) -> list[Path]:
    """The texts of a corpus folder by name. Raises CorpusError for what is no folder, or has none."""
    if not folder.is_dir():
        found = "this is a file" if folder.exists() else "there is no such folder"
        raise CorpusError(f"{folder}: a corpus is a folder of .txt files; {found}")
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".txt")
    if not paths:
        raise CorpusError(f"{folder}: a corpus needs at least one .txt file; the folder has none")
    return paths


def read_text(path: Path) -> str:
    """The text of a file, as it is: UTF-8 (a byte order mark is left out), UTF-16 with its mark, or Windows-1252.

    Line ends stay as they are, so that offsets count the file's own characters.
    Raises CorpusError for an empty file, for bytes that none of these encodings has, and for NUL characters.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise CorpusError(f"{path}: an article has at most {LARGEST:,} bytes; this has {size:,}; split it")
        text = _decoded(path, path.read_bytes())
    except OSError as error:
        message = f"{path}: an article is a file that can be read; {error.strerror}; mend or remove it"
        raise CorpusError(message) from None
    if "\0" in text:
        raise CorpusError(f"{path}: NUL character at offset {text.index(chr(0))}; save the file as plain text")
    if not text.strip():
        raise CorpusError(f"{path}: an article needs text; the file is empty; fill or remove it")
    return text


def _decoded(path: Path, data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            failure = error
    tried = "not UTF-16, as its first bytes say" if "utf-16" in encodings else "neither UTF-8 nor Windows-1252"
    raise CorpusError(
        f"{path}: {tried}; byte {data[failure.start]:#04x} at offset {failure.start}; "
        "save the file as UTF-8"
    )


def read_story(folder: Path) -> Story:
    """Who is who, what the target is and what is coded; the kit's defaults where the folder does not say.

    Raises CorpusError, CodebookError or LexiconError if one of the files cannot be read as what it should be.
    """
    scheme = read_scheme(folder)
    actors, targets = folder / "actors.toml", folder / "targets.toml"
    return Story(
        _actors(read_toml(actors, CorpusError), actors, scheme) if actors.exists() else (),
        _targets(read_toml(targets, CorpusError), targets) if targets.exists() else default_targets(),
        scheme,
    )


def _only(row: Mapping, allowed: tuple[str, ...], *, place: str) -> None:
    """Raise a CorpusError if a table has a key that nothing reads."""
    for key in row:
        if key not in allowed:
            near = get_close_matches(key.lower(), allowed, n=1)
            meant = f"; is {near[0]} meant?" if near else ""
            raise CorpusError(f"{place}: {key} is no key here{meant}; allowed: {', '.join(allowed)}")


def _texts(row: Mapping, key: str, *, place: str) -> tuple[str, ...]:
    """A list of texts, each with a word in it."""
    values = row.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise CorpusError(f'{place}: {key} is {values!r}; write a list of texts: {key} = ["..."]')
    for value in values:
        if not any(character.isalnum() for character in value):
            raise CorpusError(f"{place}: {key} has {value!r}; a name needs a letter; remove it")
    return tuple(values)


def _actors(data: dict, path: Path, scheme: Scheme) -> tuple[Actor, ...]:
    actors: dict[str, Actor] = {}
    _only(data, ("actor",), place=str(path))
    rows = data.get("actor", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CorpusError(f"{path}: actor is {rows!r}; begin each actor with a line [[actor]]")
    for number, row in enumerate(rows, 1):
        name = row.get("name", "")
        place = f'{path}: "{name}"' if name else f"{path}: actor {number}"
        _only(row, tuple(Actor.__dataclass_fields__), place=place)
        if not name or not isinstance(name, str) or name in actors:
            raise CorpusError(f"{path}: actor {number} needs a name of its own; it has {name!r}")
        stakeholder = row.get("stakeholder", UNSPECIFIED)
        checked("stakeholder", stakeholder, place=place, codebook=scheme.codebook)
        pronoun = row.get("pronoun", "")
        if pronoun not in PRONOUNS:
            raise CorpusError(f"{place}: pronoun is {pronoun!r}; allowed: {', '.join(PRONOUNS[1:])}, or none")
        mentions = tuple(dict.fromkeys((name, *_texts(row, "mentions", place=place))))
        actors[name] = Actor(name, stakeholder, mentions, pronoun, _texts(row, "nouns", place=place))
    return tuple(actors.values())


PRONOUNS = ("", "he", "she", "they", "it")


def _targets(data: dict, path: Path | str = "targets.toml") -> Targets:
    _only(data, (*Targets.__dataclass_fields__, "passport"), place=str(path))
    names = _texts(data, "names", place=str(path))
    if not names:
        raise CorpusError(f'{path}: a target needs at least one name; add names = ["..."]')
    nouns = (_texts(data, key, place=str(path)) for key in ("nouns", "anaphors", "uses"))
    called = data.get("called", "AI" if "AI" in names else "the target")
    if not isinstance(called, str) or not called.strip():
        raise CorpusError(f'{path}: called is what prose calls the target; it is {called!r}; write called = "..."')
    return Targets(names, *nouns, _groups(data, names, place=str(path)), called)


def _groups(data: dict, names: Sequence[str], *, place: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The table `groups`: under each group's name some of the names, each in one group at most."""
    groups, taken = data.get("groups", {}), set()
    if not isinstance(groups, dict):
        raise CorpusError(f"{place}: groups is {groups!r}; it is a table: under [groups] each group with its names")
    for group in groups:
        for name in _texts(groups, group, place=f"{place}: groups"):
            if name not in names or name in taken:
                fault = "in two groups; keep one" if name in taken else "not one of the names; add it there"
                raise CorpusError(f"{place}: {name!r} in the group {group!r} is {fault}")
            taken.add(name)
    return tuple((group, tuple(members)) for group, members in groups.items())


def _misspelt(path: Path, columns: Sequence[str]) -> Iterator[Problem]:
    """Columns of articles.csv that nothing reads, and that are nearly named as one that is read and not there."""
    lacking = [name for name in COLUMNS if name not in columns]
    for column in columns:
        near = get_close_matches(column.strip().lower(), lacking, n=1, cutoff=0.83)
        if near and column not in (*COLUMNS, *OTHERS):
            yield Problem(f"{path.name}: line 1", f"the column {column!r} is kept, and nothing reads it; is {near[0]} "
                                                  "meant? name it so")


def _read_articles(path: Path, documents: list[Document]) -> tuple[tuple[dict[str, str], ...], list[Problem]]:
    """One row of metadata per document, in the documents' order; unknown stays empty."""
    rows, problems = {}, []
    known = {document.id for document in documents}
    if path.exists():
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise CorpusError(
                f"{path}: not a CSV file in UTF-8; byte {error.object[error.start]:#04x} at offset {error.start}; "
                "save it as one"
            ) from None
        reader = csv.DictReader(io.StringIO(text, newline=""))
        if "document" not in (reader.fieldnames or ()):
            raise CorpusError(f"{path}: line 1: articles.csv needs a column named document; it has "
                              f"{reader.fieldnames or []}; columns are separated by commas")
        problems += _misspelt(path, reader.fieldnames)
        for row in reader:
            place, name = f"{path.name}: line {reader.line_num}", row["document"]
            if name in rows:
                problems.append(Problem(place, f"document {name!r} is listed twice; the first row counts"))
            elif name not in known:
                problems.append(Problem(place, f"document {name!r} has no readable {name}.txt beside it"))
            else:
                rows[name] = {key: value or "" for key, value in row.items() if key}
    names = [document.id for document in documents]
    return tuple({"label": name, **rows.get(name, {}), "document": name} for name in names), problems
