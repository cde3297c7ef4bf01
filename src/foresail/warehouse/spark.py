"""The same SQL on Spark: recorded steps are transpiled, run on the same inputs, and compared. Needs the extra `spark`.

Tables travel as Parquet and as Arrow, so neither side converts values on the way.
"""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text
from foresail.warehouse.engine import identifier
from foresail.warehouse.reader import Reader
from foresail.warehouse.sqlfile import compile as compile_sql
from foresail.warehouse.step import Step, load_values

TOLERANCE = 1e-9
"""Doubles may differ by this much, relative: a sum of floats depends on its order."""

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",  # small tables: planning anew and compiling cost more
    "spark.sql.constraintPropagation.enabled": "false",  # many CASE columns: it plans for minutes
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.caseSensitive": "false",
    "spark.log.level": "ERROR",
}


class SparkEngine:
    """A Spark session inside this machine, made by `spark_engine`."""

    def __init__(self, session: Any, folder: Path) -> None:
        self._session = session
        self._folder = folder
        self._count = 0

    def load(self, name: str, table: pa.Table) -> None:
        """Make a table readable under a name."""
        path = self._next()
        pq.write_table(_plain_types(table), path, coerce_timestamps="us")
        self._session.read.parquet(str(path)).createOrReplaceTempView(f"`{name}`")

    def fetch(self, sql: str, values: Mapping[str, Any] | None = None) -> pa.Table:
        """Run a query in DuckDB's dialect, transpiled, with the values written as typed literals."""
        table: pa.Table = self._session.sql(compile_sql(sql, "spark", values)).toArrow()
        return table

    def run_step(self, step: Step, input_tables: Mapping[str, pa.Table]) -> pa.Table:
        """Run a recorded step of a build on its inputs.

        Raises
        ------
        InvalidInput
            If the step is not SQL over tables, or an input is missing.
        """
        missing = [name for name in step.inputs if name not in input_tables]
        if step.kind != "sql" or missing:
            raise InvalidInput(
                Text(en="This step cannot run on Spark.", zh="该步骤不能在 Spark 上运行。"),
                where=f"{step.name} {missing}",
            )
        for name in step.inputs:
            self.load(name, input_tables[name])
        return self.fetch(step.sql, step.values)

    def _next(self) -> Path:
        self._count += 1
        return self._folder / f"t{self._count}.parquet"


@contextmanager
def spark_engine(cores: int = 2, memory: str = "1g") -> Iterator[SparkEngine]:
    """A Spark engine on this machine; stopped at the end.

    Raises
    ------
    InvalidInput
        If the extra is not installed.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise InvalidInput(
            Text(en="Spark is not installed.", zh="未安装 Spark。"),
            next_step=Text(en="Install the extra: foresail[spark].", zh="请安装附加组件 foresail[spark]。"),
        ) from error
    builder = SparkSession.builder.master(f"local[{cores}]").appName("foresail").config("spark.driver.memory", memory)
    with tempfile.TemporaryDirectory(prefix="foresail-spark-") as folder:
        for name, value in {**SETTINGS, "spark.sql.warehouse.dir": folder, "spark.local.dir": folder}.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        try:
            yield SparkEngine(session, Path(folder))
        finally:
            session.stop()


def stored_steps(reader: Reader) -> tuple[Step, ...]:
    """The steps that made a generation, in their order."""
    with reader.raw() as connection:
        rows = connection.execute(
            "SELECT name, kind, sql, parameters, inputs, fingerprint, seconds, reused FROM main.generation_step "
            "ORDER BY position"
        ).fetchall()
    return tuple(
        Step(
            name=name,
            kind=kind,
            sql=sql,
            values=load_values(json.loads(values)),
            inputs=tuple(json.loads(inputs)),
            fingerprint=print_,
            seconds=seconds,
            reused=reused,
        )
        for name, kind, sql, values, inputs, print_, seconds, reused in rows
    )


def stored_table(reader: Reader, name: str) -> pa.Table:
    """A whole table of a generation, for the warehouse's own use: no row rule."""
    with reader.raw() as connection:
        return connection.sql(f"SELECT * FROM main.{identifier(name)}").to_arrow_table()  # noqa: S608


def compare_step(engine: SparkEngine, reader: Reader, step: Step) -> list[str]:
    """Run a stored step on Spark and say where its table differs from the stored one; empty when they are equal."""
    inputs = {name: stored_table(reader, name) for name in step.inputs}
    return differences(stored_table(reader, step.name), engine.run_step(step, inputs))


def differences(left: pa.Table, right: pa.Table) -> list[str]:
    """Where two tables differ, whatever the order of their rows; at most ten places."""
    if [c.lower() for c in left.column_names] != [c.lower() for c in right.column_names]:
        return [f"columns {left.column_names} and {right.column_names}"]
    if left.num_rows != right.num_rows:
        return [f"{left.num_rows} and {right.num_rows} rows"]
    doubles = [
        index
        for index in range(left.num_columns)
        if pa.types.is_floating(left.schema.types[index]) or pa.types.is_floating(right.schema.types[index])
    ]
    found = []
    for one, two in zip(_rows(left, doubles), _rows(right, doubles), strict=True):
        found += [
            f"{left.column_names[i]}: {a!r} and {b!r}"
            for i, (a, b) in enumerate(zip(one, two, strict=True))
            if not _same(a, b)
        ]
        if len(found) >= 10:
            break
    return found[:10]


def _rows(table: pa.Table, doubles: Sequence[int]) -> list[tuple[Any, ...]]:
    rows = list(zip(*(column.to_pylist() for column in table.columns), strict=True))

    def place(row: tuple[Any, ...]) -> tuple[str, ...]:
        exact = [_word(v) for i, v in enumerate(row) if i not in doubles]
        rough = [f"{row[i]:.5e}" if isinstance(row[i], float) else _word(row[i]) for i in doubles]
        return (*exact, *rough)

    return sorted(rows, key=place)


def _word(value: Any) -> str:
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return format(Decimal(value).normalize(), "f")
    return str(value)


def _same(one: Any, two: Any) -> bool:
    if isinstance(one, float) or isinstance(two, float):
        if one is None or two is None:
            return one is two
        both_nan = math.isnan(float(one)) and math.isnan(float(two))
        return both_nan or math.isclose(float(one), float(two), rel_tol=TOLERANCE, abs_tol=1e-12)
    return bool(one == two)


def _plain_types(table: pa.Table) -> pa.Table:
    """Types that Spark's Parquet reader knows: wide and unsigned integers and dictionaries become plain ones."""
    fields = []
    for field in table.schema:
        kind = field.type
        if pa.types.is_dictionary(kind):
            kind = kind.value_type
        if pa.types.is_unsigned_integer(kind):
            kind = pa.int64()
        fields.append(pa.field(field.name, kind))
    return table.cast(pa.schema(fields))
