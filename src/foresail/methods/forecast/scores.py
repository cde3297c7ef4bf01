"""`evaluate`: how good forecasts were, by the usual measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from foresail.methods.forecast import measures
from foresail.methods.forecast.arrays import Floats
from foresail.methods.forecast.words import refuse
from foresail.methods.frames import need_columns, to_polars


def evaluate(
    made: Any, actual: Any, history: Any = None, *, season: int = 1, by: str | Sequence[str] = (), point: str = "mean"
) -> pl.DataFrame:
    """Measure forecasts against what came.

    Parameters
    ----------
    made
        Long frame with `unique_id, ds`, the column of the point forecast and any of `lo-80, hi-80 …`; further columns
        may name a method, an origin or a level to group by.
    actual
        `unique_id, ds, y`.
    history
        `unique_id, ds, y` of what was known; scaled measures are NaN without it.
    season
        Periods of the season whose change is the unit of scaled measures.
    by
        Columns of `made` to measure apart.
    point
        Name of the point forecast.

    Returns
    -------
    One row a group: `series, n, smape` (0 – 200), `mase, rmsse, wape, bias` (positive is too high), and for each level
    L `coverage-L, msis-L, pinball-L` (scaled; the mean of both ends).

    Raises
    ------
    InvalidInput
        If nothing of `made` has an actual.

    Notes
    -----
    sMAPE, coverage, WAPE and bias are over all cells; MASE, RMSSE, MSIS and pinball are means over series.

    Examples
    --------
    >>> past = {"unique_id": ["a"] * 3, "ds": [1, 2, 3], "y": [1.0, 2.0, 3.0]}
    >>> came = {"unique_id": ["a"], "ds": [4], "y": [4.0]}
    >>> evaluate({"unique_id": ["a"], "ds": [4], "mean": [3.0]}, came, past)["mase"].item()
    1.0
    """
    table, truth = to_polars(made), to_polars(actual)
    need_columns(table, "unique_id", "ds", point)
    need_columns(truth, "unique_id", "ds", "y")
    keys = [by] if isinstance(by, str) else list(by)
    need_columns(table, *keys)
    truth = truth.select("unique_id", "ds", pl.col("y").cast(pl.Float64)).cast({"ds": table.schema["ds"]})
    if "y" in table.columns:
        table = table.drop("y")
    joined = table.join(truth, on=["unique_id", "ds"], how="inner").filter(pl.col("y").is_not_null())
    if not len(joined):
        raise refuse(
            "No forecast has an actual: series or dates do not meet.",
            "没有任何预测对应实际值：序列或日期不匹配。",
            where="ds",
        )
    scales = _scales(None if history is None else to_polars(history), season)
    groups = joined.partition_by(keys, as_dict=True, maintain_order=True) if keys else {(): joined}
    rows = [dict(zip(keys, key, strict=True)) | _measure(part, scales, point) for key, part in groups.items()]
    return pl.DataFrame(rows)


def _scales(history: pl.DataFrame | None, season: int) -> dict[Any, tuple[float, float]]:
    if history is None:
        return {}
    need_columns(history, "unique_id", "ds", "y")
    lists = history.sort("unique_id", "ds").group_by("unique_id", maintain_order=True).agg(pl.col("y").cast(pl.Float64))
    found = {}
    for name, values in lists.iter_rows():
        y = np.array(values, dtype=np.float64)
        found[name] = measures.naive_scale(y, season), measures.naive_scale(y, season, squared=True)
    return found


def _measure(part: pl.DataFrame, scales: dict[Any, tuple[float, float]], point: str) -> dict[str, Any]:
    part = part.with_columns(_place=pl.int_range(pl.len()).over("unique_id"))
    names = part["unique_id"].unique(maintain_order=True)
    row = part.select(pl.col("unique_id").rank("dense") - 1)["unique_id"].to_numpy()
    order = part["unique_id"].unique().sort()
    shape = (len(names), int(part["_place"].max()) + 1)  # type: ignore[arg-type]

    def wide(column: str) -> Floats:
        out = np.full(shape, np.nan)
        out[row, part["_place"].to_numpy()] = part[column].cast(pl.Float64).fill_null(float("nan")).to_numpy()
        return out

    y, said = wide("y"), wide(point)
    unit = np.array([scales.get(name, (np.nan, np.nan)) for name in order], dtype=np.float64).reshape(-1, 2)
    found: dict[str, Any] = {
        "series": len(names),
        "n": len(part),
        "smape": measures.smape(y, said),
        "mase": measures.mase(y, said, unit[:, 0]),
        "rmsse": measures.rmsse(y, said, unit[:, 1]),
        "wape": measures.wape(y, said),
        "bias": measures.bias(y, said),
    }
    for name in [c for c in part.columns if c.startswith("lo-") and f"hi-{c[3:]}" in part.columns]:
        level, low, high = float(name[3:]) / 100, wide(name), wide(f"hi-{name[3:]}")
        ends = [measures.pinball(y, q, s, unit[:, 0]) for q, s in ((low, (1 - level) / 2), (high, (1 + level) / 2))]
        found[f"coverage-{name[3:]}"] = measures.coverage(y, low, high)
        found[f"msis-{name[3:]}"] = measures.msis(y, low, high, level, unit[:, 0])
        found[f"pinball-{name[3:]}"] = float(np.mean(ends))
    return found
