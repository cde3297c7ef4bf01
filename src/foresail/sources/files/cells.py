"""A program of its own: reads the cells of a workbook, under limits, so that a hostile file harms nobody else.

Usage: python -I cells.py WORKBOOK FOLDER BYTES SECONDS

Writes each sheet as `sheet<i>.arrow` (every cell a text) into the folder and prints the names of the sheets as JSON.
Imports nothing of Foresail: what is not there cannot be reached from here.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

NO_WORKBOOK, BAD_SHEET = 3, 4
"""Exit codes; anything else but 0 means that the reader died."""


def limit(memory: int, seconds: int) -> None:
    """Bound this process; where the system knows no such limits, the parent's clock alone holds."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, bound in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        most = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(what, (most, most))


def main(workbook: str, folder: str, memory: str, seconds: str) -> int:
    """Read all sheets; the exit code."""
    limit(int(memory), int(seconds))
    import fastexcel
    import pyarrow as pa

    try:
        reader = fastexcel.read_excel(workbook)
        names = reader.sheet_names
    except Exception as error:  # noqa: BLE001  whatever it is, the file is not read
        sys.stderr.write(str(error))
        return NO_WORKBOOK
    for i, name in enumerate(names):
        try:
            sheet = reader.load_sheet(i, header_row=None, skip_rows=0, dtypes="string")
            batch = sheet.to_arrow()
        except Exception as error:  # noqa: BLE001
            sys.stderr.write(f"{name}: {error}")
            return BAD_SHEET
        with pa.OSFile(str(Path(folder) / f"sheet{i}.arrow"), "wb") as out, pa.ipc.new_file(out, batch.schema) as sink:
            sink.write(batch)
    sys.stdout.write(json.dumps(names))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
