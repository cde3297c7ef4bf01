"""The forecast: parts, past origins, the method that is shown, and futures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from foresail.analytics.forecast.revenue.look.history import History, floats, history
from foresail.analytics.forecast.revenue.params import RevenueParams
from foresail.methods.forecast.arrays import Floats, Ints
from foresail.methods.forecast.calendar.holidays import days_from_new_year, working_flags
from foresail.methods.fused.blend import blended
from foresail.methods.fused.book import month_end, month_of
from foresail.methods.fused.draw import draw, spread
from foresail.methods.fused.parts import Parts, foresee
from foresail.methods.fused.rolling import (
    ARRIVALS,
    FUSED,
    REPEAT,
    SERIES,
    TOTAL,
    Judged,
    judge,
    origins_of,
    unsure,
)
from foresail.methods.fused.scale import Scale, scale_of
from foresail.methods.rolling.roll import ENGINE, NAIVE, Rolled, roll
from foresail.methods.scoring.measures import Gain, paired_gain

LEAST_TESTS = 3
"""Fewer origins tell nothing about which method is better."""
SURELY = 1.645
"""The series alone is shown where it beats the fused forecast by so many standard errors, and the baseline where it
beats both: a dozen past months, the first of them with little history, are soon won by luck."""
DRAWS = 400
REST = (-3, 8)
"""Days around the Chinese New Year on which business rests."""


@dataclass(frozen=True, eq=False)
class Outlook:
    """What is said about `h` coming months; the first may be the running one.

    Parameters
    ----------
    parts
        Of what is still to come.
    method, tried, skill, gain
        The method that is shown; the best one beside the baseline; whether it beats the baseline by more than noise.
    mean
        Revenue, with what the running month has brought, shape (h,).
    paths
        Futures of it, shape (paths, h).
    rivals
        Method → what it says, shape (h,).
    modelled
        Share of the open deals' amount whose chances come from the win model.
    """

    past: History
    rolled: Rolled
    parts: Parts
    tested: Judged | None
    method: str
    tried: str
    skill: bool
    gain: Gain
    mean: Floats
    paths: Floats
    rivals: Mapping[str, Floats]
    scale: Scale
    modelled: float

    @property
    def shares(self) -> dict[str, Floats]:
        """Component → revenue, adding up to the mean, shape (h,) each."""
        sum_of = self.parts.mean
        so_far = _first(self.past.so_far, len(sum_of))
        ratio = np.where(np.abs(sum_of) > 0, (self.mean - so_far) / np.where(np.abs(sum_of) > 0, sum_of, 1.0), 0.0)
        found = {"in_hand": self.parts.in_hand, "new_deals": self.parts.new, "repeat": self.parts.repeat}
        made = {name: values * ratio for name, values in found.items()}
        made["repeat"] = np.where(np.abs(sum_of) > 0, made["repeat"], self.mean - so_far)
        return {"so_far": so_far, **made}


def outlook(frames: Mapping[str, pl.DataFrame], params: RevenueParams, rng: np.random.Generator) -> Outlook:
    """Test on past origins, choose, forecast and draw.

    Raises
    ------
    NotEnoughData
        If there are fewer than six whole months.
    """
    past = history(frames, params)
    rolled = _engine(past, params)
    tested = judge(past.book, rolled) if len(rolled.known) >= LEAST_TESTS else None
    method, tried, gain = choice(tested)
    chance, modelled = _chances(frames["closing"], past, params.horizon_months)
    coming = rolled.coming[ENGINE]
    plain = foresee(past.book, past.last, past.months, coming[ARRIVALS], coming[REPEAT], left=past.left)
    parts = plain
    if chance is not None:
        both = np.where(np.isnan(chance), plain.chance, chance)
        parts = foresee(
            past.book, past.last, past.months, coming[ARRIVALS], coming[REPEAT], left=past.left, chance=both
        )
    rest = _first(past.left, params.horizon_months, 1.0)
    rivals = {
        FUSED: parts.mean,
        SERIES: coming[TOTAL] * rest,
        NAIVE: rolled.coming[NAIVE][TOTAL] * rest,
    }
    scale = scale_of(tested, method if tested else FUSED)
    mean, paths = _futures(past, rolled, parts, rivals[method], scale, params.paths, rng)
    so_far = _first(past.so_far, len(mean))
    return Outlook(
        past=past,
        rolled=rolled,
        parts=parts,
        tested=tested,
        method=method,
        tried=tried,
        skill=method != NAIVE and gain.beyond_noise(1.0),
        gain=gain,
        mean=mean,
        paths=paths,
        rivals={name: so_far + values for name, values in rivals.items()},
        scale=scale,
        modelled=modelled,
    )


def _futures(
    past: History, rolled: Rolled, parts: Parts, rest: Floats, scale: Scale, paths: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    engine = rolled.paths / np.where(rolled.coming[ENGINE] > 0, rolled.coming[ENGINE], 1.0)[:, None, :]
    which = rng.integers(0, max(engine.shape[1], 1), paths)
    drawn = draw(parts, np.clip(engine[REPEAT][which], 0, 3), np.clip(engine[ARRIVALS][which], 0, 3), rng, paths)
    so_far = _first(past.so_far, len(rest))
    floor = 0.0 if past.book.total.min() >= 0 else -np.inf
    return so_far + rest, so_far + scale.paths(rest, drawn.total, rng, floor)


def own_spread(look: Outlook) -> Floats:
    """The standard deviation that the fused forecast itself expects of the coming months, shape (h,)."""
    return spread(look.parts, unsure(look.rolled, REPEAT), unsure(look.rolled, ARRIVALS))


def _engine(past: History, params: RevenueParams) -> Rolled:
    """Orders without a deal, deals that begin, and all revenue, each in units of its own mean and back."""
    book, h = past.book, params.horizon_months
    y = np.stack([book.repeat, book.created(), book.total])
    unit = np.abs(y).mean(axis=1, keepdims=True)
    unit = np.where(unit > 0, unit, 1.0)
    periods = [past.month(i) for i in range(past.months)]
    more = _calendar(past, h) if params.festival != "off" and past.months >= 24 else {}
    made = blended(
        roll(
            np.round(y / unit, 9),
            periods,
            h,
            origins=origins_of(past.months, params.origins),
            covariates={name: np.tile(values, (3, 1)) for name, values in more.items()},
            paths=DRAWS,
        )
    )
    return made.scaled(unit)


def _calendar(past: History, h: int) -> dict[str, Floats]:
    """Shares of each month's days that are working days, and on which business rests for Spring Festival."""
    first = past.book.first
    day: Ints = np.arange(month_end(first - 1) + 1, month_end(first + past.months + h - 1) + 1)
    place = month_of(day) - first
    length = np.bincount(place)
    since = days_from_new_year(day)
    rest = (since >= REST[0]) & (since <= REST[1])
    work = working_flags(day, "CN")
    return {
        "rest": np.bincount(place, rest.astype(np.float64)) / length,
        "work": np.bincount(place, work.astype(np.float64)) / length,
    }


def choice(tested: Judged | None) -> tuple[str, str, Gain]:
    """What is shown, the best beside the baseline, and its gain over the baseline. The fused forecast; the series alone
    where that is surely better; the baseline where it is surely better than that."""
    if tested is None:
        return NAIVE, FUSED, Gain(0.0, float("inf"))
    tried = SERIES if _gain(tested, SERIES, FUSED).beyond_noise(SURELY) else FUSED
    gain = _gain(tested, tried, NAIVE)
    return (NAIVE if _gain(tested, NAIVE, tried).beyond_noise(SURELY) else tried), tried, gain


def _gain(tested: Judged, method: str, other: str) -> Gain:
    """Of a method over another, in shares of the mean. A month counts as one, however often it was foretold:
    what happens in it, and what last year's was, all these forecasts share."""
    told = ~np.isnan(tested.actual)
    unit = float(np.abs(tested.actual[told]).mean()) or 1.0
    mine, its = (np.abs(tested.made[m] - tested.actual)[told] / unit for m in (method, other))
    month = np.array(tested.known, dtype=np.int64)[:, None] + np.arange(tested.actual.shape[1])
    return paired_gain(mine, its, month[told])


def _chances(closing: pl.DataFrame, past: History, h: int) -> tuple[Floats | None, float]:
    """The win model's chances of the open deals in the order of the book, NaN where it says nothing, shape (n, h); and
    how much of their amount it speaks of."""
    now = past.states.filter(pl.col("back") == 0)
    if not closing.height or not now.height:
        return None, 0.0
    months = closing["month"].unique().sort()
    last = months[-1]  # it holds all that comes later too
    placed = closing.filter(pl.col("month") < last).with_columns(
        j=(pl.col("month").dt.year().cast(pl.Int64) - 1970) * 12
        + pl.col("month").dt.month().cast(pl.Int64)
        - 1
        - past.book.first
        - past.months
    )
    rows = now.select("opportunity_id").with_row_index("at")
    found = placed.filter((pl.col("j") >= 0) & (pl.col("j") < h)).join(rows, on="opportunity_id", how="inner")
    chance = np.full((now.height, h), np.nan)
    chance[found["at"].to_numpy(), found["j"].to_numpy()] = found["p_won"].to_numpy()
    worth = np.nan_to_num(floats(now["amount"]))
    told = ~np.isnan(chance[:, 0])
    return chance, float(worth[told].sum() / worth.sum()) if worth.sum() > 0 else float(told.mean())


def _first(value: float, size: int, other: float = 0.0) -> Floats:
    """A value for the first month, another for the rest."""
    found = np.full(size, other)
    found[0] = value
    return found
