"""`foresail serve` as it is, with a thread beside it that notes what is kept of answers."""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

from foresail.api.serving import serve
from foresail.warehouse.reader import Served


def _note(target: Path) -> None:
    while True:
        found = [served.memo.stats() for served in list(Served._opened.values())]  # noqa: SLF001
        if found:
            draft = target.with_suffix(".draft")
            draft.write_text(json.dumps(found[-1]._asdict()), encoding="utf-8")
            draft.replace(target)
        time.sleep(0.5)


if __name__ == "__main__":
    threading.Thread(target=_note, args=(Path(sys.argv[2]),), daemon=True).start()
    serve(Path(sys.argv[1]), port=0)
