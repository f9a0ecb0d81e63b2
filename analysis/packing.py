"""Packing: a crate as a zip, with a page for strangers that says how to rebuild and verify it."""

import os
from pathlib import Path

from .archive import packed
from .citation import read_work
from .crate import ANYWHERE, METADATA, QUOTED, README, RESULTS, Crate, crate
from .manifest import PATH, read_manifest
from .metadata import metadata
from .reference import Work

_TRUST = f"""## How far to trust this

Rebuilding runs what the crate holds, so do it with a crate that you trust. With other tools: the SHA-256 of each file
stands in `{METADATA}` under `sha256`. That this description was not changed too is shown by the SHA-256 of the
zip, which the archive that you have it from tells.
"""


def write_crate(root: Path, out: Path | None = None, *, texts: bool = True) -> tuple[Path, Crate]:
    """Write the crate of a project to a zip, build/crate/NAME.zip if no other is named, and give both.

    The same files give the same bytes; their time in the zip is SOURCE_DATE_EPOCH, or 1980.
    Raises ValueError as `crate` and `read_work` do.
    """
    work, made = read_work(root), crate(root, texts=texts)
    made.files[README] = readme(made, work).encode()
    made.files[METADATA] = metadata(made, work)
    out = out or root / "build" / "crate" / f"{made.name}.zip"
    out.parent.mkdir(parents=True, exist_ok=True)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    out.write_bytes(packed(made.files, **({"epoch": int(epoch)} if epoch.isdigit() else {})))
    return out, made


def readme(made: Crate, work: Work) -> str:
    """CRATE-README.md: what this is, and how to rebuild and verify it, with or without the articles."""
    told = read_manifest(made.files[PATH])
    counts = ", ".join(f"{len(told.get(part, {}))} {part}" for part in ("notebooks", "figures", "numbers"))
    head = f"""# {work.title}, version {work.version}{', without the texts of the articles' if made.wholes else ''}

{', '.join(map(str, work.authors))}, {work.released}.

{_holds(made, counts)}
{made.coded_by}
README.md says what was found, CITATION.cff how to cite it, LICENSE what may be done with it. The articles remain their
publishers'.

- `{METADATA}` (RO-Crate 1.2) names every file with its size and SHA-256, and for each figure what made it.
- `{PATH}` names for each figure and number the notebook and the cell, and for all the SHA-256 of every
  file that they were made from. `figures/numbers.json` has the numbers.
- `requirements.lock` names every package with version and hashes.

## Unpack

You need Python 3.11 or newer and make; setting up takes the internet once. The zip has no folder of its own, so unpack
it into an empty one, here beside the zip. All commands below are for that folder.

```
unzip {made.name}.zip -d {made.name}
cd {made.name}
make .venv/.ready
```
"""
    return "\n".join([head, *([_verify_without(made)] if made.wholes else [_rebuild(made)]), _TRUST])


def _holds(made: Crate, counts: str) -> str:
    """What is in the crate, in a paragraph."""
    if not made.wholes:
        return (f"This is the whole project in one file: corpus ({made.corpus}/), codings, code, {counts},\n"
                "and the versions of all packages.")
    return (f"This is the project without its articles: codings ({made.corpus}/coding/), code, {counts},\n"
            "and the versions of all packages. Where a file had a passage of an article it has a pointer; pictures\n"
            "that show passages are left out. From these files alone no result can be made: `make figures` needs the\n"
            "articles.")


def _rebuild(made: Crate) -> str:
    """How the results of a whole crate are made again and verified."""
    corpus = "" if made.corpus == "seeds" else f" ANALYSIS_CORPUS={made.corpus}"
    verify = f".venv/bin/python -m analysis verify ../{made.name}.zip"
    return f"""## Rebuild

```
make figures{corpus}     # runs the notebooks, writes figures/ and the findings in README.md
make test        # the tests
```

Every file comes out as it is here, byte for byte, where the machine is as those on which this was tried
(docs/reproducible.md says which, and what is not promised).

## Verify

```
{verify}                  # SHA-256 of every file; rebuild elsewhere; compare
{verify} --no-rebuild     # SHA-256 alone: runs nothing of the crate
```
"""


def _verify_without(made: Crate) -> str:
    """How a crate without texts is verified and made whole, and what is left out of it."""
    verify = f".venv/bin/python -m analysis verify ../{made.name}.zip"
    return f"""## Verify

```
{verify} --no-rebuild     # SHA-256 of every file
```

Whoever has the articles puts all back, makes the results anew and compares them:

```
{verify} --texts FOLDER --into NEW-FOLDER
```

FOLDER holds the articles, under any name: they are known by their SHA-256. In NEW-FOLDER the whole project lies then.

## What is left out

The articles are left out, and with them their words: every passage of
{_passages()}
became a pointer, ⟦article:start-end⟧, by the beginning of the SHA-256 of the article's text and its characters counted
from 0. Shorter runs of words and names stay. The files below are not as they were; their SHA-256 is of the file with
its words.

| file | here | bytes | SHA-256 |
|---|---|---|---|
""" + "".join(f"| `{whole.path}` | {whole.state} | {whole.size:,} | `{whole.digest}` |\n" for whole in made.wholes)


def _passages() -> str:
    return f"{QUOTED} words or more in the corpus, {', '.join(RESULTS)} and of {ANYWHERE} or more elsewhere"
