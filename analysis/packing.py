"""Packing: a crate as a zip, with a page for strangers that says how to rebuild and verify it."""

import os
from pathlib import Path

from . import __version__
from .archive import packed
from .citation import read_work
from .crate import ANYWHERE, METADATA, QUOTED, README, RESULTS, Crate, crate
from .manifest import PATH, read_manifest
from .metadata import metadata
from .reference import Work

NAME = f"media-analysis-kit-{__version__}"


def write_crate(root: Path, out: Path | None = None, *, texts: bool = True) -> tuple[Path, Crate]:
    """Write the crate of a project to a zip, build/crate/NAME-VERSION.zip if no other is named, and give both.

    The same files give the same bytes; their time in the zip is SOURCE_DATE_EPOCH, or 1980.
    Raises ValueError as `crate` and `read_work` do.
    """
    work, made = read_work(root), crate(root, texts=texts)
    made.files[README] = readme(made, work).encode()
    made.files[METADATA] = metadata(made, work)
    out = out or root / "build" / "crate" / f"{NAME}{'' if texts else '-without-texts'}.zip"
    out.parent.mkdir(parents=True, exist_ok=True)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    out.write_bytes(packed(made.files, **({"epoch": int(epoch)} if epoch.isdigit() else {})))
    return out, made


def readme(made: Crate, work: Work) -> str:
    """CRATE-README.md: what this is, and how to rebuild and verify it."""
    told = read_manifest(made.files[PATH])
    corpus = "" if made.corpus == "seeds" else f" ANALYSIS_CORPUS={made.corpus}"
    counts = [f"{len(told.get(part, {}))} {part}" for part in ("notebooks", "figures", "numbers")]
    parts = [f"""# {work.title}, version {work.version}

{', '.join(map(str, work.authors))}, {work.released}.

This is the whole project in one file: corpus ({made.corpus}/), codings, code, {', '.join(counts)},
and the versions of all packages. README.md says what was found, CITATION.cff how to cite it, LICENSE what may be done
with it. The articles remain their publishers'.

- `{METADATA}` (RO-Crate 1.2) names every file with its size and SHA-256, and for each figure what made it.
- `{PATH}` names for each figure and number the notebook and the cell, and for all the SHA-256 of every
  file that they were made from. `figures/numbers.json` has the numbers.
- `requirements.lock` names every package with version and hashes.

## Rebuild

You need Python 3.11 or newer and make; setting up takes the internet once. Unpack the zip, go into its folder, then

```
make figures{corpus}     # sets up .venv/, runs the notebooks, writes figures/ and the findings in README.md
make test        # the tests
```

Every file comes out as it is here, byte for byte, where the machine is as those on which this was tried
(docs/reproducible.md says which, and what is not promised).

## Verify

```
.venv/bin/python -m analysis verify {NAME}.zip                  # SHA-256 of every file; rebuild elsewhere; compare
.venv/bin/python -m analysis verify {NAME}.zip --no-rebuild     # SHA-256 alone: runs nothing of the crate
```

Rebuilding runs what the crate holds, so do it with a crate that you trust. With other tools: the SHA-256 of each file
stands in `{METADATA}` under `sha256`. That this description was not changed too is shown by the SHA-256 of the
zip, which the archive that you have it from tells.
"""]
    if made.wholes:
        parts.append(f"""## What is left out

The articles are left out, and with them their words: every passage of
{_passages()}
became a pointer, ⟦article:start-end⟧, by the beginning of the SHA-256 of the article's text and its characters counted
from 0. Shorter runs of words and names stay. The files below are not as they were; their SHA-256 is of the file with
its words. Without the articles no result can be made again. Whoever has them puts all back and rebuilds with

```
.venv/bin/python -m analysis verify {NAME}-without-texts.zip --texts FOLDER --into NEW-FOLDER
```

FOLDER holds the articles, under any name: they are known by their SHA-256.

| file | here | bytes | SHA-256 |
|---|---|---|---|
""" + "".join(f"| `{whole.path}` | {whole.state} | {whole.size:,} | `{whole.digest}` |\n" for whole in made.wholes))
    return "\n".join(parts)


def _passages() -> str:
    return f"{QUOTED} words or more in the corpus, {', '.join(RESULTS)} and of {ANYWHERE} or more elsewhere"
