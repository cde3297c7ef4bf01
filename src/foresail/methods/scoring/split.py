"""Past and future: which rows a model may learn from at a cut, and how much each counts."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from foresail.methods.scoring.measures import Floats

Rows = np.ndarray[Any, np.dtype[np.int64]]


class Split(NamedTuple):
    """Row numbers to learn from, to choose on, and to judge on; and the two cuts in time."""

    learn: Rows
    choose: Rows
    judge: Rows
    cut_choose: float
    cut_judge: float


def time_split(time: Floats, known: Floats, group: Rows, shares: tuple[float, float] = (0.6, 0.8)) -> Split:
    """Cut by time so that later rows are never learnt from.

    Parameters
    ----------
    time
        When each row was seen.
    known
        When its outcome became known (infinite: not yet).
    group
        Rows of one group (a deal seen several times) are never learnt from and chosen on.
    shares
        Where the cuts lie among the rows with a known outcome.
    """
    resolved = np.flatnonzero(np.isfinite(known))
    ordered = np.sort(time[resolved])
    first, second = (float(ordered[min(int(s * len(ordered)), len(ordered) - 1)]) for s in shares)
    learn = resolved[(time[resolved] < first) & (known[resolved] <= first)]
    choose = resolved[(time[resolved] >= first) & (time[resolved] < second)]
    judge = resolved[time[resolved] >= second]
    choose = choose[~np.isin(group[choose], group[learn])]
    judge = judge[~np.isin(group[judge], group[learn])]
    return Split(learn, choose, judge, first, second)


def censoring_weight(time: Floats, known: Floats, rows: Rows, cut: float, highest: float = 4.0) -> Floats:
    """Weights that make up for outcomes that are not known yet at the cut.

    Of what was seen shortly before the cut, only what ended fast is known. A row that took d to end stands for all
    rows seen at least d before the cut: its weight is one over their share among all rows seen before the cut
    (inverse probability of censoring, Robins and Rotnitzky 1992; the censoring times are known here).

    Parameters
    ----------
    time, known
        Of all rows.
    rows
        Those that are learnt from: known by the cut.
    highest
        Larger weights are cut off.
    """
    follow = np.sort(cut - time[time < cut]) if np.any(time < cut) else np.zeros(1)
    took = np.maximum(known[rows] - time[rows], 0.0)
    share = 1.0 - np.searchsorted(follow, took, side="left") / max(len(follow), 1)
    weight = np.minimum(1.0 / np.maximum(share, 1e-9), highest)
    mean = float(weight.mean()) if len(weight) else 1.0
    return np.asarray(weight / mean, dtype=np.float64)


def folds(group: Rows, count: int = 5) -> Rows:
    """A fold for each row, the same for rows of one group, independent of the order of rows."""
    number = np.unique(group, return_inverse=True)[1]
    return np.asarray((number * 2654435761 + 12345) % (2**32) % 1_000_003 % count, dtype=np.int64)
