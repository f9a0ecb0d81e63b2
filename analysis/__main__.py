"""The command line: annotate a corpus, have it coded, measure the kit, and make the published figures."""

import argparse
import sys

from . import __version__, archive_commands, benchmark_commands, coding_commands, corpus_commands, figure_commands
from .command import WRITTEN

EXAMPLES = """\
a corpus is a folder of .txt files, one article each. What else the folder may hold:
  articles.csv   document, label, outlet, published, event ... (document is the file's name without .txt)
  actors.toml    who is who: name, stakeholder, mentions, pronoun, nouns
  targets.toml   what counts as AI: names, nouns, anaphors, uses, called (the kit has a list of its own)
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
  python -m analysis figures my-corpus                      its notebooks, figures and findings, in results/my-corpus
  python -m analysis execute notebooks/01-voices.ipynb      run one notebook (make figures runs all)
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
    for module in (corpus_commands, coding_commands, benchmark_commands, figure_commands, archive_commands):
        module.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
