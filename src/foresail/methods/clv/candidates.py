"""What stands for choice: a naive continuation, three models, trees on top of one, and the mean of the last two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text, same
from foresail.methods.clv.boosted import fit_boosted
from foresail.methods.clv.models import BetaGeoNBD, Family, Fitted, ModifiedBetaGeoNBD, ParetoNBD
from foresail.methods.clv.summary import Floats, summary_of

FAMILIES: tuple[Family, ...] = (BetaGeoNBD(), ModifiedBetaGeoNBD(), ParetoNBD())
NAIVE = "own_rate"
TITLES: dict[str, Text] = {
    NAIVE: Text(en="each customer's own past rate goes on", zh="沿用每个客户过去的购买频率"),
    **{f.name: f.title for f in FAMILIES},
    "boosted": Text(en="BG/NBD corrected by gradient-boosted trees", zh="经梯度提升树修正的 BG/NBD 模型"),
    "half": Text(en="mean of Pareto/NBD and the boosted BG/NBD", zh="Pareto/NBD 与提升 BG/NBD 的均值"),
}


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
    """

    bought: pl.DataFrame
    customer: str
    last: date
    unit: float

    @cached_property
    def summary(self) -> pl.DataFrame:
        """A row a customer seen so far."""
        return summary_of(self.bought, self.customer, self.last, self.unit)


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
    """

    name: str
    predict: Callable[[float], Floats]
    fitted: Fitted | None = None

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
    needed = {"bg_nbd", "pareto_nbd"} if names and {"boosted", "half"} & set(names) else set(names or TITLES)
    found = [naive(asked, history.unit)]
    models: dict[str, Fitted] = {}
    for family in FAMILIES:
        if family.name in needed or family.name in (names or ()):
            models[family.name] = fitted = family.fit(summary)  # type: ignore[attr-defined]
            found.append(Candidate(family.name, fitted.ahead(asked), fitted))
    if names is None or {"boosted", "half"} & set(names):
        found.extend(_boosted(history, models, horizon, seed, whole or history))
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
