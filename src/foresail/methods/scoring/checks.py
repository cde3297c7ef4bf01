"""What makes a score doubtful: columns that look written after the outcome, and times that are not like the past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from foresail.kernel.text import Text
from foresail.methods.scoring.measures import Floats, auc
from foresail.methods.scoring.split import Rows

BINS = 10
ALONE = 0.7
"""A column that tells the outcome by itself no better than this is nothing unusual."""
CERTAIN = 0.97
"""From here on a column alone is suspect, whatever the others tell: it was most likely written after the outcome."""
FURTHER = 1.4
"""A suspect column tells so many times as much (AUC beyond one half) as the third best: leaks are few."""
SHIFTED = 0.25
"""Population stability index from which a distribution counts as another one (Siddiqi 2006)."""
NAMED = 5


def suspects(names: Sequence[str], past: Floats, y_past: Floats, later: Floats, y_later: Floats) -> dict[str, float]:
    """Columns that tell the outcome alone so well that they may have been written after it, best first.

    Each column's ten classes of equal size (and the missing) get their share of yes on the past rows; the AUC of these
    on the later rows is held against that of the other columns.

    Parameters
    ----------
    names
        Of the columns.
    past, later
        Encoded matrices, shape (n, k), NaN where missing.
    y_past, y_later
        Outcomes 0/1.
    """
    told = {n: _by_tenths(past[:, i], y_past, later[:, i], y_later) for i, n in enumerate(names)}
    ranked = sorted(told.values(), reverse=True)
    edge = max(ALONE, 0.5 + FURTHER * (ranked[2] - 0.5)) if len(ranked) > 2 else CERTAIN
    found = {n: a for n, a in told.items() if a >= min(edge, CERTAIN)}
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def drifted(names: Sequence[str], past: Floats, later: Floats) -> dict[str, float]:
    """Columns whose later values lie elsewhere than the past ones, by population stability index, largest first."""
    found = {n: stability(*_shares(past[:, i], later[:, i])) for i, n in enumerate(names)}
    kept = {n: s for n, s in found.items() if s >= SHIFTED}
    return dict(sorted(kept.items(), key=lambda pair: (-pair[1], pair[0])))


def doubts(
    called: Mapping[str, Text], past: Floats, y_past: Floats, later: Floats, y_later: Floats, *, in_time: bool
) -> tuple[Text, ...]:
    """Both checks in words; whether times changed is only said where rows have a time.

    Parameters
    ----------
    called
        Column → its words, in the order of the matrices' columns.
    """
    if not len(y_past) or not len(y_later):
        return ()
    names = tuple(called)
    found = suspects(names, past, y_past, later, y_later)
    notes = [_suspect(called[n], told) for n, told in found.items()][:NAMED]
    if in_time:
        notes += [*_rates(y_past, y_later), *_columns([called[n] for n in drifted(names, past, later)])]
    return tuple(notes)


def _classes(past: Floats, values: Floats) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Class of each value by tenths of the past ones, 0 where missing."""
    known = past[~np.isnan(past)]
    if not len(known):
        return np.zeros(len(values), dtype=np.int64)
    edges = np.unique(np.quantile(known, np.linspace(0, 1, BINS + 1)[1:-1]))
    place = np.searchsorted(edges, np.nan_to_num(values), side="right") + 1
    return np.asarray(np.where(np.isnan(values), 0, place), dtype=np.int64)


def _by_tenths(past: Floats, y_past: Floats, later: Floats, y_later: Floats) -> float:
    if y_later.min() == y_later.max():
        return 0.5
    one, other = _classes(past, past), _classes(past, later)
    n = np.bincount(one, minlength=BINS + 2)
    rate = (np.bincount(one, y_past, BINS + 2) + 10 * y_past.mean()) / (n + 10)
    return auc(y_later, rate[other])


def _shares(past: Floats, later: Floats) -> list[Floats]:
    """Shares of the classes of each, none of them zero."""
    shares = []
    for values in (past, later):
        counts = np.bincount(_classes(past, values), minlength=BINS + 2) + 0.5
        shares.append(counts / counts.sum())
    return shares


def alone(column: pl.Series, y: Floats, half: Rows | None = None) -> float:
    """How well one column as it stands tells the outcome, either way round: area under the curve from 0.5 to 1.

    A number by its size, missing ones below all; a category by the rates of its levels, learnt from one half of the
    rows and tried on the other.

    Parameters
    ----------
    y
        Outcomes 0/1, shape (n,).
    half
        0 or 1 for each row; rows of one group share theirs. Without it a category tells nothing.
    """
    if column.dtype.is_numeric():
        found = auc(y, column.cast(pl.Float64).fill_null(-1e18).to_numpy())
    elif half is None:
        found = 0.5
    else:
        found = auc(y, _rates_of_levels(column.fill_null("∅"), y, half))
    return max(found, 1 - found)


def _rates_of_levels(column: pl.Series, y: Floats, half: Rows) -> Floats:
    values = np.zeros(len(y))
    frame = pl.DataFrame({"level": column, "y": y})
    for side in (0, 1):
        rates = frame.filter(pl.Series(half != side)).group_by("level").agg(pl.col("y").mean())
        mine = frame.select("level").filter(pl.Series(half == side))
        joined = mine.join(rates, on="level", how="left", maintain_order="left")
        values[half == side] = joined["y"].fill_null(float(np.mean(y))).to_numpy() - float(np.mean(y[half != side]))
    return values


def stability(then: Floats, now: Floats) -> float:
    """Population stability index of two distributions: positive shares of the same classes, shape (k,) each.

    Examples
    --------
    >>> round(stability(np.array([0.5, 0.5]), np.array([0.4, 0.6])), 4)
    0.0405
    """
    return float(((now - then) * np.log(now / then)).sum())


def _suspect(name: Text, told: float) -> Text:
    return Text(
        en=f"Suspect column “{name.en}”: it alone tells the outcome (AUC {told:.2f}), far better than the others. "
        "Was it written after the outcome? Then leave it out.",
        zh=f"可疑列“{name.zh}”：仅凭该列即可判断结果（AUC {told:.2f}），远胜其他列。"
        "是否在结果产生之后才填写？若是，请排除。",
    )


def rates_moved(past: Floats, later: Floats) -> bool:
    """Whether the share of yes changed by more than noise and by more than a tenth of itself."""
    one, other = float(past.mean()), float(later.mean())
    error = float(np.sqrt(one * (1 - one) / len(past) + other * (1 - other) / len(later)))
    return abs(other - one) > max(3 * error, 0.1 * one)


def _rates(past: Floats, later: Floats) -> list[Text]:
    if not rates_moved(past, later):
        return []
    one, other = float(past.mean()), float(later.mean())
    return [
        Text(
            en=f"The share of yes moved from {one:.1%} in the rows learnt from to {other:.1%} in the last ones.",
            zh=f"发生的比例从学习样本的 {one:.1%} 变为最近样本的 {other:.1%}。",
        )
    ]


def _columns(found: list[Text]) -> list[Text]:
    if not found:
        return []
    more = len(found) - NAMED
    en, zh = ", ".join(n.en for n in found[:NAMED]), "、".join(n.zh for n in found[:NAMED])
    if more > 0:
        en, zh = f"{en} and {more} more", f"{zh} 等另外 {more} 列"
    return [
        Text(
            en=f"These columns have other values in the last rows than before: {en}.",
            zh=f"以下列在最近样本中的取值与之前不同：{zh}。",
        )
    ]
