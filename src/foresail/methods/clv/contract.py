"""Customers under contract, who renew or leave at the end of each period: the shifted beta-geometric model.

References
----------
Fader and Hardie (2007), How to Project Customer Retention. Journal of Interactive Marketing 21.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from scipy.special import betaln, psi

from foresail.kernel.problem import InvalidInput, NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.clv.estimate import Estimate, maximise, need_customers
from foresail.methods.clv.summary import Floats
from foresail.methods.frames import need_columns, to_polars

LEAST = 10
STARTS = ((0.0, 0.0), (-1.0, 1.0), (1.0, 2.0))


@dataclass(frozen=True)
class FittedContract:
    """A fitted shifted beta-geometric model.

    Parameters
    ----------
    estimate
        `alpha`, `beta`: of the beta distribution of the probability of leaving at the end of a period.
    """

    estimate: Estimate

    @property
    def params(self) -> dict[str, float]:
        """Name → estimate."""
        return dict(self.estimate.values)

    def survival(self, periods: Any) -> Floats:
        """Share of new customers who are still there after so many periods; shape of `periods`."""
        a, b = self.params["alpha"], self.params["beta"]
        t = np.asarray(periods, dtype=np.float64)
        return np.asarray(np.exp(betaln(a, b + t) - betaln(a, b)), dtype=np.float64)

    def retention(self, stayed: Any) -> Floats:
        """Probability of staying through the next period, of those who stayed through `stayed` periods."""
        a, b = self.params["alpha"], self.params["beta"]
        t = np.asarray(stayed, dtype=np.float64)
        return np.asarray((b + t) / (a + b + t), dtype=np.float64)

    def predict(self, horizon: int, stayed: Any = 0.0, discount: float = 0.0) -> Floats:
        """Expected number of the next `horizon` renewals that a customer makes; shape of `stayed`.

        Parameters
        ----------
        stayed
            Periods that each customer has stayed through.
        discount
            Per period; the k-th renewal counts (1 + discount)^−k.
        """
        t = np.atleast_1d(np.asarray(stayed, dtype=np.float64))
        ahead = np.arange(1, int(horizon) + 1, dtype=np.float64)
        share = self.survival(t[..., None] + ahead) / self.survival(t)[..., None]
        return np.asarray((share * (1 + discount) ** -ahead).sum(axis=-1), dtype=np.float64)


@dataclass(frozen=True)
class ShiftedBetaGeometric:
    """Shifted beta-geometric: each customer leaves at the end of a period with a probability of its own.

    That those who stay are more loyal than those who came comes out of itself: the loyal remain.

    Examples
    --------
    >>> rows = {"periods": [1, 2, 3, 4] * 5, "ended": [True, True, True, False] * 5}
    >>> fitted = ShiftedBetaGeometric().fit(rows)
    >>> bool(fitted.survival(1) > fitted.survival(2))
    True
    """

    def fit(self, frame: Any) -> FittedContract:
        """Maximum likelihood.

        Parameters
        ----------
        frame
            A row a customer: `periods`, whole periods seen (at least 1 if ended); `ended`, whether the customer left at
            the end of the last of them; optionally `weight`, how many customers the row stands for.

        Raises
        ------
        NotEnoughData
            Below 10 customers, or when nobody left or all left at once.
        InvalidInput
            If the columns are none of these.
        """
        periods, ended, weight = _checked(frame)
        need_customers(float(weight.sum()), LEAST, Text(en="customers under contract", zh="合同客户"))
        left, stayed = float(weight[ended].sum()), float((weight * (periods - ended)).sum())
        if left == 0 or stayed == 0:
            said = (
                ("nobody has left", "没有客户流失") if left == 0 else ("everybody left at once", "所有客户均立即流失")
            )
            raise NotEnoughData(
                Text(en=f"Of {weight.sum():g} customers {said[0]}.", zh=f"在 {weight.sum():g} 个客户中，{said[1]}。"),
                next_step=Text(en="Load a longer history.", zh="请加载更长的历史数据。"),
            )

        def objective(theta: Floats) -> tuple[float, Floats]:
            a, b = np.exp(theta)
            stays = periods - ended
            ll = betaln(a + ended, b + stays) - betaln(a, b)
            both = psi(a + b) - psi(a + b + periods)
            slope = (psi(a + ended) - psi(a) + both) * a, (psi(b + stays) - psi(b) + both) * b
            n = weight.sum()
            return -float(weight @ ll) / n, -np.array([weight @ s for s in slope]) / n

        return FittedContract(maximise(objective, STARTS, ("alpha", "beta"), float(weight.sum())))


def _checked(frame: Any) -> tuple[Floats, Any, Floats]:
    table = to_polars(frame)
    need_columns(table, "periods", "ended")
    periods = table["periods"].cast(pl.Float64, strict=False).to_numpy()
    ended = table["ended"].cast(pl.Boolean, strict=False).fill_null(False).to_numpy()
    weight = table["weight"].cast(pl.Float64).to_numpy() if "weight" in table.columns else np.ones(table.height)
    wrong = ~np.isfinite(periods) | (periods < ended) | ~(weight >= 0)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise InvalidInput(
            Text(
                en=f"Row {row}: {periods[row]} periods are not possible.", zh=f"第 {row} 行：期数 {periods[row]} 无效。"
            ),
            where="periods",
            next_step=Text(
                en="Give whole periods; at least 1 where the customer left.", zh="请给出整数期数；已流失客户至少为 1。"
            ),
        )
    used = weight > 0
    return np.floor(periods[used]), ended[used], weight[used]
