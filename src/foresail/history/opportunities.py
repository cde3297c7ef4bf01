"""What happened to opportunities: reported and inferred changes, and the state at the end of every day."""

# ruff: noqa: S608  statements are put together from names of our own declarations, never from a person's words
from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from foresail.contracts.access import TableRule, rule_of
from foresail.history.columns import moments, q
from foresail.history.merge import by_content, empty_sql, refused
from foresail.history.staged import Profile, Rows, whole_sql
from foresail.history.zone import local_day_sql
from foresail.model.declare import Owner
from foresail.model.tables import TABLES
from foresail.warehouse.sqlfile import read_sql
from foresail.warehouse.warehouse import BuildSession

STEPS = Path(__file__).parent / "steps"
STAGED = "staged_opportunity"

_STATE = ("stage", "amount", "expected_close_on", "forecast_category", "probability", "next_step", "competitor")


def build_seen(
    session: BuildSession, rows: Rows, profile: Profile | None, zone: str, values: Mapping[str, Any]
) -> None:
    """Make `seen_opportunity`: one row per opportunity and moment of a load, owners as canonical ids."""
    spans = dict(profile.spans) if profile is not None else {}
    staged = q(STAGED) if rows.files else f"({empty_sql(rows.entity)})"
    taken = session.fetch("SELECT min(taken_at) AS low, max(taken_at) AS high FROM load").row(0)
    session.table("seen_opportunity", _seen_sql(staged, spans, taken, zone), values)


def build_changes(session: BuildSession, rows: Rows, zone: str) -> None:
    """Make `opportunity_change` from `reported_change` and from what two loads tell."""
    session.table("seen_whole", whole_sql(rows))
    if not session.exists(refused("opportunity")):
        session.table(refused("opportunity"), _NONE_REFUSED)
    session.table("inferred_change", read_sql(STEPS / "opportunity_inferred.sql"))
    low, high = session.fetch("SELECT min(changed_at) AS low, max(changed_at) AS high FROM inferred_change").row(0)
    entity = TABLES["opportunity_change"]
    names = [*entity.names, "source", "source_id", "loaded_at", "extra"]
    shared = ", ".join(f"c.{q(c)}" for c in names)
    sql = (
        f"SELECT {shared}, c.changed_on FROM reported_change c\nUNION ALL\n"
        f"SELECT {shared}, {local_day_sql('c.changed_at', zone, low, high)} AS changed_on FROM inferred_change c\n"
        "WHERE NOT EXISTS (SELECT 1 FROM reported_change r WHERE r.opportunity_id = c.opportunity_id "
        "AND r.changed_at = c.changed_at AND r.field = c.field)"
    )
    session.table("opportunity_change", sql, rule=rule_of(entity))
    session.drop("inferred_change")


def build_spans(session: BuildSession, values: Mapping[str, Any]) -> None:
    """Make `opportunity_span`."""
    rule = TableRule(owners=(Owner(column="owner_id"), Owner(column="opportunity_id", through="opportunity")))
    session.table("opportunity_span", read_sql(STEPS / "opportunity_span.sql"), values, rule=rule)


_NONE_REFUSED = (
    "SELECT CAST(NULL AS VARCHAR) AS source, CAST(NULL AS TIMESTAMP) AS taken_at, CAST(NULL AS VARCHAR) AS row_key "
    "WHERE FALSE"
)


def _seen_sql(
    staged: str,
    spans: Mapping[str, tuple[datetime | None, datetime | None]],
    taken: tuple[Any, ...],
    zone: str,
) -> str:
    entity = TABLES["opportunity"]
    days = ", ".join(
        f"{local_day_sql('s.' + c, zone, *spans.get(c, (None, None)))} AS {c.removesuffix('_at')}_on"
        for c in moments(entity)
    )
    state = ", ".join(f"s.{c}" for c in _STATE)
    return f"""
WITH one AS (
    SELECT s.* FROM {staged} s
    QUALIFY row_number() OVER (PARTITION BY s.source, s.opportunity_id, s._taken ORDER BY {by_content(entity)}) = 1
),
bare AS (
    SELECT _load, _file FROM {staged} b GROUP BY _load, _file HAVING count(currency) = 0
),
known AS (
    SELECT stage, min(outcome) AS outcome FROM stage GROUP BY stage HAVING count(DISTINCT outcome) = 1
)
SELECT
    s.opportunity_id, s.source, s.source_id, s.loaded_at,
    s._taken AS taken_at, {local_day_sql("s._taken", zone, *taken)} AS taken_on,
    {state}, coalesce(r.id, s.owner_id) AS owner_id, coalesce(s.outcome, k.outcome, 'open') AS outcome,
    CASE WHEN s.currency IS NULL AND b._load IS NOT NULL THEN :base ELSE s.currency END AS currency,
    s.created_at, s.closed_at, {days}
FROM one s
LEFT JOIN reference r ON r.entity = 'representative' AND r.ref = s.owner_id
LEFT JOIN bare b ON b._load = s._load AND b._file IS NOT DISTINCT FROM s._file
LEFT JOIN known k ON k.stage = s.stage
""".strip()
