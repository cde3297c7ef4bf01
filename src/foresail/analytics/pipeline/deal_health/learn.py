"""Limits from won deals, and what breaking a rule has cost.

A limit is a quantile of what won deals showed while they were open, by stage where enough were won. What a rule is
worth follows from one logistic regression of lost against won on all broken rules, beside the stage's own rate; a
rule that does not go with losing gets nothing and is not held against a deal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foresail.analytics.pipeline.deal_health.features import ANY
from foresail.analytics.pipeline.deal_health.params import HealthParams
from foresail.analytics.pipeline.deal_health.rules import LEVELS, RULES
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.scoring.columns import level_odds
from foresail.methods.scoring.logistic import fit_logistic
from foresail.methods.scoring.measures import Floats
from foresail.methods.scoring.split import Rows, censoring_weight

LEAST_WON, LEAST_LOST = 15, 15
MOST_HAD = 0.5
"""Share of won deals that must have had a thing before its absence is a broken rule."""
RARE = 0.02
PENALTY = 10.0
Place = tuple[str, str]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Limit:
    """What a share `level` of won deals of a place kept to, over `n` deals; `own`: the place has a limit of its own."""

    value: float
    level: float
    n: int
    own: bool


@dataclass(frozen=True)
class Learnt:
    """What was learnt.

    Attributes
    ----------
    limits
        Rule → place (pipeline, stage) → limit. A rule that cannot be judged has none.
    worth
        Rule → what breaking it adds to the log odds of losing; 0 where it does not go with losing.
    stage_odds, intercept
        Log odds of losing by stage against all, and of a deal that keeps all rules.
    share
        Rule → share of the looks at which it was broken.
    """

    limits: Mapping[str, Mapping[Place, Limit]]
    worth: Mapping[str, float]
    stage_odds: Mapping[str, float]
    intercept: float
    share: Mapping[str, float]
    won: int
    lost: int

    def broken(self, rows: pl.DataFrame) -> Flags:
        """Which rules each row breaks, shape (rows, rules); what cannot be judged is not broken."""
        return breaks_all(rows, self.limits)

    def loses(self, rows: pl.DataFrame, broken: Flags) -> Floats:
        """The chance of being lost, given which rules are broken; shape (rows,)."""
        stage = _key(rows)
        odds = np.array([self.stage_odds.get(s, 0.0) for s in stage], dtype=np.float64)
        worth = np.array([self.worth[code] for code in RULES])
        return np.asarray(1 / (1 + np.exp(-(self.intercept + odds + broken @ worth))), dtype=np.float64)


def breaks_all(rows: pl.DataFrame, limits: Mapping[str, Mapping[Place, Limit]]) -> Flags:
    """Which rules each row breaks, shape (rows, rules)."""
    places = Places.of(rows)
    parts = [_breaks(rows[r.column].to_numpy(), places, code, limits.get(code, {})) for code, r in RULES.items()]
    return np.column_stack(parts)


def learn(values: pl.DataFrame, rows: Rows, cut: float, params: HealthParams) -> Learnt:
    """Learn from looks at deals whose end was known by a day.

    Parameters
    ----------
    values
        All looks, as `snapshot_values` gives them.
    rows
        Those that are learnt from.
    cut
        The day by which their ends were known, in days (0: the day itself, −90: ninety days before).

    Raises
    ------
    NotEnoughData
        With fewer than 15 won or 15 lost deals among them.
    """
    known = values[rows.tolist()]
    won_deals, lost_deals = enough(known)
    weight = _weights(values, rows, cut)
    lost = (known["outcome"] == "lost").cast(pl.Float64).to_numpy()
    odds = level_odds(pl.Series(_key(known)), lost, weight)
    stage = np.array([odds[s] for s in _key(known)])
    rate = float(np.average(lost, weights=weight))
    base = 1 / (1 + np.exp(-(stage + np.log(rate / (1 - rate)))))
    limits = {code: _limits(known, code, weight, lost, base, params) for code in RULES}
    limits = {code: found for code, found in limits.items() if found}
    broken = breaks_all(known, limits)
    deal = np.unique(known["opportunity_id"].to_numpy(), return_inverse=True)[1]
    telling = [_beyond_noise(broken[:, i], lost - base, weight, deal) for i in range(len(RULES))]
    worth, intercept = _worth(broken.astype(np.float64), telling, stage, lost, weight)
    share = {code: float(np.average(broken[:, i], weights=weight)) for i, code in enumerate(RULES)}
    return Learnt(limits, worth, odds, intercept, share, won_deals, lost_deals)


def enough(known: pl.DataFrame) -> tuple[int, int]:
    """Won and lost deals among looks.

    Raises
    ------
    NotEnoughData
        With fewer than 15 of either.
    """
    counts = known.group_by("outcome").agg(pl.col("opportunity_id").n_unique())
    found: dict[str, int] = dict(counts.rows())
    won, lost = found.get("won", 0), found.get("lost", 0)
    if won < LEAST_WON or lost < LEAST_LOST:
        raise too_few(won, lost)
    return won, lost


def _key(rows: pl.DataFrame) -> list[str]:
    return (rows["pipeline"] + "\u241f" + rows["stage"]).to_list()


def _weights(values: pl.DataFrame, rows: Rows, cut: float) -> Floats:
    """Ends that come late are made up for."""
    seen = -values["ago"].cast(pl.Float64).to_numpy()
    ends = -values["closed_ago"].cast(pl.Float64).fill_null(float("-inf")).to_numpy()
    return censoring_weight(seen, ends, rows, cut + 1)


def _limits(
    known: pl.DataFrame, code: str, weight: Floats, lost: Floats, base: Floats, params: HealthParams
) -> dict[Place, Limit]:
    """The limits of one rule by place, at the level that tells best; empty where the rule cannot be judged."""
    rule = RULES[code]
    column = known[rule.column].to_numpy()
    won = (lost == 0) & ~np.isnan(column)
    if not won.any():
        return {}
    places = Places.of(known)
    tried = (MOST_HAD,) if rule.side == "absent" else LEVELS
    best: tuple[float, dict[Place, Limit]] = (-np.inf, {})
    for level in tried:
        found = _at_level(known, code, column, won, weight, level, params)
        breaks = _breaks(column, places, code, found)
        strength = _strength(breaks, lost, base, weight) if breaks.mean() >= RARE else -1e9
        if strength > best[0]:
            best = (strength, found)
    return best[1]


def _at_level(
    known: pl.DataFrame, code: str, column: Floats, won: Flags, weight: Floats, level: float, params: HealthParams
) -> dict[Place, Limit]:
    places = known.select("pipeline", "stage").rows()
    groups: dict[Place, list[int]] = {}
    for i, place in enumerate(places):
        groups.setdefault(place, []).append(i)
    deals = known["opportunity_id"].to_numpy()
    everybody = _limit(code, column[won], weight[won], level, len(np.unique(deals[won])), own=False)
    found = {(ANY, ANY): everybody} if everybody else {}
    for place, members in groups.items():
        at = np.asarray(members)[won[members]]
        n = len(np.unique(deals[at]))
        own = _limit(code, column[at], weight[at], level, n, own=True) if n >= params.won_deals else everybody
        if own:
            found[place] = own
    return found


def _limit(code: str, values: Floats, weight: Floats, level: float, n: int, *, own: bool) -> Limit | None:
    rule = RULES[code]
    if rule.side == "absent":
        had = float(np.average(values > 0, weights=weight))
        return Limit(1.0, round(had, 6), n, own) if had >= MOST_HAD else None
    order = np.argsort(values, kind="stable")
    total = np.cumsum(weight[order])
    share = level if rule.side == "above" else 1 - level
    place = min(int(np.searchsorted(total, share * total[-1] - 1e-9)), len(values) - 1)
    limit = max(float(values[order][place]), rule.floor)
    # days and counts are whole: more won deals than the level may keep to the limit
    inside = values <= limit if rule.side == "above" else values >= limit
    return Limit(limit, round(float(np.average(inside, weights=weight)), 6), n, own)


@dataclass(frozen=True)
class Places:
    """The places of rows as numbers into a list of places."""

    listed: list[Place]
    number: Rows

    @classmethod
    def of(cls, rows: pl.DataFrame) -> Places:
        """Of a frame with `pipeline` and `stage`."""
        unique = rows.select("pipeline", "stage").unique().sort("pipeline", "stage").with_row_index("number")
        number = rows.select("pipeline", "stage").join(
            unique, on=["pipeline", "stage"], how="left", maintain_order="left"
        )
        return cls(unique.select("pipeline", "stage").rows(), number["number"].cast(pl.Int64).to_numpy())


def _breaks(column: Floats, places: Places, code: str, limits: Mapping[Place, Limit]) -> Flags:
    """Which rows are beyond their place's limit; what is empty is not."""
    if not limits:
        return np.zeros(len(column), dtype=np.bool_)
    usual = limits.get((ANY, ANY))
    found = [limits.get(place, usual) for place in places.listed]
    limit = np.array([np.nan if one is None else one.value for one in found])[places.number]
    with np.errstate(invalid="ignore"):
        return np.asarray(column > limit if RULES[code].side == "above" else column < limit, dtype=np.bool_)


def _strength(breaks: Flags, lost: Floats, base: Floats, weight: Floats) -> float:
    """Losses beyond what the stages let expect among rows that break a rule, in standard errors."""
    w = weight[breaks]
    spread = float(np.sqrt(np.sum(w**2 * base[breaks] * (1 - base[breaks]))))
    return float(np.sum(w * (lost[breaks] - base[breaks]))) / max(spread, 1e-9)


def _beyond_noise(breaks: Flags, beyond: Floats, weight: Floats, deal: Rows) -> bool:
    """Whether losses beyond the stage's exceed one standard error, the looks of a deal counted as one."""
    sums = np.bincount(deal, weights=weight * beyond * breaks)
    return float(sums.sum()) > float(np.sqrt(np.sum(sums**2)))


def _worth(
    broken: Floats, telling: list[bool], base: Floats, lost: Floats, weight: Floats
) -> tuple[dict[str, float], float]:
    """Effects of broken rules beside the stage, without those that would speak for breaking a rule."""
    codes, used = list(RULES), [i for i, tells in enumerate(telling) if tells]
    while True:
        x = np.column_stack([base, *(broken[:, i] for i in used)])
        model = fit_logistic(x, lost, weight, PENALTY)
        zero = np.concatenate([[0.0], np.zeros(len(used))])[None, :]
        effect = []
        for k in range(len(used)):
            one = zero.copy()
            one[0, k + 1] = 1.0
            effect.append(float(model.log_odds(one)[0] - model.log_odds(zero)[0]))
        wrong = [i for i, e in zip(used, effect, strict=True) if e <= 0]
        if not wrong:
            break
        used = [i for i in used if i not in wrong]
    worth = dict.fromkeys(codes, 0.0) | {codes[i]: round(e, 9) for i, e in zip(used, effect, strict=True)}
    total = np.array([worth[c] for c in codes])
    return worth, _centred(base + broken @ total, lost, weight)


def _centred(odds: Floats, lost: Floats, weight: Floats) -> float:
    """The intercept with which the chances add up to what was lost (bisection; the sum rises with it)."""
    wanted, low, high = float(np.average(lost, weights=weight)), -12.0, 12.0
    for _ in range(60):
        middle = (low + high) / 2
        if float(np.average(1 / (1 + np.exp(-(odds + middle))), weights=weight)) < wanted:
            low = middle
        else:
            high = middle
    return round((low + high) / 2, 9)


def too_few(won: int, lost: int) -> NotEnoughData:
    """What is missing, and what would help."""
    missing: dict[str, Any] = {"missing": ["opportunity.outcome", "opportunity.closed_at"], "found": won}
    return NotEnoughData(
        Text(
            en=f"Rules need at least {LEAST_WON} won and {LEAST_LOST} lost deals; there are {won} and {lost}.",
            zh=f"学习规则至少需要 {LEAST_WON} 个赢单和 {LEAST_LOST} 个输单，现有 {won} 个和 {lost} 个。",
        ),
        next_step=Text(
            en="Load opportunities with outcome (or stage), created and closed dates.",
            zh="请载入含结果（或阶段）、创建日期和结束日期的商机。",
        ),
        details=missing,
    )
