"""The codebook's categories and their orders, read once from codebook.toml."""

import tomllib
from importlib.resources import files

NARRATOR = "narrator"  # the article's own voice
UNSPECIFIED = "unspecified"  # a voice or a source that the text does not name


class CodebookError(ValueError):
    """A category that the codebook does not have."""


CODEBOOK: dict[str, dict[str, str]] = tomllib.loads(
    files(__package__).joinpath("codebook.toml").read_text(encoding="utf-8")
)


def categories(variable: str) -> tuple[str, ...]:
    """The categories of `variable` in the codebook's order.

    `voice_group` is who a voice belongs to: the narrator, then the stakeholders.
    Raises CodebookError for a variable that the codebook lacks.

    >>> categories("type")
    ('direct', 'mixed', 'indirect')
    """
    if variable == "voice_group":
        return (NARRATOR, *CODEBOOK["stakeholder"])
    if variable not in CODEBOOK:
        raise CodebookError(f"the codebook has no variable {variable!r}; it has {', '.join(CODEBOOK)}")
    return tuple(CODEBOOK[variable])


def checked(variable: str, value: str, *, place: str) -> str:
    """`value` if it is a category of `variable`; else a CodebookError that names `place` and what is allowed."""
    allowed = categories(variable)
    if value not in allowed:
        raise CodebookError(f"{place}: {variable} is {value!r}; allowed: {', '.join(allowed)}")
    return value
