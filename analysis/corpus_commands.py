"""Commands on a corpus: annotate it, check it, and exchange its codings with other tools."""

import argparse
import sys
from pathlib import Path

from .annotation import SCHEMAS, without_target, write_annotations
from .command import add_command, told
from .corpus import Corpus, Document, Problem, read_corpus
from .facts import number
from .framing import claims
from .mentions import target_mentions

FORMATS = ("web-annotation", "brat")


def add_to(commands) -> None:
    """Add the commands annotate, check, export and import."""
    command = add_command(commands, annotate, "write every layer of every article of a corpus as CSV tables")
    command.add_argument("folder", type=Path, metavar="FOLDER", help="the corpus: a folder of .txt files")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the tables go")

    command = add_command(commands, check, "read a corpus with everything in it, and say what is wrong and where")
    command.add_argument("folder", type=Path, nargs="?", default=Path("seeds"), metavar="FOLDER",
                         help="the corpus: a folder of .txt files (seeds if none is named)")

    command = add_command(commands, export, "write a coding, or the kit's own, in a format that other tools read")
    command.add_argument("folder", type=Path, metavar="FOLDER", help="the corpus: a folder of .txt files")
    command.add_argument("--to", dest="format", choices=FORMATS, required=True, help="the format")
    command.add_argument("--coder", metavar="NAME", help="whose coding, as in FOLDER/coding/NAME (the kit's own)")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the files go")

    command = add_command(commands, import_, "read a coding that another tool wrote, and write it as tables")
    command.add_argument("folder", type=Path, metavar="FOLDER", help="the corpus that was coded")
    command.add_argument("data", type=Path, metavar="DATA", help="the folder with the .jsonld or .ann files")
    command.add_argument("--from", dest="format", choices=FORMATS, required=True, help="their format")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder: FOLDER/coding/NAME")


def annotate(options: argparse.Namespace) -> int:
    """Write every layer of every article as a table: DIR/<table>.csv, one row per coded unit.

    Tables: {tables}.
    Offsets count characters from 0, end is exclusive; the text at the offsets stands in the row. An article that
    cannot be read or annotated is reported and skipped; the exit status is then 1.
    """
    if options.out.resolve() == options.folder.resolve():
        raise ValueError(f"{options.out}: tables go beside a corpus, not among its files; name another folder with "
                         "--out")
    corpus = read_corpus(options.folder)
    problems, on_target = list(corpus.problems), False
    for done, (document, problem) in enumerate(write_annotations(corpus, options.out), 1):
        _progress(done, len(corpus), document.id)
        problems += [problem] if problem else []
        on_target = on_target or not problem and bool(target_mentions(document))
    print(f"{options.out}: {len(SCHEMAS)} tables of {number(len(corpus), 'article')}")
    if not on_target:
        print(without_target(corpus), file=sys.stderr)
    return told(problems)


def check(options: argparse.Namespace) -> int:
    """Read a corpus with everything in it: texts, articles, actors, targets, codings, frames and words of its own.

    Every fault is named with its place and remedy; the exit status is 1 if there is one.
    """
    corpus = read_corpus(options.folder)
    problems = [*corpus.problems, *_coding_problems(corpus), *_scheme_problems(corpus)]
    named = ", ".join(number(len(part), word) for part, word in (
        (corpus, "article"), (corpus.story.actors, "actor"), (corpus.story.targets.names, "target name"),
        (corpus.story.scheme.codebook["frame"], "frame")))
    print(f"{options.folder}: {named}")
    on_target = sum(bool(target_mentions(document)) for document in corpus)
    print(f"The target is mentioned in {on_target} of {number(len(corpus), 'article')}.")
    return told(problems)


def _coding_problems(corpus: Corpus) -> list[Problem]:
    """What is wrong with the corpus' codings."""
    if not any(corpus.folder.glob("coding/*/zones.csv")):
        return []
    from .coding import coders, read_coding  # needs pandas

    found = [read_coding(corpus, coder).problems for coder in coders(corpus)]
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
    print(f"{options.out}: {sum(map(len, found.values()))} units in {number(len(paths), 'file')}")
    problems = [Problem(row.place, row.message) for row in tables.problems.itertuples()]
    return told(list(dict.fromkeys([*corpus.problems, *problems])))


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
    if not any(rows.values()):
        told([*problems, *unfit])
        raise ValueError(f"{options.data}: a coding has a unit at least; none was found that fits {options.folder}; "
                         f"nothing was written; is it {options.format}, and of these articles?")
    write_coding(options.out, rows)
    print(f"{options.out}: {', '.join(f'{len(those)} {name}' for name, those in rows.items())}")
    return told([*corpus.problems, *problems, *unfit])


def _progress(done: int, total: int, name: str) -> None:
    """A line that is written over, for a person who waits; nothing where nobody watches."""
    if sys.stderr.isatty():
        end = "" if done < total else "\n"
        print(f"\r{done} of {total}  {name[:60]:<60}", end=end, file=sys.stderr, flush=True)
