"""What could not be computed, and which column would make it possible: the table `gap`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import polars as pl
from sqlglot import exp

from foresail.contracts.access import SHARED
from foresail.runtime.catalogue import Catalogue
from foresail.warehouse.build import BuildSession

TYPES = {
    "capability_or_metric": "VARCHAR",
    "title_en": "VARCHAR",
    "title_zh": "VARCHAR",
    "table_name": "VARCHAR",
    "column_name": "VARCHAR",
}


def write_gaps(session: BuildSession, catalogue: Catalogue, metrics: Iterable[tuple[str, str, str]]) -> None:
    """Write `gap`.

    Parameters
    ----------
    metrics
        (metric, table, column) that a metric lacks.
    """
    rows = [*_of_capabilities(session, catalogue)]
    for name, table, column in metrics:
        title = catalogue.metrics[name].title
        rows.append(_row(name, title.en, title.zh, table, column))
    rows.sort(key=lambda r: tuple(r.values()))
    frame = pl.DataFrame(rows, schema=dict.fromkeys(TYPES, pl.String()))
    recipe = json.dumps(rows, ensure_ascii=False)
    session.frame("gap", lambda: frame, recipe=recipe, inputs=(), types=TYPES, rule=SHARED)


def _of_capabilities(session: BuildSession, catalogue: Catalogue) -> list[dict[str, str]]:
    found = []
    filled: dict[str, Mapping[str, bool]] = {}
    for entry in catalogue.entries.values():
        title = entry.capability.title
        for table, columns in entry.capability.needs.tables.items():
            if table not in filled:
                filled[table] = filled_columns(session, table)
            missing = [c for c in columns if not filled[table].get(c, False)]
            found += [_row(entry.id, title.en, title.zh, table, column) for column in missing]
    return found


def filled_columns(session: BuildSession, table: str) -> Mapping[str, bool]:
    """Whether each column of a table holds anything."""
    columns = session.columns(table)
    if not columns:
        return {}
    asked = [
        exp.alias_(
            exp.GT(
                this=exp.Count(this=exp.column(exp.to_identifier(c, quoted=True))), expression=exp.Literal.number(0)
            ),
            c,
            quoted=True,
        )
        for c in columns
    ]
    query = exp.select(*asked).from_(exp.Table(this=exp.to_identifier(table, quoted=True)))
    return session.fetch(query).row(0, named=True)


def _row(name: str, title_en: str, title_zh: str, table: str, column: str) -> dict[str, str]:
    return dict(zip(TYPES, (name, title_en, title_zh, table, column), strict=True))
