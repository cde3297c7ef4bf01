"""What is learnt: one scorer of customers that order, one of contracts; either may be missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from foresail.analytics.customers.churn.features import of_contracts, of_customers, typical
from foresail.analytics.customers.churn.params import ChurnParams
from foresail.analytics.customers.churn.words import CONTRACTS, ORDERS
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.scoring.fit import fit as fit_scorer
from foresail.methods.scoring.scorer import Scorer

KIND = "customer-churn/1"
WORDS = {**ORDERS, **CONTRACTS}
Features = Callable[[pl.DataFrame, pl.DataFrame, float], pl.DataFrame]
SIDES: dict[str, tuple[str, str, Features]] = {
    "orders": ("customers", "net_365", of_customers),
    "contract": ("contracts", "amount", of_contracts),
}
"""Side → its frame, its column of money, its features."""


@dataclass(frozen=True)
class Side:
    """A scorer and what its features are measured by."""

    scorer: Scorer
    usual: float


def learnt(
    frames: Mapping[str, pl.DataFrame], params: ChurnParams, seed: int, *, judge_only: bool = False
) -> dict[str, Side]:
    """The scorers of the sides that have enough of a past.

    Parameters
    ----------
    judge_only
        For the evidence alone.

    Raises
    ------
    NotEnoughData
        If neither side has.
    """
    found: dict[str, Side] = {}
    most = 0
    for name, (frame, money, features) in SIDES.items():
        rows = frames[frame]
        known = rows.filter(pl.col("stopped").is_not_null()).height
        most = max(most, known)
        try:
            found[name] = _fit(rows, money, features, frames["accounts"], params, seed, judge_only)
        except NotEnoughData:
            continue
    if not found:
        raise too_few(most)
    return found


def _fit(
    frame: pl.DataFrame, money: str, features: Features, accounts: pl.DataFrame, params: ChurnParams, seed: int,
    judge_only: bool,
) -> Side:  # fmt: skip
    usual = typical(frame.filter(pl.col("k") == 0)[money])
    past = frame.filter(pl.col("stopped").is_not_null())
    rows = features(past, accounts, usual).with_columns(
        stopped=past["stopped"], seen=-past["back"], known=params.horizon_days - past["back"]
    )
    scorer = fit_scorer(rows, "stopped", time="seen", known="known", seed=seed, judge_only=judge_only, words=WORDS)
    return Side(scorer, usual)


def to_artefact(sides: Mapping[str, Side]) -> Artefact:
    """Both scorers as one."""
    values: dict[str, object] = {}
    texts: dict[str, str] = {}
    for name, side in sides.items():
        kept = side.scorer.to_artefact(KIND)
        values[name] = {**kept.values, "usual": side.usual}
        texts |= {f"{name}.{key}": text for key, text in kept.texts.items()}
    return Artefact(kind=KIND, values=values, texts=texts)


def from_artefact(artefact: Artefact) -> dict[str, Side]:
    """What `to_artefact` gave."""
    sides = {}
    for name, values in artefact.values.items():
        texts = {k.removeprefix(f"{name}."): t for k, t in artefact.texts.items() if k.startswith(f"{name}.")}
        own = Artefact(kind=artefact.kind, values=values, texts=texts)
        sides[name] = Side(Scorer.from_artefact(own), float(values["usual"]))
    return sides


def too_few(found: int) -> NotEnoughData:
    """What is missing, and what would help."""
    return NotEnoughData(
        Text(
            en=f"Churn needs at least 20 past observations of customers or contracts; there are {found}.",
            zh=f"流失预测至少需要 20 条客户或合同的历史观察，现有 {found} 条。",
        ),
        next_step=Text(
            en="Load orders (or subscriptions) that reach back further than the days ahead.",
            zh="请载入早于预测期的订单（或订阅）历史。",
        ),
        details={"missing": ["order.ordered_at", "subscription.starts_on"], "found": found},
    )
