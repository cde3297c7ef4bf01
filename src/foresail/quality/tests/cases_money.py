"""What the rules of orders, money, products and the rest find."""

from __future__ import annotations

from typing import Any

from foresail.quality.tests.rows import NOW, A, D, Rows, deal, line, order

# rule → tables, keys that must be found, money at risk (None: not about money)
CASES: dict[str, tuple[Rows, set[str], Any]] = {
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
