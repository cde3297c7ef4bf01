"""What surrounds the company: exchange rates, indexes, partners and what they sell on, and the targets that are set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from foresail.demo.clock import MISSING, Floats, Ints, Timeline
from foresail.demo.frames import codes, money, text, words
from foresail.demo.words.names import BRAND_HEAD, BRAND_TAIL
from foresail.demo.world.catalog import SERVICE, Catalog
from foresail.demo.world.deals import PARTNERS
from foresail.demo.world.people import REGION_WEIGHTS, REGIONS, TEAMS, People
from foresail.kernel.ports import rng as stream

INDEXES = ("economy", "industry", "social mentions", "search interest")
METRICS = ("won_amount", "net_revenue")


def rates(time: Timeline, seed: int) -> pl.DataFrame:
    """The canonical table fx_rate: daily rates of USD and EUR in CNY."""
    rng = stream(seed, "rates")
    days = np.arange(-5, time.days)
    parts = []
    for name, level in (("USD", 7.12), ("EUR", 7.75)):
        wave = np.cumsum(rng.normal(0, 0.0018, len(days)))
        wave -= np.linspace(0, wave[-1], len(days)) * 0.8
        rate = np.round(level * np.exp(wave), 4)
        parts.append(pl.DataFrame({"on_date": time.on(days), "currency": [name] * len(days), "rate": rate}))
    return pl.concat(parts)


def indexes(time: Timeline, seed: int) -> pl.DataFrame:
    """The canonical table market_index: monthly values and half a year of published forecasts."""
    rng = stream(seed, "indexes")
    first = int(time.month_number[time.start])
    months = np.arange(first, int(time.month_number[time.days - 1]) + 7)
    today = int(time.month_number[time.days - 1])
    parts = []
    for i, name in enumerate(INDEXES):
        value = (50.5, 100.0, 60.0, 45.0)[i] * np.exp(np.cumsum(rng.normal(0.002, 0.012, len(months))))
        parts.append(
            pl.DataFrame(
                {
                    "name": [name] * len(months),
                    "region": ["全国"] * len(months),
                    "on_date": [date(1970 + m // 12, m % 12 + 1, 1) for m in months.tolist()],
                    "value": np.round(value, 2),
                    "forecast": months > today,
                }
            )
        )
    return pl.concat(parts)


def partners(time: Timeline, seed: int, people: People, catalog: Catalog) -> dict[str, pl.DataFrame]:
    """The canonical tables partner and partner_sale."""
    rng = stream(seed, "partners")
    count = PARTNERS
    region = np.searchsorted(np.cumsum(REGION_WEIGHTS), (np.arange(count) + 0.5) / count)
    strength = rng.lognormal(0, 0.6, count)
    tier = np.digitize(strength, [0.8, 1.5])
    kind = rng.integers(0, 4, count)
    recent = rng.integers(time.start, time.days - 90, count)
    begun = np.where(rng.random(count) < 0.75, -rng.integers(30, 1500, count), recent)
    owner = people.pick(rng, region, np.maximum(begun, 0))
    ended = np.where((rng.random(count) < 0.1) & (begun < 0), rng.integers(time.start + 200, time.days, count), MISSING)
    brand = words(BRAND_HEAD, rng.integers(0, len(BRAND_HEAD), count))
    brand = brand + words(BRAND_TAIL, rng.integers(0, len(BRAND_TAIL), count))
    code = codes("HB", np.arange(1, count + 1), 3)
    label = words(("分销", "代理", "集成", "工业品商城"), kind)
    partner = pl.DataFrame(
        {
            "partner_id": text(code),
            "name": text(brand + label + np.full(count, "有限公司", dtype=object)),
            "kind": text(words(("distributor", "agent", "reseller", "marketplace"), kind)),
            "region": text(words(REGIONS, region)),
            "owner_id": text(people.code[people.owner_at(owner, np.full(count, time.days - 1))]),
            "since": time.on(begun),
            "until": time.on(ended),
            "tier": text(words(("银牌", "金牌", "白金"), tier)),
        }
    )
    month = np.array(time.month_ends(), dtype=np.int64)
    who, item, day = (a.ravel() for a in np.meshgrid(np.arange(count), np.arange(6), month, indexing="ij"))
    goods = np.flatnonzero(catalog.family < SERVICE)
    product = goods[(who * 11 + item * 7) % len(goods)]
    there = (begun[who] < day) & ((ended[who] == MISSING) | (ended[who] > day))
    usual = strength[who] * 250_000 / catalog.price[product, 0] * np.clip(time.week_pace[day // 7], 0.3, 1.4)
    quantity = np.where(there, rng.poisson(usual), 0)
    rows = np.flatnonzero(quantity > 0)
    who, product, day, quantity = who[rows], product[rows], day[rows], quantity[rows]
    sale = pl.DataFrame(
        {
            "partner_id": text(code[who]),
            "product_id": text(catalog.code[product]),
            "sold_on": time.on(day),
            "quantity": quantity,
            "amount": money(np.round(quantity * catalog.price[product, day] * 0.8).astype(np.int64)),
            "currency": ["CNY"] * len(rows),
            "account_id": pl.Series([None] * len(rows), dtype=pl.String),
        }
    )
    return {"partner": partner, "partner_sale": sale}


@dataclass(frozen=True)
class Actuals:
    """Results in cents of CNY by representative and month, one array a metric: (representatives, months)."""

    first_month: int
    value: dict[str, Floats]


def targets(time: Timeline, seed: int, people: People, actuals: Actuals) -> pl.DataFrame:
    """The canonical table target: monthly, for each person, team and the company; sums agree.

    Plans follow long-run shares, grow by the year and lean on quarter ends: reachable, not clairvoyant.
    """
    rng = stream(seed, "targets")
    today = int(time.month_number[time.days - 1])
    months = np.arange(actuals.first_month, today + 1 + (11 - today % 12))
    years = (months - actuals.first_month) / 12
    shape = (0.92 + 0.09 * years) * np.where(months % 3 == 2, 1.18, 0.93) * np.where(months % 12 == 1, 0.65, 1.03)
    field = np.flatnonzero(np.arange(len(people.code)) > len(TEAMS))
    parts = []
    for metric in METRICS:
        value = actuals.value[metric]
        mean = value.sum(axis=0)[3:].mean() if value.shape[1] > 3 else value.sum(axis=0).mean()
        share = value[field].sum(axis=1) / max(value[field].sum(), 1.0)
        share = 0.6 * share + 0.4 / len(field)
        plan = share[:, None] * mean * shape[None, :] * np.exp(rng.normal(0, 0.05, (len(field), 1)))
        cents = np.round(plan / 100_000).astype(np.int64) * 100_000
        start = np.array([(date(1970 + m // 12, m % 12 + 1, 1) - time.origin).days for m in months.tolist()])
        left = people.left[field]
        cents[(left[:, None] > MISSING) & (start[None, :] >= left[:, None])] = 0
        cents[start[None, :] + 27 < people.hired[field][:, None]] = 0
        team = np.stack([cents[people.team[field] == t].sum(axis=0) for t in range(len(TEAMS))])
        for scope, ids, table in (
            ("company", ["ALL"], cents.sum(axis=0, keepdims=True)),
            ("team", [f"T{t + 1:02d}" for t in range(len(TEAMS))], team),
            ("representative", people.code[field].tolist(), cents),
        ):
            parts.append(_target_rows(time, metric, scope, ids, start, table))
    frame = pl.concat(parts)
    return frame.insert_column(0, text(codes("MB", np.arange(1, len(frame) + 1), 5), "target_id"))


def _target_rows(time: Timeline, metric: str, scope: str, ids: list[str], start: Ints, cents: Ints) -> pl.DataFrame:
    who, month = (a.ravel() for a in np.nonzero(cents))
    return pl.DataFrame(
        {
            "metric": [metric] * len(who),
            "starts_on": time.on(start[month]),
            "grain": ["month"] * len(who),
            "scope": [scope] * len(who),
            "scope_id": text(words(ids, who)),
            "value": money(cents[who, month]),
            "currency": ["CNY"] * len(who),
        }
    )
