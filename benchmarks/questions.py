"""Six set metrics through the door (compiling, row rule, JSON) beside the same SQL on the engine alone, in turns."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import sqlglot
from sqlglot import exp

from benchmarks.direct import Direct
from foresail.contracts.query import Query, json_record, json_value
from foresail.kernel.calendar import Calendar
from foresail.kernel.viewer import LOCAL, Viewer
from foresail.metrics import parse_query, query
from foresail.metrics.answer import settle
from foresail.metrics.compile.statement import statement
from foresail.runtime.workspace import Workspace
from foresail.warehouse.reader import Reader

ASKED: Mapping[str, dict[str, str]] = {
    "revenue by month and channel": {"metrics": "net_revenue", "by": "channel", "grain": "month"},
    "year on year": {
        "metrics": "net_revenue,orders", "by": "region", "grain": "month", "compare": "last_year",
        "start": "2025-11", "end": "2026-10",
    },
}  # fmt: skip
"""Set metrics that the metric layer compiles."""

SQL = Path(__file__).parent / "sql"
"""Those that are statements of their own: sent through the same door as the features of an analysis."""


class Listening:
    """A reader that remembers what it was asked last."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.last: tuple[exp.Expr, dict[str, Any]] = (exp.Select(), {})

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def ask(self, tree: exp.Expr, values: Any = None, viewer: Viewer = LOCAL, limits: Any = None) -> pa.Table:
        self.last = (tree, dict(values or {}))
        return self._reader.ask(tree, values, viewer, limits)


def measure(workspace: Path, rounds: int, keep: Callable[[dict[str, Any]], None]) -> None:
    """Medians of both, wall and CPU, and their ratio, by set metric; kept after each."""
    place = Workspace.open(workspace)
    with place.warehouse.reader() as reader:
        file = next((workspace / "generations").glob(f"*{reader.id}*.duckdb"), None) or reader._served.path  # noqa: SLF001
        heard = Listening(reader)
        cases = _cases(heard, place.settings.calendar)
        with Direct(Path(file)) as direct:
            found: dict[str, Any] = {}
            for name, run in cases.items():
                found[name] = _case(heard, run, direct, rounds)
                keep({"rounds": rounds, "cases": found})


def _cases(reader: Listening, calendar: Calendar) -> dict[str, Callable[[], str]]:
    def asked(words: dict[str, str]) -> Callable[[], str]:
        def run() -> str:
            question = parse_query(**words)
            result = query(reader, question, LOCAL, calendar)
            reader.last = _over_rows(reader, question, calendar)
            return json.dumps([json_record(r) for r in result.records()], ensure_ascii=False, default=json_value)

        return run

    def written(sql: str) -> Callable[[], str]:
        def run() -> str:
            table = reader.ask(sqlglot.parse_one(sql, dialect="duckdb"), {}, LOCAL)
            return json.dumps(table.to_pylist(), ensure_ascii=False, default=json_value)

        return run

    own = {p.stem.replace("_", " "): written(p.read_text(encoding="utf-8")) for p in sorted(SQL.glob("*.sql"))}
    return {**{name: asked(words) for name, words in ASKED.items()}, **own}


def _over_rows(reader: Listening, question: Query, calendar: Calendar) -> tuple[exp.Expr, dict[str, Any]]:
    """The same question as SQL over the rows of the facts: what the engine would be asked without summaries."""
    settled = settle(reader, question, LOCAL, calendar)
    settled.ask.sees_everything = False
    tree = statement(question, settled.ask, settled.now, settled.before)
    return tree, dict(settled.ask.bound.values)


def _case(reader: Listening, run: Callable[[], str], direct: Direct, rounds: int) -> dict[str, Any]:
    pairs: list[tuple[dict[str, float], dict[str, float]]] = []
    for number in range(rounds + 1):
        _forget(reader)
        cpu, wall = time.process_time(), time.perf_counter()
        size = len(run())
        spent = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "bytes": size}
        tree, values = reader.last
        plain = direct.run(tree.sql(dialect="duckdb"), values)
        if number:  # the first round only warms both
            pairs.append((spent, plain))
    ratio = {key: statistics.median(a[key] / max(b[key], 1e-9) for a, b in pairs) for key in ("wall", "cpu")}
    return {
        "door": _medians([ours for ours, _ in pairs]), "engine": _medians([alone for _, alone in pairs]),
        "bytes": pairs[0][0]["bytes"], "rows": pairs[0][1]["rows"], "ratio": ratio,
    }  # fmt: skip


def _forget(reader: Listening) -> None:
    """Neither the answer nor the compiled statement may be there already."""
    served = reader._served  # noqa: SLF001
    served.cache.clear()
    served.memo.clear()
    served.compiled.clear()


def _medians(found: list[dict[str, float]]) -> dict[str, float]:
    return {key: statistics.median(f[key] for f in found) for key in ("wall", "cpu")}
