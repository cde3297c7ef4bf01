"""Declarations against the model and against each other: tables, columns, results, circles, names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from foresail.kernel.problem import closest_names
from foresail.kernel.text import Text
from foresail.runtime.capability.shapes import sql_types
from foresail.runtime.catalogue import Entry, in_order
from foresail.runtime.declarations.finding import Finding, line_of
from foresail.runtime.declarations.tables import stored_columns


def check_needs(entry: Entry) -> Iterator[Finding]:
    """Tables and columns that the model does not have."""
    model = stored_columns()
    needs = entry.capability.needs
    for name, columns in [*needs.tables.items(), *needs.optional.items()]:
        if name not in model:
            what = Text(en=f"The model has no table “{name}”.", zh=f"模型中没有表“{name}”。")
            yield Finding(entry.file, line_of(entry.file, name), what, closest_names(name, model))
            continue
        for column in columns:
            if column not in model[name]:
                what = Text(en=f"The table “{name}” has no column “{column}”.", zh=f"表“{name}”没有列“{column}”。")
                yield Finding(entry.file, line_of(entry.file, column), what, closest_names(column, model[name]))
    for name in needs.minimum.rows:
        if name not in model:
            what = Text(en=f"The model has no table “{name}”.", zh=f"模型中没有表“{name}”。")
            yield Finding(entry.file, line_of(entry.file, name), what, closest_names(name, model))


def check_names(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Ids and tables that are declared twice."""
    seen: dict[str, Entry] = {}
    for entry in entries:
        if entry.id in seen:
            what = Text(
                en=f"The id “{entry.id}” is declared in {seen[entry.id].file} too.",
                zh=f"编号“{entry.id}”已在 {seen[entry.id].file} 中声明。",
            )
            yield Finding(entry.file, line_of(entry.file, entry.id), what)
        seen[entry.id] = entry


def check_graph(entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Results that nobody makes, and circles."""
    makers = {e.capability.table(o): e.id for e in entries.values() for o in e.capability.outputs}
    waits: dict[str, set[str]] = {}
    for entry in entries.values():
        waits[entry.id] = set()
        for table in asked_of(entry):
            if table not in makers:
                what = Text(en=f"No capability gives the table “{table}”.", zh=f"没有分析单元产出表“{table}”。")
                yield Finding(entry.file, line_of(entry.file, table), what, closest_names(table, makers))
            else:
                waits[entry.id].add(makers[table])
    try:
        in_order(waits)
    except ValueError as error:
        first = entries[str(error).split(" → ")[0]]
        what = Text(en=f"Capabilities wait for each other in a circle: {error}.", zh=f"分析单元互相依赖成环：{error}。")
        yield Finding(first.file, line_of(first.file, asked_of(first)[0]), what)


def check_offered(entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Columns of offered results that they do not have, or of another type."""
    rows = {e.capability.table(o): row for e in entries.values() for o, row in e.capability.outputs.items()}
    for entry in entries.values():
        for table, columns in entry.capability.needs.offered.items():
            have = sql_types(rows[table]) if table in rows else dict(columns)
            for column, kind in columns.items():
                if have.get(column) != kind:
                    found = have.get(column, "—")
                    what = Text(
                        en=f"“{table}.{column}” is declared as {kind}, and is {found}.",
                        zh=f"“{table}.{column}”声明为 {kind}，实际为 {found}。",
                    )
                    yield Finding(entry.file, line_of(entry.file, column), what, closest_names(column, have))


def asked_of(entry: Entry) -> tuple[str, ...]:
    """Output tables of others that a capability reads."""
    return (*entry.capability.needs.results, *entry.capability.needs.offered)
