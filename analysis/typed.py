"""Typed numbers: results that were typed by hand, where a notebook should compute them and a write-up name them.

Read are the Markdown of notebooks, the strings that their cells `say`, and the Markdown of paper/. A number there is a
result unless its form shows that it is something else (NO_RESULT), or unless a mark behind it says that it is given,
by the literature or by a definition: `428<!-- given -->`, or `80 %<!-- given: the threshold of the codebook -->`. No
reader sees the mark, neither in a notebook nor in what pandoc writes.

Not covered: numbers in words, but for "two of five" and the like; 0, 1, +1 and -1, which are the ends of scales; years
without a comma; figures' own texts; words put together before they are said.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from .corpus import Problem

_NUMBER = r"[+−-]?(?:\d++(?:,\d{3})*+(?:\.\d++)?|\.\d++)(?:\s?%|\s++per\s?cent\b)?"
_WORDS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty".replace(" ", "|")
_WORD = rf"\b(?:{_WORDS}|{_WORDS.title()})\b"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
GIVEN = re.compile(r"<!--\s*given\b[^>]{0,300}-->")
_BEHIND = re.compile(rf"(?:\S*\d\S*(?:\s?%|\s+per\s?cent)?|{_WORD}[^.\d]*)\s?$")  # what such a mark stands behind
NO_RESULT = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"^(```|~~~).*?^\1", re.S | re.M),  # code
        (r"`[^`\n]+`", 0),
        (r"<!--.*?-->|</?[A-Za-z][^>]*>|<https?:[^>]*>", re.S),  # what no reader sees, and links
        (r"\]\([^)]*\)|^\s*\[[^\]]+\]:.*$|https?://\S+|\b10\.\d{4,}/\S+", re.M),
        (r"\[[^\[\]]*@[^\[\]]*\]|@[\w:.#/-]+(?:\s+\[[^\]]*\])?|\[\^\w+\]", 0),  # citations with their pages, notes
        (r"\{\{.*?\}\}|\{[#.][^}]*\}|\{[^{}]*=[^{}]*\}", 0),  # facts by their id, attributes
        (r"^#+\s+\d[\d.]*\s|^\s*\d+[.)]\s|^[\w-]+:\s*[\d.]+\s*$", re.M),  # numbers of headings and items, settings
        (r"(?i)(?:§|\b(?:sections?|figures?|figs?\.|tables?|chapters?|versions?|pages?|pp?\.|steps?|parts?|appendix|"
         r"equations?|notes?|cells?|rules?|volumes?|vol\.|no\.))\s?\d[\d.]*(?:\s?(?:[–-]|to|and|,)\s?\d[\d.]*)*", 0),
        (rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}\.?\s{_MONTH}(?:\s\d{{4}})?\b|\b{_MONTH}\s\d{{1,2}}(?:,\s\d{{4}})?\b", 0),
        (r"(?<![\d.,])(?:1[5-9]|20)\d\d(?:[–/-]\d{2,4})?(?![\d%]|[.,]\d|\s%)", 0),  # years
        (r"\b9[059](?:\.\d)?(?:\s?%|\sper\scent)(?=[^.;]{0,30}\binterval)", 0),
        (r"(?i)(?<=interval)[^.;]{0,30}?\b9[059](?:\.\d)?(?:\s?%|\sper\scent)", 0),
        (r"(?<![\w.,])[+−-]?[01](?!\w|[.,]?\d|-\w|\s?%|\s+(?:of|out|per|in)\b)", 0),  # the ends of scales
        (r"(?<!\w)\d+(?=[A-Za-z_])\w*|(?<=[A-Za-z_])-?\d[\w.]*|(?<![\w.,])0\d+\b", 0),  # F1, GPT-4, 3D, 04
    )
)  # fmt: skip
RESULT = re.compile(
    rf"(?<![\w.,]){_NUMBER}(?:\s++(?:of|out of|to|against|and)\s++{_NUMBER})*+(?:\s\({_NUMBER}\))?"
    rf"|{_WORD}\s+(?:out\s+)?of\s+(?:the\s+|all\s+)?(?:{_NUMBER}|{_WORD})|{_WORD}\s+per\s?cent\b"
)


def typed_numbers(root: Path) -> list[Problem]:
    """Every number under `root` that looks like a result and was typed by hand, with its place and what to do."""
    facts = _facts(root)
    problems = []
    for path in sorted(root.glob("notebooks/*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            prose = said(source) if cell["cell_type"] == "code" else [(1, source)]
            problems += [
                Problem(f"notebooks/{path.name}, cell {cell['id']}, line {first + line - 1}",
                        _told(found, facts, "state it with fact(), which gives its text"))
                for first, text in prose for line, found in results(text)
            ]  # fmt: skip
    for path in sorted(root.glob("paper/*.md")):
        problems += [
            Problem(f"paper/{path.name}, line {line}", _told(found, facts, "name a fact of numbers.json by its id"))
            for line, found in results(path.read_text(encoding="utf-8"))
        ]
    return problems


def results(prose: str) -> Iterator[tuple[int, str]]:
    """The numbers in Markdown that look like results, each with its line.

    >>> list(results("In 2025 we read 51 claims; the 95 % interval of Figure 3 is wide."))
    [(1, '51')]
    """
    for mark in GIVEN.finditer(prose):
        before = prose[max(0, mark.start() - 60) : mark.start()]
        start = mark.start() - len(before) + found.start() if (found := _BEHIND.search(before)) else mark.start()
        prose = prose[:start] + _blank(prose[start : mark.end()]) + prose[mark.end() :]
    for pattern in NO_RESULT:
        prose = pattern.sub(lambda found: _blank(found[0]), prose)
    for found in RESULT.finditer(prose):
        yield prose.count("\n", 0, found.start()) + 1, " ".join(found[0].split())


def _blank(text: str) -> str:
    """As many signs that are no number, the lines kept."""
    return re.sub(r"[^\n]", "·", text)


def said(source: str) -> Iterator[tuple[int, str]]:
    """The texts typed into calls of `say` in a cell's code, each with its line; what is computed is left out."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic, or no Python: the notebook does not run, or says nothing
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "say":
            for argument in node.args:
                yield from _typed(argument)


def _typed(node: ast.expr) -> Iterator[tuple[int, str]]:
    """The texts of an expression that become the text that it makes, as far as they are typed into it."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.lineno, node.value
        return
    if isinstance(node, ast.Call):
        joins = isinstance(node.func, ast.Attribute) and node.func.attr == "join"
        parts = [node.func.value, *node.args] if joins else []
    elif isinstance(node, ast.IfExp):
        parts = [node.body, node.orelse]
    elif isinstance(node, (ast.GeneratorExp, ast.ListComp)):
        parts = [node.elt]
    elif isinstance(node, ast.FormattedValue):
        parts = [node.value]
    else:
        parts = [part for name in ("values", "elts", "left", "right") for part in _listed(getattr(node, name, []))]
    for part in parts:
        yield from _typed(part)


def _listed(part) -> list[ast.expr]:
    return part if isinstance(part, list) else [part]


def _facts(root: Path) -> dict[str, str]:
    """The texts of the facts that there are, by id."""
    path = root / "figures" / "numbers.json"
    told = json.loads(path.read_text(encoding="utf-8"))["numbers"] if path.exists() else {}
    return {id: fact["text"] for id, fact in told.items()}


def _told(found: str, facts: dict[str, str], remedy: str) -> str:
    like = [id for id, text in facts.items() if re.match(rf"{re.escape(found)}(?![\w.,]*\d)", text)][:3]
    known = f" (perhaps {', '.join(like)})" if like else ""
    return (f"a number in prose is computed; {found!r} is typed by hand; {remedy}{known}, "
            "or put <!-- given --> behind it if it is given")  # fmt: skip
