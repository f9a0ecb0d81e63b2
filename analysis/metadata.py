"""Metadata: what a crate says of itself, as RO-Crate 1.2: what each file is, its SHA-256, and what was made in what.

A cell that shows a figure is an action (CreateAction) with the notebook as its instrument, the corpus, the kit and the
lock as its objects, and the figure's files as its result.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import PurePosixPath

from .crate import ARTICLE, METADATA, README, Crate, Whole, is_article
from .manifest import PATH, read_manifest
from .reference import Author, Work

VERSION = "https://w3id.org/ro/crate/1.2"
IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/"
NUMBERS = ("figures/numbers.json", "figures/numbers.tex", "figures/numbers.yml")
LOCK = "requirements.lock"
PYTHON, WHOLE = "#python", "#whole/"
FORMATS = {
    ".bib": "application/x-bibtex", ".cff": "application/yaml", ".csv": "text/csv",
    ".ipynb": "application/x-ipynb+json", ".json": "application/json", ".vl.json": "application/json",
    ".md": "text/markdown", ".png": "image/png", ".py": "text/x-python", ".svg": "image/svg+xml",
    ".tex": "application/x-tex", ".toml": "application/toml", ".tsv": "text/tab-separated-values",
    ".txt": "text/plain", ".yml": "application/yaml",
}  # fmt: skip


def metadata(crate: Crate, work: Work) -> bytes:
    """The bytes of ro-crate-metadata.json for a crate whose files are all there but this one.

    Raises ValueError if pyproject.toml names no licence.
    """
    told = read_manifest(crate.files.get(PATH))
    actions = [*_figures(crate, told), *_numbers(crate, told)]
    graph = [
        {"@id": METADATA, "@type": "CreativeWork", "about": _ref("./"), "conformsTo": _ref(VERSION)},
        _root(crate, work, actions),
        *_people(work.authors), *_context(crate, told),
        *_folders(crate), *(_file(name, crate) for name in sorted(crate.files)), *map(_whole, crate.wholes), *actions,
    ]  # fmt: skip
    crate_says = {"@context": f"{VERSION}/context", "@graph": graph}
    return (json.dumps(crate_says, indent=1, ensure_ascii=False) + "\n").encode()


def _ref(name: str) -> dict[str, str]:
    return {"@id": name}


def _refs(names: Iterable[str]) -> list[dict[str, str]] | dict[str, str]:
    """References to several entities; to one alone no list, as RO-Crate asks."""
    found = [_ref(name) for name in names]
    return found[0] if len(found) == 1 else found


def _root(crate: Crate, work: Work, actions: list[dict]) -> dict:
    """The crate as a whole: what an archive asks for."""
    root = {
        "@id": "./", "@type": "Dataset", "version": work.version,
        "name": work.title + (" (without the texts of the articles)" if crate.wholes else ""),
        "description": f"{_purpose(crate, work)} {crate.coded_by}".strip(), "identifier": crate.name,
        "datePublished": work.released.isoformat(), "license": _ref(_licence(crate)), "usageInfo": _ref(IN_COPYRIGHT),
        "author": _refs(map(_person, work.authors)), "publisher": _ref(_person(work.authors[0])),
        "hasPart": _refs([*(f"{folder}/" for folder in _tops(crate)),
                          *(name for name in sorted(crate.files) if "/" not in name)]),
        "mentions": _refs([*(action["@id"] for action in actions), *(WHOLE + whole.path for whole in crate.wholes)]),
        "about": _refs(["CITATION.cff"] if "CITATION.cff" in crate.files else []),
    }  # fmt: skip
    if work.doi:  # it is the whole project's
        root |= {"isBasedOn" if crate.wholes else "identifier": f"https://doi.org/{work.doi}"}
    root |= {"url": work.url} if work.url else {}
    return {key: value for key, value in root.items() if value != []}


def _purpose(crate: Crate, work: Work) -> str:
    """What the crate holds, and what can be done with it."""
    if not crate.wholes:
        return (f"Corpus, codings, code, notebooks, figures and numbers of {work.title}, with the versions of all "
                "packages, so that every result can be made again.")
    return (f"Codings, code, notebooks, figures and numbers of {work.title}, with the versions of all packages, but "
            "without the articles: their passages are replaced by pointers, and pictures of passages are left out. "
            "Results can be made again by those who have the articles, and by nobody else.")


def _person(author: Author) -> str:
    return "#author-" + "-".join(str(author).lower().split())


def _people(authors: Iterable[Author]) -> list[dict]:
    return [
        {"@id": _person(author), "@type": "Person", "name": str(author), "givenName": author.given,
         "familyName": " ".join(filter(None, (author.particle, author.name, author.suffix)))}
        if author.given else {"@id": _person(author), "@type": "Organization", "name": author.name}
        for author in authors
    ]  # fmt: skip


def _licence(crate: Crate) -> str:
    """The address of the licence that pyproject.toml names."""
    project = tomllib.loads(crate.files.get("pyproject.toml", b"").decode()).get("project", {})
    if not isinstance(project.get("license"), str):
        raise ValueError('pyproject.toml: a crate has a licence; none is named; write license = "MIT", say')
    return f"https://spdx.org/licenses/{project['license']}"


def _context(crate: Crate, told: Mapping) -> list[dict]:
    """What files refer to that is no file: licences, and what runs the notebooks."""
    name = _licence(crate)
    packages = ", ".join(f"{package} {version}" for package, version in told.get("packages", {}).items())
    return [
        {"@id": name, "@type": "CreativeWork", "name": name.rsplit("/", 1)[-1], "url": name,
         "description": "Holds for code, word lists, codings, notebooks and figures, not for articles; see LICENSE."},
        {"@id": IN_COPYRIGHT, "@type": "CreativeWork", "name": "In Copyright", "url": IN_COPYRIGHT,
         "description": "The articles, and their words wherever they stand, are their publishers'; for study only."},
        {"@id": PYTHON, "@type": ["ComputerLanguage", "SoftwareApplication"], "name": "Python 3.11 or newer",
         "version": ">=3.11", "url": "https://www.python.org/", "softwareRequirements": _ref(LOCK),
         "description": f"With the packages of {LOCK}, among them {packages}."},
    ]  # fmt: skip


def _tops(crate: Crate) -> list[str]:
    return sorted({name.split("/")[0] for name in crate.files if "/" in name})


def _folders(crate: Crate) -> list[dict]:
    """Every folder, with the files and folders in it."""
    parts: dict[str, dict[str, None]] = {}
    for name in sorted(crate.files):
        path = PurePosixPath(name)
        for folder in path.parents:
            if str(folder) != ".":
                parts.setdefault(f"{folder}/", {})[name if path == PurePosixPath(name) else f"{path}/"] = None
            path = folder
    return [{"@id": folder, "@type": "Dataset", "name": folder.rstrip("/"), "description": _about(folder, crate),
             "hasPart": _refs(inside)} for folder, inside in sorted(parts.items())]  # fmt: skip


def _about(folder: str, crate: Crate) -> str:
    known = {
        f"{crate.corpus}/": f"The corpus: {'' if crate.wholes else 'articles, '}what is known of "
                            f"{'the articles, which are left out' if crate.wholes else 'them'}, and codings.",
        "analysis/": "The kit: code, word lists and weights.", "notebooks/": "The notebooks, each with its outputs.",
        "figures/": "The figures, the numbers, and the manifest of what they were made from.",
        "tests/": "The tests.", "docs/": "The documents.",
    }  # fmt: skip
    return known.get(folder, f"The files in {folder}")


def _file(name: str, crate: Crate) -> dict:
    """A file as an archive lists it."""
    data = crate.files[name]
    kind = "SoftwareSourceCode" if name.endswith((".ipynb", ".py")) else ""
    told = {"@id": name, "@type": ["File", kind] if kind else "File", "name": name, "contentSize": str(len(data)),
            "sha256": sha256(data).hexdigest(), "encodingFormat": _format(name)}  # fmt: skip
    if kind:
        told["programmingLanguage"] = _ref(PYTHON)
    if is_article(name, crate.corpus):
        told["license"] = _ref(IN_COPYRIGHT)
    if name in {whole.path for whole in crate.wholes}:
        told["isBasedOn"] = _ref(WHOLE + name)
    return told | {"description": _described(name, data)}


def _described(name: str, data: bytes) -> str:
    """What a file is, in its own words where it has some: a docstring, a heading, a notebook's question."""
    known = {LOCK: "The versions of all packages, each with its hashes.", README: "How to rebuild and verify this.",
             PATH: "What every figure and number was made from.", "CITATION.cff": "How to cite this."}  # fmt: skip
    text = data.decode("utf-8", "replace")
    if name.endswith(".ipynb"):
        text = "".join(next(iter(read_manifest(data).get("cells", [])), {}).get("source", ""))
    own = {".py": r'"""(.+)', ".md": r"#+ (.+)", ".ipynb": r"# (.+)"}.get(PurePosixPath(name).suffix, "$^")
    found = re.match(own, text)
    folder = str(PurePosixPath(name).parent)
    place = "the project" if folder == "." else f"{folder}/"
    return known.get(name) or (found[1].rstrip('"') if found else f"{PurePosixPath(name).name}, a file of {place}")


def _format(name: str) -> str:
    """The media type of a file; of what has none of its own, plain text."""
    suffixes = PurePosixPath(name).suffixes
    return FORMATS.get("".join(suffixes[-2:])) or FORMATS.get("".join(suffixes[-1:]), "text/plain")


def _whole(whole: Whole) -> dict:
    """A file as it is with the articles' words, which is not here."""
    return {"@id": WHOLE + whole.path, "@type": "CreativeWork", "name": whole.path, "sha256": whole.digest,
            "contentSize": str(whole.size), "encodingFormat": _format(whole.path), "creativeWorkStatus": whole.state,
            "description": "Not in this crate." if whole.state == ARTICLE else f"Here {whole.state}."}  # fmt: skip


def _figures(crate: Crate, told: Mapping) -> list[dict]:
    """For each figure the cell that made it."""
    return [
        _action(crate, f"figure/{name}", [made["notebook"]], [f"figures/{file}" for file in made["files"]],
                name=f"Figure {name}, made in {made['notebook']}, cell {made['cell']}")
        for name, made in told.get("figures", {}).items()
    ]  # fmt: skip


def _numbers(crate: Crate, told: Mapping) -> list[dict]:
    """The numbers, which are of all notebooks: which cell states each is in numbers.json."""
    there = [name for name in NUMBERS if name in crate.files]
    stated = dict.fromkeys(made["notebook"] for made in told.get("numbers", {}).values())
    name = "Numbers, each stated in the cell that numbers.json names"
    return [_action(crate, "numbers", list(stated), there, name=name)] if there and stated else []


def _action(crate: Crate, name_of: str, instruments: list[str], results: list[str], *, name: str) -> dict:
    whole = {one.path for one in crate.wholes if one.state == ARTICLE}
    made_from = [f"{crate.corpus}/", *(f"{folder}/" for folder in _tops(crate) if folder == "analysis"),
                 *(name for name in crate.files if name == LOCK)]  # fmt: skip
    return {
        "@id": f"#make/{name_of}", "@type": "CreateAction", "name": name, "instrument": _refs(instruments),
        "object": _refs(made_from), "result": _refs(WHOLE + one if one in whole else one for one in results),
        "actionStatus": "http://schema.org/CompletedActionStatus",
    }  # fmt: skip
