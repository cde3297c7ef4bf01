"""Large, plain Parquet files with canonical headers, for measuring speed and memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from foresail.demo.clock import Ints
from foresail.demo.frames import money, unit_price
from foresail.demo.words.names import INDUSTRIES
from foresail.demo.world.marketing import CHANNELS, PAID
from foresail.demo.world.people import REGIONS
from foresail.demo.world.pipeline import OUTCOMES, PIPELINE, STAGE_NAMES
from foresail.kernel.ports import rng as stream

CHUNK = 500_000
PRODUCTS, SELLERS = 2_000, 400
FIRST, SPAN = date(2023, 11, 1), 1096
LINES_AN_ORDER = 3


@dataclass(frozen=True)
class ScaleReport:
    """Files and rows that `scale_lines` has written, by table."""

    folder: Path
    rows: dict[str, int]


def scale_lines(
    folder: Path,
    order_lines: int = 10_000_000,
    customers: int = 1_000_000,
    opportunities: int = 200_000,
    seed: int = 7,
) -> ScaleReport:
    """Write order, order_line, account, opportunity, touch and spend as Parquet, in pieces of bounded memory.

    Parameters
    ----------
    folder
        Where to; made if needed.
    order_lines, customers, opportunities
        Rows of order_line, account and opportunity. Three lines make an order; there are two touches an opportunity.
    seed
        The same seed gives the same rows.

    Returns
    -------
    ScaleReport
        Rows by table.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    orders = max(1, order_lines // LINES_AN_ORDER)
    draw = stream(seed, "scale")
    rows = {
        "account": _write(folder / "account.parquet", (_accounts(draw, a, b) for a, b in _pieces(customers))),
        "opportunity": _write(
            folder / "opportunity.parquet", (_opportunities(draw, a, b, customers) for a, b in _pieces(opportunities))
        ),
        "touch": _write(
            folder / "touch.parquet", (_touches(draw, a, b, customers) for a, b in _pieces(2 * opportunities))
        ),
        "spend": _write(folder / "spend.parquet", iter([_spend(draw)])),
    }
    days = np.sort(draw.integers(0, SPAN, orders))
    rows["order"] = _write(folder / "order.parquet", (_orders(draw, days, a, b, customers) for a, b in _pieces(orders)))
    rows["order_line"] = _write(
        folder / "order_line.parquet", (_lines(draw, a, b, orders) for a, b in _pieces(order_lines))
    )
    return ScaleReport(folder, rows)


def _pieces(count: int) -> Iterator[tuple[int, int]]:
    for start in range(0, count, CHUNK):
        yield start, min(start + CHUNK, count)


def _write(path: Path, parts: Iterator[pl.DataFrame]) -> int:
    """Append each part as row groups of one file."""
    writer, rows = None, 0
    try:
        for part in parts:
            table: pa.Table = part.to_arrow(compat_level=pl.CompatLevel.oldest())
            writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
            writer.write_table(table)
            rows += len(part)
    finally:
        if writer is not None:
            writer.close()
    return rows


def _ids(prefix: str, numbers: Ints, width: int = 8) -> pl.Series:
    made = pl.DataFrame({"n": numbers}).select(pl.lit(prefix) + pl.col("n").cast(pl.String).str.zfill(width))
    return made.to_series()


def _pick(draw: np.random.Generator, options: tuple[str, ...], count: int) -> pl.Series:
    return pl.Series(list(options)).gather(draw.integers(0, len(options), count))


def _customer(draw: np.random.Generator, customers: int, count: int) -> Ints:
    """Some customers are much more frequent than others."""
    return np.asarray((draw.random(count) ** 1.8 * customers).astype(np.int64))


def _days(numbers: Ints) -> pl.Series:
    base = (FIRST - date(1970, 1, 1)).days
    return pl.Series(np.asarray(numbers, dtype=np.int32) + np.int32(base)).cast(pl.Date)


def _moments(draw: np.random.Generator, numbers: Ints) -> pl.Series:
    second = draw.integers(0, 86_400, len(numbers))
    base = (FIRST - date(1970, 1, 1)).days
    micro = ((np.asarray(numbers, dtype=np.int64) + base) * 86_400 + second) * 1_000_000
    return pl.Series(micro).cast(pl.Datetime("us", "UTC"))


def _accounts(draw: np.random.Generator, start: int, stop: int) -> pl.DataFrame:
    number = np.arange(start, stop)
    count = len(number)
    return pl.DataFrame(
        {
            "account_id": _ids("C", number),
            "name": _ids("客户", number),
            "kind": _pick(draw, ("company", "person"), count),
            "industry": _pick(draw, INDUSTRIES, count),
            "employee_count": draw.integers(5, 5000, count),
            "region": _pick(draw, REGIONS, count),
            "owner_id": _ids("R", draw.integers(0, SELLERS, count), 3),
            "channel": _pick(draw, CHANNELS, count),
            "created_at": _moments(draw, draw.integers(-700, SPAN, count)),
        }
    )


def _opportunities(draw: np.random.Generator, start: int, stop: int, customers: int) -> pl.DataFrame:
    number = np.arange(start, stop)
    count = len(number)
    opened = draw.integers(0, SPAN - 1, count)
    length = draw.integers(5, 200, count)
    ended = opened + length < SPAN
    won = draw.random(count) < 0.3
    outcome = np.where(~ended, 0, np.where(won, 1, 2))
    stage = np.where(ended, 3 + outcome, draw.integers(0, 4, count))
    closed = _moments(draw, opened + length).zip_with(
        pl.Series(ended), pl.Series([None], dtype=pl.Datetime("us", "UTC"))
    )
    return pl.DataFrame(
        {
            "opportunity_id": _ids("SJ", number),
            "name": _ids("商机", number),
            "account_id": _ids("C", _customer(draw, customers, count)),
            "owner_id": _ids("R", draw.integers(0, SELLERS, count), 3),
            "pipeline": [PIPELINE] * count,
            "stage": pl.Series(list(STAGE_NAMES)).gather(stage),
            "amount": money(draw.integers(1_000, 1_000_000, count) * 100),
            "currency": ["CNY"] * count,
            "created_at": _moments(draw, opened),
            "expected_close_on": _days(opened + length),
            "probability": np.array([0.1, 0.3, 0.5, 0.75, 1.0, 0.0])[stage],
            "closed_at": closed,
            "outcome": pl.Series(list(OUTCOMES)).gather(outcome),
            "channel": _pick(draw, CHANNELS, count),
            "product_id": _ids("P", draw.integers(0, PRODUCTS, count), 4),
        }
    )


def _touches(draw: np.random.Generator, start: int, stop: int, customers: int) -> pl.DataFrame:
    number = np.arange(start, stop)
    count = len(number)
    return pl.DataFrame(
        {
            "touch_id": _ids("CD", number),
            "occurred_at": _moments(draw, draw.integers(0, SPAN, count)),
            "channel": _pick(draw, CHANNELS, count),
            "account_id": _ids("C", _customer(draw, customers, count)),
            "kind": _pick(draw, ("click", "visit", "contact"), count),
        }
    )


def _spend(draw: np.random.Generator) -> pl.DataFrame:
    channel, region, week = (a.ravel() for a in np.indices((PAID, len(REGIONS), SPAN // 7)))
    clicks = draw.poisson(800, len(week))
    return pl.DataFrame(
        {
            "spent_on": _days(week * 7),
            "channel": pl.Series(list(CHANNELS)).gather(channel),
            "region": pl.Series(list(REGIONS)).gather(region),
            "amount": money(clicks * draw.integers(300, 900, len(week))),
            "currency": ["CNY"] * len(week),
            "impressions": clicks * 40,
            "clicks": clicks,
        }
    )


def _orders(draw: np.random.Generator, days: Ints, start: int, stop: int, customers: int) -> pl.DataFrame:
    count = stop - start
    return pl.DataFrame(
        {
            "order_id": _ids("SO", np.arange(start, stop)),
            "account_id": _ids("C", _customer(draw, customers, count)),
            "owner_id": _ids("R", draw.integers(0, SELLERS, count), 3),
            "channel": _pick(draw, CHANNELS, count),
            "region": _pick(draw, REGIONS, count),
            "ordered_at": _moments(draw, days[start:stop]),
            "currency": ["CNY"] * count,
            "status": pl.Series(["已完成", "已取消"]).gather((draw.random(count) < 0.03).astype(np.int64)),
        }
    )


def _lines(draw: np.random.Generator, start: int, stop: int, orders: int) -> pl.DataFrame:
    number = np.arange(start, stop)
    count = len(number)
    order = np.minimum(number // LINES_AN_ORDER, orders - 1)
    product = (draw.random(count) ** 2 * PRODUCTS).astype(np.int64)
    back = draw.random(count) < 0.02
    quantity = draw.integers(1, 40, count) * np.where(back, -1, 1)
    price = 500 + product * 37 % 90_000
    gross = quantity * price
    cut = gross * draw.integers(0, 20, count) // 100
    return pl.DataFrame(
        {
            "order_id": _ids("SO", order),
            "line_no": number - order * LINES_AN_ORDER + 1,
            "kind": pl.Series(["sale", "return"]).gather(back.astype(np.int64)),
            "product_id": _ids("P", product, 4),
            "quantity": quantity,
            "unit_price": unit_price(price),
            "discount_amount": money(cut),
            "net_amount": money(gross - cut),
            "cost_amount": money(gross * 55 // 100),
        }
    )
