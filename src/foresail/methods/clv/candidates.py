"""What stands for choice: a naive continuation, three models, trees on top of one, and the mean of the last two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text, same
from foresail.methods.clv.boosted import fit_boosted
from foresail.methods.clv.models import BetaGeoNBD, Family, Fitted, ModifiedBetaGeoNBD, ParetoNBD
from foresail.methods.clv.signs import fit_signs
from foresail.methods.clv.summary import Floats, summary_of

FAMILIES: tuple[Family, ...] = (BetaGeoNBD(), ModifiedBetaGeoNBD(), ParetoNBD())
NAIVE = "own_rate"
NUMBER = "~number"
MOST_LEARNT = 20_000
"""Parameters of so many customers are as good as of a million: the rest are predicted, not learnt from."""
TITLES: dict[str, Text] = {
    NAIVE: Text(en="each customer's own past rate goes on", zh="沿用每个客户过去的购买频率"),
    **{f.name: f.title for f in FAMILIES},
    "boosted": Text(en="BG/NBD corrected by gradient-boosted trees", zh="经梯度提升树修正的 BG/NBD 模型"),
    "half": Text(en="mean of Pareto/NBD and the boosted BG/NBD", zh="Pareto/NBD 与提升 BG/NBD 的均值"),
    "signs": Text(
        en="BG/NBD corrected by trees that hear service, deals and contacts too",
        zh="经树模型修正的 BG/NBD（兼听服务、商机与跟进）",
    ),
}
ON_TOP = {"boosted", "half", "signs"}
"""Candidates that stand on others."""


@dataclass(frozen=True)
class History:
    """Purchases as of a day.

    Parameters
    ----------
    bought
        As `summary.purchases` gives it.
    customer
        Name of the column of customers.
    last
        Nothing after this day is looked at.
    unit
        Days in a unit of time.
    signs
        What else was known of customers on some days, `last` among them; see `signs.fit_signs`.
    """

    bought: pl.DataFrame
    customer: str
    last: date
    unit: float
    signs: pl.DataFrame | None = None

    @cached_property
    def summary(self) -> pl.DataFrame:
        """A row a customer seen so far."""
        return summary_of(self.bought, self.customer, self.last, self.unit)


def numbered(bought: pl.DataFrame, customer: str) -> tuple[pl.DataFrame, pl.Series]:
    """Customers as places in their sorted list, by which all that follows groups and joins, and that list."""
    names = bought[customer].unique(maintain_order=True)
    return bought.with_columns(pl.col(customer).rle_id()), names


def known(signs: pl.DataFrame | None, customer: str, names: pl.Series) -> pl.DataFrame | None:
    """Signs of the customers in their numbers."""
    if signs is None:
        return None
    place = pl.int_range(pl.len(), dtype=pl.UInt32).alias(NUMBER)
    numbered = names.to_frame(customer).with_columns(place)
    return signs.join(numbered, on=customer, how="inner").with_columns(pl.col(NUMBER).alias(customer)).drop(NUMBER)


def some_of(whole: History, learn_from: pl.Series | None, names: pl.Series) -> History:
    """The history of those that are learnt from: as asked, or every k-th, so that at most `MOST_LEARNT` remain."""
    every = pl.Series(whole.customer, range(len(names)), dtype=pl.UInt32)
    if learn_from is not None:
        kept = every.filter(names.is_in(learn_from.implode()))
    elif len(names) <= MOST_LEARNT:
        return whole
    else:
        kept = every.gather_every(-(-len(names) // MOST_LEARNT))
    bought = whole.bought.join(kept.to_frame(), on=whole.customer, how="semi", maintain_order="left")
    signs = whole.signs if whole.signs is None else whole.signs.join(kept.to_frame(), on=whole.customer, how="semi")
    return History(bought, whole.customer, whole.last, whole.unit, signs)


@dataclass(frozen=True)
class Candidate:
    """A way to predict, ready for one history.

    Parameters
    ----------
    name
        One of `TITLES`.
    predict
        Horizon (in units) → purchases of each customer, shape (customers,).
    fitted
        The model that stands behind it; none for the naive one.
    amount
        What the mean amount of each customer's purchases is to be multiplied by, shape (customers,); as it is if none.
    """

    name: str
    predict: Callable[[float], Floats]
    fitted: Fitted | None = None
    amount: Floats | None = None

    @property
    def exact(self) -> bool:
        """Whether the model itself says how purchases scatter."""
        return self.fitted is not None and self.fitted.family.name == self.name


def naive(summary: pl.DataFrame, unit: float) -> Candidate:
    """Repeat purchases over age (a week at least), continued."""
    rate = summary["frequency"].to_numpy() / np.maximum(summary["age"].to_numpy(), 7 / unit)
    return Candidate(NAIVE, lambda horizon: rate * horizon)


def candidates(
    history: History, horizon: float, seed: int, names: tuple[str, ...] | None = None, whole: History | None = None
) -> list[Candidate]:
    """All that can be learnt from a history; the naive one first.

    Parameters
    ----------
    names
        Only these.
    whole
        Whose purchases are predicted; by default those of the customers that are learnt from.

    Raises
    ------
    NotEnoughData
        If none of the models can.
    """
    summary = history.summary
    asked = summary if whole is None else whole.summary
    needed = {"bg_nbd", "pareto_nbd"} if names and ON_TOP & set(names) else set(names or TITLES)
    found = [naive(asked, history.unit)]
    models: dict[str, Fitted] = {}
    for family in FAMILIES:
        if family.name in needed or family.name in (names or ()):
            models[family.name] = fitted = family.fit(summary)  # type: ignore[attr-defined]
            found.append(Candidate(family.name, fitted.ahead(asked), fitted))
    if names is None or {"boosted", "half"} & set(names):
        found.extend(_boosted(history, models, horizon, seed, whole or history))
    if names is None or "signs" in names:
        found.extend(_signs(history, models, horizon, seed, whole or history))
    return [c for c in found if names is None or c.name in names]


def _boosted(history: History, models: dict[str, Fitted], horizon: float, seed: int, whole: History) -> list[Candidate]:
    ahead = max(round(horizon * history.unit), 1)
    try:
        trees = fit_boosted(history.bought, history.customer, history.last, history.unit, ahead, seed=seed)
    except NotEnoughData:
        return []
    factor = trees.log_factor(whole.bought, whole.customer, whole.last)
    base, other = (models[name].ahead(whole.summary) for name in ("bg_nbd", "pareto_nbd"))

    def boosted(horizon: float) -> Floats:
        return base(horizon) * np.exp(trees.trust(horizon * history.unit) * factor)

    def half(horizon: float) -> Floats:
        return (boosted(horizon) + other(horizon)) / 2

    return [Candidate("boosted", boosted, models["bg_nbd"]), Candidate("half", half, models["pareto_nbd"])]


def _signs(history: History, models: dict[str, Fitted], horizon: float, seed: int, whole: History) -> list[Candidate]:
    ahead = max(round(horizon * history.unit), 1)
    if history.signs is None or whole.signs is None:
        return []
    try:
        found = fit_signs(history.bought, history.signs, history.customer, history.last, history.unit, ahead, seed=seed)
    except NotEnoughData:
        return []
    often, much = found.log_factors(whole.bought, whole.signs, whole.customer, whole.last)
    base = models["bg_nbd"].ahead(whole.summary)

    def predict(horizon: float) -> Floats:
        return base(horizon) * np.exp(found.trust(horizon * history.unit) * often)

    return [Candidate("signs", predict, models["bg_nbd"], np.exp(much))]


def levelled(told: Candidate, level: Candidate) -> Candidate:
    """What one candidate tells of customers against one another, and what another tells of all together.

    Trees learn from a few past days, in other seasons: who buys more than whom lasts longer than how much all buy.
    """

    def predict(horizon: float) -> Floats:
        made = told.predict(horizon)
        return np.asarray(made * (level.predict(horizon).sum() / max(float(made.sum()), 1e-12)), dtype=np.float64)

    return replace(told, predict=predict)


def scatter(candidate: Candidate, horizon: float, dispersion: float, draws: int, rng: np.random.Generator) -> Floats:
    """Draws of each customer's purchases in the next `horizon`, shape (customers, draws).

    A model draws from itself; what is no model draws negative binomial counts around its prediction.

    Parameters
    ----------
    dispersion
        Shape of the negative binomial: variance = mean + mean² / dispersion.
    """
    if candidate.exact and candidate.fitted is not None:
        return candidate.fitted.simulate(horizon, draws, rng)
    mean = candidate.predict(horizon)
    rate = rng.standard_gamma(dispersion, (len(mean), draws)) * (mean / dispersion)[:, None]
    return rng.poisson(rate).astype(np.float64)


def dispersion_of(predicted: Floats, observed: Floats) -> float:
    """Shape of the negative binomial by moments; 100 where purchases scatter no more than Poisson's."""
    extra = float(((observed - predicted) ** 2 - predicted).sum())
    return float(np.clip((predicted**2).sum() / extra, 0.05, 100.0)) if extra > 0 else 100.0


def title(name: str) -> Text:
    """What a candidate is called."""
    return TITLES.get(name) or same(name)
