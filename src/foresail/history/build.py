"""From the landing to the canonical model: latest state, identity, derived days and amounts, changes, spans."""

# ruff: noqa: S608  statements are put together from names of our own declarations, never from a person's words
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from foresail.contracts.access import TableRule, rule_of
from foresail.contracts.load import LoadManifest
from foresail.history import books
from foresail.history.canonical import Facts, canonical_sql, empty_canonical_sql
from foresail.history.columns import LINES, stored_tables
from foresail.history.corrections import applied, corrected_sql, read_corrections
from foresail.history.defaults import defaulted
from foresail.history.merge import empty_sql, latest_sql, merged, refused, staged
from foresail.history.opportunities import build_changes, build_seen, build_spans
from foresail.history.references import no_open_sql, open_sql, past_owners_sql
from foresail.history.staged import Profile, Rows, bare_sql, profile, read_sql, refused_sql, rows_of
from foresail.kernel.money import CURRENCY_DECIMALS
from foresail.kernel.settings import Settings
from foresail.kernel.text import Text
from foresail.model.declare import Entity
from foresail.model.tables import TABLES
from foresail.warehouse.landing import Landing
from foresail.warehouse.sqlfile import read_sql as read_file
from foresail.warehouse.warehouse import BuildSession

STEPS = Path(__file__).parent / "steps"
REFERENCED = frozenset(c.references for e in TABLES.values() for c in e.columns if c.references)
NO_DAY = date(1970, 1, 1)


class Resolution(Protocol):
    """What identity found (see `foresail.identity.Resolution`)."""

    @property
    def resolved(self) -> frozenset[str]: ...
    @property
    def derived(self) -> frozenset[str]: ...
    @property
    def joined(self) -> frozenset[str]: ...
    @property
    def assumptions(self) -> tuple[tuple[str, Text, str, int], ...]: ...


class Resolve(Protocol):
    """The identity step: `foresail.identity.resolve`, passed in because history and identity are siblings."""

    def __call__(self, session: BuildSession, records: Mapping[str, str]) -> Resolution: ...


@dataclass
class Build:
    """What the steps of one build share."""

    session: BuildSession
    settings: Settings
    loads: tuple[LoadManifest, ...]
    rows: dict[str, Rows]
    values: dict[str, Any]
    corrected: dict[str, tuple[str, ...]]
    profiles: dict[str, Profile] = field(default_factory=dict)
    direct: frozenset[str] = frozenset()

    def has(self, name: str) -> bool:
        return bool(self.rows[name].files)


def build_model(
    session: BuildSession, landing: Landing, settings: Settings, *, resolve: Resolve, keep_steps: bool = False
) -> None:
    """Make all canonical tables, `opportunity_change`, `opportunity_span`, the books and `xref`.

    Parameters
    ----------
    session, landing, settings
        The build, what was loaded, and the workspace's calendar and currency.
    resolve
        The identity step (`foresail.identity.resolve`).
    keep_steps
        Keep the tables that are only steps on the way (staged and merged rows), for tests.

    Notes
    -----
    The result depends on the set of loads alone, not on the order in which they came, on repetition, or on the pieces
    in which files that show one moment were loaded (G8).
    """
    build = _opened(session, landing, settings)
    records = _merge(build)
    _collect_references(build, records)
    found = resolve(session, records)
    _write_tables(build, found)
    seen = build.profiles.get("opportunity")
    build_seen(session, build.rows["opportunity"], seen, settings.time_zone, build.values)
    build_changes(session, build.rows["opportunity"], settings.time_zone)
    session.info["as_of"] = as_of_day(session).isoformat()
    build_spans(session, {**build.values, "as_of": as_of_day(session)})
    said = [
        *books.of_sources(build.loads),
        *books.clouded(build.rows),
        *found.assumptions,
        *defaulted(session, build.profiles, settings.base_currency),
    ]
    if build.corrected:
        said += applied(session)
    books.write_assumptions(session, said)
    if not keep_steps:
        _tidy(session)


def as_of_day(session: BuildSession) -> date:
    """The latest past event in the facts: the day that the generation shows, inclusive.

    Plans (expected closing, targets, prices) don't count, nor do rows dated after the newest load. Without any event
    it is the day of the newest load; without any load 1970-01-01.
    """
    found = session.fetch(read_file(STEPS / "as_of.sql"))["as_of"][0]
    if found is None:
        found = session.fetch("SELECT max(taken_on) AS day FROM load")["day"][0]
    return found if isinstance(found, date) else NO_DAY


def _opened(session: BuildSession, landing: Landing, settings: Settings) -> Build:
    loads = landing.loads()
    books.write_books(session, landing, loads, settings.calendar)
    newest = max((settings.calendar.local_day(load.taken_at) for load in loads), default=NO_DAY)
    values = {
        "base": settings.base_currency,
        "decimals": CURRENCY_DECIMALS[settings.base_currency],
        "newest": newest,
    }
    rows = {name: rows_of(landing, loads, entity) for name, entity in TABLES.items()}
    return Build(session, settings, loads, rows, values, read_corrections(session, landing, loads))


def _merge(build: Build) -> dict[str, str]:
    """The latest state of every table; gives entity → table with its records."""
    direct = set()
    for name, rows in build.rows.items():
        if not rows.files:
            continue
        build.profiles[name] = profile(build.session, rows)
        if rows.refused:
            build.session.parquet(refused(name), rows.refused, refused_sql(rows.entity))
        single = len(rows.files) == 1 and build.profiles[name].unique
        if single and name not in REFERENCED and name not in build.corrected and name != "opportunity_change":
            direct.add(name)  # read straight from its file into the canonical table: nothing to merge
        else:
            _materialise(build, rows, single)
    build.direct = frozenset(direct)
    return {name: merged(name) for name in sorted(REFERENCED) if build.has(name)}


def _materialise(build: Build, rows: Rows, single: bool) -> None:
    name, session = rows.entity.name, build.session
    fields = build.corrected.get(name, ())
    if single and name != "opportunity":
        body = read_sql(rows)
        if fields:
            body = f"WITH latest AS ({body}) {corrected_sql(rows.entity, fields, 'latest')}"
        session.parquet(merged(name), rows.files, body)
        return
    session.parquet(staged(name), rows.files, read_sql(rows))
    body = latest_sql(rows)
    if fields:
        body = f"WITH latest AS ({body}) {corrected_sql(rows.entity, fields, 'latest')}"
    session.table(merged(name), body)


def _collect_references(build: Build, records: Mapping[str, str]) -> None:
    """Make `reference_open` of all tables."""
    session, made = build.session, []
    for name, rows in build.rows.items():
        if not rows.files:
            continue
        state = read_sql(rows) if name in build.direct else f'SELECT * FROM "{merged(name)}"'
        sql = open_sql(rows.entity, state, records)
        if sql is None:
            continue
        made.append(f"open_{name}")
        if name in build.direct:
            session.parquet(made[-1], rows.files, sql)
        else:
            session.table(made[-1], sql)
    if build.has("opportunity"):
        made.append("open_past_owner")
        session.table(made[-1], past_owners_sql(f'"{staged("opportunity")}"', records))
    parts = [no_open_sql(), *(f'SELECT * FROM "{name}"' for name in made)]
    session.table("reference_open", "\nUNION ALL\n".join(parts))


def _write_tables(build: Build, found: Resolution) -> None:
    for entity in stored_tables():
        name, rows = entity.name, build.rows[entity.name]
        facts = _facts(build, entity, found)
        target = "reported_change" if name == "opportunity_change" else name
        rule = TableRule() if name == "opportunity_change" else rule_of(entity)
        if not rows.files and not facts.derived:
            build.session.table(target, empty_canonical_sql(entity), rule=rule)
        elif not rows.files:
            body = canonical_sql(entity, facts, [("state", empty_sql(entity)), *_bare(rows, "state")])
            build.session.table(target, body, build.values, rule=rule)
        elif name in build.direct:
            before = [("state", read_sql(rows)), *_bare(rows, "state")]
            build.session.parquet(target, rows.files, canonical_sql(entity, facts, before), build.values, rule=rule)
        else:
            before = [("state", f'SELECT * FROM "{merged(name)}"'), *_bare(rows, _whole_rows(build, name))]
            build.session.table(target, canonical_sql(entity, facts, before), build.values, rule=rule)


def _whole_rows(build: Build, name: str) -> str:
    table = staged(name) if build.session.exists(staged(name)) else merged(name)
    return f'"{table}"'


def _bare(rows: Rows, table: str) -> list[tuple[str, str]]:
    sql = bare_sql(rows, table)
    return [("bare", sql)] if sql else []


def _facts(build: Build, entity: Entity, found: Resolution) -> Facts:
    seen = build.profiles.get(entity.name)
    return Facts(
        zone=build.settings.time_zone,
        resolved=found.resolved,
        derived=found.derived & {entity.name},
        joined=entity.name in found.joined and entity.name not in LINES,
        several=seen is not None and seen.sources > 1,
        spans=seen.spans if seen is not None else {},
        order=build.settings.sources_in_order,
    )


def _tidy(session: BuildSession) -> None:
    """Leave no copies of rows behind; small tables that save looking again stay."""
    for name in list(session.tables()):
        if name.startswith(("staged_", "merged_", "seen_", "refused_")) or name in (
            "reference_open",
            "reported_change",
            "derived",
        ):
            session.drop(name)
