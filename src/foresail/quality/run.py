"""Runs the rules over a build: findings, a line for every rule, and the health of every table."""

# ruff: noqa: S608  statements are put together from names of our own declarations, never from a person's words
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import polars as pl

from foresail.contracts.access import CLOSED, SHARED, TableRule
from foresail.contracts.rule import Rule, Severity
from foresail.kernel.problem import Blocked
from foresail.kernel.text import Text
from foresail.model.tables import TABLES
from foresail.quality.discover import query_of, rules
from foresail.quality.health import newest_sql, table_lines
from foresail.warehouse.warehouse import BuildSession

CAP = 10_000
"""Findings that are kept of one rule; they are counted in full."""

KEYS = {"load_table": ("load_id", "table_name")}
BARE = {"load_table"}  # no canonical table: its rows carry no source_id

FINDING = {
    "rule_id": "VARCHAR",
    "table_name": "VARCHAR",
    "severity": "VARCHAR",
    "row_key": "VARCHAR",
    "source": "VARCHAR",
    "source_id": "VARCHAR",
    "field": "VARCHAR",
    "found": "VARCHAR",
    "money": "DECIMAL(18, 4)",
}
RULE = {
    "rule_id": "VARCHAR",
    "table_name": "VARCHAR",
    "severity": "VARCHAR",
    "title_en": "VARCHAR",
    "title_zh": "VARCHAR",
    "why_en": "VARCHAR",
    "why_zh": "VARCHAR",
    "fix_en": "VARCHAR",
    "fix_zh": "VARCHAR",
    "checked": "BIGINT",
    "bad": "BIGINT",
    "share": "DOUBLE",
    "money": "DECIMAL(18, 4)",
    "status": "VARCHAR",
    "missing": "VARCHAR",
}
TABLE = {
    "table_name": "VARCHAR",
    "title_en": "VARCHAR",
    "title_zh": "VARCHAR",
    "rows": "BIGINT",
    "health": "DOUBLE",
    "bad_rows": "BIGINT",
    "money": "DECIMAL(18, 4)",
    "newest_on": "DATE",
}
_SCHEMA: Mapping[str, Any] = {
    "VARCHAR": pl.String,
    "BIGINT": pl.Int64,
    "DOUBLE": pl.Float64,
    "DATE": pl.Date,
    "DECIMAL(18, 4)": pl.Decimal(18, 4),
}


@dataclass
class Outcome:
    """What the rules found."""

    findings: list[pl.DataFrame] = field(default_factory=list)
    rules: list[dict[str, Any]] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)


def run_rules(session: BuildSession, as_of: date) -> None:
    """Make `quality_finding`, `quality_rule` and `quality_table`.

    Parameters
    ----------
    session
        A build with the canonical tables and the books.
    as_of
        The local day that the generation shows; what is past and what is stale is judged by it.

    Notes
    -----
    A rule whose tables are empty, or whose needed columns hold nothing, does not apply; what is missing is named.
    """
    known = session.tables()
    inputs = sorted({t for t in (*TABLES, "opportunity_change", "load_table") if t in known})
    recipe = f"quality/2 {as_of.isoformat()} " + " ".join(f"{i}:{query_of(i)}" for i in rules())
    cached: list[Outcome] = []

    def outcome() -> Outcome:
        if not cached:
            cached.append(_run(session, as_of))
        return cached[0]

    # findings show other people's rows: only those who see everything; what they found may be personal
    rule = TableRule(personal=frozenset({"found"}))
    made = partial(session.frame, recipe=recipe, inputs=inputs)
    made("quality_finding", lambda: _findings(outcome()), types=FINDING, rule=rule)
    made("quality_rule", lambda: _frame(outcome().rules, RULE), types=RULE, rule=CLOSED)
    made("quality_table", lambda: _frame(outcome().tables, TABLE), types=TABLE, rule=SHARED)


def blocking(session: BuildSession) -> Blocked | None:
    """The problem that keeps this build from being published; None if no blocking rule is broken.

    A blocking rule is broken when the share of bad rows passes its tolerance.
    """
    found = session.fetch(
        "SELECT rule_id, bad, checked FROM quality_rule WHERE severity = 'blocking' AND status = 'bad' ORDER BY rule_id"
    )
    broken = list(found.iter_rows(named=True))
    if not broken:
        return None
    first = rules()[broken[0]["rule_id"]]
    numbers = {"bad": broken[0]["bad"], "checked": broken[0]["checked"]}
    return Blocked(
        Text(
            en=f"{first.title.en}: {{bad}} of {{checked}} rows. Nothing was published.",
            zh=f"{first.title.zh}：{{checked}} 行中有 {{bad}} 行。未发布任何内容。",
        ).format(**numbers),
        where=first.table,
        next_step=first.fix,
        details={"rules": [row["rule_id"] for row in broken], **numbers},
    )


def _run(session: BuildSession, as_of: date) -> Outcome:
    outcome = Outcome()
    filled = _filled(session)
    for rule in rules().values():
        missing = _missing(rule, filled)
        if missing:
            outcome.rules.append(_line(rule, 0, 0, None, "not_applicable", ", ".join(missing)))
            continue
        sql = query_of(rule.id)
        counted = session.fetch(f"SELECT count(*) AS bad, sum(money) AS money FROM ({sql}) b", {"as_of": as_of})
        bad, money = counted.row(0)
        checked = filled[rule.table, ""]
        outcome.rules.append(_line(rule, checked, bad, money, "bad" if bad else "ok", ""))
        if bad:
            severity = _severity(rule, bad, checked)
            outcome.findings.append(session.fetch(_finding_sql(rule, sql, severity), {"as_of": as_of}))
    newest = dict(session.fetch(newest_sql(), {"as_of": as_of}).iter_rows())
    rows = {name: filled[name, ""] for name in TABLES}
    outcome.tables = table_lines(rows, newest, outcome.rules, _findings(outcome))
    return outcome


def _filled(session: BuildSession) -> dict[tuple[str, str], int]:
    """(table, column) → filled rows; (table, "") → rows. Only columns that some rule needs."""
    wanted: dict[str, set[str]] = {name: set() for name in (*TABLES, *KEYS)}
    for rule in rules().values():
        for table, columns in rule.needs.items():
            wanted.setdefault(table, set()).update(columns)
    found: dict[tuple[str, str], int] = {}
    known = session.tables()
    for table, asked in wanted.items():
        names = sorted(asked & set(known.get(table, {})))
        counts = "".join(f', count("{c}") AS "{c}"' for c in names)
        row = session.fetch(f'SELECT count(*) AS "*"{counts} FROM "{table}"').row(0, named=True)
        found[table, ""] = row["*"]
        found |= {(table, c): row[c] for c in names}
    return found


def _missing(rule: Rule, filled: Mapping[tuple[str, str], int]) -> list[str]:
    needs = {rule.table: (), **rule.needs}
    empty = [table for table in needs if not filled.get((table, ""))]
    columns = [f"{t}.{c}" for t, cs in needs.items() if t not in empty for c in cs if not filled.get((t, c))]
    return [*empty, *columns]


def _finding_sql(rule: Rule, sql: str, severity: Severity) -> str:
    keys = KEYS.get(rule.table) or TABLES[rule.table].key
    row_key = "concat_ws('|', " + ", ".join(f"coalesce(CAST(b.\"{k}\" AS VARCHAR), '')" for k in keys) + ")"
    same = " AND ".join(f't."{k}" IS NOT DISTINCT FROM b."{k}"' for k in keys)
    # a double key has several rows: any one of them names the place
    one = f'(SELECT * FROM "{rule.table}" QUALIFY row_number() OVER (PARTITION BY {_listed(keys)} ORDER BY source) = 1)'
    source_id = "CAST(NULL AS VARCHAR)" if rule.table in BARE else "t.source_id"
    return f"""
WITH bad AS ({sql}),
top AS (SELECT * FROM bad b ORDER BY b.money DESC NULLS LAST, {_listed(keys, "b.")} LIMIT {CAP})
SELECT '{rule.id}' AS rule_id, '{rule.table}' AS table_name, '{severity.value}' AS severity, {row_key} AS row_key,
    t.source, {source_id} AS source_id, b.field, b.found, b.money
FROM top b LEFT JOIN {one if _doubles(rule) else _quoted(rule.table)} t ON {same}
ORDER BY b.money DESC NULLS LAST, row_key
"""


def _doubles(rule: Rule) -> bool:
    return rule.severity is Severity.BLOCKING or len(KEYS.get(rule.table) or TABLES[rule.table].key) > 1


def _quoted(table: str) -> str:
    return f'"{table}"'


def _listed(names: tuple[str, ...], prefix: str = "") -> str:
    return ", ".join(f'{prefix}"{name}"' for name in names)


def _severity(rule: Rule, bad: int, checked: int) -> Severity:
    """A blocking rule within its tolerance blocks nothing, and is not called so."""
    within = bad <= rule.tolerance * checked
    return Severity.ERROR if rule.severity is Severity.BLOCKING and within and bad else rule.severity


def _line(rule: Rule, checked: int, bad: int, money: Decimal | None, status: str, missing: str) -> dict[str, Any]:
    return {
        "rule_id": rule.id,
        "table_name": rule.table,
        "severity": _severity(rule, bad, checked).value,
        "title_en": rule.title.en,
        "title_zh": rule.title.zh,
        "why_en": rule.why.en,
        "why_zh": rule.why.zh,
        "fix_en": rule.fix.en,
        "fix_zh": rule.fix.zh,
        "checked": checked,
        "bad": bad,
        "share": min(1.0, bad / checked) if checked else 0.0,
        "money": None if money is None else money.quantize(Decimal("0.0001")),
        "status": status,
        "missing": missing,
    }


def _findings(outcome: Outcome) -> pl.DataFrame:
    schema = {name: _SCHEMA[kind] for name, kind in FINDING.items()}
    empty = pl.DataFrame(schema=schema)
    return pl.concat([empty, *(f.cast(schema) for f in outcome.findings)])  # type: ignore[arg-type]


def _frame(rows: list[dict[str, Any]], types: Mapping[str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={name: _SCHEMA[kind] for name, kind in types.items()})
