"""The command line: annotate a corpus, check it, and make the published figures."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from inspect import cleandoc
from pathlib import Path

from . import __version__
from .annotation import SCHEMAS, without_target, write_annotations
from .corpus import Corpus, Document, Problem, read_corpus
from .framing import claims
from .mentions import TARGET, mentions

WRITTEN = argparse.RawDescriptionHelpFormatter  # keeps the lines of a text as they are written
EXAMPLES = """\
a corpus is a folder of .txt files, one article each. What else the folder may hold:
  articles.csv   document, label, outlet, published, event ... (document is the file's name without .txt)
  actors.toml    who is who: name, stakeholder, mentions, pronoun, nouns
  targets.toml   what counts as AI: names, nouns, anaphors, uses (the kit has a list of its own)
  codebook.toml  other frames than the kit's, other stakeholders; lexicons/ has their words (see docs/schemes.md)
  coding/        codings by people, as the tables of this kit
seeds/ is one, and its README.md explains each file.

examples:
  python -m analysis annotate seeds --out build/tables      every layer of every article, as CSV
  python -m analysis check my-corpus                        what cannot be read, and why
  python -m analysis benchmark polnear polnear/dev          how well attributions are found, on published codings
  python -m analysis sample my-corpus --layer frames --n 200 --coders A,B --out my-study    sheets for people to code
  python -m analysis collect my-study                       what they returned, checked and locked
  python -m analysis export seeds --coder A --to web-annotation --out build/shared    a coding, for other tools
  python -m analysis execute notebooks/01-voices.ipynb      run one notebook (make figures runs all)
"""

BENCHMARKS = """\
Measure the kit against codings that others have published, with intervals and speed.

The data are not part of the kit: docs/benchmarks.md says where they are had, how they look and what is measured.
What cannot be used is named, counted and skipped; the exit status is then 1.
"""

FORMATS = ("web-annotation", "brat")

TRAINING = """\
Learn the weights of a scorer from sentences that people coded, to be run again whenever features or lexicons change.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; 0 if all went well, 1 if something was skipped or is wrong, 2 if nothing could be done."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    except ImportError as error:
        print(f"{error}; `make figures` installs what the kit needs, then use .venv/bin/python", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    """Every command with its arguments."""
    parser = argparse.ArgumentParser(
        prog="python -m analysis", description="Who is made to speak about AI, what is felt toward it, in which frame?",
        epilog=EXAMPLES, formatter_class=WRITTEN,
    )
    parser.add_argument("--version", action="version", version=f"media-analysis-kit {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = _command(commands, annotate, "write every layer of every article of a corpus as CSV tables")
    command.add_argument("folder", type=Path, metavar="FOLDER", help="the corpus: a folder of .txt files")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the tables go")

    command = _command(commands, check, "read a corpus with everything in it, and say what is wrong and where")
    command.add_argument("folder", type=Path, nargs="?", default=Path("seeds"), metavar="FOLDER",
                         help="the corpus: a folder of .txt files (seeds if none is named)")

    told = "measure the kit against codings that others have published"
    group = commands.add_parser("benchmark", help=told, description=BENCHMARKS, formatter_class=WRITTEN)
    benchmarks = group.add_subparsers(required=True, metavar="BENCHMARK")
    for run, told, metavar, data in (
        (polnear, "attributions, against PolNeAR", "DIR", "a folder with text/ and attributions/"),
        (newsmtsc, "sentiment toward a target, against NewsMTSC", "FILE.jsonl", "sentences with coded targets"),
        (frames, "claims, against coded sentences", "FILE.jsonl", "sentences with codes"),
    ):
        command = _command(benchmarks, run, told)
        command.add_argument("data", type=Path, metavar=metavar, help=data)
        command.add_argument("--predictions", type=Path, metavar="OUT.jsonl", help="where the kit's own coding goes")
        if run is newsmtsc:
            command.add_argument("--scorer", metavar="NAME", help="only this one (all and the baselines)")

    told = "learn the weights of a scorer from coded sentences"
    group = commands.add_parser("train", help=told, description=TRAINING, formatter_class=WRITTEN)
    command = _command(group.add_subparsers(required=True, metavar="SCORER"), sentiment, "of sentiment toward a target")
    command.add_argument("data", type=Path, metavar="FILE", help="train.jsonl of NewsMTSC, or sentences like these")
    command.add_argument("--out", type=Path, metavar="FILE", help="where the weights go (those of the kit)")

    command = _command(commands, sample, "draw units of a corpus and write a sheet for each coder")
    command.add_argument("folder", type=Path, metavar="CORPUS", help="the corpus: a folder of .txt files")
    command.add_argument("--layer", required=True, metavar="LAYER", help="sentiment, frames or attributions")
    command.add_argument("--n", type=int, required=True, metavar="N", help="how many units")
    command.add_argument("--strata", type=_names, default=["article", "prediction"], metavar="NAMES",
                         help="what the sample is spread over (article,prediction); '' for nothing")
    command.add_argument("--seed", type=int, default=0, metavar="S", help="another number, another sample (0)")
    command.add_argument("--coders", type=_names, required=True, metavar="A,B", help="who codes")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder for the study")

    command = _command(commands, collect, "check the sheets that coders return, and lock them when all is coded")
    command.add_argument("study", type=Path, metavar="DIR", help="the folder that sample wrote")
    command.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD",
                         help="told in LOCK and audit.log (none)")
    command.add_argument("--unlock", metavar="REASON", help="open the lock first, and say why in audit.log")

    command = _command(commands, export, "write a coding, or the kit's own, in a format that other tools read")
    command.add_argument("folder", type=Path, metavar="FOLDER", help="the corpus: a folder of .txt files")
    command.add_argument("--to", dest="format", choices=FORMATS, required=True, help="the format")
    command.add_argument("--coder", metavar="NAME", help="whose coding, as in FOLDER/coding/NAME (the kit's own)")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the files go")

    command = _command(commands, import_, "read a coding that another tool wrote, and write it as tables")
    command.add_argument("folder", type=Path, metavar="FOLDER", help="the corpus that was coded")
    command.add_argument("data", type=Path, metavar="DATA", help="the folder with the .jsonld or .ann files")
    command.add_argument("--from", dest="format", choices=FORMATS, required=True, help="their format")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder: FOLDER/coding/NAME")

    command = _command(commands, execute, "run notebooks from top to bottom and write their outputs and figures")
    command.add_argument("notebooks", type=Path, nargs="+", metavar="NOTEBOOK", help="an .ipynb file")

    _command(commands, gallery, "write the page and the manifest of the figures, and the findings in README.md")
    return parser


def _command(commands, run: Callable, told: str) -> argparse.ArgumentParser:
    """A command, named and explained as the function that runs it is."""
    command = commands.add_parser(
        run.__name__.rstrip("_"), help=told, description=_explained(run), formatter_class=WRITTEN
    )
    command.set_defaults(run=run)
    return command


def _explained(command: Callable) -> str:
    """A command's docstring as its help."""
    return cleandoc(command.__doc__).format(tables=", ".join(SCHEMAS))


def annotate(options: argparse.Namespace) -> int:
    """Write every layer of every article as a table: DIR/<table>.csv, one row per coded unit.

    Tables: {tables}.
    Offsets count characters from 0, end is exclusive; the text at the offsets stands in the row. An article that
    cannot be read or annotated is reported and skipped; the exit status is then 1.
    """
    corpus = read_corpus(options.folder)
    problems, on_target = list(corpus.problems), False
    for number, (document, problem) in enumerate(write_annotations(corpus, options.out), 1):
        _progress(number, len(corpus), document.id)
        problems += [problem] if problem else []
        on_target = on_target or not problem and _on_target(document)
    print(f"{options.out}: {len(SCHEMAS)} tables of {_number(len(corpus), 'article')}")
    if not on_target:
        print(without_target(corpus), file=sys.stderr)
    return _told(problems)


def check(options: argparse.Namespace) -> int:
    """Read a corpus with everything in it: texts, articles, actors, targets, codings, frames and words of its own.

    Every fault is named with its place and remedy; the exit status is 1 if there is one.
    """
    corpus = read_corpus(options.folder)
    problems = [*corpus.problems, *_coding_problems(corpus), *_scheme_problems(corpus)]
    named = ", ".join(_number(len(part), word) for part, word in (
        (corpus, "article"), (corpus.story.actors, "actor"), (corpus.story.targets.names, "target name"),
        (corpus.story.scheme.codebook["frame"], "frame")))
    print(f"{options.folder}: {named}")
    print(f"The target is mentioned in {sum(map(_on_target, corpus))} of {_number(len(corpus), 'article')}.")
    return _told(problems)


def _on_target(document: Document) -> bool:
    """True if the article mentions what the sentiment is aimed at."""
    return any(mention.kind == TARGET for mention in mentions(document))


def _number(n: int, noun: str) -> str:
    return f"{n:,} {noun}" + ("s" if n != 1 else "")


def _coding_problems(corpus: Corpus) -> list[Problem]:
    """What is wrong with the corpus' codings."""
    coders = sorted(path.parent.name for path in corpus.folder.glob("coding/*/zones.csv"))
    if not coders:
        return []
    from .coding import read_coding  # needs pandas

    found = [read_coding(corpus, coder).problems for coder in coders]
    return [Problem(row.place, row.message) for problems in found for row in problems.itertuples()
            if row.place not in {problem.place for problem in corpus.problems}]


def _scheme_problems(corpus: Corpus) -> list[Problem]:
    """The rows of a corpus' frames.tsv that do not find the claim that their own example makes."""
    words = corpus.story.scheme.lexicons.get("frames")
    problems = []
    for place, row in zip(words.places, words) if words else ():
        found = claims(Document(place, row["example"], corpus.story))
        if not any(claim.rule.endswith(f": {row['class']}") for claim in found):
            problems.append(Problem(place, f"a row finds its own example; {row['example']!r} it does not; name the "
                                           "target in it, or change shape, about or words"))
    return problems


def polnear(options: argparse.Namespace) -> int:
    """Measure attributions against PolNeAR: which content is found, whole or in part, and with the right source.

    DIR holds text/NAME.txt and attributions/NAME_CODER.ann. Printed are precision, recall and F1 of content by type
    (exact: the same words; soft: credit for the words shared; joint: alike by half, and the source right), the share
    of sources with the right head, recall of cues of saying, what other values of `minimum` give, and articles a
    second. With --predictions: {{"doc", "attributions": [{{"source", "cue", "content"}}]}}, one article a line.
    """
    from .attribution_benchmark import report

    return _reported(report(options.data), options.predictions)


def newsmtsc(options: argparse.Namespace) -> int:
    """Measure sentiment toward a target against NewsMTSC: the kit's scorers beside TextBlob, VADER and always neutral.

    FILE holds {{"sentence_normalized", "targets": [{{"Input.gid", "from", "to", "mention", "polarity"}}]}}, one
    sentence a line. Printed are macro F1, F1 by value, accuracy, macro F1 among targets that differ from one beside
    them, the calibration error (ECE) of scorers that give probabilities, and sentences a second, each counted once for
    each of its targets; then the confusion of the scorer named, or of the kit's default. With --predictions: its
    {{"gid", "label"}}, one target a line.
    """
    from .sentiment_benchmark import report

    return _reported(report(options.data, options.scorer), options.predictions)


def frames(options: argparse.Namespace) -> int:
    """Measure claims against coded sentences: which frame is found, with which stance, hedged or not, in whose voice.

    FILE holds {{"id", "text", "codes": [{{"frame", "stance", "hedged", "voice"}}]}}, one sentence a line; hedged and
    voice may be left out. With "codes_b" of a second coder, what both coded is required, and what either coded is no
    false alarm. Printed are precision, recall and F1 by frame, for frame and for frame with stance, macro and micro;
    how often hedged and voice are right in claims whose frame and stance are; and how many sentences without a claim
    are given one. With --predictions: {{"id", "codes"}}, one sentence a line.
    """
    from .frame_benchmark import report

    return _reported(report(options.data), options.predictions)


def sentiment(options: argparse.Namespace) -> int:
    """Learn the weights of the linear scorer from coded sentences: the same file gives the same weights, bit for bit.

    FILE holds sentences as `benchmark newsmtsc` reads them. Told is how well documents held out are judged. Needs
    scikit-learn (`python -m pip install scikit-learn==1.9.1`, or the extra `train`), and some 20 seconds.
    """
    from .training import write_weights

    told, problems = write_weights(options.data, options.out)
    print("\n".join(told))
    return _told(problems)


def _reported(report, path: Path | None) -> int:
    """Print what a benchmark found, and write the kit's predictions if they are asked for."""
    from .benchmark import write_records

    print("\n".join(report.lines))
    if path:
        write_records(path, report.predictions)
        print(f"{path}: {len(report.predictions):,} lines of predictions")
    return _told(report.problems)


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
    lacking = without_units(units, tables.articles, options.strata, options.layer, corpus.story.scheme.codebook)
    return _told([*(Problem(row.place, row.message) for row in tables.problems.itertuples()), *lacking])


def collect(options: argparse.Namespace) -> int:
    """Check every sheet in DIR/sheets, write what is sound to DIR/collected/<coder>/, and lock what is complete.

    Read are sheets as spreadsheets save them: commas, semicolons or tabs, UTF-8, UTF-16 or Windows-1252, rows and
    columns in any order. Every fault is named with file, line and remedy, and no sheet is ever written to; the exit
    status is 1 if there is a fault. Once every coder has coded every unit, DIR/LOCK holds the SHA-256 of every file,
    and a change is refused until --unlock says why. The same files give the same lock, unless --date tells a day.
    """
    from .collection import collect

    found = collect(options.study, day=options.date, reason=options.unlock)
    told = ", ".join(f"{coder} {count} of {found.units}" for coder, count in found.sound.items())
    print(f"{options.study}: units coded: {told}; {'locked' if found.locked else 'not locked'}")
    return _told(found.problems)


def _names(text: str) -> list[str]:
    """Names with commas between."""
    return [name.strip() for name in text.split(",") if name.strip()]


def export(options: argparse.Namespace) -> int:
    """Write a coding for other tools: zones, attributions, sentiment and claims, each with its place and its codes.

    web-annotation: the W3C's Web Annotation, DIR/<layer>.jsonld. brat: DIR/<document>.txt and .ann. Offsets count
    characters. Without --coder the kit annotates the corpus. What cannot be read is reported and left out; the exit
    status is then 1. docs/exchange.md shows the files.
    """
    from .brat import write_brat
    from .coding import read_coding
    from .exchange import entries
    from .tables import annotate
    from .web_annotation import write_web_annotations

    corpus = read_corpus(options.folder)
    tables = read_coding(corpus, options.coder) if options.coder else annotate(corpus)
    found = entries(tables)
    write = write_brat if options.format == "brat" else write_web_annotations
    paths = write(corpus, found, options.out)
    print(f"{options.out}: {sum(map(len, found.values()))} units in {_number(len(paths), 'file')}")
    problems = [Problem(row.place, row.message) for row in tables.problems.itertuples()]
    return _told(list(dict.fromkeys([*corpus.problems, *problems])))


def import_(options: argparse.Namespace) -> int:
    """Read a coding from another tool and write it as the tables that `check` and the notebooks read.

    web-annotation: the .jsonld files that `export` writes. brat: NAME.ann or NAME_CODER.ann for the corpus' NAME.txt;
    PolNeAR's attributions are such. Every unit is held against its article and the codebook. What does not fit is named
    with file and line, and left out; the exit status is then 1. docs/exchange.md shows the files.
    """
    from .brat import read_brat
    from .exchange import coded, write_coding
    from .web_annotation import read_web_annotations

    corpus = read_corpus(options.folder)
    if options.format == "brat":
        found, problems = read_brat(corpus, options.data)
    else:
        found, problems = read_web_annotations(corpus, options.data), []
    rows, unfit = coded(corpus, found)
    write_coding(options.out, rows)
    print(f"{options.out}: {', '.join(f'{len(those)} {name}' for name, those in rows.items())}")
    return _told([*corpus.problems, *problems, *unfit])


def execute(options: argparse.Namespace) -> int:
    """Run notebooks from top to bottom, each in its own kernel, and write outputs and figures where they changed."""
    from .execution import execute_notebook

    for path in options.notebooks:
        changed = execute_notebook(path, tell=lambda line: print(line, flush=True))
        print(f"{path}: {'written' if changed else 'unchanged'}", flush=True)
    return 0


def gallery(options: argparse.Namespace) -> int:
    """Write figures/README.md, figures/manifest.json and the findings in README.md from what the notebooks show."""
    from .gallery import project, write_findings, write_gallery

    root = project()
    for path in write_gallery(root):
        print(f"figures/{path.name}: {'written' if path.exists() else 'removed, no notebook shows it'}")
    if write_findings(root):
        print("README.md: findings written")
    return 0


def _progress(number: int, total: int, name: str) -> None:
    """A line that is written over, for a person who waits; nothing where nobody watches."""
    if sys.stderr.isatty():
        end = "" if number < total else "\n"
        print(f"\r{number} of {total}  {name[:60]:<60}", end=end, file=sys.stderr, flush=True)


def _told(problems: list[Problem]) -> int:
    for problem in problems:
        print(f"{problem.place}: {problem.message}", file=sys.stderr)
    if problems:
        print(f"{len(problems)} problem{'s' * (len(problems) > 1)}; everything else was read", file=sys.stderr)
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
