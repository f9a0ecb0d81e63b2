"""Commands on the published results: run the notebooks, and write what is made from them."""

import argparse
from pathlib import Path

from .command import add_command


def add_to(commands) -> None:
    """Add the commands execute, gallery and compare."""
    command = add_command(commands, execute, "run notebooks from top to bottom and write their outputs and figures")
    command.add_argument("notebooks", type=Path, nargs="+", metavar="NOTEBOOK", help="an .ipynb file")

    add_command(commands, gallery, "write the page and the manifest of the figures, and the findings in README.md")

    add_command(commands, compare, "say which results are not as committed, and which cell made each")


def execute(options: argparse.Namespace) -> int:
    """Run notebooks from top to bottom, each in its own kernel, and write outputs and figures where they changed."""
    from .execution import execute_notebook

    for path in options.notebooks:
        changed = execute_notebook(path, tell=lambda line: print(line, flush=True))
        print(f"{path}: {'written' if changed else 'unchanged'}", flush=True)
    return 0


def gallery(options: argparse.Namespace) -> int:
    """Write figures/README.md, figures/manifest.json and the findings in README.md from what the notebooks show."""
    from .gallery import write_findings, write_gallery
    from .project import project

    root = project()
    for path in write_gallery(root):
        print(f"figures/{path.name}: {'written' if path.exists() else 'removed, no notebook shows it'}")
    if write_findings(root):
        print("README.md: findings written")
    return 0


def compare(options: argparse.Namespace) -> int:
    """Compare notebooks, figures, numbers and the findings in README.md with what git has of them.

    `make check` runs it after it has made all anew. Told are what results are made from and has changed since, then by
    notebook and cell each sentence, table, number, caption and figure that differs, with how it was and is. The exit
    status is 1 if something differs. What stands in README.md beside the findings is not compared.
    """
    from .committed import changed, committed
    from .changes import RESULTS, changes, inputs, report, summary
    from .project import project

    root = project()

    def now(path: str) -> bytes | None:
        return (root / path).read_bytes() if (root / path).is_file() else None

    def before(path: str) -> bytes | None:
        return committed(root, path)

    found = changes(changed(root, RESULTS), before, now)
    if not found:
        print("Every result is as committed.")
        return 0
    if differ := inputs(before, now):
        print("What results are made from has changed since:", *(f"  {line}" for line in differ), sep="\n")
    print("Not as committed, by what made it:", *report(found), sep="\n")
    print(f"{summary(found)} The project's files are as they were made now.\nSee them: git diff -- {' '.join(RESULTS)}")
    print("If they are meant: git add them, and say under Changed results in CHANGELOG.md what moved and why.")
    print("If not, mend what changed and run make check again; one notebook: python -m analysis execute NOTEBOOK")
    return 1
