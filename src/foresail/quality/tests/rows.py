"""Rows of small companies in which a rule finds something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

D = date
NOW = D(2025, 6, 30)
Rows = dict[str, Sequence[Mapping[str, Any]]]


def deal(name: str, **more: Any) -> dict[str, Any]:
    base = {
        "opportunity_id": name,
        "account_id": "a",
        "stage": "s",
        "amount": 100,
        "currency": "CNY",
        "outcome": "open",
    }
    return {**base, "created_at": D(2025, 6, 1), **more}


def line(order: str, number: int = 1, **more: Any) -> dict[str, Any]:
    base = {"order_id": order, "line_no": number, "kind": "sale", "product_id": "p", "quantity": 2, "unit_price": 50}
    return {**base, "net_amount": 100, "currency": "CNY", **more}


def order(name: str, **more: Any) -> dict[str, Any]:
    return {"order_id": name, "account_id": "a", "ordered_at": D(2025, 5, 1), "currency": "CNY", **more}


A = [{"account_id": "a", "name": "Acme"}]
