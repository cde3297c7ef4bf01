"""What stands in a generation, in a few lines: rows, deals, money, doubts, and how far each analysis can be trusted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from foresail.cli.show_result import shown, where
from foresail.cli.words import say, spoken
from foresail.contracts.query import Condition, Operator, Query
from foresail.kernel.evidence import Evidence
from foresail.kernel.viewer import LOCAL
from foresail.metrics import query, select
from foresail.runtime.workspace import Workspace
from foresail.warehouse.reader import Reader
from foresail.warehouse.sqlfile import parse

FIGURES = ("net_revenue", "won_amount", "win_rate")
STAGES, DOUBTS = 8, 3
AFTER_LOADING = Condition(field="kind", operator=Operator.NE, values=("source",))
"""What a load has told already is not told again."""
_DEALS = """
SELECT CASE WHEN outcome = 'open' THEN COALESCE(stage, outcome) ELSE outcome END AS name, COUNT(*) AS deals
FROM opportunity
GROUP BY 1
ORDER BY deals DESC, name
"""
_OUTCOMES = {"won": ("won", "赢单"), "lost": ("lost", "输单"), "open": ("open", "进行中")}


def contents(place: Workspace, folder: Path) -> Iterator[str]:
    """A line each; a company without deals, money or doubts has fewer."""
    with place.warehouse.reader() as reader:
        yield from _rows(reader)
        yield from _deals(reader)
        yield from _figures(reader, place)
        yield from _assumed(reader)
        yield from _doubts(reader, folder)


def verdicts(place: Workspace) -> dict[str, Evidence]:
    """What backs each analysis of the published generation."""
    with place.warehouse.reader() as reader:
        if "capability_evidence" not in reader.tables():
            return {}
        rows = select(reader, "capability_evidence", (), None, (), 1000, 0, LOCAL).records()
    return {str(row["capability_id"]): Evidence(**json.loads(row["evidence"])) for row in rows}


def _rows(reader: Reader) -> Iterator[str]:
    title = f"title_{spoken()}"
    filled = Condition(field="rows", operator=Operator.GT, values=(0,))
    tables = select(reader, "quality_table", (title, "rows"), filled, ("table_name",), 100, 0, LOCAL).rows
    if tables:
        yield say("Rows: ", "行数：") + " · ".join(f"{name} {count:,}" for name, count in tables)


def _deals(reader: Reader) -> Iterator[str]:
    found = reader.ask(parse(_DEALS)).to_pylist() if "opportunity" in reader.tables() else []
    if found:
        named = [f"{row['deals']:,} {say(*_OUTCOMES.get(row['name'], (row['name'],) * 2))}" for row in found[:STAGES]]
        yield say("Deals: ", "商机：") + " · ".join(named)


def _figures(reader: Reader, place: Workspace) -> Iterator[str]:
    answer = query(reader, Query(metrics=FIGURES), LOCAL, place.settings.calendar)
    told = [
        f"{column.title.in_(spoken())} {shown(value, column)}"
        for column, value in zip(answer.columns, answer.rows[0], strict=True)
        if value
    ]
    if told:
        yield say("In all: ", "合计：") + " · ".join([*told, answer.currency or reader.base_currency])


def _assumed(reader: Reader) -> Iterator[str]:
    if "assumption" in reader.tables():
        for text, _ in select(
            reader, "assumption", (f"text_{spoken()}", "rows"), AFTER_LOADING, ("-rows",), DOUBTS, 0, LOCAL
        ).rows:
            yield f"※ {text}"


def _doubts(reader: Reader, folder: Path) -> Iterator[str]:
    bad = Condition(field="status", operator=Operator.EQ, values=("bad",))
    order = ("-money", "-bad")
    found = select(reader, "quality_rule", (f"title_{spoken()}", "bad"), bad, order, DOUBTS, 0, LOCAL)
    if found.rows:
        told = " · ".join(f"{title} {count:,}" for title, count in found.rows)
        more = say(f"all {found.total}: foresail check", f"全部 {found.total} 项：foresail check") + where(folder)
        yield say("To be mended: ", "待修正：") + f"{told} · {more}"
