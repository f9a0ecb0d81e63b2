"""Command: what the commands of the command line have in common."""

import argparse
import sys
from collections.abc import Callable
from inspect import cleandoc

from .annotation import SCHEMAS
from .corpus import Problem
from .facts import number

WRITTEN = argparse.RawDescriptionHelpFormatter  # keeps the lines of a text as they are written


def add_command(commands, run: Callable[[argparse.Namespace], int], summary: str) -> argparse.ArgumentParser:
    """A command, named and explained as the function that runs it is; the function gives the exit status."""
    command = commands.add_parser(
        run.__name__.rstrip("_"), help=summary, description=_explained(run), formatter_class=WRITTEN
    )
    command.set_defaults(run=run)
    return command


def add_group(commands, name: str, summary: str, explanation: str, metavar: str):
    """A command that has commands of its own, which are added to what is given back."""
    group = commands.add_parser(name, help=summary, description=explanation, formatter_class=WRITTEN)
    return group.add_subparsers(required=True, metavar=metavar)


def _explained(run: Callable) -> str:
    """A command's docstring as its help."""
    return cleandoc(run.__doc__).format(tables=", ".join(SCHEMAS))


def told(problems: list[Problem]) -> int:
    """Name every problem with its place; the exit status, 1 if there is one."""
    for problem in problems:
        print(f"{problem.place}: {problem.message}", file=sys.stderr)
    if problems:
        print(f"{number(len(problems), 'problem')}; everything else was read", file=sys.stderr)
    return int(bool(problems))
