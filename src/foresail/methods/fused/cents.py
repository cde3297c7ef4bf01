"""Sums to the cent: parts are rounded so that they add up to their rounded whole."""

from __future__ import annotations

import numpy as np

from foresail.methods.survival.grid import Floats, Rows


def cents(value: Floats) -> Rows:
    """Whole cents."""
    return np.round(np.asarray(value, dtype=np.float64) * 100).astype(np.int64)


def shared(whole: Rows, parts: Floats) -> Rows:
    """Parts in whole cents that add up to the wholes, each at most a cent off (largest remainders).

    Parameters
    ----------
    whole
        Cents, shape (h,).
    parts
        Money, shape (parts, h); scaled to the whole where their sum is another.

    Examples
    --------
    >>> shared(np.array([100]), np.array([[1.0], [1.0], [1.0]])).ravel().tolist()
    [34, 33, 33]
    """
    exact = np.asarray(parts, dtype=np.float64) * 100
    gap = (whole - exact.sum(axis=0)) / max(len(exact), 1)
    total = exact.sum(axis=0)
    usable = np.abs(total) > 1e-6 * np.maximum(np.abs(exact).sum(axis=0), 1e-9)
    exact = np.where(usable, exact * (whole / np.where(usable, total, 1.0)), exact + gap)
    low = np.floor(exact + 1e-6)
    left = (whole - low.sum(axis=0)).astype(np.int64)
    order = np.argsort(-np.round(exact - low, 6), axis=0, kind="stable")
    rank = np.argsort(order, axis=0, kind="stable")
    # What is left over is mostly less than a cent a part; rounding of large sums may leave a little more.
    each, more = np.divmod(left, max(len(exact), 1))
    return np.asarray(low.astype(np.int64) + each + (rank < more), dtype=np.int64)
