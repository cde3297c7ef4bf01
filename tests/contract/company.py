"""A small seeded company: three years of accounts, leads, deals with history, orders, payments, activities.

It is not realistic, it is awkward: returns, two currencies' worth of nulls, accounts without orders, deals without an
account, deals that are open, orders without an owner.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import numpy as np
import polars as pl

from contract.deals import deals
from contract.service import service
from contract.world import table

FIRST_DAY = date(2022, 1, 1)
LAST_DAY = date(2024, 12, 31)
DAYS = (LAST_DAY - FIRST_DAY).days
ACCOUNTS, REPRESENTATIVES, PRODUCTS, ORDERS, LEADS, ACTIVITIES = 160, 8, 12, 1500, 300, 1500
REGIONS = ("华东", "华南", "华北", "西部")
CHANNELS = ("direct", "partner", "web")


@cache
def company() -> dict[str, pl.DataFrame]:
    """Canonical tables by name, the same on every call."""
    rng = np.random.default_rng(20240229)
    found = {**_people(), **_products(rng), **_accounts(rng)}
    found.update(_orders(rng))
    found.update(deals(rng, FIRST_DAY, DAYS, ACCOUNTS, REPRESENTATIVES, CHANNELS))
    found.update(_leads(rng))
    found.update(_activities(rng))
    found.update(service(at, names, ACCOUNTS, LEADS, CHANNELS, DAYS))
    return found


def at(days: np.ndarray, hour: int = 10) -> list[datetime]:
    """Moments from days after the first."""
    start = datetime.combine(FIRST_DAY, datetime.min.time())
    return [start + timedelta(days=int(d), hours=hour, minutes=int(d * 7) % 60) for d in days]


def names(kind: str, numbers: np.ndarray) -> list[str]:
    """Prefixed ids."""
    return [f"crm:{kind}{int(n):04d}" for n in numbers]


def _people() -> dict[str, pl.DataFrame]:
    n = np.arange(REPRESENTATIVES)
    return {
        "team": table("team", {"team_id": ["crm:T0", "crm:T1"], "name": ["东部", "西部"], "region": list(REGIONS[:2])}),
        "representative": table(
            "representative",
            {
                "representative_id": names("R", n),
                "name": [f"销售{i}" for i in n],
                "team_id": [f"crm:T{i % 2}" for i in n],
                "manager_id": [None if i < 2 else f"crm:R{i % 2:04d}" for i in n],
                "region": [REGIONS[i % 4] for i in n],
                "role": ["manager" if i < 2 else "seller" for i in n],
                "hired_on": [FIRST_DAY - timedelta(days=100 + 30 * int(i)) for i in n],
            },
        ),
    }


def _products(rng: np.random.Generator) -> dict[str, pl.DataFrame]:
    n = np.arange(PRODUCTS)
    price = np.round(rng.lognormal(5, 0.8, PRODUCTS), 2)
    return {
        "product": table(
            "product",
            {
                "product_id": names("P", n),
                "name": [f"产品{i}" for i in n],
                "category": [f"类{i % 3}" for i in n],
                "family": [f"系列{i % 2}" for i in n],
                "list_price": price,
                "unit_cost": np.round(price * 0.6, 2),
                "currency": ["CNY"] * PRODUCTS,
                "launched_on": [FIRST_DAY] * PRODUCTS,
            },
        )
    }


def _accounts(rng: np.random.Generator) -> dict[str, pl.DataFrame]:
    n = np.arange(ACCOUNTS)
    created = rng.integers(0, DAYS - 30, ACCOUNTS) // 2
    return {
        "account": table(
            "account",
            {
                "account_id": names("A", n),
                "name": [f"客户{i}有限公司" for i in n],
                "kind": ["company"] * ACCOUNTS,
                "industry": [("制造", "零售", "软件")[i % 3] for i in n],
                "employee_count": rng.integers(5, 5000, ACCOUNTS),
                "annual_revenue": np.round(rng.lognormal(12, 1, ACCOUNTS), 2),
                "region": [REGIONS[i % 4] for i in n],
                "country": ["CN"] * ACCOUNTS,
                "owner_id": [None if i % 17 == 0 else f"crm:R{i % REPRESENTATIVES:04d}" for i in n],
                "channel": [CHANNELS[i % 3] for i in n],
                "created_at": [None if i % 23 == 0 else moment for i, moment in enumerate(at(created))],
                "status": ["active"] * ACCOUNTS,
            },
        )
    }


def _orders(rng: np.random.Generator) -> dict[str, pl.DataFrame]:
    n = np.arange(ORDERS)
    day = np.sort(rng.integers(0, DAYS + 1, ORDERS))
    weight = rng.gamma(0.7, 1.0, ACCOUNTS)
    buyer = rng.choice(ACCOUNTS, ORDERS, p=weight / weight.sum())
    order = {
        "order_id": names("O", n),
        "account_id": names("A", buyer),
        "owner_id": [None if b % 11 == 0 else f"crm:R{b % REPRESENTATIVES:04d}" for b in buyer],
        "channel": [CHANNELS[b % 3] for b in buyer],
        "region": [REGIONS[b % 4] for b in buyer],
        "ordered_at": at(day),
        "currency": ["CNY"] * ORDERS,
        "status": ["cancelled" if i % 50 == 0 else "done" for i in n],
    }
    line, total = _lines(rng, order["order_id"], day)
    parts = {"order": order, "order_line": line, **_bills(rng, order, day, total)}
    return {name: table(name, columns) for name, columns in parts.items()}


def _lines(rng: np.random.Generator, ids: list[str], day: np.ndarray) -> tuple[dict[str, Any], np.ndarray]:
    """Order lines, and the total of each order."""
    lines = rng.integers(1, 4, ORDERS)
    parent = np.repeat(np.arange(ORDERS), lines)
    count = len(parent)
    quantity = rng.integers(1, 20, count)
    price = np.round(rng.lognormal(5, 0.6, count) * (1 + 0.3 * np.sin(day[parent] / 58)), 2)
    is_return = rng.random(count) < 0.04
    net = np.round(quantity * price, 2)
    line = {
        "order_id": [ids[i] for i in parent],
        "line_no": np.concatenate([np.arange(1, k + 1) for k in lines]),
        "kind": np.where(is_return, "return", "sale"),
        "product_id": names("P", rng.integers(0, PRODUCTS, count)),
        "quantity": np.where(is_return, -quantity, quantity),
        "unit_price": price,
        "discount_amount": np.round(net * 0.05, 2),
        "net_amount": np.where(is_return, -net, net),
        "cost_amount": np.round(net * 0.6, 2),
    }
    return line, np.bincount(parent, net, ORDERS)


def _bills(
    rng: np.random.Generator, order: dict[str, Any], day: np.ndarray, total: np.ndarray
) -> dict[str, dict[str, Any]]:
    n = np.arange(ORDERS)
    paid = day + rng.integers(5, 60, ORDERS)
    done = paid <= DAYS
    invoice = {
        "invoice_id": names("I", n),
        "order_id": order["order_id"],
        "account_id": order["account_id"],
        "issued_on": [FIRST_DAY + timedelta(days=int(d)) for d in day],
        "due_on": [FIRST_DAY + timedelta(days=int(d) + 30) for d in day],
        "amount": np.round(total, 2),
        "currency": order["currency"],
        "status": ["open"] * ORDERS,
    }
    payment = {
        "payment_id": names("Y", n[done]),
        "invoice_id": names("I", n[done]),
        "order_id": [order["order_id"][i] for i in n[done]],
        "account_id": [order["account_id"][i] for i in n[done]],
        "paid_on": [FIRST_DAY + timedelta(days=int(d)) for d in paid[done]],
        "amount": np.round(total[done], 2),
        "currency": ["CNY"] * int(done.sum()),
    }
    return {"invoice": invoice, "payment": payment}


def _leads(rng: np.random.Generator) -> dict[str, pl.DataFrame]:
    n = np.arange(LEADS)
    day = rng.integers(0, DAYS - 60, LEADS)
    answered = day + rng.integers(0, 5, LEADS)
    won = rng.random(LEADS) < 0.3
    converted = day + rng.integers(5, 60, LEADS)
    return {
        "lead": table(
            "lead",
            {
                "lead_id": names("L", n),
                "name": [f"线索{i}" for i in n],
                "company": [f"公司{i}" for i in n],
                "channel": [CHANNELS[i % 3] for i in n],
                "status": ["converted" if w else "open" for w in won],
                "owner_id": [f"crm:R{i % REPRESENTATIVES:04d}" for i in n],
                "region": [REGIONS[i % 4] for i in n],
                "created_at": at(day),
                "assigned_at": at(answered),
                "converted_at": [moment if w else None for w, moment in zip(won, at(converted), strict=True)],
            },
        )
    }


def _activities(rng: np.random.Generator) -> dict[str, pl.DataFrame]:
    n = np.arange(ACTIVITIES)
    deal = rng.integers(0, 700, ACTIVITIES)
    day = rng.integers(0, DAYS + 1, ACTIVITIES)
    return {
        "activity": table(
            "activity",
            {
                "activity_id": names("V", n),
                "kind": [("call", "email", "meeting", "visit")[i % 4] for i in n],
                "occurred_at": at(day),
                "owner_id": [f"crm:R{i % REPRESENTATIVES:04d}" for i in deal],
                "account_id": names("A", deal % ACCOUNTS),
                "opportunity_id": names("D", deal),
                "minutes": rng.integers(5, 90, ACTIVITIES),
            },
        )
    }
