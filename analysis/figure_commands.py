"""Commands on the published results: run the notebooks, and write what is made from them."""

import argparse
from pathlib import Path

from .command import add_command


def add_to(commands) -> None:
    """Add the commands execute and gallery."""
    command = add_command(commands, execute, "run notebooks from top to bottom and write their outputs and figures")
    command.add_argument("notebooks", type=Path, nargs="+", metavar="NOTEBOOK", help="an .ipynb file")

    add_command(commands, gallery, "write the page and the manifest of the figures, and the findings in README.md")


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
