"""The canonical tables fit together: ids resolve, dates are in order, money adds up."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest

from foresail.demo import DemoReport
from foresail.demo.truth import Truth

KEYS = {
    "account": ("account_id",),
    "contact": ("contact_id",),
    "lead": ("lead_id",),
    "opportunity": ("opportunity_id",),
    "opportunity_contact": ("opportunity_id", "contact_id"),
    "opportunity_line": ("opportunity_id", "line_no"),
    "opportunity_change": ("opportunity_id", "changed_at", "field"),
    "quote": ("quote_id",),
    "contract": ("contract_id",),
    "activity": ("activity_id",),
    "product": ("product_id",),
    "price": ("product_id", "valid_from", "region"),
    "promotion": ("promotion_id",),
    "order": ("order_id",),
    "order_line": ("order_id", "line_no"),
    "invoice": ("invoice_id",),
    "payment": ("payment_id",),
    "partner": ("partner_id",),
    "partner_sale": ("partner_id", "product_id", "sold_on"),
    "campaign": ("campaign_id",),
    "spend": ("spent_on", "channel", "region", "detail"),
    "touch": ("touch_id",),
    "web_event": ("event_id",),
    "stock": ("product_id", "location", "on_date"),
    "ticket": ("ticket_id",),
    "feedback": ("feedback_id",),
    "subscription": ("subscription_id",),
    "representative": ("representative_id",),
    "team": ("team_id",),
    "skill": ("representative_id", "skill", "on_date"),
    "training": ("representative_id", "course", "on_date"),
    "target": ("target_id",),
    "fx_rate": ("on_date", "currency"),
    "competitor_price": ("competitor", "product_id", "seen_on"),
    "market_index": ("name", "region", "on_date"),
    "substitute": ("product_id", "substitute_id"),
    "stage": ("pipeline", "stage"),
}
REFERENCES = {
    "owner_id": ("representative", "representative_id"),
    "manager_id": ("representative", "representative_id"),
    "parent_account_id": ("account", "account_id"),
    "substitute_id": ("product", "product_id"),
}


def test_every_canonical_table_is_there(report: DemoReport, truth: Truth) -> None:
    assert set(KEYS) == set(truth.tables)
    assert all(report.rows[name] > 0 for name in KEYS)


@pytest.mark.parametrize("name", sorted(KEYS))
def test_keys_are_unique_and_references_resolve(name: str, truth: Truth) -> None:
    frame = truth.table(name)
    assert not frame.select(KEYS[name]).is_duplicated().any()
    singles = {key[0]: (table, key[0]) for table, key in KEYS.items() if len(key) == 1}
    for column in frame.columns:
        if (target := (singles | REFERENCES).get(column)) and target[0] != name:
            known = truth.table(target[0])[target[1]].implode()
            assert frame[column].drop_nulls().is_in(known).all(), column


def test_dates_are_in_order(truth: Truth) -> None:
    deal = truth.table("opportunity")
    closed = deal.filter(pl.col("outcome") != "open")
    assert (closed["closed_at"] > closed["created_at"]).all()
    assert deal.filter(pl.col("outcome") == "open")["closed_at"].is_null().all()
    lead = truth.table("lead")
    assert (lead["assigned_at"] > lead["created_at"]).drop_nulls().all()
    assert (lead["converted_at"] > lead["assigned_at"]).drop_nulls().all()
    invoice = truth.table("invoice")
    assert (invoice["due_on"] > invoice["issued_on"]).all()
    paid = truth.table("payment").join(invoice.select("invoice_id", "issued_on"), on="invoice_id")
    assert (paid["paid_on"] > paid["issued_on"]).all()
    met = truth.table("opportunity_contact").join(deal, on="opportunity_id")
    assert (met["since"] >= met["created_at"]).all()
    person = met.join(truth.table("contact").select("contact_id", known=pl.col("created_at")), on="contact_id")
    assert (person["since"] >= person["known"]).all()


def test_nothing_happens_after_the_last_day(truth: Truth) -> None:
    end = datetime(2026, 10, 31, 16, tzinfo=UTC)
    for name in truth.tables:
        frame = truth.table(name)
        for column, kind in frame.schema.items():
            if isinstance(kind, pl.Datetime) and (name, column) != ("quote", "valid_until"):
                assert (frame[column] < end).drop_nulls().all(), (name, column)
    for name, column in (("payment", "paid_on"), ("invoice", "issued_on"), ("spend", "spent_on"), ("skill", "on_date")):
        assert (truth.table(name)[column] <= date(2026, 10, 31)).all()


def test_money_adds_up(truth: Truth) -> None:
    line = truth.table("order_line")
    gross = pl.col("quantity") * (pl.col("unit_price") * 100).cast(pl.Int64)
    cents = line.select(
        gross=gross,
        rest=((pl.col("net_amount") + pl.col("discount_amount")) * 100).cast(pl.Int64),
    )
    assert (cents["gross"] == cents["rest"]).all()
    order = line.group_by("order_id").agg(net=pl.col("net_amount").sum())
    billed = truth.table("invoice").group_by("order_id").agg(billed=pl.col("amount").sum())
    both = order.join(billed, on="order_id")
    assert (both["billed"] <= both["net"]).all()
    assert (both["billed"] == both["net"]).mean() > 0.9  # type: ignore[operator]
    paid = truth.table("payment").group_by("invoice_id").agg(paid=pl.col("amount").sum())
    state = truth.table("invoice").join(paid, on="invoice_id", how="left").with_columns(pl.col("paid").fill_null(0))
    assert (state["paid"] <= state["amount"]).all()
    assert ((state["paid"] == state["amount"]) == (state["status"] == "已结清")).all()


def test_a_won_deal_is_its_contract_and_its_order(truth: Truth) -> None:
    won = truth.table("opportunity").filter(pl.col("outcome") == "won")
    contract = truth.table("contract").select("opportunity_id", signed=pl.col("amount"))
    assert (won.join(contract, on="opportunity_id").select(pl.col("amount") == pl.col("signed"))).to_series().all()
    sold = truth.table("order").filter(pl.col("opportunity_id").is_not_null())
    net = sold.join(truth.table("order_line"), on="order_id").filter(pl.col("kind") == "sale")
    net = net.group_by("opportunity_id").agg(net=pl.col("net_amount").sum())
    both = won.join(net, on="opportunity_id")
    assert len(both) > 0.7 * len(won)
    assert (both["amount"] == both["net"]).all()


def test_targets_of_people_add_up(truth: Truth) -> None:
    target = truth.table("target").group_by("metric", "starts_on", "scope").agg(pl.col("value").sum())
    wide = target.pivot(on="scope", index=["metric", "starts_on"], values="value")
    assert (wide["company"] == wide["team"]).all()
    assert (wide["company"] == wide["representative"]).all()


def test_currencies_follow_the_region(truth: Truth) -> None:
    order = truth.table("order")
    assert ((order["region"] == "海外") == (order["currency"] == "USD")).all()
    assert set(truth.table("fx_rate")["currency"]) == {"USD", "EUR"}
