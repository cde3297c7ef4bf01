"""Are the segments found again, and do they lie further apart than chance makes them?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.customers.segments.groups import grouped, labels, prepared
from foresail.analytics.customers.segments.params import SegmentsParams
from foresail.kernel.artefact import Artefact
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text
from foresail.methods.segments.cluster import BOOTSTRAPS, Clustering

METHOD = Text(en="k-means on behaviour, its number chosen by stability", zh="行为 k-means 聚类，按稳定性选择群数")
TREE = Text(en="A tree of conditions on revenue", zh="按收入划分的决策树")
BASELINE = Text(en="Groups in data without any structure", zh="无结构数据中的分群")
ONE = Text(en="One mean for all customers", zh="所有客户同一均值")


def run(frames: Mapping[str, pl.DataFrame], params: SegmentsParams, rng: np.random.Generator) -> Evidence:
    """Clusters: resamples and formless data. A tree: revenue of the customers it was not grown on.

    Raises
    ------
    NotEnoughData
        Below 30 customers, or when all are alike.
    """
    customers = prepared(frames["customers"])
    if params.method == "tree":
        return _tree(customers, params, rng)
    return _clusters(customers, grouped(frames, params))


def _clusters(customers: pl.DataFrame, found: Clustering) -> Evidence:
    own = found.chosen
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=customers.height,
        n_train=customers.height,
        tested_on=customers["as_of"][0],
        measures=(
            Measure(name="silhouette", value=own.silhouette, baseline=own.by_chance, better="higher"),
            Measure(name="found_again", value=own.stability, baseline=0.0, better="higher"),
        ),
        skill=found.stable,
        verdict=_verdict(found),
        notes=(
            Text(
                en=f"Each number of segments was made again from {BOOTSTRAPS} resamples of the customers.",
                zh=f"每种群数均对客户重抽样 {BOOTSTRAPS} 次并重新分群。",
            ),
        ),
    )


def _verdict(found: Clustering) -> Text:
    k, again = found.k, found.chosen.stability
    if found.stable:
        return Text(
            en=f"{k} segments are found again in resamples (agreement {again:.2f} of 1) and lie further apart "
            "than chance.",
            zh=f"{k} 个群在重抽样中能再次得到（一致度 {again:.2f}，满分 1），且分离程度超出偶然。",
        )
    return Text(
        en=f"The segments are not steady (agreement {again:.2f} of 1): customers differ by degrees, not by kinds.",
        zh=f"分群不稳定（一致度 {again:.2f}，满分 1）：客户之间是程度之别，而非类别之别。",
    )


def _tree(customers: pl.DataFrame, params: SegmentsParams, rng: np.random.Generator) -> Evidence:
    """Two halves: ranks of revenue by the leaves' means on the other half."""
    del rng
    half = np.arange(customers.height) % 2 == 0
    money = customers["monetary"].rank().to_numpy() / customers.height
    place = labels(customers, Artefact(kind="x/1", values={"method": "tree"}), params)
    means = {n: money[half & (place == n)].mean() for n in np.unique(place[half])}
    test = ~half & np.isin(place, list(means))
    told = np.array([means[n] for n in place[test]])
    error = float(np.abs(told - money[test]).mean())
    naive = float(np.abs(money[half].mean() - money[test]).mean())
    return Evidence(
        method=TREE,
        baseline=ONE,
        n=int(test.sum()),
        n_train=int(half.sum()),
        tested_on=customers["as_of"][0],
        measures=(Measure(name="rank_error", value=error, baseline=naive),),
        skill=error < naive,
        verdict=Text(
            en=f"The conditions tell a customer's rank by revenue to {error:.0%}; one mean for all to {naive:.0%}.",
            zh=f"按条件估计客户收入排名的平均误差为 {error:.0%}，统一均值为 {naive:.0%}。",
        ),
    )
