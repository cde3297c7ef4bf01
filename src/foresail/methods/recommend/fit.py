"""Fit: parts are learnt on the past, their blend is chosen on later purchases and judged on other users."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.frames import last_day, need_columns, to_polars
from foresail.methods.recommend.history import Bought, Floats, Numbers, entries, place, upto
from foresail.methods.recommend.measures import Ranking, ranking
from foresail.methods.recommend.model import Groups, Recommender, blend
from foresail.methods.recommend.parts import PARTS, learn

LEAST_USERS, LEAST_ITEMS = 5, 3
MOST_JUDGED = 1200
GRID = (0.0, 0.05, 0.1, 0.2, 0.4, 0.7, 1.0)
START = {"own": 1.0, "own_recent": 0.1, "own_popular": 0.2, "ease": 0.4, "item_item": 0.0, "popular": 0.1}
NAIVE = {"popular": 1.0, "own_popular": 1.0}
METHOD = Text(
    en="Blend of own history, recency, item-item, EASE and popularity",
    zh="自身历史、近期性、物品协同、EASE 与热门度的混合",
)
LEAST_JUDGED = 30
"""Customers below which two shares cannot be told apart."""
NONE_BETTER = Text(
    en="Best sellers of late: no blend of history and likeness was better", zh="近期热销品：历史与相似度的混合均未更优"
)
BASELINE = Text(en="What sells most of late, the same for all", zh="对所有客户推荐近期热销品")


def fit(
    frame: Any,
    *,
    user: str,
    item: str,
    at: str,
    until: date | str | None = None,
    attributes: Any = None,
    seed: int = 0,
) -> Recommender:
    """Learn what to offer to whom.

    Parameters
    ----------
    frame
        Polars, pandas or Arrow; a row an order line.
    user, item, at
        Columns: who, what, when (date, time or ISO text).
    until
        The last day that is looked at; by default the last in the frame.
    attributes
        A table with the column `user` and columns of words (region, industry …): users without purchases are offered
        what sells among those like them.
    seed
        For the choice of users that the blend is judged on.

    Raises
    ------
    NotEnoughData
        Below 5 users or 3 items.
    InvalidInput
        If a column is missing or `at` holds no days.

    Examples
    --------
    >>> rows = {"who": [f"c{i % 7}" for i in range(60)], "what": [f"p{i % 5}" for i in range(60)],
    ...         "day": [f"2025-01-{1 + i // 2:02d}" for i in range(60)]}
    >>> found = fit(rows, user="who", item="what", at="day")
    >>> found.top(["c1"], k=2).columns
    ['user', 'item', 'rank', 'score', 'reason']
    """
    rows = entries(frame, user=user, item=item, at=at)
    last = last_day(rows["on"], until)
    whole = upto(rows, last)
    if whole.shape[0] < LEAST_USERS or whole.shape[1] < LEAST_ITEMS:
        raise NotEnoughData(
            Text(
                en=f"{whole.shape[0]} customers and {whole.shape[1]} products are too few to learn from.",
                zh=f"{whole.shape[0]} 个客户、{whole.shape[1]} 个产品，数量不足以学习。",
            ),
            next_step=Text(en="Load more orders.", zh="请加载更多订单。"),
        )
    weights, evidence = _chosen(rows, last, whole.span, seed)
    return Recommender(whole, learn(whole), weights, evidence, _groups(whole, attributes, user))


def _chosen(rows: pl.DataFrame, last: date, span: float, seed: int) -> tuple[dict[str, float], Evidence]:
    """Hold out the last fifth (30 days at most); half of its users choose the blend, the other half judge it."""
    cut = last - timedelta(days=int(min(30, max(span // 5, 1))))
    past = upto(rows, cut)
    tested = rows.filter((pl.col("on") > cut) & (pl.col("on") <= last))
    row, column = (place(n, tested[c]) for n, c in ((past.users, "user"), (past.items, "item")))
    known = (row >= 0) & (column >= 0)
    asked = np.random.default_rng(seed).permutation(np.unique(row[known]))[:MOST_JUDGED]
    if len(asked) < 2 * LEAST_USERS:
        return dict(START), _untested(past)
    relevant = _flags(past, asked, row[known], column[known])
    parts = learn(past)
    scores = parts.scores(asked)
    had = parts.own[asked].toarray() > 0
    half = np.arange(len(asked)) % 2 == 0
    weights = _search({k: v[half] for k, v in scores.items()}, relevant[half], had[half])
    mine, naive = (
        _both({k: v[~half] for k, v in scores.items()}, w, relevant[~half], had[~half]) for w in (weights, NAIVE)
    )
    if mine[0].ndcg <= naive[0].ndcg:
        return dict(NAIVE), _evidence(naive, naive, past, cut)
    return weights, _evidence(mine, naive, past, cut)


def _flags(past: Bought, asked: Numbers, row: Numbers, column: Numbers) -> Any:
    where = np.full(past.shape[0], -1, dtype=np.int64)
    where[asked] = np.arange(len(asked))
    flags = np.zeros((len(asked), past.shape[1]), dtype=np.bool_)
    used = where[row] >= 0
    flags[where[row[used]], column[used]] = True
    return flags


def _both(scores: dict[str, Floats], weights: dict[str, float], relevant: Any, had: Any) -> tuple[Ranking, Ranking]:
    """Over all items, and over those that a user had not bought."""
    mixed = blend(scores, weights)
    return ranking(mixed, relevant), ranking(np.where(had, -np.inf, mixed), relevant)


def _search(scores: dict[str, Floats], relevant: Any, had: Any) -> dict[str, float]:
    """Coordinate ascent on hit rate and NDCG of both tasks, each against the start's so that all four count alike.

    It goes up from the usual blend, or from what sells most where that is the better start.
    """
    first = [v for r in _both(scores, START, relevant, had) for v in (r.hit_rate, r.ndcg)]

    def gain(weights: dict[str, float]) -> float:
        found = [v for r in _both(scores, weights, relevant, had) for v in (r.hit_rate, r.ndcg)]
        return sum(v / max(s, 1e-6) for v, s in zip(found, first, strict=True))

    naive = {**dict.fromkeys(PARTS, 0.0), **NAIVE}
    # From the usual blend own history keeps its weight: the others are measured by it.
    return _ascended(naive, gain, PARTS) if gain(naive) > gain(START) else _ascended(dict(START), gain, PARTS[1:])


def _ascended(
    best: dict[str, float], gain: Callable[[dict[str, float]], float], parts: tuple[str, ...]
) -> dict[str, float]:
    value = gain(best)
    for _ in range(2):
        before = value
        for part in parts:
            for tried in GRID:
                weights = {**best, part: tried}
                if tried != best[part] and any(weights.values()) and (found := gain(weights)) > value + 1e-4:
                    best, value = weights, found
        if value <= before:
            break
    return best


def _untested(past: Bought) -> Evidence:
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=0,
        n_train=past.shape[0],
        verdict=Text(en="Too few later purchases to test the offers.", zh="后续购买过少，无法检验推荐效果。"),
    )


def _evidence(mine: tuple[Ranking, Ranking], naive: tuple[Ranking, Ranking], past: Bought, cut: date) -> Evidence:
    measures = tuple(
        Measure(name=f"{name}_at_10_{task}", value=getattr(a, name), baseline=getattr(b, name), better="higher")
        for task, a, b in zip(("all", "new"), mine, naive, strict=True)
        for name in ("hit_rate", "ndcg")
    )
    better, few = mine[0].ndcg > naive[0].ndcg, mine[0].users < LEAST_JUDGED
    skill = better and not few
    method = METHOD if better else NONE_BETTER
    found = f"{mine[0].hit_rate:.0%}", f"{naive[0].hit_rate:.0%}"
    verdict = Text(
        en=f"Nothing beat what sells most: {found[1]} of the customers bought one of the ten best sellers.",
        zh=f"没有方法优于近期热销：{found[1]} 的客户购买了十大热销品之一。",
    )
    if better and few:
        verdict = Text(
            en=f"No skill shown: {mine[0].users} later customers are too few to tell {found[0]} from the {found[1]} of "
            "the ten best sellers.",
            zh=f"尚未证明有预测优势：仅 {mine[0].users} 个后续客户，不足以区分 {found[0]} 与十大热销品的 {found[1]}。",
        )
    return Evidence(
        method=method,
        baseline=BASELINE,
        n=mine[0].users,
        n_train=past.shape[0],
        tested_on=cut,
        measures=measures,
        skill=skill,
        verdict=verdict
        if not skill
        else Text(
            en=f"{found[0]} of the customers bought one of the ten offers, {found[1]} one of the ten best sellers.",
            zh=f"{found[0]} 的客户购买了十个推荐之一，十大热销品为 {found[1]}。",
        ),
    )


def _groups(whole: Bought, attributes: Any, user: str) -> Groups | None:
    if attributes is None:
        return None
    table = to_polars(attributes)
    need_columns(table, user)
    columns = tuple(c for c in table.columns if c != user)
    words = table.select(pl.col(user).alias("user"), *(pl.col(c).cast(pl.String).alias(f"a_{c}") for c in columns))
    return Groups.learn(whole, words.unique("user", keep="first", maintain_order=True))
