"""The way from the first stage to the win by owner, region, channel, product, industry."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.pipeline.funnel.following.paths import Floats, Paths
from foresail.methods.survival.incidence import aalen_johansen

COLUMNS = {
    "owner": ("owner_id", "owner_name"),
    "region": ("region", "region"),
    "channel": ("channel", "channel"),
    "product": ("product", "product"),
    "industry": ("industry", "industry"),
}
_SCHEMA: dict[str, Any] = {
    "dimension": pl.String,
    "value": pl.String,
    "label": pl.String,
    "deals": pl.Int64,
    "amount": pl.Decimal(38, 4),
    "won": pl.Int64,
    "lost": pl.Int64,
    "open_deals": pl.Int64,
    "win_share": pl.Float64,
    "win_share_low": pl.Float64,
    "win_share_high": pl.Float64,
    "amount_lost": pl.Decimal(38, 4),
    "days_to_win": pl.Float64,
}


def cuts(parts: list[Paths]) -> pl.DataFrame:
    """A row a dimension and value, over all pipelines together."""
    spent = [p.to_win(0) for p in parts]
    days = np.concatenate([s[1] for s in spent])
    cause = np.concatenate([s[2] for s in spent])
    deals = pl.concat([p.deals[s[0].tolist()] for p, s in zip(parts, spent, strict=True)], how="diagonal")
    rows = [r for name, (key, label) in COLUMNS.items() for r in _by(deals, days, cause, name, key, label)]
    return pl.DataFrame(rows, schema=_SCHEMA)


def _by(deals: pl.DataFrame, days: Floats, cause: Any, name: str, key: str, label: str) -> list[dict[str, Any]]:
    numbered = deals.with_row_index("row").filter(pl.col(key).is_not_null())
    groups = numbered.group_by(key).agg(rows=pl.col("row"), label=pl.col(label).min()).sort(key)
    found = []
    for value, rows, words in groups.iter_rows():
        at = np.asarray(sorted(rows), dtype=np.int64)
        wins = aalen_johansen(days[at], cause[at])
        share, low, high = wins.at_end(0)
        won, lost = int((cause[at] == 1).sum()), int((cause[at] == 2).sum())
        amounts = deals["amount"].gather(at.tolist()).fill_null(0)
        found.append(
            {
                "dimension": name,
                "value": str(value),
                "label": str(words if words is not None else value),
                "deals": len(at),
                "amount": amounts.sum(),
                "won": won,
                "lost": lost,
                "open_deals": len(at) - won - lost,
                "win_share": share,
                "win_share_low": low,
                "win_share_high": high,
                "amount_lost": amounts.filter(pl.Series(cause[at] == 2)).sum() or 0,
                "days_to_win": wins.median(0),
            }
        )
    return found
