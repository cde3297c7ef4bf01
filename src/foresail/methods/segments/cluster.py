"""Clusters whose number is chosen by how well they are found again, held against data without any structure.

For each number k the clusters of bootstrap samples are compared with those of the data by the adjusted Rand index
(Hubert and Arabie 1985; the bootstrap as in Hennig 2007); the silhouette (Rousseeuw 1987) says how far apart they lie.
The same silhouette on points without groups (one normal of the same covariance) tells what chance alone would give, as
in the gap statistic (Tibshirani, Walther and Hastie 2001).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.frames import to_polars
from foresail.methods.segments.matrix import Encoder, Floats, learn

Ints = NDArray[np.int64]
LEAST_ROWS = 30
MOST_LEARNT = 3_000
MOST_PAIRED = 800
BOOTSTRAPS = 10
STABLE, APART, SMALLEST = 0.8, 0.1, 0.02
"""What makes clusters sound: found again, further apart than chance by so much, and none smaller than this share."""
STARTS, STARTS_AGAIN = 5, 2


@dataclass(frozen=True)
class Tried:
    """One number of clusters.

    Parameters
    ----------
    stability
        Mean adjusted Rand index of bootstraps against the whole: 1 = always the same, 0 = chance.
    silhouette, by_chance
        Of the data, and of points without groups that vary alike.
    smallest
        Share of the rows in the smallest cluster.
    """

    k: int
    stability: float
    silhouette: float
    by_chance: float
    smallest: float = 1.0


@dataclass(frozen=True)
class Clustering:
    """Clusters, numbered from 1, largest first.

    Parameters
    ----------
    encoder, centres
        How a row becomes a point, and the middle of each cluster, shape (k, encoded columns).
    labels
        Of the rows that were given, shape (rows,).
    tried
        Every number of clusters that was tried.
    """

    encoder: Encoder
    centres: Floats
    labels: Ints
    tried: tuple[Tried, ...]

    @property
    def k(self) -> int:
        return len(self.centres)

    @property
    def chosen(self) -> Tried:
        """How the chosen number did."""
        return next(t for t in self.tried if t.k == self.k)

    @property
    def stable(self) -> bool:
        """Found again in bootstraps (adjusted Rand index ≥ .8), and clearly further apart than chance makes them."""
        return is_sound(self.chosen)

    def assign(self, frame: Any) -> Ints:
        """The cluster of each row of another frame, shape (rows,).

        Raises
        ------
        InvalidInput
            If a column is missing.
        """
        return nearest(self.encoder.matrix(to_polars(frame)), self.centres) + 1

    def to_json(self) -> dict[str, Any]:
        """Plain JSON without the labels."""
        return {"columns": self.encoder.to_json(), "centres": self.centres.tolist()}


def of_json(said: Mapping[str, Any]) -> Clustering:
    """A clustering to assign with, from `Clustering.to_json`."""
    centres = np.asarray(said["centres"], dtype=np.float64)
    none = Tried(len(centres), 0.0, 0.0, 0.0)
    return Clustering(Encoder.of_json(said["columns"]), centres, np.zeros(0, dtype=np.int64), (none,))


def is_sound(tried: Tried) -> bool:
    """See `Clustering.stable`."""
    apart = tried.silhouette - tried.by_chance
    return tried.stability >= STABLE and apart >= APART and tried.smallest >= SMALLEST


def cluster(frame: Any, columns: Sequence[str] = (), *, k: int = 0, most: int = 8, seed: int = 0) -> Clustering:
    """Group the rows of a frame.

    Parameters
    ----------
    frame
        A Polars, pandas or Arrow table; numbers, words and booleans.
    columns
        What to group by; all of them if empty.
    k
        The number of clusters; 0 chooses it between 2 and `most`.
    seed
        The same seed gives the same clusters.

    Raises
    ------
    NotEnoughData
        Below 30 rows.
    InvalidInput
        If a column is missing or none differs between rows.

    Examples
    --------
    >>> import polars as pl
    >>> rng = np.random.default_rng(0)
    >>> group = np.repeat([0, 1, 2], 60)
    >>> found = cluster(pl.DataFrame({"x": group * 9 + rng.normal(size=180), "y": rng.normal(size=180) - 7 * group}))
    >>> found.k, found.stable, np.bincount(found.labels)[1:].tolist()
    (3, True, [60, 60, 60])
    """
    table = to_polars(frame)
    if table.height < LEAST_ROWS:
        raise NotEnoughData(
            Text(
                en=f"Grouping needs at least {LEAST_ROWS} rows; there are {table.height}.",
                zh=f"分群至少需要 {LEAST_ROWS} 行，现有 {table.height} 行。",
            ),
            details={"found": table.height, "asked": LEAST_ROWS},
        )
    encoder = learn(table, list(columns) or table.columns)
    rng = np.random.default_rng([seed, 17])
    points = encoder.matrix(table)
    some = points if len(points) <= MOST_LEARNT else points[np.sort(rng.permutation(len(points))[:MOST_LEARNT])]
    distinct = len(np.unique(some, axis=0))
    wanted = [k] if k else list(range(2, min(most, distinct, table.height // 10) + 1))
    tried = tuple(_try(encoder, some, min(number, distinct), seed) for number in wanted)
    best = choose(tried)
    centres = largest_first(some, means(some, best.k, np.random.default_rng([seed, best.k])))
    return Clustering(encoder, centres, nearest(points, centres) + 1, tried)


def choose(tried: Sequence[Tried]) -> Tried:
    """The sound number that lies furthest apart; without a sound one, the steadiest."""
    sound = [t for t in tried if is_sound(t)]
    if sound:
        return max(sound, key=lambda t: (t.silhouette - t.by_chance, -t.k))
    return max(tried, key=lambda t: (t.stability, -t.k))


def _try(encoder: Encoder, points: Floats, k: int, seed: int) -> Tried:
    rng = np.random.default_rng([seed, k])
    centres = means(points, k, rng)
    labels = nearest(points, centres)
    again = []
    for _ in range(BOOTSTRAPS):
        sample = points[rng.integers(0, len(points), len(points))]
        again.append(rand_index(labels, nearest(points, means(sample, k, rng, STARTS_AGAIN))))
    blank = encoder.formless(points, rng)
    return Tried(
        k,
        float(np.mean(again)),
        silhouette(points, labels, rng),
        silhouette(blank, nearest(blank, means(blank, k, rng, STARTS_AGAIN)), rng),
        float(np.bincount(labels, minlength=k).min() / len(points)),
    )


def means(points: Floats, k: int, rng: np.random.Generator, starts: int = STARTS) -> Floats:
    """Centres of k clusters: the best of several runs from k-means++ starts (Arthur and Vassilvitskii 2007)."""
    runs = [_lloyd(points, _start(points, k, rng)) for _ in range(starts)]
    return min(runs, key=lambda run: run[0])[1]


def _start(points: Floats, k: int, rng: np.random.Generator) -> Floats:
    centres = [points[int(rng.integers(len(points)))]]
    for _ in range(k - 1):
        gap = distances(points, np.array(centres)).min(axis=1)
        total = gap.sum()
        place = (
            int(rng.integers(len(points))) if total <= 0 else int(np.searchsorted(gap.cumsum(), rng.random() * total))
        )
        centres.append(points[min(place, len(points) - 1)])
    return np.array(centres)


def _lloyd(points: Floats, centres: Floats) -> tuple[float, Floats]:
    labels = np.full(len(points), -1)
    for _ in range(60):
        new = nearest(points, centres)
        if np.array_equal(new, labels):
            break
        labels = new
        counts = np.bincount(labels, minlength=len(centres)).astype(np.float64)
        sums = np.column_stack([np.bincount(labels, column, len(centres)) for column in points.T])
        centres = np.where(counts[:, None] > 0, sums / np.maximum(counts, 1)[:, None], centres)
    return float(distances(points, centres).min(axis=1).sum()), centres


def distances(points: Floats, centres: Floats) -> Floats:
    """Squared distances, shape (rows, k)."""
    squared: Floats = (points**2).sum(axis=1)[:, None] - 2 * (points @ centres.T) + (centres**2).sum(axis=1)
    return np.maximum(squared, 0.0)


def nearest(points: Floats, centres: Floats) -> Ints:
    """The nearest centre of each point, from 0, shape (rows,)."""
    found: Ints = distances(points, centres).argmin(axis=1).astype(np.int64)
    return found


def largest_first(points: Floats, centres: Floats) -> Floats:
    """The centres in the order of their clusters' sizes."""
    counts = np.bincount(nearest(points, centres), minlength=len(centres))
    order = np.lexsort((*centres.T[::-1], -counts))
    return np.ascontiguousarray(centres[order])


def rand_index(one: Ints, other: Ints) -> float:
    """Adjusted Rand index of two groupings of the same rows: 1 = the same, 0 = what chance gives.

    Examples
    --------
    >>> rand_index(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    table = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(table, (one, other), 1)

    def pairs(counts: Floats) -> float:
        return float((counts * (counts - 1) / 2).sum())

    both, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    expected = rows * columns / max(pairs(np.array([float(len(one))])), 1.0)
    most = (rows + columns) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def silhouette(points: Floats, labels: Ints, rng: np.random.Generator) -> float:
    """Mean of (b − a) / max(a, b) over at most `MOST_PAIRED` rows: a to the own cluster, b to the nearest other."""
    rows = np.sort(rng.permutation(len(points))[:MOST_PAIRED])
    some, mine = points[rows], labels[rows]
    if len(np.unique(mine)) < 2:
        return 0.0
    gap = np.sqrt(distances(some, some))
    codes, place, counts = np.unique(mine, return_inverse=True, return_counts=True)
    sums = np.column_stack([gap[:, mine == code].sum(axis=1) for code in codes])
    own = sums[np.arange(len(rows)), place] / np.maximum(counts[place] - 1, 1)
    others = sums / counts
    others[np.arange(len(rows)), place] = np.inf
    other = others.min(axis=1)
    score = np.where(counts[place] > 1, (other - own) / np.maximum(np.maximum(own, other), 1e-12), 0.0)
    return float(score.mean())
