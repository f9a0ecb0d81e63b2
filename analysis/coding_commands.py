"""Commands on a study: draw the units that people code, and collect what they return."""

import argparse
import sys
from datetime import date
from pathlib import Path

from .command import add_command, told
from .corpus import Problem, read_corpus


def add_to(commands) -> None:
    """Add the commands sample and collect."""
    command = add_command(commands, sample, "draw units of a corpus and write a sheet for each coder")
    command.add_argument("folder", type=Path, metavar="CORPUS", help="the corpus: a folder of .txt files")
    command.add_argument("--layer", required=True, metavar="LAYER", help="sentiment, frames or attributions")
    command.add_argument("--n", type=int, required=True, metavar="N", help="how many units")
    command.add_argument("--strata", type=_names, default=["article", "prediction"], metavar="NAMES",
                         help="what the sample is spread over (article,prediction); '' for nothing")
    command.add_argument("--seed", type=int, default=0, metavar="S", help="another number, another sample (0)")
    command.add_argument("--coders", type=_names, required=True, metavar="A,B", help="who codes")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder for the study")

    command = add_command(commands, collect, "check the sheets that coders return, and lock them when all is coded")
    command.add_argument("study", type=Path, metavar="DIR", help="the folder that sample wrote")
    command.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD",
                         help="told in LOCK and audit.log (none)")
    command.add_argument("--unlock", metavar="REASON", help="open the lock first, and say why in audit.log")


def sample(options: argparse.Namespace) -> int:
    """Draw units of a corpus for people to code, and write a study: a sheet for each coder and a manifest.

    A unit is a sentence (of sentiment one that mentions the target; of attributions a passage). Each stratum gives one
    at least, and else as the square root of its size; strata are article, prediction (what the kit finds), and any
    column of articles.csv. DIR then has sheets/<coder>.csv with sheets/categories.csv beside, without a word of what
    the kit finds; manifest.json with the probability and the SHA-256 of each unit; and predictions.csv, which is not
    for coders. docs/validate.md shows the whole way.
    """
    from .sampling import draw, population, stratified, without_units
    from .study import write_study
    from .tables import annotate

    corpus = read_corpus(options.folder)
    tables = annotate(corpus)
    units = population(tables, options.layer)
    drawn = draw(stratified(units, tables.articles, options.strata), n=options.n, seed=options.seed)
    write_study(options.out, corpus, tables, drawn, layer=options.layer, seed=options.seed, coders=options.coders)
    print(f"{options.out}: {len(drawn)} of {len(units)} units of {options.layer} from {drawn['stratum'].nunique()} "
          f"strata; sheets for {', '.join(options.coders)}")
    for notice in without_units(units, tables.articles, options.strata, options.layer, corpus.story.scheme.codebook):
        print(f"{notice.place}: {notice.message}", file=sys.stderr)
    return told([Problem(row.place, row.message) for row in tables.problems.itertuples()])


def collect(options: argparse.Namespace) -> int:
    """Check every sheet in DIR/sheets, write what is sound to DIR/collected/<coder>/, and lock what is complete.

    Read are sheets as spreadsheets save them: commas, semicolons or tabs, UTF-8, UTF-16 or Windows-1252, rows and
    columns in any order. Every fault is named with file, line and remedy, and no sheet is ever written to; the exit
    status is 1 if there is a fault. Once every coder has coded every unit, DIR/LOCK holds the SHA-256 of every file,
    and a change is refused until --unlock says why. The same files give the same lock, unless --date tells a day.
    """
    from .collection import collect

    found = collect(options.study, day=options.date, reason=options.unlock)
    coded = ", ".join(f"{coder} {count} of {found.units}" for coder, count in found.sound.items())
    print(f"{options.study}: units coded: {coded}; {'locked' if found.locked else 'not locked'}")
    return told(found.problems)


def _names(text: str) -> list[str]:
    """Names with commas between."""
    return [name.strip() for name in text.split(",") if name.strip()]
