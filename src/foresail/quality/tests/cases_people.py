"""What the rules of customers, leads, deals and contracts find."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from foresail.quality.tests.rows import NOW, A, D, Rows, deal, order

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
}
