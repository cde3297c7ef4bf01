"""What could not be computed, and which column would make it possible."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sqlglot import exp

from foresail.contracts.metric import Aggregate, Metric, Stock, Templated
from foresail.kernel.base import Frozen
from foresail.kernel.text import Text
from foresail.kernel.viewer import LOCAL
from foresail.metrics.compile import trees
from foresail.metrics.compile.source import parsed_condition
from foresail.metrics.door import Door
from foresail.metrics.facts.catalogue import FACTS
from foresail.metrics.facts.declare import Fact
from foresail.metrics.registry import METRICS, fact_of, leaves
from foresail.model.tables import TABLES
from foresail.warehouse.sqlfile import parse, read_sql

_TEMPLATES = Path(__file__).parent / "domains" / "sql"


class Gap(Frozen):
    """A column that a metric lacks: the canonical table is empty, or the column is empty in every row.

    Parameters
    ----------
    metric
        The metric that cannot be computed.
    title
        What is missing, in words.
    table_name, column_name
        The canonical column that would make it possible.
    """

    metric: str
    title: Text
    table_name: str
    column_name: str


def computable(reader: Door) -> dict[str, tuple[Gap, ...]]:
    """Which metrics lack which columns.

    Returns
    -------
    dict
        Every metric; an empty tuple means that it can be computed.
    """
    filled = {name: _filled(reader, fact) for name, fact in FACTS.items()}
    return {name: _gaps(name, filled) for name in METRICS}


def _filled(reader: Door, fact: Fact) -> frozenset[str]:
    """The columns of a fact that have a value in at least one row."""
    if fact.table not in reader.tables():
        return frozenset()
    columns = sorted({*fact.origins, fact.dated})
    counts = (trees.alias(exp.Count(this=exp.column(c)), c) for c in columns)
    row = reader.ask(trees.select(*counts).from_(fact.table, copy=False), {}, LOCAL).to_pylist()[0]
    return frozenset(c for c in columns if row[c])


def _gaps(name: str, filled: Mapping[str, frozenset[str]]) -> tuple[Gap, ...]:
    found: dict[tuple[str, str], Gap] = {}
    for leaf in leaves(name):
        fact = fact_of(leaf)
        there = filled[fact.name]
        wanted = [fact.dated] if not there else [c for c in _needs(METRICS[leaf], fact) if c not in there]
        for column in wanted:
            table, source = fact.origins[column]
            found.setdefault(
                (table, source), Gap(metric=name, title=_words(table, source), table_name=table, column_name=source)
            )
    return tuple(found.values())


def _words(table: str, column: str) -> Text:
    entity = TABLES[table]
    title = entity.column(column).title
    return Text(en=f"{entity.title.en}: {title.en}", zh=f"{entity.title.zh}：{title.zh}")


def _needs(metric: Metric, fact: Fact) -> list[str]:
    """The columns of the fact on which a metric rests and whose origin is known."""
    return [c for c in fact.origins if c in _columns(metric.name)]


@cache
def _columns(name: str) -> frozenset[str]:
    asked = METRICS[name].expression
    if isinstance(asked, Templated):
        return frozenset(c.name for c in parse(read_sql(_TEMPLATES / asked.sql)).find_all(exp.Column))
    assert isinstance(asked, Aggregate | Stock)  # noqa: S101 - only what is computed from rows comes here
    named = {asked.column, asked.dated_by if isinstance(asked, Aggregate) else asked.valid_from}
    return frozenset(named | {c.name for c in parsed_condition(asked.where or "TRUE").find_all(exp.Column)})
