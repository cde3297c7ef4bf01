"""A learnt recommender: lists for users that are known, and for those that are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from foresail.kernel.evidence import Evidence
from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text
from foresail.methods.frames import need_columns, to_polars
from foresail.methods.recommend.history import Bought, Floats, Numbers, entries, place
from foresail.methods.recommend.measures import Ranking, best, ranking
from foresail.methods.recommend.parts import PARTS, Parts

CHUNK = 500
DRAWN = 20.0
"""Purchases by which what sells in a group is drawn toward what sells to all."""


def blend(scores: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """Weighted sum of the parts, shape (users, items)."""
    total = np.zeros_like(next(iter(scores.values())))
    for name, weight in weights.items():
        if weight:
            total += weight * scores[name]
    return total


@dataclass(frozen=True)
class Groups:
    """What sells among users with a like attribute.

    Parameters
    ----------
    words
        `user` and one text column an attribute.
    shares
        (Column, word) → share of each item in the group's purchases, drawn toward that of all, shape (items,).
    """

    words: pl.DataFrame
    shares: Mapping[tuple[str, str], Floats]

    @classmethod
    def learn(cls, bought: Bought, words: pl.DataFrame) -> Groups:
        """Count what each group bought."""
        whole = np.bincount(bought.column, minlength=bought.shape[1]).astype(np.float64)
        whole /= max(whole.sum(), 1.0)
        shares: dict[tuple[str, str], Floats] = {}
        named = bought.users.to_frame("user").join(words, on="user", how="left", maintain_order="left")
        for column in words.columns[1:]:
            of_entry = named[column].to_numpy()[bought.row]
            for word in named[column].drop_nulls().unique().sort():
                counts = np.bincount(bought.column[of_entry == word], minlength=bought.shape[1])
                shares[column, word] = (counts + DRAWN * whole) / (counts.sum() + DRAWN)
        return cls(words, shares)

    def scores(self, users: pl.Series, popular: Floats) -> Floats:
        """Popularity among all times the lift of a user's groups, shape (users, items), best 1."""
        asked = users.to_frame("user").join(self.words, on="user", how="left", maintain_order="left")
        out = np.tile(popular, (len(users), 1))
        for column in self.words.columns[1:]:
            for row, word in enumerate(asked[column]):
                if (column, word) in self.shares:
                    out[row] += self.shares[column, word] / max(float(self.shares[column, word].max()), 1e-300)
        return np.asarray(out / np.maximum(out.max(axis=1, keepdims=True), 1e-300), dtype=np.float64)


@dataclass(frozen=True)
class Recommender:
    """What to offer to whom.

    Parameters
    ----------
    bought
        The history that it was learnt on.
    parts
        See `Parts`.
    weights
        Of the parts in the blend. Parts are scaled per user, so a long history speaks through itself, a short one
        through what goes together and what sells.
    evidence
        Of later purchases, beside what sells most.
    groups
        For users without purchases.
    """

    bought: Bought
    parts: Parts
    weights: dict[str, float]
    evidence: Evidence
    groups: Groups | None = None

    def top(
        self,
        users: Iterable[Any] | None = None,
        *,
        k: int = 10,
        blocked: Sequence[Any] = (),
        skip: Any = None,
        new_only: bool = False,
    ) -> pl.DataFrame:
        """Lists of up to `k` items.

        Parameters
        ----------
        users
            Whom to ask for; by default all who bought.
        blocked
            Items that nobody is to be offered (out of stock, retired).
        skip
            A table with the columns `user` and `item`: pairs that are not to be offered (just bought, quoted).
        new_only
            Offer only what a user has never bought.

        Returns
        -------
        `user`, `item`, `rank` from 1, `score`, `reason`: the part of the blend that spoke most for it (`own`,
        `own_recent`,
        `own_popular`, `ease`, `item_item`, `popular`; `group` for a user without purchases).
        """
        if k < 1:
            raise InvalidInput(Text(en=f"k is {k}; it must be at least 1.", zh=f"k 为 {k}，至少应为 1。"), where="k")
        asked = self.bought.users if users is None else _as_names(users, self.bought.users.dtype)
        banned = np.flatnonzero(
            self.bought.items.is_in(_as_names(blocked, self.bought.items.dtype).implode()).to_numpy()
        )
        pairs = self._pairs(skip)
        made = [
            self._lists(asked[start : start + CHUNK], k, banned, pairs, new_only)
            for start in range(0, len(asked), CHUNK)
        ]
        return pl.concat(made) if made else self._frame(asked, np.zeros((0, 0), np.int64), np.zeros((0, 0)), [])

    def scores(self, rows: Numbers) -> Floats:
        """Blended scores of known users by place, shape (rows, items)."""
        return blend(self.parts.scores(rows), self.weights)

    def evaluate(self, frame: Any, *, user: str, item: str, at: str, k: int = 10, new_only: bool = False) -> Ranking:
        """Hold the lists against later purchases, over the users and items that are known.

        Parameters
        ----------
        frame, user, item, at
            As `fit`; purchases up to the day of the recommender are left out.
        """
        rows = entries(frame, user=user, item=item, at=at).filter(pl.col("on") > self.bought.last)
        row, column = place(self.bought.users, rows["user"]), place(self.bought.items, rows["item"])
        known = (row >= 0) & (column >= 0)
        row, column = row[known], column[known]
        found, total = np.zeros(2), 0
        asked = np.unique(row)
        for start in range(0, len(asked), CHUNK):
            some = asked[start : start + CHUNK]
            relevant = np.zeros((len(some), self.bought.shape[1]), dtype=np.bool_)
            here = np.isin(row, some)
            relevant[np.searchsorted(some, row[here]), column[here]] = True
            mixed = self.scores(some)
            if new_only:
                mixed[self.parts.own[some].toarray() > 0] = -np.inf
            part = ranking(mixed, relevant, k)
            found += np.array([part.hit_rate, part.ndcg]) * part.users
            total += part.users
        hit, gain = (found / max(total, 1)).tolist()
        return Ranking(hit, gain, total)

    def _pairs(self, skip: Any) -> tuple[pl.Series, Numbers] | None:
        if skip is None:
            return None
        table = to_polars(skip)
        need_columns(table, "user", "item")
        return table["user"], place(self.bought.items, table["item"])

    def _lists(
        self, asked: pl.Series, k: int, banned: Any, pairs: tuple[pl.Series, Numbers] | None, new_only: bool
    ) -> pl.DataFrame:
        rows = place(self.bought.users, asked)
        known = np.flatnonzero(rows >= 0)
        scores = np.empty((len(asked), self.bought.shape[1]))
        reasons = np.full(scores.shape, len(PARTS), dtype=np.int8)
        cold = np.flatnonzero(rows < 0)
        popular = self.parts.popular
        scores[cold] = self.groups.scores(asked[cold], popular) if self.groups else popular
        if len(known):
            parts = self.parts.scores(rows[known])
            scores[known] = blend(parts, self.weights)
            reasons[known] = np.argmax([self.weights.get(p, 0.0) * parts[p] for p in PARTS], axis=0)
            if new_only:
                scores[known] = np.where(self.parts.own[rows[known]].toarray() > 0, -np.inf, scores[known])
        if self.groups is None:
            reasons[cold] = PARTS.index("popular")
        scores[:, banned] = -np.inf
        if pairs is not None:
            who, what = pairs
            at = place(asked, who) if asked.n_unique() == len(asked) else np.zeros(0, np.int64)
            used = (at >= 0) & (what >= 0)
            scores[at[used], what[used]] = -np.inf
        listed = best(scores, k)
        why = [[*PARTS, "group"][r] for r in np.take_along_axis(reasons, listed, axis=1).ravel()]
        return self._frame(asked, listed, np.take_along_axis(scores, listed, axis=1), why)

    def _frame(self, asked: pl.Series, listed: Numbers, scores: Floats, why: list[str]) -> pl.DataFrame:
        n, k = listed.shape
        return pl.DataFrame(
            {
                "user": asked.gather(np.repeat(np.arange(n), k)),
                "item": self.bought.items.gather(listed.ravel()),
                "rank": np.tile(np.arange(1, k + 1), n),
                "score": scores.ravel(),
                "reason": pl.Series(why, dtype=pl.String),
            }
        ).filter(pl.col("score").is_finite() & (pl.col("score") > 0))


def _as_names(values: Iterable[Any], kind: Any) -> pl.Series:
    return pl.Series("name", list(values), dtype=kind, strict=False)
