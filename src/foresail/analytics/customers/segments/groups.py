"""The groups: what they are made from, and how they are made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.customers.segments.params import SegmentsParams
from foresail.contracts.frames import once
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import InvalidInput, NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.segments import Clustering, cluster, split
from foresail.methods.segments.cluster import LEAST_ROWS, Ints, is_sound, of_json

KIND = "customers.segments/1"
BEHAVIOUR = (
    "recency_days",
    "tenure_days",
    "orders",
    "monetary",
    "order_value",
    "products",
    "discount_rate",
    "return_share",
    "contacts",
    "tickets",
)
GROUPED_BY = ("recency_days", "tenure_days", "orders", "order_value", "products", "discount_rate")
"""What clusters are made from; the rest describes them. Revenue is orders × revenue per order: it would count twice."""
NUMBERS = (*BEHAVIOUR, "employee_count", "annual_revenue")
WORDS = ("region", "industry", "channel")
CONDITIONS = tuple(n for n in (*NUMBERS, *WORDS) if n not in ("monetary", "order_value"))
"""What a tree that tells revenue apart may ask."""
MOST_LEAVES = 8


def fit(frames: Mapping[str, pl.DataFrame], params: SegmentsParams, rng: np.random.Generator) -> Artefact:
    """Learn the clusters.

    Raises
    ------
    NotEnoughData
        Below 30 customers, or when all are alike.
    """
    del rng
    if params.method == "tree":
        prepared(frames["customers"])
        return Artefact(kind=KIND, values={"method": "tree"})
    found = grouped(frames, params)
    tried = [
        {
            "segments": t.k,
            "stability": t.stability,
            "silhouette": t.silhouette,
            "by_chance": t.by_chance,
            "sound": is_sound(t),
        }
        for t in found.tried
    ]
    return Artefact(kind=KIND, values={"method": "clusters", "clusters": found.to_json(), "tried": tried})


def prepared(customers: pl.DataFrame) -> pl.DataFrame:
    """The customers with revenue per order.

    Raises
    ------
    NotEnoughData
        Below 30 customers.
    """
    if customers.height < LEAST_ROWS:
        raise too_few(customers.height)
    value = pl.col("monetary").cast(pl.Float64)
    return customers.sort("account_id").with_columns(
        order_value=pl.when(pl.col("orders") > 0).then(value / pl.col("orders"))
    )


def grouped(frames: Mapping[str, pl.DataFrame], params: SegmentsParams) -> Clustering:
    """The clusters of the customers; once a run.

    Raises
    ------
    NotEnoughData
        Below 30 customers, or when all are alike.
    """
    return once(frames, f"clusters {params.segments}", lambda: _grouped(prepared(frames["customers"]), params))


def _grouped(customers: pl.DataFrame, params: SegmentsParams) -> Clustering:
    try:
        return cluster(customers, GROUPED_BY, k=params.segments, most=8)
    except InvalidInput as problem:
        raise too_few(customers.height) from problem


def labels(customers: pl.DataFrame, artefact: Artefact, params: SegmentsParams) -> Ints:
    """The segment of each prepared customer, from 1, shape (customers,)."""
    values: Mapping[str, Any] = artefact.values
    if values["method"] == "clusters":
        return of_json(values["clusters"]).assign(customers)
    money = customers["monetary"].cast(pl.Float64).to_numpy()
    tree = split(customers, money, CONDITIONS, leaves=params.segments or 6)
    mean = np.array([money[tree.place == n].mean() for n in range(len(tree.leaves))])
    rank = np.empty(len(mean), dtype=np.int64)
    rank[np.argsort(-mean, kind="stable")] = np.arange(1, len(mean) + 1)
    place: Ints = rank[tree.place]
    return place


def too_few(found: int) -> NotEnoughData:
    """What is missing, and what would help."""
    return NotEnoughData(
        Text(
            en=f"Segments need at least {LEAST_ROWS} customers that do not all buy alike; there are {found}.",
            zh=f"分群至少需要 {LEAST_ROWS} 个行为有差异的客户，现有 {found} 个。",
        ),
        next_step=Text(
            en="Load orders with account, day and lines (order, order_line).",
            zh="请载入含客户、日期和明细的订单（order、order_line）。",
        ),
        details={"missing": ["order.account_id", "order.ordered_at", "order_line.net_amount"], "found": found},
    )
