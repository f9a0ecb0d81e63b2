"""Commands on the project as a whole: put it into one file for an archive, and see whether such a file is true."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from .command import add_command, told
from .facts import number


def add_to(commands) -> None:
    """Add the commands crate and verify."""
    command = add_command(commands, crate, "put the whole project into one file for an archive, described as RO-Crate")
    command.add_argument("--without-texts", action="store_true", help="leave out the words of the articles")
    command.add_argument("--out", type=Path, metavar="FILE.zip", help="where it goes (build/crate/)")

    command = add_command(commands, verify, "see whether a crate holds what it says, and whether its results come out")
    command.add_argument("crate", type=Path, metavar="CRATE.zip", help="what crate wrote")
    command.add_argument("--no-rebuild", action="store_true", help="only the SHA-256 of every file; nothing is run")
    command.add_argument("--texts", type=Path, metavar="FOLDER", help="the articles, for a crate without their words")
    command.add_argument("--into", type=Path, metavar="FOLDER", help="unpack it here, and leave it (somewhere else)")
    command.add_argument("--here", action="store_true", help="rebuild with this Python and its packages: no internet")


def crate(options: argparse.Namespace) -> int:
    """Write the project as a zip for Zenodo, OSF and the like: corpus, codings, code, notebooks, figures, the lock.

    In it are the files that git keeps, as they are now; without git all that .gitignore does not name. RO-Crate 1.2
    metadata name each with its SHA-256, and CRATE-README.md says how to rebuild and verify them. The same files give
    the same bytes. --without-texts leaves out the articles: passages of theirs become pointers by hash and offset, and
    what is no more as it was is listed with its SHA-256. Results that are not up to date are refused.
    """
    from .packing import write_crate
    from .project import project

    out, made = write_crate(project(), options.out, texts=not options.without_texts)
    print(f"{out}: {number(len(made.files), 'file')}, {out.stat().st_size:,} bytes")
    if made.wholes:
        states = [whole.state for whole in made.wholes]
        print("; ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states)))
    return 0


def verify(options: argparse.Namespace) -> int:
    """Hold every file of a crate against its SHA-256; then make its results anew, elsewhere, and compare them.

    Rebuilding runs what the crate holds, so verify only crates that you trust, or use --no-rebuild. It sets up its own
    environment, which takes the internet; --here uses this one if its packages are those of the crate's lock. A crate
    without texts is rebuilt with --texts. The exit status is 1 if a file is not what it should be, if a result differs
    (told are the notebook and the cell that make it), or if the crate cannot be rebuilt for want of texts.
    """
    from .changes import report, summary
    from .verification import completed, differences, opened, rebuild

    found = opened(options.crate)
    less = f", {len(found.wholes)} of them without words of articles or left out" if found.wholes else ""
    print(f"{options.crate}: {number(len(found.files), 'file')}{less}")
    if found.problems:
        return told(found.problems)
    print("Every file has its SHA-256.", flush=True)
    files = found.files
    if found.wholes and not options.texts and not options.no_rebuild:
        print(f"{options.crate}: without the articles it cannot be rebuilt; name a folder that has them: --texts "
              "FOLDER (CRATE-README.md lists what is left out), or --no-rebuild", file=sys.stderr)
        return 1
    if found.wholes and options.texts:
        files, problems = completed(found, options.texts)
        if problems:
            return told(problems)
        print("With the articles every file is as it was, but for pictures, which rebuilding makes.", flush=True)
        if gone := [name for name in found.wholes if name not in files and not name.startswith("figures/")]:
            print(f"Not put back, as it is no text: {', '.join(gone)}", flush=True)
    if options.no_rebuild:
        return 0
    with TemporaryDirectory(prefix="crate-") as folder:
        into = options.into or Path(folder)
        rebuild(files, into, corpus=found.corpus, here=options.here)
        changes = differences(found, files, into)
    if not changes:
        print("Every result came out as it is in the crate.")
        return 0
    print(f"Not as in the crate, by what made it; {summary(changes)}:", *report(changes), sep="\n")
    return 1
