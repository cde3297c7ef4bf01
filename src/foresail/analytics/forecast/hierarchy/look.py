"""From events to coherent forecasts of every group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from foresail.analytics.forecast.hierarchy.groups import groups
from foresail.analytics.forecast.hierarchy.params import HierarchyParams
from foresail.kernel.problem import InvalidInput, NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.forecast.arrays import Floats
from foresail.methods.hierarchy.choose import Choice
from foresail.methods.hierarchy.settle import LEAST_TESTS, settle
from foresail.methods.hierarchy.structure import Hierarchy, build
from foresail.methods.rolling.panel import Panel, lay_out
from foresail.methods.rolling.roll import ENGINE, NAIVE, Rolled, roll

LEAST = 6
MOST = 1500
PATHS = 400
SHARES = (0.025, 0.1, 0.9, 0.975)


@dataclass(frozen=True, eq=False)
class Look:
    """What is said; nodes in the order of the hierarchy.

    Parameters
    ----------
    base, mean, baseline
        Each group by itself, what adds up, and the same period last year; shape (nodes, h), the running period
        completed.
    ends
        Quantiles of `SHARES`, shape (4, nodes, h).
    totals
        Quantiles of the company's sum over all periods, shape (4,).
    scores
        Method → RMSSE averaged over levels, the seasonal naive's too.
    """

    as_of: date
    panel: Panel
    nodes: Hierarchy
    rolled: Rolled
    choice: Choice
    base: Floats
    mean: Floats
    baseline: Floats
    ends: Floats
    totals: Floats
    scores: Mapping[str, float]

    @property
    def tested(self) -> bool:
        return len(self.rolled.known) >= LEAST_TESTS

    def wapes(self) -> list[tuple[float, float, float]]:
        """(adding up, each by itself, last year) of each level; summed absolute errors over summed actuals."""
        actual = self.rolled.actual
        told = ~np.isnan(actual)
        base, naive = (np.nan_to_num(self.rolled.past[m]) for m in (ENGINE, NAIVE))
        misses = (
            np.nan_to_num(self.choice.errors),
            np.where(told, actual - base, 0),
            np.where(told, actual - naive, 0),
        )
        found = []
        for level in range(len(self.nodes.levels)):
            mine = self.nodes.level == level
            total = float(np.abs(np.nan_to_num(actual[:, mine])).sum())
            sums = [float(np.abs(m[:, mine]).sum()) / total if total > 0 else 0.0 for m in misses]
            found.append((sums[0], sums[1], sums[2]))
        return found


def look(frames: Mapping[str, pl.DataFrame], params: HierarchyParams, seed: int = 0) -> Look:
    """Lay out, forecast every group, choose the reconciliation, reconcile, draw.

    Raises
    ------
    NotEnoughData
        If there are fewer than six whole periods, or only one group.
    InvalidInput
        If the groups cannot be crossed, or are too many.
    """
    columns, levels = groups(params.by)
    events = frames["measures"]
    as_of: date = events["as_of"][0] if events.height else date.min
    panel = lay_out(events, [columns], params.grain, as_of, most=10**9)
    if panel is None or len(panel.periods) < LEAST or len(panel.keys) < 2:
        raise too_short(0 if panel is None else len(panel.periods))
    if len(panel.keys) > MOST:
        raise _too_many(len(panel.keys))
    nodes = build([key[1] for key in panel.keys], columns, levels)
    values = nodes.add_up(np.nan_to_num(panel.y))
    begun = (values != 0).cumsum(axis=1) > 0
    rolled = roll(
        np.where(begun, values, np.nan),
        panel.periods,
        params.horizon,
        grain=params.grain,
        origins=params.origins,
        mode=params.mode,
    )
    return _reconciled(as_of, panel, nodes, rolled, values, seed)


def _reconciled(as_of: date, panel: Panel, nodes: Hierarchy, rolled: Rolled, values: Floats, seed: int) -> Look:
    found = settle(nodes, values, rolled, grain=panel.grain, paths=PATHS, seed=seed)
    whole = np.moveaxis(nodes.add_up(np.moveaxis(found.drawn, 0, -1)), -1, 0)  # (paths, nodes, h)
    sofar = _Completer(panel, nodes)
    whole = np.array([sofar(path) for path in whole])
    least = np.where(values.min(axis=1) >= 0, 0.0, -np.inf)  # what never was below zero is not foretold there
    return Look(
        as_of=as_of,
        panel=panel,
        nodes=nodes,
        rolled=rolled,
        choice=found.choice,
        base=sofar(rolled.coming[ENGINE]),
        mean=sofar(found.mean),
        baseline=sofar(nodes.add_up(nodes.split(np.nan_to_num(rolled.coming[NAIVE]))[1])),
        ends=np.maximum(np.quantile(whole, SHARES, axis=0), least[:, None]),
        totals=np.maximum(np.quantile(whole[:, 0].sum(axis=1), SHARES), least[0]),
        scores=found.scores,
    )


class _Completer:
    """Puts what the running period has brought into forecasts of whole periods: sums stay sums."""

    def __init__(self, panel: Panel, nodes: Hierarchy) -> None:
        self._so_far, self._elapsed = nodes.add_up(panel.so_far), panel.elapsed

    def __call__(self, values: Floats) -> Floats:
        if not self._elapsed:
            return values
        out = values.copy()
        out[:, 0] = self._so_far + (1 - self._elapsed) * values[:, 0]
        return out


def too_short(found: int) -> NotEnoughData:
    """What is missing, and what would help."""
    return NotEnoughData(
        Text(
            en=f"A hierarchy needs at least two groups and {LEAST} whole periods; there are {found} periods.",
            zh=f"层级预测至少需要两个分组和 {LEAST} 个完整时期，现有 {found} 个时期。",
        ),
        next_step=Text(
            en="Load orders with region and product, over half a year at least.",
            zh="请载入至少半年、含区域与产品的订单。",
        ),
        details={"missing": ["order.ordered_at", "order.region", "product.category"], "found": found},
    )


def _too_many(found: int) -> InvalidInput:
    return InvalidInput(
        Text(en=f"{found:,} single groups are more than {MOST:,}.", zh=f"{found} 个底层分组超过上限 {MOST}。"),
        where="by",
        next_step=Text(en="Cross fewer or coarser columns.", zh="请减少交叉的列或使用更粗的列。"),
    )
