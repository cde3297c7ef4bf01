"""Win probabilities and closing days against the truth of the demo company. Slow: the figures of the card."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pytest

from foresail.analytics.pipeline.win_probability import model
from foresail.analytics.pipeline.win_probability.capability import CAPABILITY
from foresail.analytics.pipeline.win_probability.params import WinParams
from foresail.kernel.ports import rng
from foresail.methods.scoring.calibrate import platt
from foresail.methods.scoring.measures import brier, ece

DAYS = (
    date(2025, 11, 30),
    date(2026, 2, 28),
    date(2026, 6, 30),
    date(2026, 3, 31),
    date(2025, 12, 31),
    date(2026, 5, 31),
    date(2026, 8, 31),
    date(2026, 1, 31),
    date(2026, 4, 30),
    date(2026, 7, 31),
)
"""Month ends all over the year: the season moves closing days."""
SEEDS = tuple(range(201, 241))
PARAMS = WinParams()


class Scored(NamedTuple):
    """Open deals of one day: chance, true odds, outcome; of the won ones, whether the end lay in the interval."""

    p: Any
    odds: Any
    won: Any
    inside: Any


def scored(frames: dict[str, pl.DataFrame], truth: pl.DataFrame) -> Scored:
    out = model.run(frames, model.fit(frames, PARAMS, rng(1, "fit")), PARAMS, rng(1))
    both = out["scores"].join(truth, on="opportunity_id").sort("opportunity_id")
    assert both.height == out["scores"].height
    sums = out["closing"].group_by("opportunity_id").agg(pl.col("p_won").sum()).sort("opportunity_id")
    assert np.abs(sums["p_won"].to_numpy() - out["scores"]["probability"].to_numpy()).max() < 1e-5
    inside = both.filter("won").select(pl.col("closed_on").is_between("close_early", "close_late")).to_series()
    return Scored(
        both["probability"].to_numpy(), both["win_odds"].to_numpy(), both["won"].cast(pl.Float64).to_numpy(),
        inside.to_numpy(),
    )  # fmt: skip


def slope(p: Any, won: Any) -> float:
    """Of the line through log odds: 1 where probabilities mean what they say."""
    return platt(np.log(p / (1 - p)), won, prior=1e-6).b


@pytest.mark.nightly
@pytest.mark.timeout(7200)
def test_closing_days_cover_what_they_promise(
    demo_company: Callable[..., Any], demo_frames: Callable[..., Any]
) -> None:
    """80% intervals of the day of a win, pooled over 40 seeds (a company of a quarter of the size, one day each)."""
    found = []
    for place, seed in enumerate(SEEDS):
        company = demo_company(seed, 0.25)
        found.append(scored(*demo_frames(CAPABILITY, company, DAYS[place % len(DAYS)])))
        inside = np.concatenate([f.inside for f in found])
        p, odds, won = (np.concatenate([getattr(f, n) for f in found]) for n in ("p", "odds", "won"))
        print(  # noqa: T201
            f"seeds {len(found)}: deals {len(p)}, wins {len(inside)}, cover {inside.mean():.4f}, "
            f"Brier ratio {brier(won, p) / brier(won, odds):.4f}, ECE {ece(won, p):.4f}, slope {slope(p, won):.3f}",
            flush=True,
        )
    assert 0.77 <= inside.mean() <= 0.83
    assert len(p) >= 5_000
    assert ece(won, p) <= 0.02
    assert 0.9 <= slope(p, won) <= 1.1
