"""Every rule finds the rows that it must find, with their money, and no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from foresail.quality import rules

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

# rule → tables, keys that must be found, money at risk (None: not about money)
CASES: dict[str, tuple[Rows, set[str], Any]] = {
    "account.duplicate_key": ({"account": [*A, {"account_id": "b"}, {"account_id": "b"}]}, {"b"}, None),
    "account.same_name": (
        {"account": [{"account_id": "b1", "name": "Beta Co"}, {"account_id": "b2", "name": "BETA co"}, *A]},
        {"b1", "b2"},
        None,
    ),
    "account.same_tax_id": (
        {
            "account": [
                {"account_id": "b1", "tax_id": "91A"},
                {"account_id": "b2", "tax_id": "91a"},
                {"account_id": "c", "tax_id": "92"},
            ]
        },
        {"b1", "b2"},
        None,
    ),
    "account.no_owner": ({"account": [*A, {"account_id": "b", "owner_id": "r"}]}, {"a"}, None),
    "contact.same_email": (
        {
            "contact": [
                {"contact_id": "1", "email": "X@y.cn"},
                {"contact_id": "2", "email": "x@y.cn "},
                {"contact_id": "3", "email": "z@y.cn"},
            ]
        },
        {"1", "2"},
        None,
    ),
    "contact.bad_email": (
        {
            "contact": [
                {"contact_id": "1", "email": "x@y"},
                {"contact_id": "2", "email": "x y@z.cn"},
                {"contact_id": "3", "email": "a.b+c@y.com.cn"},
            ]
        },
        {"1", "2"},
        None,
    ),
    "contact.unknown_account": (
        {
            "contact": [
                {"contact_id": "1", "account_id": "z"},
                {"contact_id": "2", "account_id": "a"},
                {"contact_id": "3"},
            ],
            "account": A,
        },
        {"1"},
        None,
    ),
    "lead.no_owner": (
        {
            "lead": [
                {"lead_id": "1", "created_at": D(2025, 6, 1)},
                {"lead_id": "2", "created_at": D(2025, 6, 1), "owner_id": "r"},
                {"lead_id": "3", "created_at": D(2025, 6, 1), "pool": "sea"},
            ]
        },
        {"1"},
        None,
    ),
    "lead.unanswered": (
        {
            "lead": [
                {"lead_id": "1", "created_at": D(2025, 6, 1)},
                {"lead_id": "2", "created_at": D(2025, 6, 1)},
                {"lead_id": "3", "created_at": D(2025, 6, 25)},
            ],
            "activity": [{"activity_id": "x", "lead_id": "2", "occurred_at": D(2025, 6, 2)}],
        },
        {"1"},
        None,
    ),
    "lead.converted_before_created": (
        {
            "lead": [
                {"lead_id": "1", "created_at": D(2025, 6, 2), "converted_at": D(2025, 6, 1)},
                {"lead_id": "2", "created_at": D(2025, 6, 2), "converted_at": D(2025, 6, 2)},
            ]
        },
        {"1"},
        None,
    ),
    "opportunity.duplicate_key": ({"opportunity": [deal("1"), deal("1"), deal("2")]}, {"1"}, None),
    "opportunity.no_account": (
        {"opportunity": [deal("1", account_id=None), deal("2"), deal("3", account_id=None, outcome="lost")]},
        {"1", "3"},
        100,
    ),
    "opportunity.unknown_account": ({"opportunity": [deal("1", account_id="z"), deal("2")], "account": A}, {"1"}, 100),
    "opportunity.close_date_passed": (
        {
            "opportunity": [
                deal("1", expected_close_on=NOW - timedelta(1)),
                deal("2", expected_close_on=NOW),
                deal("3", expected_close_on=D(2024, 1, 1), outcome="won"),
            ]
        },
        {"1"},
        100,
    ),
    "opportunity.closed_before_created": (
        {
            "opportunity": [
                deal("1", closed_at=D(2025, 5, 31), outcome="won"),
                deal("2", closed_at=D(2025, 6, 1), outcome="won"),
            ]
        },
        {"1"},
        100,
    ),
    "opportunity.created_in_future": (
        {"opportunity": [deal("1", created_at=D(2025, 7, 1)), deal("2", created_at=NOW)]},
        {"1"},
        100,
    ),
    "opportunity.no_amount": (
        {"opportunity": [deal("1", amount=None), deal("2", amount=0), deal("3"), deal("4", amount=0, outcome="lost")]},
        {"1", "2"},
        None,
    ),
    "opportunity.no_currency": (
        {"opportunity": [deal("1", currency=None), deal("2"), deal("3", amount=None, currency=None)]},
        {"1"},
        None,
    ),
    "opportunity.not_convertible": (
        {
            "opportunity": [
                deal("1", currency="USD", amount_base=None),
                deal("2"),
                deal("3", amount=0, amount_base=None),
            ]
        },
        {"1"},
        None,
    ),
    "opportunity.negative_amount": ({"opportunity": [deal("1", amount=-5), deal("2")]}, {"1"}, 5),
    "opportunity.probability": (
        {
            "opportunity": [
                deal("1", probability="1.2"),
                deal("2", probability="0.5"),
                deal("3", probability="0.5", outcome="won"),
                deal("4", probability="0.1", outcome="lost"),
                deal("5", probability="1", outcome="won"),
                deal("6", probability="1"),
            ]
        },
        {"1", "3", "4", "6"},
        200,
    ),
    "opportunity.stale": (
        {
            "opportunity": [deal(n, created_at=D(2025, 1, 1)) for n in "123"]
            + [deal("4"), deal("5", created_at=D(2025, 1, 1), outcome="lost")],
            "activity": [{"activity_id": "x", "opportunity_id": "2", "occurred_at": D(2025, 5, 1)}],
            "opportunity_change": [{"opportunity_id": "3", "changed_at": D(2025, 6, 1), "field": "stage", "new": "s"}],
        },
        {"1"},
        100,
    ),
    "opportunity.stage_backwards": (
        {
            "opportunity": [deal("1"), deal("2")],
            "stage": [{"stage": "s", "position": 1}, {"stage": "t", "position": 2}],
            "opportunity_change": [
                {"opportunity_id": "1", "changed_at": D(2025, 6, 2), "field": "stage", "old": "t", "new": "s"},
                {"opportunity_id": "2", "changed_at": D(2025, 6, 2), "field": "stage", "old": "s", "new": "t"},
            ],
        },
        {"1"},
        100,
    ),
    "opportunity.stage_renamed": (
        {
            "opportunity": [deal("1", stage="u"), deal("2", stage="u"), deal("3", stage="v"), deal("4", stage="v")],
            "opportunity_change": [
                {"opportunity_id": n, "changed_at": D(2025, 6, 2), "field": "stage", "old": "s", "new": new}
                for n, new in (("1", "u"), ("2", "u"), ("3", "u"), ("4", "v"))
            ]
            + [{"opportunity_id": "3", "changed_at": D(2025, 6, 9), "field": "stage", "old": "u", "new": "v"}],
        },
        {"1", "2", "3"},
        300,
    ),
    "opportunity.currency_changed": (
        {
            "opportunity": [deal("1"), deal("2")],
            "opportunity_change": [
                {"opportunity_id": "1", "changed_at": D(2025, 6, 2), "field": "currency", "old": "USD", "new": "CNY"},
                {"opportunity_id": "2", "changed_at": D(2025, 6, 2), "field": "amount", "old": "1", "new": "2"},
            ],
        },
        {"1"},
        100,
    ),
    "opportunity.unknown_stage": (
        {"opportunity": [deal("1", stage="x"), deal("2")], "stage": [{"stage": "s", "pipeline": "p"}]},
        {"1"},
        100,
    ),
    "opportunity.won_without_order": (
        {
            "opportunity": [
                deal("1", outcome="won", closed_at=D(2025, 5, 1)),
                deal("2", outcome="won", closed_at=D(2025, 5, 1)),
                deal("3", outcome="won", closed_at=D(2025, 6, 20)),
            ],
            "order": [order("o", opportunity_id="2")],
        },
        {"1"},
        100,
    ),
    "opportunity.amount_outlier": (
        {"opportunity": [deal("1", amount=9_000_000), *(deal(f"n{i}", amount=80 + i) for i in range(40))]},
        {"1"},
        9_000_000,
    ),
    "opportunity.closed_without_date": (
        {"opportunity": [deal("1", outcome="won"), deal("2"), deal("3", outcome="lost", closed_at=NOW)]},
        {"1"},
        100,
    ),
    "opportunity.owner_left": (
        {
            "opportunity": [deal("1", owner_id="r"), deal("2", owner_id="s"), deal("3", owner_id="r", outcome="won")],
            "representative": [
                {"representative_id": "r", "left_on": D(2025, 1, 1)},
                {"representative_id": "s", "left_on": D(2025, 12, 1)},
            ],
        },
        {"1"},
        100,
    ),
    "contract.ends_before_start": (
        {
            "contract": [
                {
                    "contract_id": "1",
                    "starts_on": D(2025, 2, 1),
                    "ends_on": D(2025, 1, 1),
                    "amount": 7,
                    "currency": "CNY",
                },
                {"contract_id": "2", "starts_on": D(2025, 1, 1), "ends_on": D(2025, 1, 1)},
            ]
        },
        {"1"},
        7,
    ),
    "subscription.ends_before_start": (
        {
            "subscription": [
                {"subscription_id": "1", "starts_on": D(2025, 2, 1), "ends_on": D(2025, 1, 1), "amount": 7},
                {"subscription_id": "2", "starts_on": D(2025, 2, 1)},
            ]
        },
        {"1"},
        7,
    ),
    "order.duplicate_key": ({"order": [order("1"), order("1"), order("2")]}, {"1"}, None),
    "order.no_account": ({"order": [order("1", account_id=None), order("2")], "order_line": [line("1")]}, {"1"}, 100),
    "order.unknown_account": ({"order": [order("1", account_id="z"), order("2")], "account": A}, {"1"}, None),
    "order.in_future": ({"order": [order("1", ordered_at=D(2025, 7, 1)), order("2")]}, {"1"}, None),
    "order.without_lines": ({"order": [order("1"), order("2")], "order_line": [line("2")]}, {"1"}, None),
    "order_line.duplicate_key": ({"order_line": [line("1"), line("1"), line("1", 2)]}, {"1|1"}, None),
    "order_line.unknown_order": ({"order_line": [line("1"), line("2")], "order": [order("2")]}, {"1|1"}, None),
    "order_line.unknown_product": (
        {
            "order_line": [line("1", product_id="z"), line("2"), line("3", product_id=None)],
            "product": [{"product_id": "p"}],
        },
        {"1|1"},
        100,
    ),
    "order_line.amount_mismatch": (
        {
            "order_line": [
                line("1", net_amount=90),
                line("2"),
                line("3", net_amount=90, discount_amount=10),
                line("4", quantity=-2, net_amount=-100, kind="return"),
            ]
        },
        {"1|1"},
        90,
    ),
    "order_line.deep_discount": (
        {"order_line": [line("1", net_amount=30, discount_amount=70), line("2", net_amount=60, discount_amount=40)]},
        {"1|1"},
        70,
    ),
    "order_line.negative_margin": (
        {"order_line": [line("1", cost_amount=130), line("2", cost_amount=50)]},
        {"1|1"},
        30,
    ),
    "order_line.negative_amount": (
        {"order_line": [line("1", net_amount=-100), line("2"), line("3", net_amount=-100, kind="return")]},
        {"1|1"},
        100,
    ),
    "order_line.not_convertible": (
        {"order_line": [line("1", net_amount_base=None), line("2")], "order": [order("1")]},
        {"1|1"},
        None,
    ),
    "invoice.overdue": (
        {
            "invoice": [
                {"invoice_id": n, "due_on": d, "amount": 10, "currency": "CNY"}
                for n, d in (("1", D(2025, 1, 1)), ("2", D(2025, 6, 1)), ("3", D(2025, 1, 1)))
            ],
            "payment": [
                {"payment_id": "x", "invoice_id": "3", "amount": 10, "paid_on": D(2025, 1, 1)},
                {"payment_id": "y", "invoice_id": "1", "amount": 4, "paid_on": D(2025, 1, 1)},
            ],
        },
        {"1"},
        6,
    ),
    "invoice.due_before_issued": (
        {
            "invoice": [
                {"invoice_id": "1", "issued_on": D(2025, 2, 1), "due_on": D(2025, 1, 1), "amount": 3},
                {"invoice_id": "2", "issued_on": D(2025, 2, 1), "due_on": D(2025, 2, 1)},
            ]
        },
        {"1"},
        3,
    ),
    "payment.exceeds_invoice": (
        {
            "invoice": [{"invoice_id": n, "amount": 10} for n in ("i", "j")],
            "payment": [
                {"payment_id": "1", "invoice_id": "i", "amount": 8, "paid_on": D(2025, 1, 2)},
                {"payment_id": "2", "invoice_id": "i", "amount": 5, "paid_on": D(2025, 1, 3)},
                {"payment_id": "3", "invoice_id": "j", "amount": 10, "paid_on": D(2025, 1, 2)},
            ],
        },
        {"2"},
        3,
    ),
    "payment.before_invoice": (
        {
            "invoice": [{"invoice_id": "i", "issued_on": D(2025, 2, 1)}],
            "payment": [
                {"payment_id": "1", "invoice_id": "i", "amount": 8, "paid_on": D(2025, 1, 1)},
                {"payment_id": "2", "invoice_id": "i", "amount": 1, "paid_on": D(2025, 2, 1)},
            ],
        },
        {"1"},
        8,
    ),
    "payment.unknown_customer": (
        {"payment": [{"payment_id": "1", "amount": 8}, {"payment_id": "2", "amount": 8, "order_id": "o"}]},
        {"1"},
        8,
    ),
    "product.no_cost": ({"product": [{"product_id": "1"}, {"product_id": "2", "unit_cost": 3}]}, {"1"}, None),
    "price.overlapping": (
        {
            "price": [
                {"product_id": "p", "valid_from": D(2025, 1, 1), "valid_to": D(2025, 3, 1), "list_price": 1},
                {"product_id": "p", "valid_from": D(2025, 2, 1), "list_price": 1},
                {"product_id": "q", "valid_from": D(2025, 1, 1), "valid_to": D(2025, 2, 1), "list_price": 1},
                {"product_id": "q", "valid_from": D(2025, 2, 1), "list_price": 1},
            ]
        },
        {"p|2025-01-01||"},
        None,
    ),
    "price.not_positive": (
        {
            "price": [
                {"product_id": "p", "valid_from": D(2025, 1, 1), "list_price": 0},
                {"product_id": "q", "valid_from": D(2025, 1, 1), "list_price": 1},
            ]
        },
        {"p|2025-01-01||"},
        None,
    ),
    "stock.negative": (
        {
            "stock": [
                {"product_id": "p", "location": "A", "on_date": NOW, "on_hand": -1},
                {"product_id": "q", "location": "A", "on_date": NOW, "on_hand": 0},
            ]
        },
        {"p|A|2025-06-30"},
        None,
    ),
    "spend.no_channel": (
        {"spend": [{"spent_on": NOW, "amount": 5}, {"spent_on": NOW, "channel": "seo", "amount": 5}]},
        {"2025-06-30||||"},
        5,
    ),
    "spend.negative": (
        {
            "spend": [
                {"spent_on": NOW, "channel": "seo", "amount": -5},
                {"spent_on": NOW, "channel": "sem", "amount": 5},
            ]
        },
        {"2025-06-30|seo|||"},
        5,
    ),
    "campaign.ends_before_start": (
        {
            "campaign": [
                {"campaign_id": "1", "starts_on": D(2025, 2, 1), "ends_on": D(2025, 1, 1), "budget": 5},
                {"campaign_id": "2", "starts_on": D(2025, 2, 1), "ends_on": D(2025, 2, 1)},
            ]
        },
        {"1"},
        5,
    ),
    "target.missing": (
        {
            "target": [
                {"metric": "m", "starts_on": D(2025, 5, 1), "grain": "month", "scope": "company", "value": 1},
                {"metric": "n", "starts_on": D(2025, 6, 1), "grain": "month", "scope": "company", "value": 1},
                {"metric": "o", "starts_on": D(2025, 4, 1), "grain": "quarter", "scope": "company", "value": 1},
            ]
        },
        {"m|2025-05-01|month|company|"},
        None,
    ),
    "target.negative": (
        {"target": [{"metric": "m", "starts_on": D(2025, 6, 1), "grain": "month", "scope": "company", "value": -1}]},
        {"m|2025-06-01|month|company|"},
        None,
    ),
    "feedback.score_range": (
        {
            "feedback": [
                {"feedback_id": "1", "kind": "nps", "score": 11.0},
                {"feedback_id": "2", "kind": "nps", "score": 10.0},
                {"feedback_id": "3", "kind": "csat", "score": -1.0},
            ]
        },
        {"1", "3"},
        None,
    ),
    "ticket.never_closed": (
        {
            "ticket": [
                {"ticket_id": "1", "opened_at": D(2025, 5, 1)},
                {"ticket_id": "2", "opened_at": D(2025, 5, 1), "closed_at": D(2025, 5, 2)},
                {"ticket_id": "3", "opened_at": D(2025, 6, 20)},
            ]
        },
        {"1"},
        None,
    ),
    "ticket.closed_before_opened": (
        {
            "ticket": [
                {"ticket_id": "1", "opened_at": D(2025, 5, 2), "closed_at": D(2025, 5, 1)},
                {"ticket_id": "2", "opened_at": D(2025, 5, 2), "closed_at": D(2025, 5, 2)},
            ]
        },
        {"1"},
        None,
    ),
    "activity.unknown_opportunity": (
        {
            "activity": [
                {"activity_id": "1", "opportunity_id": "z"},
                {"activity_id": "2", "opportunity_id": "d"},
                {"activity_id": "3"},
            ],
            "opportunity": [deal("d")],
        },
        {"1"},
        None,
    ),
    "fx_rate.not_positive": (
        {
            "fx_rate": [
                {"on_date": NOW, "currency": "USD", "rate": 0.0},
                {"on_date": NOW, "currency": "EUR", "rate": 8.0},
            ]
        },
        {"2025-06-30|USD"},
        None,
    ),
    "load_table.rows_dropped": (
        {
            "load_table": [
                {
                    "load_id": f"l{n}",
                    "taken_at": D(2025, n, 1),
                    "table_name": t,
                    "complete": c,
                    "new": rows,
                    "changed": 0,
                    "unchanged": 0,
                }
                for n, t, c, rows in (
                    (1, "account", True, 100),
                    (2, "account", True, 40),
                    (1, "lead", True, 100),
                    (2, "lead", False, 3),
                    (1, "order", True, 100),
                    (2, "order", True, 60),
                )
            ]
        },
        {"l2|account"},
        None,
    ),
}


def test_every_rule_has_a_case() -> None:
    assert set(CASES) == set(rules())


@pytest.mark.parametrize("rule_id", sorted(CASES))
def test_finds_what_it_must_and_nothing_else(checked: Any, rule_id: str) -> None:
    tables, keys, money = CASES[rule_id]
    for factor in (1, 100) if money is not None else (1,):
        with checked(tables, factor) as session:
            line = session.fetch("SELECT * FROM quality_rule WHERE rule_id = :id", {"id": rule_id}).row(0, named=True)
            found = session.fetch("SELECT * FROM quality_finding WHERE rule_id = :id", {"id": rule_id})
            assert line["status"] == "bad"
            assert set(found["row_key"]) == keys
            assert line["bad"] == len(found)
            assert line["money"] == (None if money is None else Decimal(money) * factor)
            assert found["source"].null_count() == 0
