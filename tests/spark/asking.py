"""Every question that the readers of a generation put by way of a `.sql` file."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from foresail.cockpit.choices import choices
from foresail.cockpit.details.account import account_detail
from foresail.cockpit.details.door import FOLDER
from foresail.cockpit.details.opportunity import opportunity_detail
from foresail.cockpit.lists import account_list, opportunity_list
from foresail.cockpit.scene import Scene
from foresail.cockpit.views import declared
from foresail.cockpit.views.view import rows_of_view
from foresail.contracts.metric import Templated
from foresail.contracts.query import Comparison, Condition, Members, Operator, Query
from foresail.kernel.calendar import Grain
from foresail.kernel.problem import Problem
from foresail.kernel.viewer import LOCAL
from foresail.metrics import METRICS, query
from foresail.metrics.customer.catalogue import TRAITS, stands
from foresail.metrics.registry import dimensions_of
from foresail.quality.discover import query_of, rules
from foresail.runtime.capability.execute import fetch_frames
from foresail.runtime.capability.sources import ReaderRows
from foresail.runtime.segments.pinned import present_ids
from foresail.runtime.workspace import Workspace
from foresail.warehouse.reader import Reader
from foresail.warehouse.sqlfile import parse, read_sql

BEFORE = timedelta(days=200)


def second_system(place: Workspace, folder: Path) -> Path:
    """Exports of another system that knows some of the same customers: records are then compared and joined."""
    folder.mkdir()
    told = {
        "account": {"account_id": "account id", "name": "account name", "region": "region"},
        "contact": {"contact_id": "contact id", "full_name": "full name", "account_id": "account id", "email": "email"},
    }
    for table, headers in told.items():
        files = (place.landing.rows(one.load_id, table) for one in place.landing.loads())
        rows = pl.read_parquet(next(file for file in files if file is not None)).sort(next(iter(headers))).head(40)
        own = [pl.col(c).str.replace(r"^\w+:", "S-" if c.endswith("_id") else "") for c in headers]
        rows.select(column.alias(header) for column, header in zip(own, headers.values(), strict=True)).write_csv(
            folder / f"{table}s.csv"
        )
    return folder


def ask_everything(place: Workspace) -> None:
    """Put the questions; the answers go to whoever listens."""
    with place.warehouse.reader() as reader:
        _rules(reader)
        _frames(place, reader)
        _metrics(place, reader)
        _details(place, reader)
        _segments(place, reader)


def _rules(reader: Reader) -> None:
    for rule in rules():  # also those that do not apply to this company
        reader.ask(parse(query_of(rule)), {"as_of": reader.as_of}, LOCAL)


def _frames(place: Workspace, reader: Reader) -> None:
    """The frames of every analysis as of today and of a day in the past, which is seen through other views."""
    rows = ReaderRows(reader)
    for entry in place.catalogue.ordered():
        for day in (reader.as_of, reader.as_of - BEFORE):
            with suppress(Problem):  # one that reads the results of another that has none
                fetch_frames(entry, rows, entry.capability.params(), day, past=day < reader.as_of)


def _metrics(place: Workspace, reader: Reader) -> None:
    calendar, end = place.settings.calendar, reader.as_of
    start = date(end.year - 1, 4, 1)
    for name, metric in METRICS.items():
        asked = [Query(metrics=(name,), grain=Grain.QUARTER, start=start, end=end, compare=Comparison.LAST_YEAR)]
        if isinstance(metric.expression, Templated):
            asked.append(Query(metrics=(name,), start=start, end=end, compare=Comparison.PREVIOUS))
            by = next((d for d in ("region", "owner") if d in dimensions_of(name)), None)
            if by:
                asked.append(Query(metrics=(name,), by=(by,), grain=Grain.MONTH, start=start, end=end))
        for question in asked:
            query(reader, question, LOCAL, calendar)


def _details(place: Workspace, reader: Reader) -> None:
    scene = Scene(reader, LOCAL, place.settings.calendar)
    for view in declared().values():
        rows_of_view(view, declared(), scene)
    accounts = account_list(scene, "", (), 20, 0)
    deals = opportunity_list(scene, "", "", (), 20, 0)
    assert accounts.rows
    assert deals.rows
    account_detail(str(accounts.rows[0][0]), scene)
    opportunity_detail(str(deals.rows[0][0]), scene)
    choices(scene)
    for path in sorted(FOLDER.glob("lists_sql/no_*.sql")):  # stand in for analyses that have not run yet
        reader.ask(parse(read_sql(path)), {}, LOCAL)


def _segments(place: Workspace, reader: Reader) -> None:
    """A segment by a field of everything that stands beside a customer, and one of named customers."""
    stored = reader.tables()
    fields = {TRAITS[name].side: name for name in sorted(TRAITS) if stands(TRAITS[name], stored)}
    for name in fields.values():
        told = Condition(field=name, operator=Operator.IS_NOT_EMPTY)
        who = Members(segment=name, name=name, as_of=reader.as_of, where=told)
        query(reader, Query(metrics=("net_revenue",), where=who), LOCAL, place.settings.calendar)
    present_ids(("crm:A000001",), reader)
