"""Three scenarios from named drivers, each as in the weak or strong quarters of the past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.forecast.revenue.look.outlook import Outlook
from foresail.analytics.forecast.revenue.params import RevenueParams
from foresail.analytics.forecast.revenue.tables.aims import targets
from foresail.analytics.forecast.revenue.tables.money import in_cents
from foresail.analytics.forecast.revenue.words import DRIVERS, SCENARIOS
from foresail.kernel.text import Text
from foresail.methods.forecast.arrays import Floats
from foresail.methods.fused.book import Book
from foresail.methods.fused.parts import Parts
from foresail.methods.fused.rolling import ARRIVALS, REPEAT
from foresail.methods.rolling.roll import ENGINE, Rolled

QUARTER = 3
LEAST = 6
"""Fewer past quarters tell nothing: a tenth more or less is assumed instead."""
LOOKBACK = 24
ASSUMED = 0.1
MOST = 0.5
"""No driver is taken to move by more than this share."""


@dataclass(frozen=True)
class Turn:
    """A driver in a scenario: the factor on what is expected, and how many past quarters it comes from."""

    factor: float
    quarters: int


def turns(look: Outlook, params: RevenueParams) -> dict[str, dict[str, Turn]]:
    """Scenario → driver → factor. Base: 1."""
    past = _past(look.past.book, look.rolled)
    if not look.parts.repeat.any():
        past.pop("repeat")
    if not look.parts.worth.any() and not look.parts.new_wins.any():
        past = {name: values for name, values in past.items() if name == "repeat"}
    made: dict[str, dict[str, Turn]] = {name: {} for name in SCENARIOS}
    for driver, ratios in past.items():
        known = len(ratios) >= LEAST
        for scenario, share, assumed in (
            ("conservative", params.weak_share, 1 - ASSUMED),
            ("base", 0.5, 1.0),
            ("optimistic", 1 - params.weak_share, 1 + ASSUMED),
        ):
            # Against the usual quarter: where the forecast leaned to one side, weak and strong still differ.
            found = float(np.quantile(ratios, share) / np.median(ratios)) if known and np.median(ratios) else assumed
            side = {"conservative": min(found, 1.0), "base": 1.0, "optimistic": max(found, 1.0)}[scenario]
            made[scenario][driver] = Turn(round(float(np.clip(side, 1 - MOST, 1 + MOST)), 6), len(ratios) * known)
    return made


def _past(book: Book, rolled: Rolled) -> dict[str, Floats]:
    """Driver → what past quarters were against what was usual or expected then."""
    n = len(book.repeat)
    month = np.arange(n) + book.first
    ended, won, worth = np.zeros(n), np.zeros(n), np.zeros(n)
    place = (book.ended.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) - month[0]).astype(np.int64)
    over = (book.cause > 0) & (place >= 0) & (place < n)
    np.add.at(ended, place[over], 1)
    mine = over & (book.cause == 1)
    np.add.at(won, place[mine], 1)
    np.add.at(worth, place[mine], np.nan_to_num(book.amount[mine]))
    started = book.created()
    opened = np.concatenate([[0.0], np.cumsum(started - ended)])[:-1] + (book.began < _day(month[0])).sum()
    opened = opened - (book.ended < _day(month[0])).sum() + started / 2
    return {
        "conversion": _quarters(won, ended),
        "size": _quarters(worth, won),
        "timing": _quarters(ended, np.maximum(opened, 0.0)),
        "arrivals": _against(rolled, ARRIVALS, started),
        "repeat": _against(rolled, REPEAT, book.repeat),
    }


def _day(month: int) -> int:
    return int(np.datetime64(int(month), "M").astype("datetime64[D]").astype(np.int64))


def _quarters(top: Floats, bottom: Floats) -> Floats:
    """Ratios of rolling quarters of the last two years, against their mean."""
    ones = np.ones(QUARTER)
    a, b = (np.convolve(v[-LOOKBACK:], ones, "valid") if len(v) >= QUARTER else np.zeros(0) for v in (top, bottom))
    if not len(b) or b.sum() <= 0 or a.sum() <= 0:
        return np.zeros(0)
    told = b > 0
    return np.asarray(a[told] / b[told] / (a.sum() / b.sum()), dtype=np.float64)


def _against(rolled: Rolled, row: int, came: Floats) -> Floats:
    """What the quarters after past origins brought, against what the engine had said."""
    found = []
    for i, known in enumerate(rolled.known):
        s = min(QUARTER, len(came) - known, rolled.actual.shape[2])
        said = float(np.nansum(rolled.past[ENGINE][i, row, :s]))
        if s == min(QUARTER, rolled.actual.shape[2]) and said > 0:
            found.append(float(came[known : known + s].sum()) / said)
    return np.array(found)


def turned(look: Outlook, found: Mapping[str, Mapping[str, Turn]]) -> dict[str, Floats]:
    """Scenario → revenue of each month; what is in already stays."""
    return {name: _total(look, {d: t.factor for d, t in drivers.items()}) for name, drivers in found.items()}


def _total(look: Outlook, factors: Mapping[str, float]) -> Floats:
    base = look.parts.mean
    changed = _turn(look.parts, factors).mean
    so_far = np.zeros(len(base))
    so_far[0] = look.past.so_far
    share = np.where(np.abs(base) > 0, changed / np.where(np.abs(base) > 0, base, 1.0), 1.0)
    return np.asarray(so_far + (look.mean - so_far) * share, dtype=np.float64)


def _turn(parts: Parts, factors: Mapping[str, float]) -> Parts:
    named = {"conversion": "conversion", "size": "size", "timing": "speed", "arrivals": "arrivals", "repeat": "repeat"}
    return parts.turned(**{argument: factors.get(driver, 1.0) for driver, argument in named.items()})


def rows(
    look: Outlook,
    found: Mapping[str, Mapping[str, Turn]],
    made: Mapping[str, Floats],
    frames: Mapping[str, pl.DataFrame],
    params: RevenueParams,
) -> pl.DataFrame:
    """A row a scenario, with what it assumes in words."""
    goal = targets(frames, look.past, len(look.mean))
    aim = float(goal.sum()) if not np.isnan(goal).any() else None
    out: list[dict[str, Any]] = []
    for position, name in enumerate(SCENARIOS):
        total = float(in_cents(look.mean if name == "base" else made[name]).sum()) / 100
        words = _words(name, found[name], params)
        out.append(
            {
                "position": position + 1,
                "scenario": name,
                "assumption_en": words.en,
                "assumption_zh": words.zh,
                "total": total,
                "target": aim,
                "gap": None if aim is None else total - aim,
            }
        )
    return pl.DataFrame(out, schema_overrides={"target": pl.Float64, "gap": pl.Float64})


def drivers(look: Outlook, found: Mapping[str, Mapping[str, Turn]]) -> pl.DataFrame:
    """A row a driver and scenario: the factor, and what it does to the total by itself."""
    base = float(look.mean.sum())
    out = [
        {
            "driver": driver,
            "scenario": scenario,
            "factor": turn.factor,
            "quarters": turn.quarters,
            "effect": round(float(_total(look, {driver: turn.factor}).sum()) - base, 2),
        }
        for scenario, all_of in found.items()
        for driver, turn in all_of.items()
    ]
    kinds = {
        "driver": pl.String,
        "scenario": pl.String,
        "factor": pl.Float64,
        "quarters": pl.Int64,
        "effect": pl.Float64,
    }
    return pl.DataFrame(out, schema=kinds)


def _words(scenario: str, found: Mapping[str, Turn], params: RevenueParams) -> Text:
    """The assumptions of a scenario as a sentence."""
    if scenario == "base":
        return Text(
            en="Open deals are won as their state says; new deals, their size and repeat orders go on as forecast.",
            zh="在途商机按其现状赢单；新商机、赢单金额与复购按预测延续。",
        )
    side = ("weakest", "最弱") if scenario == "conservative" else ("strongest", "最强")
    told = [(DRIVERS[driver], turn) for driver, turn in found.items() if turn.factor != 1.0]
    en = ", ".join(f"{w.en.lower()} {t.factor - 1:+.0%}" for w, t in told) or "nothing differs"
    zh = "、".join(f"{w.zh} {t.factor - 1:+.0%}" for w, t in told) or "与基准相同"
    if any(t.quarters for _, t in told):
        return Text(
            en=f"All at once as in the {side[0]} {params.weak_share:.0%} of past quarters: {en}.",
            zh=f"各因素同时处于过去季度中{side[1]}的 {params.weak_share:.0%}：{zh}。",
        )
    return Text(en=f"Assumed, the past being too short: {en}.", zh=f"历史过短，为假定：{zh}。")
