"""The codebook's categories and their orders, read once from codebook.toml; a scheme (see there) may have its own."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

NARRATOR = "narrator"  # the article's own voice
UNSPECIFIED = "unspecified"  # a voice or a source that the text does not name
VOICES = (NARRATOR, "speaker", UNSPECIFIED)  # the kinds of voices


class CodebookError(ValueError):
    """A category that the codebook does not have."""


Codebook = Mapping[str, Mapping[str, str]]  # of each variable its categories in order, each with what it is
CODEBOOK: Codebook = tomllib.loads(
    files(__package__).joinpath("codebook.toml").read_text(encoding="utf-8")
)


def categories(variable: str, codebook: Codebook = CODEBOOK) -> tuple[str, ...]:
    """The categories of `variable` in the codebook's order; the kit's codebook, unless another one is given.

    `voice_group` is who a voice belongs to: the narrator, then the stakeholders.
    Raises CodebookError for a variable that the codebook lacks.

    >>> categories("type")
    ('direct', 'mixed', 'indirect')
    """
    if variable == "voice_group":
        return (NARRATOR, *codebook["stakeholder"])
    if variable not in codebook:
        raise CodebookError(f"the codebook has no variable {variable!r}; it has {', '.join(codebook)}")
    return tuple(codebook[variable])


def checked(variable: str, value: str, *, place: str, codebook: Codebook = CODEBOOK) -> str:
    """`value` if it is a category of `variable`; else a CodebookError that names `place` and what is allowed."""
    allowed = categories(variable, codebook)
    if value not in allowed:
        raise CodebookError(f"{place}: {variable} is {value!r}; allowed: {', '.join(allowed)}")
    return value


def read_toml(path: Path, error: type[ValueError] = CodebookError) -> dict:
    """What a TOML file says. Raises `error`, with the place in the file, if it is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise error(f"{path}: not a TOML file: {fault}; mend the file there") from None
