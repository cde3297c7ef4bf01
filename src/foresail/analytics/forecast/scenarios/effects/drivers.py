"""What each driver does to the revenue of the coming periods, as a factor on each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import numpy as np

from foresail.analytics.forecast.scenarios.facts import Facts
from foresail.analytics.forecast.scenarios.params import ScenariosParams
from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text
from foresail.methods.forecast.arrays import Floats

EIGHTY = 1.2815515655446004
USUAL_LIFT, USUAL_ELASTICITY = 2.5, -1.5
OUTSIDE_DOUBT = 0.3
"""Standard error of the elasticity of the total: it is believed, not learnt."""
CROWDED = 0.7
"""Of what a representative brings, so much comes on top: the others lose part of it."""


def scope(facts: Facts, name: str, field: str) -> Floats:
    """1 for each product that is meant: all, a category, or one product.

    Raises
    ------
    InvalidInput
        If there is no such category or product.
    """
    wanted = name.strip()
    if not wanted:
        return np.ones(len(facts.products))
    ids = [p == wanted or p.endswith(f":{wanted}") for p in facts.products]
    found = np.array([a or c == wanted for a, c in zip(ids, facts.categories, strict=True)], dtype=np.float64)
    if not found.any():
        valid = sorted({*facts.categories, *facts.products})
        raise InvalidInput(
            Text(en=f"There is no category or product “{wanted}”.", zh=f"没有名为“{wanted}”的类别或产品。"),
            where=field,
            closest=closest_names(wanted, valid) or tuple(valid[:5]),
            next_step=Text(en="Name a category or a product id that was sold.", zh="请给出有销售的类别或产品编号。"),
        )
    return found


def price(facts: Facts, params: ScenariosParams, lean: float = 0.0, *, volume: bool = False) -> Floats:
    """List prices: buyers choose anew among products, negotiated deals carry the new price. `lean` is in errors.

    With `volume` what is sold is counted at the prices of today.
    """
    flat = np.ones(len(facts.mean))
    if not params.price_change or not len(facts.products):
        return flat
    mine = scope(facts, params.price_scope, "price_scope")
    changed = 1 + params.price_change * mine
    units = _units(facts, changed, np.zeros(len(mine)), params.market_elasticity, lean)
    paid = np.ones(len(mine)) if volume else changed
    free = float((facts.worth * units * paid).sum())
    deals = float((facts.worth * paid).sum())
    return flat * (facts.free * free + (1 - facts.free) * deals)


def promotion(facts: Facts, params: ScenariosParams, lean: float = 0.0, *, volume: bool = False) -> Floats:
    """A promotion from the first period on: more purchases at less money each, and a dip of two weeks after it."""
    out = np.ones(len(facts.mean))
    if not params.promotion_rate or not len(facts.products):
        return out
    mine = scope(facts, params.promotion_scope, "promotion_scope")
    rate = params.promotion_rate * mine
    units = _units(facts, np.ones(len(mine)), rate, params.market_elasticity, lean)
    paid = 1.0 if volume else 1 - rate
    out[: params.promotion_months] += facts.free * (float((facts.worth * units * paid).sum()) - 1)
    dip = facts.response.after if facts.response is not None else 0.85
    if params.promotion_months < len(out):
        share = float((facts.worth * mine).sum())
        # Where all is promoted, all dip, and buyers have nothing to switch to: the dip is then in the total.
        out[params.promotion_months] += facts.free * share * (dip - 1) * 14 / 30.4375
    return out


def _units(facts: Facts, changed: Floats, rate: Floats, outside: float, lean: float) -> Floats:
    """Factor on purchases of each product; `lean` moves what is believed by so many standard errors.

    The total number of purchases follows the mean price that buyers pay, promotions taken off.
    """
    paid = float((facts.worth * changed * (1 - rate)).sum()) or 1.0
    total = paid ** min(outside + lean * OUTSIDE_DOUBT, 0.0) if outside else 1.0
    found = facts.response
    if found is None:
        appeal = changed**USUAL_ELASTICITY * np.exp(USUAL_LIFT * rate)
        mean = float((facts.worth * appeal).sum()) or 1.0
        return np.asarray(appeal / mean * total, dtype=np.float64)
    moved = replace(
        found,
        elasticity=np.minimum(found.elasticity + lean * found.common_error, 0.0),
        promotion=(found.promotion[0] + lean * found.promotion_error, found.promotion[1]),
    )
    if rate.any() and found.usual_rate == 0:
        moved = replace(moved, promotion=(0.0, USUAL_LIFT))
    return moved.units(changed, rate) * total


def ramp(facts: Facts, months: float) -> Floats:
    """The share of an effect that has arrived in each period when it takes so many months to arrive in full."""
    return np.clip((np.arange(len(facts.mean)) + 0.5) / max(months, 0.5), 0.0, 1.0)


def budget(facts: Facts, params: ScenariosParams, lean: float = 0.0) -> Floats:
    """More budget, more leads with falling returns, more deals a sales cycle later."""
    elasticity = max(facts.leads[0] + lean * facts.leads[1], 0.0)
    leads = max(1 + params.budget_change, 0.0) ** elasticity - 1 if params.budget_change > -1 else -0.6
    return np.asarray(1 + (1 - facts.free) * leads * ramp(facts, facts.cycle * 2), dtype=np.float64)


def headcount(facts: Facts, params: ScenariosParams, lean: float = 0.0) -> Floats:
    """Deals follow the people who work on them, the new ones after a while and not in full."""
    share = params.headcount_change / facts.people if facts.people else 0.0
    crowded = float(np.clip(CROWDED + 0.15 * lean, 0.2, 1.0))
    arrives = ramp(facts, params.ramp_months) if share > 0 else np.ones(len(facts.mean))
    return np.maximum(1 + (1 - facts.free) * share * crowded * arrives, 0.0)


def conversion(facts: Facts, params: ScenariosParams, lean: float = 0.0) -> Floats:
    """Deals are won more often, those that are decided from now on."""
    rate = facts.win_rate or 0.25
    change = min(params.conversion_change, 1 / rate - 1)
    return 1 + (1 - facts.free) * change * (1 + 0.1 * lean) * ramp(facts, min(facts.cycle, 2.0))


def index(facts: Facts, params: ScenariosParams, lean: float = 0.0) -> Floats:
    """Revenue follows the market as it did, year on year.

    Raises
    ------
    InvalidInput
        If there is no such index.
    """
    name = params.index_name.strip()
    if name and name not in facts.index:
        raise InvalidInput(
            Text(en=f"There is no market index “{name}”.", zh=f"没有名为“{name}”的市场指数。"),
            where="index_name",
            closest=closest_names(name, facts.index),
        )
    slope, error = facts.index[name or sorted(facts.index)[0]][:2] if facts.index else (0.0, 0.0)
    return np.full(len(facts.mean), float((1 + params.index_change) ** (slope + lean * error)))


EFFECTS: dict[str, Callable[[Facts, ScenariosParams, float], Floats]] = {
    "price": price,
    "promotion": promotion,
    "budget": budget,
    "headcount": headcount,
    "conversion": conversion,
    "index": index,
}


VOLUME: dict[str, Callable[[Facts, ScenariosParams, float], Floats]] = {
    **EFFECTS,
    "price": partial(price, volume=True),
    "promotion": partial(promotion, volume=True),
}


def applied(facts: Facts, factor: Floats) -> Floats:
    """Revenue by period under a factor: what the running period has brought already stays."""
    return np.asarray(facts.mean * (1 + (factor - 1) * facts.open_share), dtype=np.float64)


def together(
    facts: Facts, params: ScenariosParams, *, volume: bool = False, leans: Mapping[str, float] | None = None
) -> Floats:
    """All drivers at once; `leans` moves what is believed of a driver by so many standard errors."""
    factor = np.ones(len(facts.mean))
    for name, effect in (VOLUME if volume else EFFECTS).items():
        factor = factor * effect(facts, params, (leans or {}).get(name, 0.0))
    return factor
