"""The check of a generation, run in a child process: a damaged file may crash the engine, and then only the child dies.

Run as a plain file (`python check.py <path> [table …]`), so that nothing but the engine is imported. Prints one line of
JSON: `{"tables": {name: rows}, "sha256": …}` or `{"error": …}`. Named tables are read whole, value by value; the others
(copied unchanged from a generation that was checked) are opened and counted.
"""

from __future__ import annotations

import hashlib
import json
import sys

import duckdb

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "memory_limit": "1GB",
    "threads": "2",
    "temp_directory": "",
}


def check(path: str, whole: list[str]) -> dict[str, object]:
    """Open a file, read its tables, and hash its bytes."""
    tables: dict[str, int] = {}
    with duckdb.connect(path, read_only=True, config=SETTINGS) as connection:
        names = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' AND NOT temporary ORDER BY table_name"
        ).fetchall()
        for (name,) in names:
            quoted = '"' + name.replace('"', '""') + '"'
            what = "count(*), max(hash(t))" if not whole or name in whole else "count(*)"
            row = connection.execute(f"SELECT {what} FROM main.{quoted} t").fetchone()  # noqa: S608
            tables[name] = int(row[0]) if row else 0
    with open(path, "rb") as file:  # noqa: PTH123
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"tables": tables, "sha256": digest}


def main(arguments: list[str]) -> int:
    """Print what was found."""
    try:
        found = check(arguments[0], arguments[1:])
    except (duckdb.Error, OSError, ValueError, MemoryError) as error:
        sys.stdout.write(json.dumps({"error": f"{type(error).__name__}: {error}"[:2000]}) + "\n")
        return 1
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
