"""A person at the command line: types a line, reads what is said, and sees how it ended."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from foresail.cli.main import main


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Type = Callable[..., Said]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORESAIL_LANG", "en")
    monkeypatch.delenv("FORESAIL_WORKSPACE", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def line(capfdbinary: pytest.CaptureFixture[bytes]) -> Type:
    """Type a command line."""

    def run(*words: object) -> Said:
        capfdbinary.readouterr()
        status = main([os.fspath(w) if isinstance(w, Path) else str(w) for w in words])
        out, err = capfdbinary.readouterr()
        return Said(status, out.decode(), err.decode())

    return run
