"""The models of customers who come and go without a contract: one way to fit, ask and simulate them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foresail.kernel.problem import InvalidInput, NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.clv import geometric, pareto
from foresail.methods.clv.estimate import Estimate, maximise, need_customers
from foresail.methods.clv.search import Objective
from foresail.methods.clv.summary import Counts, Floats, arrays, compact

LEAST_CUSTOMERS = 10
LEAST_REPEATERS = 5
ROUGH_ROWS = 15_000
"""Above twice as many distinct histories, the starts are tried on a part of them."""


class Family(Protocol):
    """What a model has to know: its likelihood and what follows from its parameters."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> Text: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def times(self) -> tuple[str, ...]: ...
    @property
    def starts(self) -> tuple[tuple[float, ...], ...]: ...
    def likelihood(self, counts: Counts) -> Objective: ...
    def alive(self, params: dict[str, float], x: Floats, recency: Floats, age: Floats) -> Floats: ...
    def if_alive(self, params: dict[str, float], x: Floats, age: Floats, horizon: float) -> Floats: ...
    def expected_new(self, params: dict[str, float], times: Floats) -> Floats: ...
    def draw(
        self,
        params: dict[str, float],
        x: Floats,
        age: Floats,
        still: Floats,
        horizon: float,
        draws: int,
        rng: np.random.Generator,
    ) -> Floats: ...


@dataclass(frozen=True)
class Fitted:
    """A fitted model and the customers it was fitted on. All answers are arrays in the order of the summary's rows.

    Parameters
    ----------
    family
        The model.
    estimate
        Parameters with their standard errors and checks.
    x, recency, age
        Of the customers, shape (customers,).
    """

    family: Family
    estimate: Estimate
    x: Floats
    recency: Floats
    age: Floats

    @property
    def params(self) -> dict[str, float]:
        """Name → estimate; times in the unit of the summary."""
        return dict(self.estimate.values)

    def alive(self, summary: Any = None) -> Floats:
        """Probability that a customer still buys, shape (customers,), 0 … 1."""
        return distinctly(lambda x, recency, age: self.family.alive(self.params, x, recency, age), *self._of(summary))

    def predict(self, horizon: float, summary: Any = None) -> Floats:
        """Expected purchases of each customer in the next `horizon` (unit of the summary), shape (customers,).

        Raises
        ------
        InvalidInput
            If `horizon` is not above zero.
        """
        return self.ahead(summary)(horizon)

    def ahead(self, summary: Any = None) -> Callable[[float], Floats]:
        """`predict` for many horizons of the same customers: what does not change with the horizon is worked out once.

        Raises
        ------
        InvalidInput
            From the answer, if a horizon is not above zero.
        """
        x, _, age = self._of(summary)
        still = self.alive(summary)
        (some_x, some_age), place = distinct(x, age)

        def predict(horizon: float) -> Floats:
            checked_horizon(horizon)
            return np.asarray(still * self.family.if_alive(self.params, some_x, some_age, horizon)[place])

        return predict

    def expected(self, times: Any) -> Floats:
        """Expected purchases after the first of a *new* customer up to each of `times`, shape (times,)."""
        return self.family.expected_new(self.params, np.atleast_1d(np.asarray(times, dtype=np.float64)))

    def simulate(self, horizon: float, draws: int, rng: np.random.Generator, summary: Any = None) -> Floats:
        """Draws of each customer's number of purchases in the next `horizon`, shape (customers, draws)."""
        x, recency, age = self._of(summary)
        still = self.family.alive(self.params, x, recency, age)
        return self.family.draw(self.params, x, age, still, horizon, draws, rng)

    def _of(self, summary: Any) -> tuple[Floats, Floats, Floats]:
        return (self.x, self.recency, self.age) if summary is None else arrays(summary)


def fit(family: Family, summary: Any) -> Fitted:
    """Maximum likelihood over the distinct histories.

    Raises
    ------
    NotEnoughData
        Below 10 customers, below 5 who bought again, or when no time has passed.
    InvalidInput
        If the summary is none.
    """
    x, recency, age = arrays(summary)
    need_customers(len(x), LEAST_CUSTOMERS, Text(en="customers with a purchase", zh="有购买记录的客户"))
    if not np.any(age > 0):
        raise NotEnoughData(
            Text(
                en="All purchases are of the last day: no time has passed.",
                zh="所有购买都发生在最后一天，没有时间跨度。",
            ),
            next_step=Text(
                en="Choose a later `until`, or load more history.", zh="请选择更晚的 `until`，或加载更多历史。"
            ),
        )
    need_customers(float((x > 0).sum()), LEAST_REPEATERS, Text(en="customers who bought again", zh="有复购的客户"))
    length = float(age.mean())
    counts = compact(x, recency, age).in_unit(length)
    rough = None if len(counts.x) <= 2 * ROUGH_ROWS else family.likelihood(counts.thinned(ROUGH_ROWS))
    found = maximise(family.likelihood(counts), family.starts, family.names, counts.customers, rough=rough)
    values = {k: v * (length if k in family.times else 1.0) for k, v in found.values.items()}
    # The density of the times of x purchases changes with the unit that time is counted in.
    shift = float(counts.weight @ counts.x) * np.log(length)
    scaled = Estimate(
        values, found.covariance, found.log_likelihood - shift, found.customers, found.boundary, found.vague
    )
    return Fitted(family, scaled, x, recency, age)


def given(family: Family, params: Mapping[str, float]) -> Fitted:
    """A model with parameters from elsewhere (an artefact, a paper); ask it with a `summary`.

    Raises
    ------
    InvalidInput
        If a parameter is missing or not above zero.
    """
    if set(params) != set(family.names) or not all(0 < v < np.inf for v in params.values()):
        raise InvalidInput(
            Text(
                en=f"{family.title.en} has the parameters {', '.join(family.names)}, all above zero.",
                zh=f"{family.title.zh} 的参数为 {'、'.join(family.names)}，均须大于零。",
            ),
            where=", ".join(sorted(params)),
        )
    k = len(family.names)
    ordered = {name: float(params[name]) for name in family.names}
    none = np.zeros(0)
    return Fitted(family, Estimate(ordered, np.full((k, k), np.inf), 0.0, 0.0), none, none, none)


@dataclass(frozen=True)
class BetaGeoNBD:
    """BG/NBD: a customer may stop after each repeat purchase (Fader, Hardie and Lee 2005).

    Examples
    --------
    >>> model = BetaGeoNBD().given({"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426})
    >>> one = {"frequency": [2], "recency": [30.43], "age": [38.86]}
    >>> [round(float(v), 3) for v in (model.predict(39, one)[0], model.alive(one)[0])]
    [1.226, 0.727]
    """

    at_first = False
    name = "bg_nbd"
    title = Text(en="BG/NBD", zh="BG/NBD 模型")
    names = geometric.NAMES
    times = ("alpha",)
    starts = geometric.STARTS

    def fit(self, summary: Any) -> Fitted:
        """See `fit`."""
        return fit(self, summary)

    def given(self, params: Mapping[str, float]) -> Fitted:
        """See `given`."""
        return given(self, params)

    def likelihood(self, counts: Counts) -> Objective:
        return geometric.GeometricLikelihood(counts, self.at_first)

    def alive(self, params: dict[str, float], x: Floats, recency: Floats, age: Floats) -> Floats:
        return geometric.alive(params, x, recency, age, self.at_first)

    def if_alive(self, params: dict[str, float], x: Floats, age: Floats, horizon: float) -> Floats:
        return geometric.if_alive(params, x, age, horizon, self.at_first)

    def expected_new(self, params: dict[str, float], times: Floats) -> Floats:
        return geometric.expected_new(params, times, self.at_first)

    def draw(
        self,
        params: dict[str, float],
        x: Floats,
        age: Floats,
        still: Floats,
        horizon: float,
        draws: int,
        rng: np.random.Generator,
    ) -> Floats:
        return geometric.simulate(params, x, age, still, horizon, draws, self.at_first, rng)


@dataclass(frozen=True)
class ModifiedBetaGeoNBD(BetaGeoNBD):
    """MBG/NBD: a customer may stop right after the first purchase too (Batislam and others 2007)."""

    at_first = True
    name = "mbg_nbd"
    title = Text(en="Modified BG/NBD", zh="修正 BG/NBD 模型")


@dataclass(frozen=True)
class ParetoNBD:
    """Pareto/NBD: a customer may stop at any time (Schmittlein, Morrison and Colombo 1987)."""

    name = "pareto_nbd"
    title = Text(en="Pareto/NBD", zh="Pareto/NBD 模型")
    names = pareto.NAMES
    times = ("alpha", "beta")
    starts = pareto.STARTS

    def fit(self, summary: Any) -> Fitted:
        """See `fit`."""
        return fit(self, summary)

    def given(self, params: Mapping[str, float]) -> Fitted:
        """See `given`."""
        return given(self, params)

    def likelihood(self, counts: Counts) -> Objective:
        return pareto.ParetoLikelihood(counts)

    def alive(self, params: dict[str, float], x: Floats, recency: Floats, age: Floats) -> Floats:
        return pareto.alive(params, x, recency, age)

    def if_alive(self, params: dict[str, float], x: Floats, age: Floats, horizon: float) -> Floats:
        return pareto.if_alive(params, x, age, horizon)

    def expected_new(self, params: dict[str, float], times: Floats) -> Floats:
        return pareto.expected_new(params, times)

    def draw(
        self,
        params: dict[str, float],
        x: Floats,
        age: Floats,
        still: Floats,
        horizon: float,
        draws: int,
        rng: np.random.Generator,
    ) -> Floats:
        return pareto.simulate(params, x, age, still, horizon, draws, rng)


def distinctly(function: Callable[..., Floats], *columns: Floats) -> Floats:
    """`function` of the distinct rows of `columns`, put back in their places."""
    if len(columns[0]) == 0:
        return np.zeros(0)
    rows, place = distinct(*columns)
    return function(*rows)[place]


def distinct(*columns: Floats) -> tuple[list[Floats], NDArray[np.int64]]:
    """Distinct rows of columns, one array a column, and which of them each row is."""
    names = [f"c{i}" for i in range(len(columns))]
    table = pl.DataFrame(dict(zip(names, columns, strict=True)))
    rows = table.unique(maintain_order=True).with_row_index("place")
    place = table.join(rows, on=names, how="left", maintain_order="left")["place"].to_numpy()
    return [rows[n].to_numpy() for n in names], place.astype(np.int64)


def checked_horizon(horizon: float) -> None:
    """Refuse a horizon that is no time.

    Raises
    ------
    InvalidInput
        If it is not above zero.
    """
    if not 0 < horizon < np.inf:
        raise InvalidInput(
            Text(en=f"The horizon is {horizon}; it must be above zero.", zh=f"预测期为 {horizon}，必须大于零。"),
            where="horizon",
            next_step=Text(
                en="Give it in the unit of the summary, such as 52 weeks.", zh="请按汇总的时间单位给出，例如 52 周。"
            ),
        )
