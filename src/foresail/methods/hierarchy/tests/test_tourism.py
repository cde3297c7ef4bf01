"""Australian tourism by state, region and purpose: what the choice by holdout reaches on five rolling origins."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from foresail.methods.hierarchy.choose import apply, choose, known_errors, score, usual_change
from foresail.methods.hierarchy.paths import draw, quantiles
from foresail.methods.hierarchy.structure import read
from foresail.methods.rolling.roll import ENGINE, roll

LEVELS = ((), ("State",), ("State", "Region"), ("Purpose",), ("State", "Purpose"))
H, INNER = 4, 8


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_five_origins_better_than_the_base_by_2_3_percent() -> None:
    folder = Path(os.environ.get("FORESAIL_DATA", Path(__file__).parents[6] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder} (set FORESAIL_DATA)")
    frame = pl.read_parquet(folder / "forecast" / "au_tourism_hier.parquet").with_columns(pl.col("ds").cast(pl.Date))
    nodes, periods, values = read(frame, ("State", "Region", "Purpose"), LEVELS)
    n = values.shape[1]
    base_scores, scores, inside = [], [], []
    for start in [n - H - k for k in range(5)][::-1]:
        past = values[:, :start]
        made = roll(past, periods[:start], H, grain="quarter", origins=INNER, mode="fast")  # type: ignore[arg-type]
        scale = usual_change(past, 4)
        choice = choose(nodes, made.actual, made.past[ENGINE], made.known, scale, nonnegative=True)
        errors = known_errors(made.actual, made.past[ENGINE], made.known, start)
        mean = apply(nodes, made.coming[ENGINE], choice.method, errors, nonnegative=True)
        assert nodes.incoherence(mean) < 1e-9 * np.abs(mean).max()
        assert mean.min() >= 0
        came = values[:, start : start + H]
        base_scores.append(score(nodes, came[None], made.coming[ENGINE][None], scale))
        scores.append(score(nodes, came[None], mean[None], scale))
        drawn = draw(nodes, mean, choice.errors, paths=400, nonnegative=True)
        low, high = quantiles(nodes, drawn, (0.1, 0.9))
        inside.append(float(((came >= low) & (came <= high)).mean()))
    gain = 1 - np.mean(scores) / np.mean(base_scores)
    figures = f"gain {gain:.2%} on {np.mean(base_scores):.4f}; 80% intervals cover {np.mean(inside):.1%}"
    assert gain >= 0.023, figures
    assert 0.7 <= np.mean(inside) <= 0.9, figures
