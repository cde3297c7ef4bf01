"""The measured figures as JSON beside the document, and what is said about the machine."""

from __future__ import annotations

import json
import os
import platform
import time
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("results.json")


class Kept:
    """Figures by part and size."""

    def __init__(self, figures: dict[str, dict[str, Any]]) -> None:
        self.figures = figures

    @classmethod
    def read(cls) -> Kept:
        """What was measured before."""
        return cls(json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {})

    def put(self, part: str, size: str, figures: dict[str, Any]) -> None:
        """Keep the figures of one part, beside what others may have kept meanwhile."""
        self.figures = self.read().figures
        self.figures.setdefault(part, {})[size] = figures
        FILE.write_text(json.dumps(self.figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def machine() -> dict[str, Any]:
    """Cores and how busy they are: a load above the cores means that times include waiting for others."""
    import duckdb

    return {
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "duckdb": duckdb.__version__,
        "day": time.strftime("%Y-%m-%d"),
    }
