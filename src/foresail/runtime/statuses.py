"""How each capability fared in a build, and the tables that say so to pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import polars as pl
from pydantic import Field

from foresail.contracts.access import CLOSED, SHARED
from foresail.contracts.capability import Capability
from foresail.kernel.base import Frozen
from foresail.kernel.text import Text
from foresail.runtime.capability.keeping import run_table
from foresail.warehouse.build import BuildSession

State = Literal["ok", "not_enough_data", "failed", "waiting"]
TYPES = {
    "capability_id": "VARCHAR",
    "status": "VARCHAR",
    "reason_en": "VARCHAR",
    "reason_zh": "VARCHAR",
    "missing": "VARCHAR",
    "as_of": "DATE",
    "seconds": "DOUBLE",
    "fingerprint": "VARCHAR",
}
WAITING = Text(en="The analyses are being computed.", zh="分析正在计算中。")


class CapabilityStatus(Frozen):
    """How one capability fared.

    Parameters
    ----------
    status
        `ok`; `not_enough_data` (an answer, with what is missing); `failed` (a fault, others went on); `waiting` (the
        metrics stand, the models are not made yet).
    reason
        The words, None when it is ok.
    missing
        Tables and columns (`order.ordered_at`) that would make it possible.
    """

    capability_id: str
    status: State
    reason: Text | None = None
    missing: tuple[str, ...] = ()
    as_of: date | None = None
    seconds: float = 0.0
    reused: bool = False
    fingerprint: str = ""


class BuildReport(Frozen):
    """What a build made."""

    generation: str
    as_of: date
    stage: Literal["metrics", "models"]
    seconds: float
    capabilities: tuple[CapabilityStatus, ...] = ()
    tables: int = 0
    reused: int = Field(default=0, description="tables taken over whole")
    log: str = ""

    def to_json(self) -> dict[str, object]:
        """Plain JSON."""
        return self.model_dump(mode="json")


def write_statuses(session: BuildSession, statuses: Sequence[CapabilityStatus]) -> None:
    """Write `capability_status`."""
    rows = [
        {
            "capability_id": s.capability_id,
            "status": s.status,
            "reason_en": s.reason.en if s.reason else None,
            "reason_zh": s.reason.zh if s.reason else None,
            "missing": json.dumps(s.missing, ensure_ascii=False),
            "as_of": s.as_of,
            "seconds": s.seconds,
            "fingerprint": s.fingerprint,
        }
        for s in sorted(statuses, key=lambda s: s.capability_id)
    ]
    schema = {"as_of": pl.Date(), "seconds": pl.Float64()}
    frame = pl.DataFrame(rows, schema={name: schema.get(name, pl.String()) for name in TYPES})
    recipe = json.dumps(rows, default=str, ensure_ascii=False)
    session.frame("capability_status", lambda: frame, recipe=recipe, inputs=(), types=TYPES, rule=SHARED)


def write_runs(session: BuildSession, done: Iterable[Capability]) -> None:
    """Write `capability_evidence` and `capability_artefact` from what the capabilities kept."""
    listed = sorted(done, key=lambda c: c.id)
    for table, column, rule in (
        ("capability_evidence", "evidence", SHARED),
        ("capability_artefact", "artefact", CLOSED),
    ):
        parts = [f"SELECT '{c.id}' AS capability_id, {column} FROM {run_table(c)}" for c in listed]  # noqa: S608
        nothing = f"SELECT CAST(NULL AS VARCHAR) AS capability_id, CAST(NULL AS VARCHAR) AS {column} WHERE 1 = 0"
        session.table(table, " UNION ALL ".join(parts) or nothing, rule=rule)
