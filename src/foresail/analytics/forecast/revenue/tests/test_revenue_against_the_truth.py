"""The fused forecast on the demo company: against each of its parts, and intervals that hold. Slow ones by night."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.forecast.revenue import model
from foresail.analytics.forecast.revenue.capability import CAPABILITY
from foresail.analytics.forecast.revenue.look.outlook import Outlook, outlook
from foresail.analytics.forecast.revenue.params import RevenueParams
from foresail.kernel.ports import rng
from foresail.methods.fused.book import month_end
from foresail.methods.fused.rolling import CRM, FUSED, OPEN_DEALS, RUN_RATE, SERIES, Judged
from foresail.methods.rolling.periods import add
from foresail.methods.rolling.roll import NAIVE

LAST = date(2026, 10, 31)
ORIGINS = tuple(
    date.fromordinal(date(1970, 1, 1).toordinal() + month_end((2025 - 1970) * 12 + 9 + k)) for k in range(12)
)
"""Month ends from October 2025 to September 2026: 24 to 35 months are known."""
SEEDS = tuple(range(301, 341))
SCALE = 0.25
PARAMS = RevenueParams()
RIVALS = (SERIES, RUN_RATE, OPEN_DEALS, CRM, NAIVE)
Make = Callable[..., Any]


def told(company: Any, demo_frames: Make, on: date) -> Outlook:
    """What is said as of a day, with nothing later in the tables."""
    frames, _ = demo_frames(CAPABILITY, company, on)
    return outlook(frames, PARAMS, rng(1))


def pooled(tested: list[Judged], method: str) -> float:
    """WAPE over companies, each counting by its revenue."""
    known = [~np.isnan(t.actual) for t in tested]
    missed = sum(float(np.abs(t.made[method] - t.actual)[k].sum()) for t, k in zip(tested, known, strict=True))
    return missed / sum(float(t.actual[k].sum()) for t, k in zip(tested, known, strict=True))


def test_what_is_fused_beats_each_of_its_parts(demo_company: Make, demo_frames: Make) -> None:
    """Two small companies; the whole proof runs by night."""
    looks = [told(demo_company(seed, 0.1), demo_frames, LAST) for seed in (1, 2)]
    tested = [look.tested for look in looks if look.tested is not None]
    assert len(tested) == 2
    fused = pooled(tested, FUSED)
    assert all(fused < pooled(tested, rival) for rival in RIVALS), {m: pooled(tested, m) for m in (FUSED, *RIVALS)}


def cells(company: Any, demo_frames: Make) -> tuple[pl.DataFrame, Judged]:
    """Forecasts issued at each origin beside what came, month by month, and the back-test of the last day."""
    last = told(company, demo_frames, LAST)
    assert last.tested is not None
    came = {last.past.month(i): float(v) for i, v in enumerate(last.past.book.total)}
    rows = []
    for on in ORIGINS:
        look = told(company, demo_frames, on)
        months = [add(on, j + 1, "month") for j in range(len(look.mean))]
        ends = np.quantile(look.paths, (0.025, 0.1, 0.9, 0.975), axis=0)
        sums = np.quantile(look.paths.sum(axis=1), (0.1, 0.9))
        actual = [came.get(m) for m in months]
        rows += [
            {"on": on, "ahead": j + 1, "actual": a, "mean": float(look.mean[j]), "method": look.method}
            | dict(zip(("lo95", "lo80", "hi80", "hi95"), ends[:, j].tolist(), strict=True))
            for j, a in enumerate(actual)
            if a is not None
        ]
        if None not in actual:
            whole = float(sum(a for a in actual if a is not None))
            both = {"lo80": float(sums[0]), "hi80": float(sums[1]), "lo95": None, "hi95": None, "method": look.method}
            rows.append({"on": on, "ahead": 0, "actual": whole, "mean": float(look.mean.sum())} | both)
    return pl.DataFrame(rows, schema_overrides={"lo95": pl.Float64, "hi95": pl.Float64}), last.tested


def inside(rows: pl.DataFrame, level: int) -> float:
    """Share of outcomes in the interval."""
    held = rows.select(pl.col("actual").is_between(f"lo{level}", f"hi{level}")).to_series()
    return float(held.mean())  # type: ignore[arg-type]


@pytest.mark.nightly
@pytest.mark.timeout(14400)
def test_intervals_hold_and_no_part_is_better(demo_company: Make, demo_frames: Make) -> None:
    """80% coverage pooled over 40 companies of a quarter of the size × 12 origins; errors below those of every part."""
    found, tested = [], []
    for seed in SEEDS:
        rows, back = cells(demo_company(seed, SCALE), demo_frames)
        found.append(rows)
        tested.append(back)
        months = pl.concat(found).filter(pl.col("ahead") > 0)
        sums = pl.concat(found).filter(pl.col("ahead") == 0)
        issued = float((months["mean"] - months["actual"]).abs().sum() / months["actual"].sum())
        wapes = {m: round(pooled(tested, m), 4) for m in (FUSED, *RIVALS)}
        print(  # noqa: T201
            f"seeds {len(found)}: n {months.height}, 80% {inside(months, 80):.4f}, 95% {inside(months, 95):.4f}, "
            f"sums 80% {inside(sums, 80):.4f} (n {sums.height}), issued {issued:.4f}, {wapes}",
            flush=True,
        )
        print(months.group_by("ahead").agg(  # noqa: T201
            pl.col("actual").is_between("lo80", "hi80").mean().round(3).alias("c80"),
            ((pl.col("mean") - pl.col("actual")).sum() / pl.col("actual").sum()).round(3).alias("bias"),
        ).sort("ahead").rows(), dict(months.group_by("method").len().iter_rows()), flush=True)  # fmt: skip
    assert 0.77 <= inside(months, 80) <= 0.83
    assert 0.93 <= inside(months, 95) <= 0.97
    assert all(issued < wape for m, wape in wapes.items() if m != FUSED), (issued, wapes)


def test_the_splits_add_up_to_the_cent(demo_company: Make, demo_frames: Make) -> None:
    """People, teams, regions, products and components; in a running month too."""
    frames, _ = demo_frames(CAPABILITY, demo_company(1, 0.1), date(2026, 10, 13))
    out = model.run(frames, None, PARAMS, rng(1))
    month = out["monthly"].filter(pl.col("mean").is_not_null()).select("period", "so_far", whole="mean")
    assert month["so_far"][0] > 0
    sums = out["splits"].group_by("dimension", "period").agg(pl.col("mean", "so_far").sum()).join(month, on="period")
    assert sums["dimension"].n_unique() == 5
    assert sums.height == 5 * 6
    assert sums.filter(pl.col("mean") != pl.col("whole")).is_empty()
    parts = out["components"].group_by("period").agg(pl.col("mean").sum()).join(month, on="period")
    assert parts.filter(pl.col("mean") != pl.col("whole")).is_empty()
    first = sums.filter(pl.col("period") == month["period"][0])
    assert first.select((pl.col("so_far") - pl.col("so_far_right")).abs().max()).item() < 0.01
