"""Commands on the published results: run the notebooks, write what is made from them, and cite it."""

import argparse
import os
import sys
from pathlib import Path

from .command import add_command
from .facts import number

FORMATS = ("text", "bibtex", "csl")


def add_to(commands) -> None:
    """Add the commands figures, prepare, execute, gallery, compare, cite and paper."""
    command = _add_on_a_corpus(commands, figures, "run the notebooks where something changed, and write what they make")
    command.add_argument("--anew", action="store_true", help="run all notebooks, whether changed or not")

    _add_on_a_corpus(commands, prepare, "bring the kit's notebooks to the results of a corpus, and say where these lie")

    command = add_command(commands, execute, "run notebooks from top to bottom and write their outputs and figures")
    command.add_argument("notebooks", type=Path, nargs="+", metavar="NOTEBOOK", help="an .ipynb file")

    add_command(commands, gallery, "write the page and the manifest of the figures, and the findings in README.md")

    add_command(commands, compare, "say which results are not as committed, and which cell made each")

    command = add_command(commands, cite, "say how to cite the kit, a notebook, a figure or a number")
    command.add_argument("what", nargs="?", metavar="WHAT", help="a notebook (notebooks/02-sentiment.ipynb, "
                         "02-sentiment or 02), a figure's id, a number's id; the kit if nothing is named")
    command.add_argument("--format", choices=FORMATS, help="only this one (all three)")
    command.add_argument("--all", action="store_true", help="write figures/references.bib, with an entry for each")

    command = add_command(commands, paper, "build a write-up in Markdown for Word, the web and print")
    command.add_argument("folder", type=Path, nargs="?", default=Path("paper"), help="where it lies (default: paper)")


def _add_on_a_corpus(commands, run, summary: str) -> argparse.ArgumentParser:
    command = add_command(commands, run, summary)
    command.add_argument("corpus", nargs="?", default="", metavar="CORPUS", help="its folder (that of this project)")
    command.add_argument("--out", type=Path, metavar="FOLDER", help="where its results go (results/NAME in the kit)")
    return command


def figures(options: argparse.Namespace) -> int:
    """Run the notebooks that are not up to date, and write figures, numbers, references and findings.

    `make figures` does this. The results of seeds/ are the kit's own. Those of another corpus go to a folder of their
    own, results/NAME, with the kit's notebooks and a README.md; there they can be changed, and others added. What is
    changed there is not written over.
    """
    from .upkeep import keep_up

    root = _prepared(options)
    ran = keep_up(root, _publish, anew=options.anew)
    print(f"{_shown(root / 'figures' / 'README.md')} shows all figures{'' if ran else '; no notebook had to run'}.")
    return 0


def prepare(options: argparse.Namespace) -> int:
    """Bring the kit's notebooks to the folder of a corpus' results, as `figures` does before it runs them.

    Printed is the folder, nothing else. `make lab` opens it.
    """
    print(_prepared(options))
    return 0


def _prepared(options: argparse.Namespace) -> Path:
    """The folder of results that a command is about, with the kit's notebooks in it."""
    from .project import project
    from .results import results_folder, take_over

    if not options.corpus and options.out:
        raise ValueError(f"{options.out}: results are of a corpus; name its folder too")
    root = results_folder(Path(options.corpus), options.out) if options.corpus else project()
    for line in take_over(root):
        print(f"{_shown(root)}/{line}", file=sys.stderr)
    return root


def _shown(path: Path) -> str:
    """A path as it is seen from here."""
    return os.path.relpath(path)


def execute(options: argparse.Namespace) -> int:
    """Run notebooks from top to bottom, each in its own kernel, and write outputs and figures where they changed."""
    from .execution import execute_notebook

    for path in options.notebooks:
        changed = execute_notebook(path, tell=lambda line: print(line, flush=True))
        print(f"{path}: {'written' if changed else 'unchanged'}", flush=True)
    return 0


def gallery(options: argparse.Namespace) -> int:
    """Write figures/README.md, figures/manifest.json and the findings in README.md from what the notebooks show."""
    from .project import project

    _publish(project())
    return 0


def _publish(root: Path) -> None:
    """Write what is made from the notebooks of a project, and say what changed."""
    from .gallery import write_findings, write_gallery
    from .project import MARK
    from .results_page import write_page

    for path in write_gallery(root):
        print(f"figures/{path.name}: {'written' if path.exists() else 'removed, no notebook shows it'}")
    if write_page(root) if (root / MARK).exists() else write_findings(root):
        print("README.md: findings written")


def compare(options: argparse.Namespace) -> int:
    """Compare notebooks, figures, numbers and the findings in README.md with what git has of them.

    `make check` runs it after it has made all anew. First it tells of coded rows that no longer fit their article,
    then what results are made from and has changed since, which findings and numbers differ, and which sentences of
    paper/ use such a number; then by notebook and cell each sentence, table, number, caption and figure that differs,
    with how it was and is. The exit status is 1 if something differs or does not fit. What stands in README.md beside
    the findings is not compared. Told is also each number in a notebook or in paper/ that was typed by hand and looks
    like a result.
    """
    from .changes import RESULTS, changes, headlines, inputs, moved, report, summary
    from .committed import changed, committed
    from .manuscript import sentences_with
    from .paper import manuscripts
    from .project import project
    from .typed import typed_numbers

    root = project()
    unfit = _unfit(root)
    print(*unfit, sep="\n", end="\n" * bool(unfit))

    def now(path: str) -> bytes | None:
        return (root / path).read_bytes() if (root / path).is_file() else None

    def before(path: str) -> bytes | None:
        return committed(root, path)

    found = changes(changed(root, RESULTS), before, now)
    typed = typed_numbers(root)
    for problem in typed:
        print(f"{problem.place}: {problem.message}")
    if not found:
        print("Every result is as committed.")
        return int(bool(typed or unfit))
    if differ := inputs(before, now):
        print("What results are made from has changed since:", *(f"  {line}" for line in differ), sep="\n")
    print(f"Not as committed: {summary(found)}.", *headlines(found), sep="\n")
    told = [line for path in manuscripts(root / "paper") for line in sentences_with(path, moved(before, now))]
    if told:
        print("Sentences that use numbers which differ:", *(f"  {one.place}: {one.message}" for one in told), sep="\n")
    print("All that differs, by what made it:", *report(found), sep="\n")
    print(f"The project's files are as they were made now. See them: git diff -- {' '.join(RESULTS)}")
    print("If they are meant: git add them, and say under Changed results in CHANGELOG.md what moved and why.")
    print("If not, mend what changed and run make check again; one notebook: python -m analysis execute NOTEBOOK")
    return 1


def _unfit(root: Path) -> list[str]:
    """A line for each article that coded rows do not fit, as when a sentence of it was changed."""
    from .project import corpus_folder

    folder = corpus_folder(root)
    if not (folder / "coding").is_dir():
        return []
    from .coding import misfits  # needs pandas
    from .corpus import read_corpus

    shown = os.path.relpath(folder, root)
    return [f"{number(n, 'coded row')} {'does' if n == 1 else 'do'} not fit {shown}/{name}: numbers that rest on "
            f"{'it' if n == 1 else 'them'} are not comparable; python -m analysis check {shown} names "
            f"{'it' if n == 1 else 'each'}" for name, n in misfits(read_corpus(folder)).items()]


def cite(options: argparse.Namespace) -> int:
    """Say how to cite the kit, or a notebook, a figure or a number: as text, as BibTeX and as CSL-JSON.

    Title, authors, version and date are those of CITATION.cff, the SWHID is of the bytes as they are here. Where the
    project is a git repository, its web address is told, and the commit that holds these bytes. --all writes
    figures/references.bib, as `make figures` does: BibTeX, without what only the repository knows. docs/citing.md
    shows how to use it in LaTeX, Quarto and Word.
    """
    from .citation import REFERENCES, cited, located, unsigned, write_references
    from .project import project
    from .reference import bibtex, csl, text
    from .repository import kept

    root = project()
    if note := unsigned(root):
        print(f"Note: {note}.", file=sys.stderr)
    if options.all:
        if options.what or options.format:
            raise ValueError(f"cite: --all writes every entry to {REFERENCES}, as BibTeX; "
                             f"{options.what or options.format!r} was named too; leave one of them out")
        print(f"{REFERENCES}: {'written' if write_references(root) else 'unchanged'}")
        return 0
    reference = located(root, cited(root, options.what))
    forms = {"text": text(reference), "bibtex": bibtex(reference), "csl": csl([reference])}
    print(forms[options.format] if options.format else "\n\n".join(forms.values()))
    if kept(root) and ";anchor=" not in reference.swhid:
        print(f"{reference.path}: what is cited is in a commit; the last one does not have it as it is here; commit it "
              "before you cite it", file=sys.stderr)
    return 0


def paper(options: argparse.Namespace) -> int:
    """Build every write-up of a folder as a Word file, as a page and as an accessible PDF, in build/paper/.

    A write-up is a Markdown file. First the numbers, figures and references that it names are looked up among the
    published results, and numbers that were typed are looked for. Each fault is named with its line, and nothing is
    built while there is one. pandoc and typst are needed, which `make paper` installs.
    """
    from .manuscript import faults, read_published
    from .paper import manuscripts, write
    from .project import project

    root, folder = project(), options.folder.resolve()
    published = read_published(root, folder)
    if not (texts := manuscripts(folder)):
        raise ValueError(f"{options.folder}: a write-up is a .md file beside README.md; there is none")
    found = [fault for text in texts for fault in faults(text, published)]
    for fault in found:
        print(f"{fault.place}: {fault.message}", file=sys.stderr)
    for text in texts if not found else ():
        for path, changed in write(text, root).items():
            print(f"{path.relative_to(root)}: {'written' if changed else 'unchanged'}")
    return int(bool(found))
