"""Results page: README.md of a folder of results: what was found in a corpus, how to run it, how to cite it.

What stands outside its two marks is the researcher's, and stays.
"""

import os
from pathlib import Path

from . import __version__
from .citation import WORDS, read_work
from .corpus import read_story
from .gallery import answers, write_between
from .number_files import stated
from .project import FINDINGS, KIT, corpus_folder
from .results import command, inside

ENDS = "<!-- findings: written by `make figures`; what stands outside these two marks stays -->\n", FINDINGS


def write_page(root: Path) -> bool:
    """Write README.md of a folder of results, or what stands between its marks; True if it changed.

    A README.md without the marks is left alone.
    """
    readme = root / "README.md"
    if not readme.exists():
        readme.write_text(f"# {corpus_folder(root).resolve().name}\n\n{''.join(ENDS)}\n", encoding="utf-8")
    return write_between(root, page(root))


def page(root: Path) -> str:
    """The results of a corpus in Markdown, from what its notebooks show."""
    sections = {"": _head(root), "What was found": _found(root), "Run": _run(root), "Cite": _cite(root),
                "What this cannot show": _limits(root)}  # fmt: skip
    return "\n".join(f"## {title}\n\n{text}" if title else text for title, text in sections.items())


def _head(root: Path) -> str:
    corpus = corpus_folder(root)
    articles = stated(root).get("corpus.articles", {}).get("text", "the articles")
    return f"""\
What the media-analysis kit, version {__version__}, finds in {articles} of the corpus `{corpus.resolve().name}`.
What is felt and claimed there is felt and claimed of {read_story(corpus).targets.called}.
"""


def _found(root: Path) -> str:
    return f"""\
Each line is computed by a notebook from what the kit read. A *unit* is a sentence as one voice means it; a
*claim* is a frame with its stance and voice; *balance* is favourable less critical, of all units. An attribution to two
speakers counts for both.

{answers(root)}
All figures are in the [gallery](figures/README.md), all numbers in [numbers.json](figures/numbers.json).
"""


def _run(root: Path) -> str:
    return f"""In the folder of the kit, the first runs what changed, the second opens the notebooks in JupyterLab:

```
{command(root, "figures")}
{command(root, "lab")}
```

A notebook that you change here stays as it is, and so does one that you add. A change of the corpus runs all of them.
"""


def _cite(root: Path) -> str:
    title = f"*{read_work(root).title}*"
    whose = (f"by [{WORDS}]({WORDS}), as {title}." if (root / WORDS).exists() else
             f"as the kit's, as {title}: this folder has no `{WORDS}`. Write one that names you, with\n"
             "title, authors, version and date-released, and make the figures again.")  # fmt: skip
    return f"""\
[references.bib](figures/references.bib) has an entry for the kit, each notebook, each figure and the file of numbers.
What was found here is cited {whose}

`python -m analysis cite ID` gives an entry in other forms, in this folder and with the kit's Python
({_python(root)}). {_leading(root, "docs/citing.md")} says more.
"""


def _limits(root: Path) -> str:
    coded = (corpus_folder(root) / "coding" / "reference").is_dir()
    counted = """\
- How often the kit errs on these articles is counted against `coding/reference` of the corpus. No such count is surer
  than that coding."""
    unknown = f"""\
- Nobody has coded these articles, so nobody knows how often the kit errs on them. It does err: on its own corpus
  {_leading(root, "notebooks/04-validity.ipynb")} counts how often."""
    return f"""{counted if coded else unknown} Read the sentences before you quote a number.
- {_leading(root, "docs/validate.md")} leads from a sample that people code to agreement, accuracy and corrected shares.
- Unless the articles were drawn by chance from a list of all, they stand for themselves, not for "the press".
- Each notebook ends with what it cannot show.
"""


def _python(root: Path) -> str:
    return f"`{os.path.relpath(KIT, root)}/.venv/bin/python`" if inside(root) else "`.venv/bin/python` of its folder"


def _leading(root: Path, path: str) -> str:
    """A file of the kit, with a link to it where the results lie in the kit."""
    return f"[{path}]({os.path.relpath(KIT / path, root)})" if inside(root) else f"`{path}` of the kit"
