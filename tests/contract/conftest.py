"""Puts `tests` on the path, so that the parts of the suite can name each other; one company for the whole session."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from contract.company import LAST_DAY, company
from contract.world import World


@pytest.fixture(scope="session")
def world() -> Iterator[World]:
    """The canonical tables of a small company, three years."""
    with World.of(company(), LAST_DAY) as made:
        yield made
