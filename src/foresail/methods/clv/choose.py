"""The winner on a holdout, its evidence, and what each customer is worth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.clv.boosted import later
from foresail.methods.clv.candidates import (
    NAIVE,
    Candidate,
    History,
    candidates,
    dispersion_of,
    known,
    levelled,
    naive,
    numbered,
    scatter,
    some_of,
    title,
)
from foresail.methods.clv.holdout import Scores, holdout_days, in_steps, score, weekly_curve
from foresail.methods.clv.intervals import ends, intervals, widened, width_that_holds
from foresail.methods.clv.models import checked_horizon
from foresail.methods.clv.signs import money_later
from foresail.methods.clv.spend import FittedSpend, GammaGamma
from foresail.methods.clv.summary import Floats, Unit, days_of, purchases
from foresail.methods.frames import last_day

MOST_COVERED = 50_000
"""Of more customers it is not drawn again whether the intervals held."""


@dataclass(frozen=True)
class Choice:
    """What was chosen and what it says.

    Parameters
    ----------
    name
        `bg_nbd`, `mbg_nbd`, `pareto_nbd`, `boosted`, `half`, or `own_rate` where nothing beat it.
    evidence
        Of the holdout, beside the naive continuation.
    scores
        Candidate → its scores on the holdout.
    customers
        Sorted by customer: `customer` (its own name), `frequency`, `recency`, `age`, `alive` (probability; null for the
        naive one), `purchases` expected in the horizon with `purchases_low`, `purchases_high`, `amount` of a purchase,
        `value` of the horizon with `value_low`, `value_high` (80% intervals; money null where no amount is given).
    model
        The winner, learnt on all.
    spend
        The gamma-gamma model, if amounts tell one.
    """

    name: str
    evidence: Evidence
    scores: dict[str, Scores]
    customers: pl.DataFrame
    model: Candidate
    spend: FittedSpend | None


def choose(
    frame: Any,
    *,
    customer: str,
    at: str,
    amount: str | None = None,
    horizon: float,
    until: date | str | None = None,
    unit: Unit = "week",
    seed: int = 0,
) -> Choice:
    """Hold out the last stretch, let the models and a naive continuation predict it, and keep the best.

    The holdout is as long as the horizon where that takes no more than about half of the history, else a third of it.
    RMSE against the naive one's, |bias|, what is missed of the top tenth and weekly tracking are added; the lowest
    wins. The winner is then learnt again on all.

    Parameters
    ----------
    frame, customer, at, amount, until, unit
        As `summarise`.
    horizon
        How far to look ahead, in `unit`.

    Raises
    ------
    NotEnoughData
        Below 10 customers, or 5 who bought again, before the holdout.
    InvalidInput
        If a column or the horizon cannot be used.
    """
    found = race(frame, customer=customer, at=at, amount=amount, horizon=horizon, until=until, unit=unit, seed=seed)
    return worth(found, horizon, seed)


@dataclass(frozen=True)
class Race:
    """The candidates on the holdout, before the winner is learnt again.

    Parameters
    ----------
    winner, level
        Its name, and that of the candidate which says how much all buy together (another one for `signs` alone).
    scores
        Candidate → its scores.
    best
        The winner as it was learnt before the holdout.
    dispersion
        How widely purchases scatter around its prediction.
    past, some, whole
        What was learnt from before the holdout, what the winner is learnt from, and whose purchases are predicted.
    observed
        Purchases in the holdout, shape (customers,).
    days
        Length of the holdout.
    money
        Whether amounts are given.
    names
        Of the customers, which histories call by their places here.
    """

    winner: str
    level: str
    scores: dict[str, Scores]
    best: Candidate
    dispersion: float
    past: History
    some: History
    whole: History
    observed: Floats
    days: int
    money: bool
    names: pl.Series

    def learnt(self, horizon: float, seed: int) -> tuple[Candidate, FittedSpend | None]:
        """The winner and the gamma-gamma model (where amounts tell one), learnt on all."""
        asked = tuple(dict.fromkeys((self.winner, self.level)))
        # Trees on signs need days that lie so far back: as far ahead as they were judged there are some for certain.
        ahead = min(horizon, self.days / self.past.unit) if self.winner == "signs" else horizon
        found = {c.name: c for c in candidates(self.some, ahead, seed, asked, self.whole)}
        model = found[self.winner]
        if self.winner != self.level:
            model = levelled(model, found[self.level])
        return model, _spend(self.some.summary) if self.money else None

    def evidence(self, model: Candidate, spend: FittedSpend | None, seed: int) -> Evidence:
        """What the holdout showed, with notes on the model that is used."""
        covered = _covered(self.best, self.days / self.past.unit, self.dispersion, self.observed, seed)
        ranks = [value_rank(self.past, c, self.days) for c in (self.best, naive(self.past.summary, self.past.unit))]
        rank = Measure(name="value_rank", value=ranks[0], baseline=ranks[1], better="higher")
        found = _evidence(self.winner, self.scores, self.observed, self.past, model, spend, covered)
        return found.model_copy(update={"measures": (*found.measures, rank)})

    @property
    def held(self) -> Evidence:
        """The evidence without learning the winner again: notes are of the model before the holdout."""
        return self.evidence(self.best, _spend(self.past.summary) if self.money else None, 0)


def race(
    frame: Any,
    *,
    customer: str,
    at: str,
    amount: str | None = None,
    horizon: float,
    until: date | str | None = None,
    unit: Unit = "week",
    seed: int = 0,
    signs: pl.DataFrame | None = None,
    learn_from: pl.Series | None = None,
) -> Race:
    """Hold out the last stretch and let all candidates predict it; parameters and errors as `choose`.

    Parameters
    ----------
    signs
        What else was known of customers: a row a customer and day (`on`), numbers beside these. The days must hold
        `until`, the day before the holdout, and some that lie a horizon before these.
    learn_from
        The customers that are learnt from; by default an even sample by name.
    """
    checked_horizon(horizon)
    length = days_of(unit)
    bought = purchases(frame, customer=customer, at=at, amount=amount)
    last = last_day(bought["on"], until)
    bought, names = numbered(bought.filter(pl.col("on") <= last), customer)
    test = in_steps(holdout_days(bought, last, horizon * length, heard=signs is not None), last, signs)
    whole = History(bought, customer, last, length, known(signs, customer, names))
    some = some_of(whole, learn_from, names)
    past = History(some.bought, customer, last - timedelta(days=test), length, some.signs)
    rivals = candidates(past, test / length, seed)
    found, observed = _judged(past, [c for c in rivals if c.name != "signs"], test)
    level = winner = _winner(found)
    best = next(c for c in rivals if c.name == level)
    for told in (levelled(c, best) for c in rivals if c.name == "signs"):
        found |= _judged(past, [told], test)[0]
        if _with_value(found[told.name], found, past, told, test) < _with_value(found[level], found, past, best, test):
            winner, best = told.name, told
    spread = dispersion_of(best.predict(test / length), observed)
    return Race(winner, level, found, best, spread, past, some, whole, observed, test, amount is not None, names)


def worth(found: Race, horizon: float, seed: int = 0) -> Choice:
    """The winner of a race learnt on all, and what each customer is worth by it."""
    model, spend = found.learnt(horizon, seed)
    model = _level(model, found.whole, spend, horizon)
    table = _worth(found.whole, found.names, model, spend, horizon, found.dispersion, seed, _width(found, seed))
    return Choice(found.winner, found.evidence(model, spend, seed), found.scores, table, model, spend)


def _judged(past: History, rivals: list[Candidate], test: int) -> tuple[dict[str, Scores], Floats]:
    who = past.summary[past.customer]
    ends = weekly_curve(lambda _: 0.0, test, past.unit)[0]
    observed = later(past.bought, past.customer, who, past.last, past.last + timedelta(days=test))
    after = (
        past.bought.join(who.to_frame(), on=past.customer, how="semi")
        .select((pl.col("on") - pl.lit(past.last)).dt.total_days().alias("day"))
        .filter(pl.col("day").is_between(1, test))["day"]
        .to_numpy()
    )
    weekly = np.searchsorted(np.sort(after), ends, side="right").astype(np.float64)
    found = {}
    for rival in rivals:
        curve = weekly_curve(lambda h, c=rival: float(c.predict(h).sum()), test, past.unit)[1]  # type: ignore[misc]
        found[rival.name] = score(rival.predict(test / past.unit), observed, curve, weekly)
    return found, observed


def _winner(found: dict[str, Scores]) -> str:
    base = found[NAIVE]
    return min(found, key=lambda name: (found[name].total(base), name))


def _with_value(own: Scores, found: dict[str, Scores], past: History, candidate: Candidate, test: int) -> float:
    """All that counts for a choice, and how well customers are ranked by what they bring."""
    return own.total(found[NAIVE]) + 1 - value_rank(past, candidate, test)


def value_rank(past: History, candidate: Candidate, days: int) -> float:
    """Rank correlation of a candidate's value with the money (or purchases) of the days that followed."""
    worth, came = _valued(past, candidate, days)
    table = pl.DataFrame({"worth": worth, "came": came}).select(pl.all().rank())
    found = table.select(pl.corr("worth", "came")).item()
    return float(found) if found is not None and np.isfinite(found) else 0.0


def _valued(past: History, candidate: Candidate, days: int) -> tuple[Floats, Floats]:
    """A candidate's value and the money (without amounts: purchases) of the days that followed, shape (customers,)."""
    who, upto = past.summary[past.customer], past.last + timedelta(days=days)
    each = _amount_each(past.summary, _spend(past.summary), candidate)
    worth = candidate.predict(days / past.unit) * (1.0 if each is None else each)
    return worth, (later if each is None else money_later)(past.bought, past.customer, who, past.last, upto)


def _width(found: Race, seed: int) -> float:
    """By how much intervals of value are to be widened: those of trees come out too narrow before the holdout."""
    past, best, days = found.past, found.best, found.days
    if best.amount is None or past.summary.height > MOST_COVERED:
        return 1.0
    spend = _spend(past.summary)
    each = _amount_each(past.summary, spend, best)
    ends_of = intervals(past.summary, best, spend, each, days / past.unit, found.dispersion, seed)
    return width_that_holds(ends_of, *_valued(past, best, days))


def _spend(summary: pl.DataFrame) -> FittedSpend | None:
    try:
        return GammaGamma().fit(summary)
    except NotEnoughData:
        return None


def _covered(best: Candidate, horizon: float, dispersion: float, observed: Floats, seed: int) -> float:
    """Share of customers whose count fell inside the 80% interval; counts being whole, it may well be more."""
    drawn = (
        scatter(best, horizon, dispersion, 100, np.random.default_rng(seed)) if len(observed) <= MOST_COVERED else None
    )
    if drawn is None:
        return float("nan")
    low, high = ends(drawn)
    return float(np.mean((observed >= low) & (observed <= high)))


def _worth(
    history: History,
    names: pl.Series,
    model: Candidate,
    spend: FittedSpend | None,
    horizon: float,
    dispersion: float,
    seed: int,
    width: float,
) -> pl.DataFrame:
    summary = history.summary
    n = summary.height
    expected = model.predict(horizon)
    each = _amount_each(summary, spend, model)
    found = intervals(summary, model, spend, each, horizon, dispersion, seed)
    if each is not None:
        found = widened(found, expected * each, width)
    blank = pl.Series([None] * n, dtype=pl.Float64)
    alive = pl.Series(model.fitted.alive(summary)) if model.fitted is not None else blank
    money = each is not None
    named = names.gather(summary[history.customer])
    return summary.select(named, "frequency", "recency", "age").with_columns(
        alive.alias("alive"),
        pl.Series(expected).alias("purchases"),
        pl.Series(found.purchases_low).alias("purchases_low"),
        pl.Series(found.purchases_high).alias("purchases_high"),
        (pl.Series(each) if each is not None else blank).alias("amount"),
        (pl.Series(expected * each) if each is not None else blank).alias("value"),
        (pl.Series(found.value_low) if money else blank).alias("value_low"),
        (pl.Series(found.value_high) if money else blank).alias("value_high"),
    )


def _level(model: Candidate, history: History, spend: FittedSpend | None, horizon: float) -> Candidate:
    """Amounts corrected for each customer, and as much in all as without: the level was learnt in other seasons."""
    usual = _amount_each(history.summary, spend, replace(model, amount=None))
    if model.amount is None or usual is None:
        return model
    value = model.predict(horizon) * usual
    return replace(model, amount=model.amount * (value.sum() / max(float((value * model.amount).sum()), 1e-12)))


def _amount_each(summary: pl.DataFrame, spend: FittedSpend | None, model: Candidate) -> Floats | None:
    lift = 1.0 if model.amount is None else model.amount
    if spend is not None:
        return spend.predict(summary) * lift
    mean = summary["mean_amount"].mean()
    return np.full(summary.height, mean) * lift if isinstance(mean, float) else None


def _evidence(
    winner: str,
    found: dict[str, Scores],
    observed: Floats,
    past: History,
    model: Candidate,
    spend: FittedSpend | None,
    covered: float,
) -> Evidence:
    best, base = found[winner], found[NAIVE]
    skill = winner != NAIVE
    n = len(observed)
    notes = list(model.fitted.estimate.notes) if model.fitted is not None else []
    if spend is not None and abs(spend.dependence) > 0.2:
        notes.append(
            Text(
                en=f"Frequency and spend go together ({spend.dependence:.2f}); values take them as independent.",
                zh=f"购买频率与客单价相关（{spend.dependence:.2f}），而价值估计假定两者独立。",
            )
        )
    if np.isfinite(covered):
        notes.append(
            Text(en=f"80% intervals held {covered:.0%} of the customers.", zh=f"80% 区间覆盖了 {covered:.0%} 的客户。")
        )
    better, worse = title(winner), title(NAIVE)
    verdict = Text(
        en=f"On {n} customers held out {better.en} errs by {best.rmse:.2f} purchases, {worse.en} by {base.rmse:.2f}.",
        zh=f"在 {n} 个留出客户上，{better.zh}的误差为 {best.rmse:.2f} 次购买，{worse.zh}为 {base.rmse:.2f} 次。",
    )
    if not skill:
        better = Text(en="Purchase models, none better than the naive", zh="购买模型（均未优于朴素做法）")
        verdict = Text(en=f"Nothing beat the naive: {worse.en}.", zh=f"没有方法优于基准：{worse.zh}。")
    return Evidence(
        method=better, baseline=worse, n=n, n_train=n, tested_on=past.last, skill=skill, verdict=verdict,
        measures=_measures(best, base), notes=tuple(notes),
    )  # fmt: skip


def _measures(best: Scores, base: Scores) -> tuple[Measure, ...]:
    return (
        Measure(name="rmse", value=best.rmse, baseline=base.rmse),
        Measure(name="abs_bias", value=abs(best.bias), baseline=abs(base.bias)),
        Measure(name="top_tenth_capture", value=best.capture, baseline=base.capture, better="higher"),
        Measure(name="weekly_tracking", value=best.tracking, baseline=base.tracking),
    )
