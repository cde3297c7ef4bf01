"""Forecast demand, hold it against stock, propose orders. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.forecast.demand.ended import RETIRED, SILENT, YEAR
from foresail.analytics.forecast.demand.look import Look, look
from foresail.analytics.forecast.demand.outputs import (
    DemandOverview,
    DemandPoint,
    DemandResponse,
    DemandStock,
    DemandTotal,
)
from foresail.analytics.forecast.demand.params import DemandParams
from foresail.contracts.frames import empty_output, to_output
from foresail.contracts.output import OutputRow
from foresail.kernel.artefact import Artefact
from foresail.methods.demand.stock import position
from foresail.methods.rolling.periods import add
from foresail.methods.rolling.roll import NAIVE

MONTH = 30.4375
_EIGHTY = 1.2815515655446004
Row = dict[str, Any]


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: DemandParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Demand by product with intervals, the reaction to price, stock at risk, and orders.

    Parameters
    ----------
    frames
        `units`, `weeks`, `offers`, `products`, `stock`.

    Raises
    ------
    NotEnoughData
        If there are fewer than six whole months.
    """
    del artefact, rng
    found = look(frames, params)
    about = {r["product_id"]: r for r in frames["products"].iter_rows(named=True)}
    stock = _stock(found, params, frames["stock"], about)
    stock += _resting(found, params, frames, about)
    return {
        "points": _output(_points(found, about), DemandPoint),
        "totals": _output(_totals(found), DemandTotal),
        "stock": _output(stock, DemandStock),
        "response": _output(_response(found, about), DemandResponse),
        "overview": _output([_overview(found, params, stock)], DemandOverview),
    }


def _output(rows: list[Row], kind: type[OutputRow]) -> pl.DataFrame:
    return to_output(pl.DataFrame(rows, infer_schema_length=None), kind) if rows else empty_output(kind)


def _named(product: str, about: Mapping[str, Row]) -> Row:
    said = about.get(product, {})
    return {
        "product_id": product,
        "product_name": said.get("product_name") or product,
        "category": said.get("category"),
    }


def _points(found: Look, about: Mapping[str, Row]) -> list[Row]:
    fan, periods = found.fan(), found.panel.periods
    coming = found.panel.coming(fan["mean"].shape[1])
    rows: list[Row] = []
    for i, product in enumerate(found.products):
        said = {**_named(product, about), "state": found.ended.get(product, "asked")}
        for j, period in enumerate(periods):
            value = float(found.panel.y[i, j])
            row = {"actual": None if np.isnan(value) else value, "offer_effect": float(found.effect[i, j])}
            rows.append({**said, "period": period, **dict.fromkeys(fan), **row})
        for j, period in enumerate(coming):
            row = {k: float(v[i, j]) for k, v in fan.items()}
            effect = float(found.effect[i, len(periods) + j])
            rows.append({**said, "period": period, **row, "actual": None, "offer_effect": effect})
    return rows


def _totals(found: Look) -> list[Row]:
    """All products together; their misses are taken as independent, so the sum is surer than its parts."""
    fan = found.fan()
    past = np.nansum(found.panel.y, axis=0)
    rows: list[Row] = [
        {"period": p, "actual": float(v), **dict.fromkeys(("mean", "lo_80", "hi_80", "baseline"))}
        for p, v in zip(found.panel.periods, past, strict=True)
    ]
    spread = np.sqrt((((fan["hi_80"] - fan["lo_80"]) / 2 / _EIGHTY) ** 2).sum(axis=0))
    mean = fan["mean"].sum(axis=0)
    # Months that are good or bad for all products make the sum less sure than independence would have it.
    spread = np.hypot(spread, _common(found) * mean)
    for j, period in enumerate(found.panel.coming(len(mean))):
        ends = {"lo_80": max(mean[j] - _EIGHTY * spread[j], 0.0), "hi_80": mean[j] + _EIGHTY * spread[j]}
        naive = float(fan["baseline"][:, j].sum())
        rows.append({"period": period, "actual": None, "mean": float(mean[j]), "baseline": naive, **ends})
    return rows


def _common(found: Look) -> float:
    """Root mean square miss of the sum over all products on past origins, as a share."""
    rolled = found.rolled
    told = ~np.isnan(rolled.actual) & ~np.isnan(rolled.past["engine"])
    came = np.where(told, rolled.actual, 0.0).sum(axis=1)
    said = np.where(told, rolled.past["engine"], 0.0).sum(axis=1)
    good = came > 0
    return float(np.sqrt(np.mean((said[good] / came[good] - 1) ** 2))) if good.any() else 0.2


def _stock(found: Look, params: DemandParams, stock: pl.DataFrame, about: Mapping[str, Row]) -> list[Row]:
    latest = {r["product_id"]: r for r in stock.filter(pl.col("place") == 1).iter_rows(named=True)}
    paths = found.futures()
    rows: list[Row] = []
    for i, product in enumerate(found.products):
        seen = latest.get(product)
        if seen is None or (about and product not in about) or (product in found.ended and seen["on_hand"] <= 0):
            continue
        lead = seen["lead_days"] if seen["lead_days"] is not None else float(params.lead_days)
        said = position(
            paths[i],
            max(seen["on_hand"], 0.0),
            seen["on_order"],
            lead / MONTH,
            params.review_days / MONTH,
            params.service,
        )
        prices = about.get(product, {})
        rows.append(
            {
                **_named(product, about),
                "state": found.ended.get(product) or _state(said.run_out, said.order, said.cover, params),
                "seen_on": seen["on_date"],
                **{k: float(seen[k]) for k in ("on_hand", "on_order")},
                "lead_days": float(lead),
                "lead_demand": said.lead_demand,
                "run_out": said.run_out,
                "lost_units": said.lost,
                "lost_money": _times(said.lost, prices.get("list_price")),
                "months": said.cover if np.isfinite(said.cover) else None,
                "order_units": said.order,
                "order_money": _times(said.order, prices.get("unit_cost")),
            }
        )
    return rows


def _resting(
    found: Look, params: DemandParams, frames: Mapping[str, pl.DataFrame], about: Mapping[str, Row]
) -> list[Row]:
    """What still lies there of listed products that were not sold in the last year."""
    latest = dict(frames["units"].group_by("product_id").agg(pl.col("period").max()).iter_rows())
    since = add(found.panel.periods[-1], -YEAR, "month")
    rows: list[Row] = []
    for seen in frames["stock"].filter((pl.col("place") == 1) & (pl.col("on_hand") > 0)).iter_rows(named=True):
        product = seen["product_id"]
        if product in found.products or product not in about or latest.get(product, since) > since:
            continue
        gone = about[product]["retired_on"] is not None
        lead = seen["lead_days"] if seen["lead_days"] is not None else float(params.lead_days)
        rows.append(
            {
                **_named(product, about),
                "state": RETIRED if gone else SILENT if product in latest else "idle",
                "seen_on": seen["on_date"],
                **{k: float(seen[k]) for k in ("on_hand", "on_order")},
                "lead_days": float(lead),
                **dict.fromkeys(("lead_demand", "run_out", "lost_units", "order_units"), 0.0),
                **dict.fromkeys(("lost_money", "order_money"), 0.0),
                "months": None,
            }
        )
    return rows


def _times(units: float, price: float | None) -> float | None:
    return None if price is None else units * price


def _state(run_out: float, order: float, cover: float, params: DemandParams) -> str:
    if not np.isfinite(cover):
        return "idle"
    if run_out > 1 - params.service and run_out > 0.2:
        return "run_out"
    if cover > params.overstock_months:
        return "too_much"
    return "order" if order > 0 else "fine"


def _response(found: Look, about: Mapping[str, Row]) -> list[Row]:
    response = found.response
    if response is None:
        return []
    rate = response.usual_rate
    lift = float(np.exp(response.promotion[0] + response.promotion[1] * rate)) if rate > 0 else None
    rows = []
    for i, product in enumerate(found.products):
        said, e = _named(product, about), float(response.elasticity[i])
        width = _EIGHTY * float(response.error[i])
        ends = {"low": e - width, "high": min(e + width, 0.0)}
        named = {k: said[k] for k in ("product_id", "product_name")}
        rows.append({**named, "elasticity": e, **ends, "promotion_lift": lift})
    return rows


def _overview(found: Look, params: DemandParams, stock: list[Row]) -> Row:
    states = [r["state"] for r in stock]
    money = {
        k: sum(r[k] for r in stock if r[k] is not None) if any(r[k] is not None for r in stock) else None
        for k in ("order_money", "lost_money")
    }
    return {
        "as_of": found.as_of,
        "products": len(found.products) - len(found.ended),
        "ended": len(found.ended),
        "method": found.method,
        "months": params.horizon_months,
        "units": float(found.fan()["mean"].sum()),
        "run_out": states.count("run_out"),
        "too_much": states.count("too_much"),
        **money,
        "wape": found.wapes.get(found.method),
        "baseline_wape": found.wapes.get(NAIVE),
    }
