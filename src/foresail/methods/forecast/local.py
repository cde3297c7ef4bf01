"""The local models over many windows of a flat array, on all cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

import numpy as np

from foresail.methods.forecast.arrays import Floats, Ints
from foresail.methods.forecast.thief import agreed, levels, sums

SMOOTH: Final = ("ets", "ets_weighted", "dynamic_theta", "theta", "autoregression", "thief", "drift", "seasonal_naive")
"""The first six are joined; the last two are there to be beaten."""
JOINED: Final = 6
INTERMITTENT: Final = ("croston", "sba", "tsb", "adida", "smoothing", "mean", "seasonal_naive")
SEARCH: Final = 200
"""Most steps of each search."""
AT_ONCE: Final = 64


class Made(NamedTuple):
    """Forecasts of each model, shape (models, windows, horizon), and the unit of the misses, shape (windows,)."""

    names: tuple[str, ...]
    values: Floats
    scale: Floats


def smooth_forecasts(y: Floats, begins: Ints, ends: Ints, m: int, horizon: int, workers: int | None = None) -> Made:
    """Forecast each window [begin, end) of y, of three values or more, by each smooth model.

    The unit is the mean absolute one-step miss of the best member of the exponential smoothing family.
    """
    from foresail.methods.forecast.kernels import windows

    count, reach = len(begins), -(-horizon // m) * m
    best, mean, scale = np.empty((count, reach)), np.empty((count, reach)), np.empty(count)
    out = np.empty((len(SMOOTH), count, horizon))

    def run(part: slice) -> None:
        b, e = begins[part], ends[part]
        windows.run_family(y, b, e, m, SEARCH, best[part], mean[part], scale[part])
        windows.run_theta(y, b, e, m, SEARCH, out[2, part], out[3, part])
        windows.run_plain(y, b, e, m, out[7, part], out[6, part], out[4, part])

    _spread_out(run, count, workers)
    out[0], out[1] = best[:, :horizon], mean[:, :horizon]
    sums_ahead = {1: mean}
    for k in levels(m, int((ends - begins).max(initial=0))):
        sums_ahead[k] = _of_sums(y, begins, ends, m, k, reach, workers)
    out[5] = agreed(sums_ahead, ends - begins, m)[:, :horizon]
    return Made(SMOOTH, _thinkable(out, y, begins, ends), scale)


def _of_sums(y: Floats, begins: Ints, ends: Ints, m: int, k: int, reach: int, workers: int | None) -> Floats:
    """The family on sums over k periods; NaN for windows that are too short for them."""
    from foresail.methods.forecast.kernels import windows

    flat, first, last, fit = sums(y, begins, ends, k)
    found = np.full((len(begins), reach // k), np.nan)
    best, mean, scale = np.empty((len(fit), reach // k)), np.empty((len(fit), reach // k)), np.empty(len(fit))

    def run(part: slice) -> None:
        windows.run_family(flat, first[part], last[part], m // k, SEARCH, best[part], mean[part], scale[part])

    _spread_out(run, len(fit), workers)
    found[fit] = mean
    return found


def intermittent_forecasts(y: Floats, begins: Ints, ends: Ints, m: int, horizon: int) -> Made:
    """The same for demand that often is zero; the unit is the mean absolute distance from the mean."""
    from foresail.methods.forecast.kernels import windows

    made = np.empty((len(begins), len(INTERMITTENT), horizon))
    windows.run_intermittent(y, begins, ends, m, made)
    unit = [float(np.mean(np.abs(y[b:e] - y[b:e].mean()))) for b, e in zip(begins, ends, strict=True)]
    return Made(INTERMITTENT, np.roll(made.transpose(1, 0, 2), -1, axis=0), np.array(unit))


def naive_forecasts(y: Floats, begins: Ints, ends: Ints, m: int, horizon: int) -> Floats:
    """The value one season before, the last one where there is no whole season; shape (windows, horizon)."""
    length = ends - begins
    lag = np.where(length >= m, m, 1)
    return np.asarray(y[(ends - lag)[:, None] + np.arange(horizon)[None, :] % lag[:, None]], dtype=np.float64)


def _spread_out(run: Callable[[slice], None], count: int, workers: int | None) -> None:
    """Run parts of the windows on threads: the kernels hold no lock."""
    threads = max(1, min(workers or os.cpu_count() or 1, -(-count // AT_ONCE)))
    parts = list(_parts(count))
    if not parts:
        return
    if threads == 1:
        for part in parts:
            run(part)
        return
    run(parts[0])  # compiles, if nobody did before
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(run, parts[1:]))


def _parts(count: int) -> Iterator[slice]:
    for begin in range(0, count, AT_ONCE):
        yield slice(begin, min(begin + AT_ONCE, count))


def _thinkable(made: Floats, y: Floats, begins: Ints, ends: Ints) -> Floats:
    """Keep means inside what the past makes thinkable: up to 2.5 spans above, 1.5 below, never newly below zero."""
    pairs = np.column_stack([begins, ends]).ravel()
    padded = np.append(y, 0.0)
    low, high = np.minimum.reduceat(padded, pairs)[::2], np.maximum.reduceat(padded, pairs)[::2]
    span = high - low
    floor = np.where(low >= 0, np.maximum(0.0, low - 1.5 * span), low - 1.5 * span)
    last = np.broadcast_to(y[ends - 1][None, :, None], made.shape)
    sound = np.where(np.isfinite(made), made, last)
    return np.clip(sound, floor[None, :, None], (high + 2.5 * span)[None, :, None])


def compile_kernels() -> None:
    """Compile every kernel, or take it from disk: what a background thread may do before the first forecast."""
    y = np.array([3.0, 5.0, 4.0, 6.0] * 8) + np.arange(32) * 0.1
    begins, ends = np.array([0]), np.array([32])
    smooth_forecasts(y, begins, ends, 4, 4, 1)
    intermittent_forecasts(y, begins, ends, 4, 4)
