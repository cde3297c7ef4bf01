"""The forecasting engine over a Spark frame: buckets of series go out to the workers and come back forecast.

A bucket is what one call of the engine sees: weights and intervals are pooled over the series of a bucket, so a bucket
should hold some hundreds of series. The same buckets forecast on one machine (`forecast_by_bucket`) give the same
numbers. Needs the extra `spark`; the workers need Foresail.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import Any

import polars as pl
import pyarrow as pa

from foresail.methods.forecast import forecast

BUCKET = "_bucket"
SERIES_A_BUCKET = 500


def forecast_on_spark(
    frame: Any,
    horizon: int,
    season: int | None = None,
    levels: Sequence[float] = (80, 95),
    mode: str = "fast",
    *,
    buckets: int | None = None,
    seed: int = 0,
) -> Any:
    """Forecast every series of a Spark frame on its cluster.

    Parameters
    ----------
    frame
        Spark frame with `unique_id` (text), `ds` (date or timestamp) and `y`.
    horizon, season, levels, mode, seed
        As for `foresail.methods.forecast.forecast`.
    buckets
        How many; as many as give some five hundred series each where not given (which counts the series first).

    Returns
    -------
    Spark frame with `unique_id, ds, mean, median` and the ends of the intervals; computed when it is used.

    Raises
    ------
    InvalidInput
        On the worker, as the engine raises it; Spark wraps it into its own error.
    """
    from pyspark.sql import functions as f

    if buckets is None:
        buckets = max(1, frame.select("unique_id").distinct().count() // SERIES_A_BUCKET)
    plain = frame.select("unique_id", "ds", f.col("y").cast("double").alias("y"))
    numbered = plain.withColumn(BUCKET, f.pmod(f.crc32(f.encode("unique_id", "utf-8")), f.lit(buckets)))
    kind = dict(frame.dtypes)["ds"]
    fields = ", ".join(f"`{name}` double" for name in _numbers(levels))
    run = _worker(horizon, season, tuple(levels), mode, seed)
    return numbered.groupBy(BUCKET).applyInArrow(run, f"unique_id string, ds {kind}, {fields}")


def forecast_by_bucket(
    frame: pl.DataFrame,
    horizon: int,
    season: int | None = None,
    levels: Sequence[float] = (80, 95),
    mode: str = "fast",
    *,
    buckets: int = 1,
    seed: int = 0,
) -> pl.DataFrame:
    """The same buckets on this machine, one after the other; sorted by series and date.

    Examples
    --------
    >>> from datetime import date
    >>> days = [date(2024, m, 1) for m in range(1, 13)]
    >>> frame = pl.DataFrame({"unique_id": ["a"] * 12, "ds": days, "y": [2.0] * 12})
    >>> forecast_by_bucket(frame, 1, levels=())["mean"].round(6).to_list()
    [2.0]
    """
    of = pl.col("unique_id").map_elements(lambda name: bucket_of(name, buckets), return_dtype=pl.Int64)
    run = _worker(horizon, season, tuple(levels), mode, seed)
    plain = frame.select("unique_id", "ds", pl.col("y").cast(pl.Float64), of.alias(BUCKET)).sort(BUCKET)
    parts = plain.partition_by(BUCKET, include_key=False)
    made = [pl.DataFrame(run(part.to_arrow())) for part in parts]
    return pl.concat(made).sort("unique_id", "ds")


def bucket_of(name: str, buckets: int) -> int:
    """The bucket of a series: CRC-32 of its name, as Spark's `crc32` has it."""
    return zlib.crc32(name.encode()) % buckets


def _numbers(levels: Sequence[float]) -> list[str]:
    ends = [f"{side}-{level:g}" for level in sorted(levels) for side in ("lo", "hi")]
    return ["mean", "median", *ends]


def _worker(
    horizon: int, season: int | None, levels: tuple[float, ...], mode: str, seed: int
) -> Callable[[pa.Table], pa.Table]:
    """What runs on a worker: one bucket in, its forecasts out. Holds plain values only."""

    def run(table: pa.Table) -> pa.Table:
        frame = pl.DataFrame(table).select("unique_id", "ds", "y")
        kind = frame.schema["ds"]
        # The engine sees the series in the order of their names, whatever order the shuffle gave.
        made = forecast(frame.sort("unique_id", "ds"), horizon, season, levels, mode, seed=seed, workers=1)  # type: ignore[arg-type]
        wanted = made.frame.select("unique_id", pl.col("ds").cast(kind), *_numbers(levels))
        schema = pa.schema(
            [("unique_id", pa.string()), ("ds", table.schema.field("ds").type)]
            + [(name, pa.float64()) for name in _numbers(levels)]
        )
        return wanted.to_arrow().cast(schema)

    return run
