"""The company in a warehouse, seen through the query door, and its canonical tables alone, for the oracle."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from foresail.metrics.tests.company import Company, build, span_frame
from foresail.metrics.tests.oracle import VIEWS
from foresail.model.tables import TABLES
from foresail.warehouse.reader import Reader


@pytest.fixture(scope="session")
def company() -> Company:
    return Company(7)


@pytest.fixture(scope="session")
def reader(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    warehouse = build(tmp_path_factory.mktemp("workspace"), company)
    with warehouse.reader() as found:
        yield found
    warehouse.close()


@pytest.fixture(scope="session")
def plain(company: Company) -> Iterator[duckdb.DuckDBPyConnection]:
    """The canonical tables alone, in an engine of its own: for the oracle, which shares no code with the facts."""
    connection = duckdb.connect()
    for entity in TABLES.values():
        frame = company.frame(entity).to_arrow()
        connection.register("frame_", frame)
        connection.execute(f'CREATE TABLE "{entity.name}" AS SELECT * FROM frame_')  # noqa: S608 - our own names
        connection.unregister("frame_")
    spans = span_frame(company).to_arrow()
    connection.register("frame_", spans)
    connection.execute("CREATE TABLE opportunity_span AS SELECT * FROM frame_")
    for view in VIEWS:
        connection.execute(view)
    yield connection
    connection.close()
