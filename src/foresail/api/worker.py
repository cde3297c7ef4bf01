"""The process of a job: `python -m foresail.api.worker KIND WORKSPACE`, arguments as JSON on standard input.

It speaks in lines of JSON: `{"step": …, "done": …, "note": …}` while it works, then `{"result": …}` or
`{"problem": …}`.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from foresail.kernel.ports import Cancellation
from foresail.kernel.problem import Problem


def tell(**said: Any) -> None:
    """Say one thing to the server."""
    sys.stdout.write(json.dumps(said, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()


def progress(step: str, done: float, note: str = "") -> None:
    """Progress as a line."""
    tell(step=step, done=round(min(max(done, 0.0), 1.0), 4), note=note)


def _survey(workspace: Path, given: dict[str, Any], _cancel: Cancellation) -> Any:
    from foresail.runtime.loading import survey
    from foresail.runtime.workspace import Workspace

    paths = [Path(p) for p in given["paths"]]
    return survey(
        Workspace.open(workspace), paths, source=given.get("source", ""), decisions=given.get("decisions") or None
    )


def _load(workspace: Path, given: dict[str, Any], _cancel: Cancellation) -> Any:
    from foresail.runtime.loading import load
    from foresail.runtime.workspace import Workspace

    report = load(
        Workspace.open(workspace),
        [Path(p) for p in given["paths"]],
        source=given.get("source", ""),
        taken_at=datetime.fromisoformat(given["taken_at"]) if given.get("taken_at") else None,
        complete=tuple(given.get("complete", ())),
        currency=given.get("currency", ""),
        yes=bool(given.get("yes", False)),
        decisions=given.get("decisions") or None,
        progress=progress,
    )
    return report.to_json()


def _build(workspace: Path, given: dict[str, Any], cancel: Cancellation) -> Any:
    from foresail.runtime.building import build
    from foresail.runtime.workspace import Workspace

    report = build(Workspace.open(workspace), progress=progress, cancel=cancel, models=bool(given.get("models", True)))
    return report.to_json()


def _run(workspace: Path, given: dict[str, Any], _cancel: Cancellation) -> Any:
    from foresail.kernel.viewer import Viewer
    from foresail.runtime.running import run
    from foresail.runtime.workspace import Workspace

    viewer = Viewer.model_validate(given["viewer"])
    result = run(Workspace.open(workspace), given["capability"], given["params"], viewer)
    return result.to_json()


KINDS: dict[str, Callable[[Path, dict[str, Any], Cancellation], Any]] = {
    "survey": _survey,
    "load": _load,
    "build": _build,
    "run": _run,
}


def main(kind: str, workspace: str) -> int:
    """Do one job."""
    cancel = Cancellation()
    signal.signal(signal.SIGTERM, lambda *_: cancel.ask())
    given = json.loads(sys.stdin.read() or "{}")
    try:
        result = KINDS[kind](Path(workspace), given, cancel)
    except Problem as problem:
        tell(
            problem={
                **problem.to_json("en"),
                "detail_text": problem.what.model_dump(),
                "next_step_text": problem.next_step.model_dump() if problem.next_step else None,
            }
        )
        return problem.exit_status
    tell(result=result)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
