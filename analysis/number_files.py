"""Number files: the facts that notebooks state, written for those who cite them.

figures/numbers.json   all that is known of each: text, value, interval, n, unit, notebook and cell
figures/numbers.tex    a LaTeX macro each, with the text: \\input{numbers}, then \\FramesClaims{}
figures/numbers.yml    the texts as metadata for pandoc and Quarto, nested by the dots of the ids
"""

import json
import os
import re
from hashlib import sha256
from pathlib import Path

from .facts import Fact, Ledger
from .project import cells, notebooks

_FIELDS = ("id", "value", "low", "high", "n", "unit")


def stated(root: Path) -> dict[str, dict]:
    """Every fact that the project's notebooks state, by id in their order, each with its notebook and cell.

    Raises ValueError, naming both cells, if one id stands for two facts or is the beginning of another.
    """
    ledger, found = Ledger(), {}
    for path in notebooks(root):
        for cell in cells(path):
            for output in cell.get("outputs", ()):
                for record in output.get("metadata", {}).get("facts", ()):
                    fact = Fact(**{name: record[name] for name in _FIELDS})
                    ledger.add(fact, f"notebooks/{path.name}, cell {cell['id']}")
                    place = {"notebook": f"notebooks/{path.name}", "cell": cell["id"]}
                    found.setdefault(fact.id, {k: v for k, v in fact.record().items() if k != "id"} | place)
    return found


def number_files(facts: dict[str, dict], manifest: dict) -> dict[str, str]:
    """The three files by name. Raises ValueError if two ids would have one LaTeX macro."""
    made_from = {part: sha256(json.dumps(manifest[part]).encode()).hexdigest() for part in ("corpus", "code")}
    return {
        "numbers.json": json.dumps(made_from | {"numbers": facts}, indent=1, ensure_ascii=False) + "\n",
        "numbers.tex": as_tex(facts),
        "numbers.yml": as_yaml(facts),
    }


def as_yaml(facts: dict[str, dict]) -> str:
    """numbers.yml: metadata for pandoc and Quarto, nested by the dots of the ids."""
    lines, above = ["# Written by `make figures` from the notebooks; do not edit.", "numbers:"], []
    for id, fact in sorted(facts.items(), key=lambda item: item[0].split(".")):
        *branch, leaf = id.split(".")
        same = len(os.path.commonprefix([branch, above]))
        lines += [f"{'  ' * (at + 1)}{_quoted(branch[at])}:" for at in range(same, len(branch))]
        lines.append(f"{'  ' * (len(branch) + 1)}{_quoted(leaf)}: {_quoted(fact['text'])}")
        above = branch
    return "\n".join(lines if facts else [*lines[:-1], "numbers: {}"]) + "\n"


def _quoted(words: str) -> str:
    """A text that YAML reads as a text, whatever it looks like ("no", "12"); facts have no signs that it lacks."""
    return json.dumps(words, ensure_ascii=False)


_DIGITS = dict(zip("0123456789", "zero one two three four five six seven eight nine".split()))
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "−": r"\ensuremath{-}",
        **{sign: f"\\{sign}" for sign in "&%$#_{}"}}  # fmt: skip


def macro(id: str) -> str:
    r"""The LaTeX macro of an id: letters only.

    >>> macro("voices.by_event.q3_2025")
    '\\VoicesByEventQthreeTwozerotwofive'
    """
    words = re.split("[._]", id)
    return "\\" + "".join("".join(_DIGITS.get(sign, sign) for sign in word).capitalize() for word in words)


def as_tex(facts: dict[str, dict]) -> str:
    r"""numbers.tex: \newcommand for every fact. Raises ValueError if two ids would have one macro."""
    names: dict[str, str] = {}
    lines = ["% Written by `make figures` from the notebooks; do not edit. \\input{numbers}, then \\FramesClaims{} ..."]
    for id, fact in facts.items():
        if (other := names.setdefault(macro(id), id)) != id:
            raise ValueError(f"fact {id}: a macro has one fact; {other} has {macro(id)} too; rename one of them")
        lines.append(f"\\newcommand{{{macro(id)}}}{{{''.join(_TEX.get(sign, sign) for sign in fact['text'])}}}")
    return "\n".join(lines) + "\n"
