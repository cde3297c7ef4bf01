"""A build: model, quality, metrics, first publication, capabilities, second publication."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

from foresail import __version__
from foresail.kernel.ports import Cancellation, Progress, silent
from foresail.kernel.problem import Blocked, Cancelled, InvalidInput, NotEnoughData, Problem
from foresail.kernel.text import Text
from foresail.runtime.capability.keeping import keep
from foresail.runtime.capability.sources import SessionDoor
from foresail.runtime.catalogue import Catalogue, Entry
from foresail.runtime.gaps import write_gaps
from foresail.runtime.issuing import issue_forecasts, write_due
from foresail.runtime.results import sweep_results
from foresail.runtime.runlog import RunLog
from foresail.runtime.statuses import WAITING, BuildReport, CapabilityStatus, write_runs, write_statuses
from foresail.runtime.workspace import Workspace
from foresail.warehouse.build import BuildSession

STEPS = ("model", "quality", "metrics", "publish metrics", "publish models")
"""Stable names of the steps; between the last two stand the ids of the capabilities."""


def build(
    ws: Workspace,
    *,
    progress: Progress = silent,
    cancel: Cancellation | None = None,
    models: bool = True,
    note: str = "",
    crash_at: Callable[[str], None] | None = None,
) -> BuildReport:
    """Build what was loaded into a published generation.

    Pages can be opened after "publish metrics"; the capabilities follow in an order in which each comes after what it
    builds on. A capability that fails is noted with its words, the others go on. What has not changed is taken over.

    Parameters
    ----------
    progress
        Hears the steps by their stable names.
    cancel
        Looked at between the steps; what is already published stays.
    models
        False stops after the metrics; the capabilities are noted as waiting.
    note
        What for; shown to others who want to build meanwhile.
    crash_at
        For tests that kill the process at a named place.

    Raises
    ------
    InvalidInput
        If nothing was loaded.
    Busy
        If somebody else builds.
    Blocked
        If a blocking quality rule stands in the way; nothing is published.
    Cancelled
        If somebody asked to stop.
    """
    started = time.monotonic()
    _require_loads(ws)
    stage: Literal["metrics", "models"] = "models" if models else "metrics"
    catalogue, log = ws.catalogue, RunLog(_log_file(ws), ws.clock, progress, cancel)
    with ExitStack() as publishing:
        session = publishing.enter_context(ws.warehouse.build(note=note, crash_at=crash_at, stage=stage))
        as_of = _metrics(ws, session, log)
        statuses = [_waiting(entry, as_of) for entry in catalogue.ordered()]
        _books(session, catalogue, statuses)
        if models:
            with log.step("publish metrics"):
                session.publish("metrics")
            statuses = _capabilities(session, catalogue, as_of, log)
            _conclude(session, catalogue, statuses)
        with log.step(f"publish {stage}"):
            publishing.close()
    sweep_results(ws)
    if models:
        with log.step("issue forecasts") as said:
            said["issued"] = issue_forecasts(ws)
    return BuildReport(
        generation=_current(ws),
        as_of=as_of,
        stage=stage,
        seconds=round(time.monotonic() - started, 3),
        capabilities=tuple(statuses),
        tables=len(session.steps),
        reused=sum(step.reused for step in session.steps),
        log=log.name,
    )


def _require_loads(ws: Workspace) -> None:
    if not ws.landing.loads():
        raise InvalidInput(
            Text(en="Nothing has been loaded yet.", zh="尚未载入任何数据。"),
            where=str(ws.path),
            next_step=Text(en="Load exports: foresail load FOLDER", zh="请先载入导出：foresail load 文件夹"),
        )


def _current(ws: Workspace) -> str:
    # A build in which nothing came after the first stage publishes no second file.
    return next(g.id for g in ws.warehouse.generations() if g.current)


def _log_file(ws: Workspace) -> Path:
    moment = ws.clock().strftime("%Y%m%dT%H%M%S.%f")
    return ws.path / "logs" / f"build-{moment}.jsonl"


def _metrics(ws: Workspace, session: BuildSession, log: RunLog) -> date:
    """Everything up to the metrics; gives the day of the data."""
    from foresail.history import as_of_day, build_model
    from foresail.identity import resolve, write_review
    from foresail.metrics.compile.summing import build_summaries
    from foresail.metrics.customer.build import build_customers
    from foresail.metrics.facts.build import build_facts
    from foresail.quality import blocking, run_rules
    from foresail.runtime.identities import standing_decisions

    with log.step("model") as said:
        decided = standing_decisions(ws)
        build_model(session, ws.landing, ws.settings, resolve=partial(resolve, decisions=decided))
        write_review(session)
        as_of = as_of_day(session)
        said["as_of"] = as_of
        _note(ws, session, as_of)
    with log.step("quality"):
        run_rules(session, as_of)
        stopped = blocking(session)
        if stopped is not None:
            raise stopped if isinstance(stopped, Blocked) else Blocked(stopped.what, where=stopped.where)
    with log.step("metrics"):
        build_facts(session, ws.settings)
        build_summaries(session, as_of)
        build_customers(session, as_of)
        write_due(ws, session, as_of)
    return as_of


def _note(ws: Workspace, session: BuildSession, as_of: date) -> None:
    loads = [load.load_id for load in ws.landing.loads()]
    session.info |= {
        "as_of": as_of.isoformat(),
        "data_hash": hashlib.sha256("\n".join(loads).encode()).hexdigest(),
        "version": __version__,
        "base_currency": ws.settings.base_currency,
        "time_zone": ws.settings.time_zone,
        "settings": json.dumps(ws.settings.model_dump(mode="json", exclude={"state_url"}), ensure_ascii=False),
    }


def _books(session: BuildSession, catalogue: Catalogue, statuses: list[CapabilityStatus]) -> None:
    write_gaps(session, catalogue, _metric_gaps(session))
    write_statuses(session, statuses)
    write_runs(session, [])


def _conclude(session: BuildSession, catalogue: Catalogue, statuses: list[CapabilityStatus]) -> None:
    ready = {s.capability_id for s in statuses if s.status == "ok"}
    write_statuses(session, statuses)
    write_runs(session, [c for c in catalogue.capabilities.values() if c.id in ready])


def _metric_gaps(session: BuildSession) -> list[tuple[str, str, str]]:
    from foresail.metrics.gaps import computable

    found = computable(SessionDoor(session))
    return [(gap.metric, gap.table_name, gap.column_name) for gaps in found.values() for gap in gaps]


def _waiting(entry: Entry, as_of: date) -> CapabilityStatus:
    return CapabilityStatus(capability_id=entry.id, status="waiting", reason=WAITING, as_of=as_of)


def _capabilities(session: BuildSession, catalogue: Catalogue, as_of: date, log: RunLog) -> list[CapabilityStatus]:
    done: dict[str, CapabilityStatus] = {}
    makers = {table: entry.id for table, (entry, _, _) in catalogue.outputs.items()}
    for entry in catalogue.ordered():
        needed = [done[makers[table]] for table in entry.capability.needs.results]
        blocked = next((s for s in needed if s.status != "ok"), None)
        done[entry.id] = _without(entry, blocked, as_of) if blocked else _one(session, entry, as_of, log)
    return list(done.values())


def _one(session: BuildSession, entry: Entry, as_of: date, log: RunLog) -> CapabilityStatus:
    started = time.monotonic()
    with log.step(entry.id) as said:
        status = _kept(session, entry, as_of)
        said |= {"status": status.status, "reused": status.reused, "rows": _rows(session, entry)}
        if status.reason is not None:
            said["words"] = status.reason.en
        return status.model_copy(update={"seconds": round(time.monotonic() - started, 3)})


def _kept(session: BuildSession, entry: Entry, as_of: date) -> CapabilityStatus:
    try:
        reused = keep(session, entry, as_of)
    except NotEnoughData as problem:
        missing = tuple(str(m) for m in problem.details.get("missing", ()))
        return _status(entry, "not_enough_data", as_of, problem.what, missing)
    except (Cancelled, KeyboardInterrupt):
        raise
    except Problem as problem:
        return _status(entry, "failed", as_of, problem.what)
    except Exception as error:  # noqa: BLE001  a fault of one analysis must not take the others down
        words = f"{type(error).__name__}: {error}"[:300]
        return _status(entry, "failed", as_of, Text(en=f"A fault: {words}", zh=f"程序故障：{words}"))
    prints = [session.fingerprint(table) for table in entry.capability.tables]
    whole = hashlib.sha256("\n".join(prints).encode()).hexdigest()
    return _status(entry, "ok", as_of).model_copy(update={"reused": reused, "fingerprint": whole})


def _status(
    entry: Entry, status: str, as_of: date, reason: Text | None = None, missing: tuple[str, ...] = ()
) -> CapabilityStatus:
    return CapabilityStatus.model_validate(
        {"capability_id": entry.id, "status": status, "reason": reason, "missing": missing, "as_of": as_of}
    )


def _without(entry: Entry, other: CapabilityStatus, as_of: date) -> CapabilityStatus:
    words = Text(
        en=f"It builds on {other.capability_id}, which has no result.",
        zh=f"依赖的 {other.capability_id} 没有结果。",
    )
    return _status(entry, "not_enough_data", as_of, words, other.missing or (other.capability_id,))


def _rows(session: BuildSession, entry: Entry) -> int:
    counted = 0
    for table in entry.capability.tables:
        if session.exists(table):
            counted += int(session.fetch(f'SELECT count(*) AS n FROM "{table}"')["n"][0])  # noqa: S608  our own name
    return counted
