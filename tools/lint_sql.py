"""Check every SQL file of the package: what DuckDB and Spark answer differently is refused by name.

Usage: python tools/lint_sql.py [file or folder …]   (default: src/foresail)
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from foresail.warehouse.sqlfile import read_sql  # noqa: E402
from foresail.warehouse.sqllint import lint  # noqa: E402


def sql_files(places: list[Path]) -> Iterator[Path]:
    """SQL files in files and folders, in order of name."""
    for place in places:
        yield from sorted(place.rglob("*.sql")) if place.is_dir() else [place]


def main(arguments: list[str]) -> int:
    """Print what was found; 1 if anything was."""
    places = [Path(a) for a in arguments] or [ROOT / "src" / "foresail"]
    bad = count = 0
    for path in sql_files(places):
        count += 1
        for said in lint(read_sql(path)):
            bad += 1
            print(f"{path}: {said}")
    print(f"{count} SQL files, {bad} findings")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
