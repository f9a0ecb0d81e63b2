"""What every test shares: the project's folder, and property tests that draw the same examples every time."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("kit", derandomize=True, deadline=None, database=None)
settings.load_profile("kit")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).parents[1]
