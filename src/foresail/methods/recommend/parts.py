"""What a recommendation is made of: own history, what goes together, what resembles it, what sells.

References
----------
Steck (2019), Embarrassingly Shallow Autoencoders for Sparse Data. WWW 2019. (EASE)
Sarwar and others (2001), Item-based Collaborative Filtering Recommendation Algorithms. WWW 10.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from foresail.methods.recommend.history import Bought, Floats, Numbers

PARTS = ("own", "own_recent", "own_popular", "ease", "item_item", "popular")
MOST_ITEMS = 4000
"""What goes together is learnt among so many best-selling items: the work grows with their cube."""
RIDGE = 100.0
SHRINK = 20.0


@dataclass(frozen=True)
class Parts:
    """Scores of users for items; each part is scaled so that a user's best item has 1.

    What a user has bought before is ranked by own history and by what sells of it, what is new to the user by what goes
    together and what sells: one part never disturbs the order of the other kind, so one blend serves both questions.

    Parameters
    ----------
    own, own_recent
        Sparse users × items: purchases, with slow and with fast decay.
    basis
        Sparse users × items: log purchases of the items in `core`, from which `ease` and `item_item` follow.
    core
        Places of the best-selling items.
    ease, item_item
        Shape (core, core).
    popular
        Purchases of late, shape (items,), 0 … 1.
    """

    own: Any
    own_recent: Any
    basis: Any
    core: Numbers
    ease: Floats
    item_item: Floats
    popular: Floats

    def scores(self, rows: Numbers) -> dict[str, Floats]:
        """Part → shape (rows, items)."""
        own = self.own[rows].toarray()
        new = own == 0
        basis = self.basis[rows]
        spread = {}
        for name in ("ease", "item_item"):
            wide = np.zeros(own.shape)
            wide[:, self.core] = basis @ getattr(self, name)
            spread[name] = _to_one(wide * new)
        return {
            "own": _to_one(own),
            "own_recent": _to_one(self.own_recent[rows].toarray()),
            "own_popular": self.popular * ~new,
            **spread,
            "popular": self.popular * new,
        }


def learn(bought: Bought) -> Parts:
    """Learn all parts; decay is set by the length of the history."""
    span = bought.span
    own = bought.table(2 * span)
    sold = np.asarray((own > 0).sum(axis=0)).ravel()
    core = np.sort(np.argsort(-sold, kind="stable")[:MOST_ITEMS]).astype(np.int64)
    basis = bought.table(max(span / 3, 14.0))[:, core].copy()
    basis.data = np.log1p(basis.data)
    recent = np.asarray(bought.table(float(np.clip(span / 24, 3.0, 30.0))).sum(axis=0)).ravel()
    together = (basis.T @ basis).toarray()
    return Parts(
        own=own,
        own_recent=bought.table(max(span / 8, 7.0)),
        basis=basis,
        core=core,
        ease=_ease(together),
        item_item=_cosine(together),
        popular=recent / max(float(recent.max(initial=0.0)), 1e-300),
    )


def _ease(together: Floats) -> Floats:
    """B = I − P / diag P with P the inverse of XᵀX + λI: the closed solution of a ridge without self-reference."""
    inverse = np.linalg.inv(together + RIDGE * np.eye(len(together)))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    return np.asarray(weights, dtype=np.float64)


def _cosine(together: Floats) -> Floats:
    """Cosine between items, drawn toward zero where few bought both."""
    norm = np.sqrt(np.maximum(np.diag(together), 1e-12))
    alike = together / (np.outer(norm, norm) + SHRINK)
    np.fill_diagonal(alike, 0.0)
    return np.asarray(alike, dtype=np.float64)


def _to_one(scores: Floats) -> Floats:
    best = scores.max(axis=1, initial=0.0, keepdims=True)
    return np.asarray(np.maximum(scores, 0.0) / np.maximum(best, 1e-300), dtype=np.float64)
