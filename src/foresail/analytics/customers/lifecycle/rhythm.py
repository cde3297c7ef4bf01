"""How likely an account is still a customer, from its own rhythm of buying and of being in contact.

Days with a sign of life come as a Poisson process of the account's own rate; after each of them the account may stop
unseen (MBG/NBD: Batislam, Denizel and Filiztekin 2007). Which signs count is chosen on the past.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.customers.lifecycle.params import LifecycleParams
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.clv.models import LEAST_CUSTOMERS, LEAST_REPEATERS, Fitted, ModifiedBetaGeoNBD
from foresail.methods.scoring.measures import Floats, brier

SIGNS = ("bought", "came", "contact")
"""From the strictest to the widest: purchases; also what came from the account; also contacts had with it."""
MOST_LEARNT = 20_000
KIND = "customers.lifecycle/1"


def fit(frames: Mapping[str, pl.DataFrame], params: LifecycleParams, rng: np.random.Generator) -> Artefact:
    """Learn the rhythm of customers, and which signs tell best who comes again.

    Raises
    ------
    NotEnoughData
        Below ten customers, or five who came more than once.
    """
    del rng
    chosen = choose(frames["signs"], params.horizon_days)
    now = customers(frames["signs"], 0)
    values = {name: learn(now, name).params for name in dict.fromkeys((chosen, "came"))}
    return Artefact(kind=KIND, values={"sign": chosen, "params": values})


def customers(signs: pl.DataFrame, k: int) -> pl.DataFrame:
    """Those who had bought by moment k, in the order of their ids."""
    return signs.filter((pl.col("k") == k) & pl.col("customer_days").is_not_null()).sort("account_id")


def learn(at: pl.DataFrame, sign: str) -> Fitted:
    """The model of one kind of sign on the customers of one moment; at most `MOST_LEARNT`, evenly by id.

    Raises
    ------
    NotEnoughData
        If there are too few.
    """
    if at.height < LEAST_CUSTOMERS or at.filter(pl.col(f"days_{sign}") > 1).height < LEAST_REPEATERS:
        raise too_few(at.height)
    return ModifiedBetaGeoNBD().fit(history(some(at), sign))


def some(at: pl.DataFrame) -> pl.DataFrame:
    """At most about `MOST_LEARNT` customers, evenly by id."""
    return at.gather_every(max(1, at.height // MOST_LEARNT))


def history(at: pl.DataFrame, sign: str) -> pl.DataFrame:
    """Repeat days, day of the last one and age since the first purchase, as `methods.clv` wants them (unit: days)."""
    age = pl.col("customer_days").cast(pl.Float64)
    last = pl.max_horizontal(age - pl.col(f"since_{sign}").fill_null(10**6).cast(pl.Float64), pl.lit(0.0))
    repeat = pl.max_horizontal(pl.col(f"days_{sign}") - 1, pl.lit(0)).cast(pl.Float64)
    # A repeat on the day of the first purchase is no repeat.
    return at.select(
        frequency=pl.when(last > 0).then(pl.max_horizontal(repeat, pl.lit(1.0))).otherwise(0.0), recency=last, age=age
    )


def alive(at: pl.DataFrame, sign: str, params: Mapping[str, float]) -> Floats:
    """Probability of still being a customer, shape (customers,)."""
    own = history(at, sign)
    x, recency, age = (own[c].to_numpy() for c in ("frequency", "recency", "age"))
    # Directly: to look for equal histories first costs more than the closed form.
    return ModifiedBetaGeoNBD().alive(dict(params), x, recency, age)


def comes(at: pl.DataFrame, still: Floats, params: Mapping[str, float], days: int) -> Floats:
    """Probability of at least one sign that comes from the customer within the next `days`; `params` of `came`."""
    own = history(at, "came")
    x, age = own["frequency"].to_numpy(), own["age"].to_numpy()
    none = ((params["alpha"] + age) / (params["alpha"] + age + days)) ** (params["r"] + x)
    result: Floats = still * (1 - none)
    return result


def usual_gap(at: pl.DataFrame, sign: str, params: Mapping[str, float]) -> Floats:
    """Days between signs while a customer: the account's own, drawn toward that of all where it has few."""
    own = history(at, sign)
    gap: Floats = (params["alpha"] + own["recency"].to_numpy()) / (params["r"] + own["frequency"].to_numpy())
    return gap


def choose(signs: pl.DataFrame, days: int, k: int = 1) -> str:
    """The kind of sign whose model, learnt k horizons ago, tells best who came in the horizon since."""
    before = some(customers(signs, k))
    try:
        learnt = {name: learn(before, name).params for name in SIGNS}
    except NotEnoughData:
        return "came"
    losses = {name: _loss(before, name, learnt, days) for name in SIGNS}
    return min(SIGNS, key=lambda name: (losses[name], SIGNS.index(name)))


def _loss(before: pl.DataFrame, sign: str, learnt: Mapping[str, Mapping[str, float]], days: int) -> float:
    still = alive(before, sign, learnt[sign])
    return brier(before["came_next"].cast(pl.Float64).to_numpy(), comes(before, still, learnt["came"], days))


def too_few(found: int) -> NotEnoughData:
    """What is missing, and what would help."""
    return NotEnoughData(
        Text(
            en=f"Life-cycle stages need at least {LEAST_CUSTOMERS} customers, {LEAST_REPEATERS} of them with more than "
            f"one purchase or contact; there are {found} customers.",
            zh=f"判断生命周期至少需要 {LEAST_CUSTOMERS} 个客户，其中 {LEAST_REPEATERS} 个有多次购买或互动；"
            f"现有 {found} 个客户。",
        ),
        next_step=Text(
            en="Load orders with account and day; activities and tickets make it better.",
            zh="请载入含客户和日期的订单；跟进记录和工单可提高准确度。",
        ),
        details={"missing": ["order.account_id", "order.ordered_at"], "found": found},
    )
