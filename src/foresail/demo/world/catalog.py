"""Products, their prices over time, promotions, rivals' prices, stock and substitutes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from foresail.demo.clock import MISSING, Floats, Ints, Texts, Timeline
from foresail.demo.frames import codes, text, unit_price, words
from foresail.demo.words.phrases import COMPETITORS
from foresail.kernel.ports import rng as stream

FAMILIES = ("智能传感器", "工业网关", "运动控制", "机器视觉", "仪表配件", "云服务")
CATEGORIES = ("硬件", "硬件", "硬件", "系统", "配件", "服务")
SERVICE = 5
"""Index of the family that is subscribed to, not delivered."""
FAMILY_SIZE = (18, 8, 12, 8, 9, 5)
PRICE_RANGE = ((300, 3_000), (2_000, 9_000), (3_000, 30_000), (15_000, 90_000), (30, 300), (6_000, 60_000))
COST_SHARE = (0.52, 0.50, 0.58, 0.48, 0.40, 0.18)
ITEMS = (
    ("压力传感器", "温度传感器", "位移传感器", "流量传感器", "光电开关", "接近开关"),
    ("边缘网关", "协议网关", "无线网关"),
    ("伺服驱动器", "运动控制器", "步进电机", "减速机"),
    ("智能相机", "视觉控制器", "条码阅读器"),
    ("安装支架", "信号线缆", "电源模块"),
    ("设备云", "能耗分析", "预测维护", "产线看板", "远程运维"),
)
PROMOTION_KINDS = ("限时折扣", "满减", "会员价", "捆绑")
PROMOTION_PULL = (3.4, 2.6, 2.0, 2.3)
"""Log lift for each unit of discount rate, by kind."""
AFTER_DIP, AFTER_DAYS = 0.82, 14
USD_PRICE = 7.1
"""List prices abroad are the domestic ones over this fixed rate."""
LOCATIONS = ("苏州仓", "深圳仓")


@dataclass(frozen=True)
class Catalog:
    """Products as arrays, prices in cents of CNY by day.

    Attributes
    ----------
    price
        List price in cents, shape (products, days).
    pull
        Weight of each product in what customers choose, shape (products, days): popularity, price with its
        elasticity, promotion and its after-dip, launch and retirement.
    appeal
        The part of `pull` that price and promotion make.
    promotion
        Index of the promotion that runs, −1 for none, shape (products, days).
    """

    code: Texts
    family: Ints
    cost: Ints
    elasticity: Floats
    price: Ints
    pull: Floats
    appeal: Floats
    promotion: Ints
    promotion_rate: Floats
    companion: Ints
    frames: dict[str, pl.DataFrame]
    truth: dict[str, pl.DataFrame]


def build(time: Timeline, seed: int) -> Catalog:
    """Draw the product range and everything priced about it."""
    rng = stream(seed, "catalog")
    family = np.repeat(np.arange(len(FAMILIES)), FAMILY_SIZE)
    count = len(family)
    low, high = np.array(PRICE_RANGE, dtype=np.float64)[family].T
    base = np.round(np.exp(rng.uniform(np.log(low), np.log(high))) / 5).astype(np.int64) * 500
    cost = (base * np.array(COST_SHARE)[family] * rng.uniform(0.9, 1.1, count)).astype(np.int64)
    elasticity = -rng.uniform(0.6, 2.6, count)
    launched, retired = _life(rng, time, count)
    price = _prices(rng, time, base)
    popularity = rng.lognormal(0, 0.8, count)
    day = np.arange(time.horizon)[None, :]
    alive = (day >= launched[:, None]) & ((retired[:, None] == MISSING) | (day < retired[:, None]))
    ramp = np.clip((day - launched[:, None]) / 240.0, 0.1, 1.0)
    drift = np.exp(rng.normal(0, 0.18, count)[:, None] * (day - time.start) / 365.0)
    promotions, active, lift = _promotions(rng, time, count, launched)
    appeal = (price / base[:, None]) ** elasticity[:, None] * lift
    pull = popularity[:, None] * appeal * alive * ramp * drift
    code = codes("P", np.arange(1, count + 1), 4)
    companion = np.arange(count)
    goods = np.flatnonzero(family < SERVICE)
    companion[goods] = rng.permutation(goods)
    catalog = Catalog(
        code=code,
        family=family,
        cost=cost,
        elasticity=elasticity,
        price=price,
        pull=pull,
        appeal=appeal,
        promotion=active,
        promotion_rate=promotions["discount_rate"].to_numpy(),
        companion=companion,
        frames={},
        truth={},
    )
    last = price[:, time.days - 1]
    catalog.frames["product"] = pl.DataFrame(
        {
            "product_id": text(code),
            "name": _names(rng, family),
            "category": text(words(CATEGORIES, family)),
            "family": text(words(FAMILIES, family)),
            "list_price": unit_price(last),
            "unit_cost": unit_price(cost),
            "currency": ["CNY"] * count,
            "launched_on": time.on(launched),
            "retired_on": time.on(np.where(retired < time.days, retired, MISSING)),
        }
    )
    promoted = text(code[promotions["product"].to_numpy()])
    catalog.frames["promotion"] = promotions.with_columns(product_id=promoted).select(
        "promotion_id", "product_id", "kind", "discount_rate", "starts_on", "ends_on"
    )
    catalog.frames["price"] = _price_frame(time, code, price)
    catalog.frames["competitor_price"] = _competitor_prices(rng, time, code, price)
    catalog.frames["stock"] = _stock(rng, time, catalog)
    catalog.frames["substitute"] = _substitutes(rng, code, family)
    _truth(catalog, promotions)
    return catalog


def _truth(catalog: Catalog, promotions: pl.DataFrame) -> None:
    """What the analyses are meant to find about products."""
    catalog.truth["elasticity"] = pl.DataFrame({"product_id": text(catalog.code), "elasticity": catalog.elasticity})
    catalog.truth["promotion_lift"] = promotions.select(
        "promotion_id", "discount_rate", "lift", after_dip=pl.lit(AFTER_DIP), after_days=pl.lit(AFTER_DAYS)
    )
    catalog.truth["companion"] = pl.DataFrame(
        {"product_id": text(catalog.code), "companion_id": text(catalog.code[catalog.companion])}
    )


def _life(rng: np.random.Generator, time: Timeline, count: int) -> tuple[Ints, Ints]:
    """Launch and retirement days: most products are old, some are new, a few are withdrawn."""
    launched = -rng.integers(200, 3000, count)
    new = rng.permutation(count)[: count // 7]
    launched[new] = rng.integers(time.start + 60, time.days - 200, len(new))
    retired = np.full(count, MISSING)
    old = [i for i in rng.permutation(count).tolist() if launched[i] < 0][: count // 15]
    retired[old] = rng.integers(time.start + 300, time.days, len(old))
    return launched, retired


def _prices(rng: np.random.Generator, time: Timeline, base: Ints) -> Ints:
    """Piecewise constant list prices: a rise each April and changes of their own."""
    factor = np.ones((len(base), time.horizon))
    april = np.flatnonzero((time.month_number % 12 == 3) & (np.diff(time.month_number, prepend=-1) > 0))
    for day in april.tolist():
        factor[:, day:] *= 1 + rng.uniform(0.0, 0.05, (len(base), 1))
    for product in range(len(base)):
        for _ in range(int(rng.integers(2, 5))):
            factor[product, int(rng.integers(60, time.days)) :] *= 1 + rng.uniform(-0.14, 0.12)
    return (np.round(base[:, None] * factor / 100) * 100).astype(np.int64)


def _promotions(
    rng: np.random.Generator, time: Timeline, products: int, launched: Ints
) -> tuple[pl.DataFrame, Ints, Floats]:
    """About seventy promotions, which one runs where and when, and the factor on demand."""
    count = 70
    product = rng.integers(0, products, count)
    kind = rng.integers(0, len(PROMOTION_KINDS), count)
    starts = np.maximum(rng.integers(time.start, time.days - 40, count), launched[product] + 30)
    starts = np.sort(np.minimum(starts, time.days - 15))
    ends = starts + rng.integers(13, 35, count)
    rate = rng.integers(8, 26, count) / 100
    lift = np.exp(np.array(PROMOTION_PULL)[kind] * rate + rng.normal(0.1, 0.08, count))
    active = np.full((products, time.horizon), -1)
    factor = np.ones((products, time.horizon))
    keep: list[int] = []
    for i in range(count):
        p, a, b = int(product[i]), int(starts[i]), int(ends[i]) + 1
        if (active[p, max(0, a - AFTER_DAYS) : b + AFTER_DAYS] >= 0).any():
            continue  # one promotion at a time, so that each has its own lift
        active[p, a:b] = len(keep)
        factor[p, a:b] = lift[i]
        factor[p, b : b + AFTER_DAYS] = AFTER_DIP
        keep.append(i)
    k = np.array(keep)
    frame = pl.DataFrame(
        {
            "promotion_id": text(codes("PR", np.arange(1, len(k) + 1), 3)),
            "product": product[k],
            "kind": text(words(PROMOTION_KINDS, kind[k])),
            "discount_rate": rate[k],
            "starts_on": time.on(starts[k]),
            "ends_on": time.on(ends[k]),
            "lift": lift[k],
        }
    )
    return frame, active, factor


def _names(rng: np.random.Generator, family: Ints) -> list[str]:
    series = rng.permutation(np.arange(100, 100 + len(family) * 5, 5))
    return [
        f"{ITEMS[f][i % len(ITEMS[f])]} QF-{'SGMVAC'[f]}{n}"
        for i, (f, n) in enumerate(zip(family.tolist(), series.tolist(), strict=True))
    ]


def _price_frame(time: Timeline, code: Texts, price: Ints) -> pl.DataFrame:
    """Price list rows, domestic in CNY and abroad in USD, one for each period of constant price."""
    product, day = np.nonzero(np.diff(price[:, : time.days], axis=1, prepend=-1))
    ends = np.append(day[1:], 0) - 1
    last = np.append(product[1:] != product[:-1], True)
    cents = price[product, day]
    shared = {
        "product_id": text(code[product]),
        "valid_from": time.on(day),
        "valid_to": time.on(np.where(last, MISSING, ends)),
        "channel": pl.Series([None] * len(day), dtype=pl.String),
    }
    home = pl.DataFrame({**shared, "region": pl.Series([None] * len(day), dtype=pl.String)}).with_columns(
        list_price=unit_price(cents), currency=pl.lit("CNY")
    )
    abroad = pl.DataFrame(shared).with_columns(
        region=pl.lit("海外"), list_price=unit_price(dollars(cents)), currency=pl.lit("USD")
    )
    order = ["product_id", "valid_from", "channel", "region", "valid_to", "list_price", "currency"]
    return pl.concat([home.select(order), abroad.select(order)])


def dollars(cents: Ints) -> Ints:
    """The export list price, in US cents, for a domestic one."""
    return np.round(np.asarray(cents) / USD_PRICE).astype(np.int64)


def _month_days(time: Timeline) -> Ints:
    """The last day of each month of the three years."""
    return np.array(time.month_ends(), dtype=np.int64)


def _competitor_prices(rng: np.random.Generator, time: Timeline, code: Texts, price: Ints) -> pl.DataFrame:
    """Rivals' prices, seen each month for every second product."""
    days, products = _month_days(time), np.arange(0, len(code), 2)
    who, product, day = (a.ravel() for a in np.meshgrid(np.arange(len(COMPETITORS)), products, days, indexing="ij"))
    level = np.array([0.93, 1.0, 1.08])[who] * np.exp(rng.normal(0, 0.03, len(who)))
    return pl.DataFrame(
        {
            "competitor": text(words(COMPETITORS, who)),
            "product_id": text(code[product]),
            "seen_on": time.on(day),
            "price": unit_price(np.round(price[product, day] * level / 100).astype(np.int64) * 100),
            "currency": ["CNY"] * len(who),
        }
    )


def _stock(rng: np.random.Generator, time: Timeline, catalog: Catalog) -> pl.DataFrame:
    """Month-end stock of goods in two warehouses; popular goods run low more often."""
    days, goods = _month_days(time), np.flatnonzero(catalog.family < SERVICE)
    product, place, day = (a.ravel() for a in np.meshgrid(goods, np.arange(2), days, indexing="ij"))
    usual = 40 * catalog.pull[:, time.start : time.days].mean(axis=1) + 10
    on_hand = np.round(usual[product] * rng.gamma(1.6, 0.6, len(product))).astype(np.int64)
    low = on_hand < 0.4 * usual[product]
    lead = np.array([10, 14, 21, 35, 7, 0])[catalog.family[product]] + rng.integers(0, 6, len(product))
    return pl.DataFrame(
        {
            "product_id": text(catalog.code[product]),
            "location": text(words(LOCATIONS, place)),
            "on_date": time.on(day),
            "on_hand": on_hand,
            "on_order": np.where(low, np.round(usual[product]), 0).astype(np.int64),
            "lead_days": lead,
        }
    )


def _substitutes(rng: np.random.Generator, code: Texts, family: Ints) -> pl.DataFrame:
    """Neighbours within a family can replace each other."""
    here = np.flatnonzero(family[:-1] == family[1:])
    here = here[rng.random(len(here)) < 0.6]
    return pl.DataFrame(
        {
            "product_id": text(code[here]),
            "substitute_id": text(code[here + 1]),
            "note": ["同系列，量程相近"] * len(here),
        }
    )
